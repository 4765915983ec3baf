// Room provision: whether a target's CreateStack brings every property of the system: tried for real with the system itself, read
// back and deleted again. What it does not bring, or not delete, is the reason to use the services' own calls.
import { ListStacksCommand } from "@aws-sdk/client-cloudformation";
import type { Template } from "../template/template.ts";
import type { ProvisionOptions } from "./part.ts";
import { openProvision } from "./provision.ts";

export interface StackAbility {
  readonly has: boolean;
  /** Whether there is a CloudFormation at all. */
  readonly answers: boolean;
  readonly evidence: string;
}

/** Puts the system up as a stack and takes it down again. */
export async function probeStack(
  template: Template,
  options: Omit<ProvisionOptions, "byStack">,
): Promise<StackAbility> {
  try {
    await (await options.clients.cloudFormation()).send(new ListStacksCommand({}));
  } catch (error) {
    return { has: false, answers: false, evidence: `ListStacks failed: ${messageOf(error)}` };
  }
  const system = openProvision(template, { ...options, byStack: true });
  let problem: string | undefined;
  try {
    await system.up();
  } catch (error) {
    problem = messageOf(error);
  }
  const left = await system.teardown().then(
    (end) => end.left,
    (error: unknown) => [messageOf(error)],
  );
  if (left.length > 0) problem ??= `DeleteStack left ${left.join(", ")}`;
  return {
    has: problem === undefined,
    answers: true,
    evidence: problem ?? "a stack of the system read back as asked",
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
