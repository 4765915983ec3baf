// Room simulator/lambda, tests: a world in the box around Lambda: the official clients in front, handlers as text, and what happened.
import { DeleteFunctionCommand, Lambda, waitUntilFunctionActiveV2 } from "@aws-sdk/client-lambda";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import type { JobContext } from "../../box/thread.ts";
import type { World } from "../../box/world.ts";
import { createSimulator, type Simulator, type SimulatorEvent } from "../simulator.ts";
import { toWire } from "../smithy-door.ts";
import type { InvocationWeather } from "./ports.ts";
import { createBoxRuntime } from "./runtime/box-runtime.ts";

export const ROLE = "arn:aws:iam::000000000000:role/worker";
const ORIGIN = "http://services.box";

export interface BoxWorld {
  readonly world: World;
  readonly simulator: Simulator;
  readonly lambda: Lambda;
  readonly sqs: SQS;
  readonly sns: SNS;
  readonly events: readonly SimulatorEvent[];
  /** Creates a function and waits until it is active. */
  readonly fn: (name: string, code: CodeText, settings?: object) => Promise<string>;
  /** Invokes it and answers what came back. */
  readonly invoke: (name: string, payload?: unknown, more?: object) => Promise<Answer>;
  readonly sleep: (ms: number) => Promise<void>;
}

/** A handler's text for `index.mjs`, or files by name. */
export type CodeText = string | Readonly<Record<string, string>>;

export interface Answer {
  readonly payload: unknown;
  readonly error?: string;
  readonly log: readonly string[];
  readonly status?: number;
}

/** The role that the functions of tests have. */
export function makeRole({ internal }: Pick<Simulator, "internal">): void {
  const may = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [may] });
  void internal.call(
    "iam",
    "CreateRole",
    { RoleName: "worker", AssumeRolePolicyDocument },
    { actor: "test" },
  );
}

export function zipOf(code: CodeText): Uint8Array {
  const files = typeof code === "string" ? { "index.mjs": code } : code;
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])),
    { mtime: new Date(Date.UTC(2026, 0, 1)) },
  );
}

export function openBoxWorld(world: World, weather?: InvocationWeather): BoxWorld {
  const events: SimulatorEvent[] = [];
  const simulator = createSimulator({
    clock: world.clock,
    seed: world.seed,
    log: (event) => events.push(event),
    runtime: createBoxRuntime(world),
    endpoint: () => ORIGIN,
    ...(weather === undefined ? {} : { invocationWeather: weather }),
  });
  makeRole(simulator);
  events.length = 0;
  world.answerSdk(async (request, { actor, gone }) =>
    simulator.handle(toWire(request), { baseUrl: ORIGIN, actor, gone }),
  );
  const config = {
    region: "us-east-1",
    endpoint: ORIGIN,
    maxAttempts: 1,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const lambda = new Lambda(config);
  return {
    world,
    simulator,
    lambda,
    sqs: new SQS(config),
    sns: new SNS(config),
    events,
    async fn(name, code, settings = {}) {
      const { FunctionArn = "" } = await lambda.createFunction({
        FunctionName: name,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Role: ROLE,
        Code: { ZipFile: zipOf(code) },
        ...settings,
      });
      await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName: name });
      return FunctionArn;
    },
    async invoke(name, payload = {}, more = {}) {
      const text = typeof payload === "string" ? payload : JSON.stringify(payload);
      const answer = await lambda.invoke({ FunctionName: name, Payload: text, LogType: "Tail", ...more });
      const body = answer.Payload?.transformToString() ?? "";
      return {
        payload: body === "" ? undefined : (JSON.parse(body) as unknown),
        ...(answer.FunctionError === undefined ? {} : { error: answer.FunctionError }),
        log: Buffer.from(answer.LogResult ?? "", "base64")
          .toString()
          .trimEnd()
          .split("\n"),
        ...(answer.StatusCode === 200 ? {} : { status: answer.StatusCode ?? 0 }),
      };
    },
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

export interface Played {
  readonly code: CodeText;
  readonly settings?: object;
  /** One after another; each is a payload. */
  readonly payloads?: readonly unknown[];
  /** All at once. */
  readonly together?: boolean;
}

/** One function, some invocations, all their answers. */
export async function play(
  { code, settings = {}, payloads = [{}], together = false }: Played,
  { world }: JobContext,
): Promise<{ answers: readonly Answer[]; events: readonly SimulatorEvent[]; nowMs: number }> {
  const at = openBoxWorld(world);
  await at.fn("Worker", code, settings);
  const answers: Answer[] = [];
  if (together) answers.push(...(await Promise.all(payloads.map((payload) => at.invoke("Worker", payload)))));
  else for (const payload of payloads) answers.push(await at.invoke("Worker", payload));
  const events = at.events.map(({ ...event }) => event);
  return {
    answers,
    events: JSON.parse(JSON.stringify(events)) as SimulatorEvent[],
    nowMs: world.clock.nowMs(),
  };
}

export { DeleteFunctionCommand };
