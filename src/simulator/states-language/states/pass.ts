// Room states-language, Pass: hands on its Result, or what it was given.
import { effectiveInput, outgoing } from "../data-flow.ts";
import { exit } from "../flow.ts";
import { member } from "../json.ts";
import { currentOf, type Step } from "../step.ts";

export async function pass(step: Step, id: string): Promise<void> {
  const { state } = currentOf(step, id);
  const input = await effectiveInput(step, id);
  const result = state.language === "JSONPath" ? (member(state.fields, "Result") ?? input) : input;
  exit(step, id, await outgoing(step, id, result));
}
