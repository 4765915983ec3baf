// Room target: a role for the functions of probes: a target that knows IAM refuses a function whose role Lambda may not assume.
import type { Control } from "../clients.ts";
import { probeName, tagList } from "./ability.ts";

const LAMBDA_MAY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
/** On a target without IAM nobody looks whether a role is there. */
const NO_ROLE = "arn:aws:iam::000000000000:role/ordeal-probe";

export interface ProbeRole {
  readonly arn: string;
  /** Deletes it, where one was made. */
  remove(): Promise<void>;
}

/** A role that Lambda may assume. */
export async function makeProbeRole(clients: Control): Promise<ProbeRole> {
  const sdk = await import("@aws-sdk/client-iam");
  const iam = await clients.iam();
  const RoleName = probeName();
  try {
    const { Role } = await iam.send(
      new sdk.CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: LAMBDA_MAY,
        Tags: tagList(clients.tags),
      }),
    );
    return {
      arn: Role?.Arn ?? NO_ROLE,
      remove: async () => void (await iam.send(new sdk.DeleteRoleCommand({ RoleName }))),
    };
  } catch {
    return { arn: NO_ROLE, remove: async () => {} };
  }
}
