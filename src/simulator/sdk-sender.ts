// Room simulator: the SDK's commands without its clients, for a caller in the same process that is not what is tested: the command's
// name and input reach the action, the answer comes back as the SDK would give it. No middleware, no signature, no wire.
import type { Simulator } from "./simulator.ts";
import { reviverOf, type SdkModule, sdkError, statusMemberOf } from "./sdk-answers.ts";
import { AwsError, type Fields, isFields, type Members, notImplemented } from "./wire/index.ts";
import { readFields } from "./wire/read-json.ts";

/** What of a command of the SDK is read here. */
interface Command {
  readonly input: unknown;
  /** Kind, namespace, operation, traits, input and output. */
  readonly schema: readonly [
    kind: number,
    namespace: string,
    operation: string,
    traits: unknown,
    input: unknown,
    output: unknown,
  ];
}

/** What of an action is read here. */
interface Action {
  readonly input: Members;
  /** Of an operation that is a method and a path. */
  readonly route?: { readonly status: number };
}

export interface SenderOptions {
  /** As in a credential scope: `sqs`. */
  readonly service: string;
  /** The namespace of `@aws-sdk/client-SERVICE`. */
  readonly sdk: SdkModule;
}

/** Who sends. */
export interface Sending {
  readonly actor: string;
  /** Aborted when the caller is gone. */
  readonly signal?: AbortSignal;
}

export interface CommandSender {
  /** Whether the command is one of those: an invocation, whose payload is no member, is not. */
  takes(command: object): boolean;
  /** Runs a command. Rejects with the SDK's own errors where AWS refuses. */
  send(command: object, sending: Sending): Promise<object>;
}

/**
 * A way to run one service's commands on a simulator in this process. Faults of a gate do not strike here: who wants them asks the gate
 * first.
 *
 * @example
 * const sender = senderFor(simulator, { service: "sqs", sdk: await import("@aws-sdk/client-sqs") });
 * await sender.send(new CreateQueueCommand({ QueueName: "orders" }), { actor: "host" }); // {QueueUrl, $metadata}
 */
export function senderFor(simulator: Simulator, { service, sdk }: SenderOptions): CommandSender {
  const operations = simulator.services.find(({ name }) => name === service)?.operations;
  const actionOf = (operation: string): Action | undefined => {
    const action = operations?.get(operation);
    return action !== undefined && "input" in action ? (action as Action) : undefined; // what has members is an action
  };
  const takes = (given: object): boolean => actionOf((given as Command).schema[2]) !== undefined;
  const send = async (given: object, { actor, signal }: Sending): Promise<object> => {
    const { input, schema } = given as Command; // every command of the SDK has both
    const [, , operation, , , output] = schema;
    const requestId = simulator.nextRequestId();
    try {
      const action = actionOf(operation);
      if (action === undefined) throw notImplemented(service, operation);
      const by = { actor, requestId, ...(signal === undefined ? {} : { signal }) };
      const answer = await simulator.internal.call(service, operation, fieldsFor(input, action.input), by);
      const revive = reviverOf(output);
      const read = plain(answer);
      const httpStatusCode = action.route?.status ?? 200;
      const status = statusMemberOf(output);
      const $metadata = { httpStatusCode, requestId, attempts: 1, totalRetryDelay: 0 };
      return {
        $metadata,
        ...((revive?.(read) ?? read) as Fields),
        ...(status === undefined ? {} : { [status]: httpStatusCode }),
      };
    } catch (error) {
      throw error instanceof AwsError ? sdkError(error, sdk, requestId) : error;
    }
  };
  return { takes, send };
}

/** A copy, as an answer that was on the wire is one: nothing of the simulator's own state leaves it. */
const plain = (answer: Fields): Fields => JSON.parse(JSON.stringify(answer)) as Fields; // what a service answers is JSON

/** The members that the operation has, each of its type, as the wire reads them. */
function fieldsFor(input: unknown, shape: Members): Fields {
  const fields = asJson(input);
  return isFields(fields) ? readFields(fields, shape) : {};
}

/** Bytes as base64, dates as seconds since 1970; what is undefined is not there. */
function asJson(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(asJson);
  const members: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value))
    if (member !== undefined) members[name] = asJson(member);
  return members;
}
