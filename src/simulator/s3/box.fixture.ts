// Room simulator/s3, tests: a job for a box: a program with the official SDK before a simulator, in virtual time.
import type { JobContext } from "../../box/thread.ts";
import { createSimulator } from "../simulator.ts";
import { toWire } from "../smithy-door.ts";

export async function runProgram({ file }: { file: string }, { world }: JobContext): Promise<string> {
  const { clock, seed } = world;
  const simulator = createSimulator({ clock, seed });
  world.answerSdk(async (request, { actor, gone }) =>
    simulator.handle(toWire(request), { baseUrl: "http://services.box", actor, gone }),
  );
  let printed = "";
  world.start({ name: "Program", file, env: {}, print: (text) => (printed += text) });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return printed + new TextDecoder().decode(simulator.s3.objectAt("s3://orders/seen"));
}
