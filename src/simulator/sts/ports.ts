// Room simulator/sts: what STS needs of the world around it. The simulator gives it these; tests give small ones.
import type { Clock } from "../../box/clock.ts";
import type { StsEvent } from "./evolve.ts";

/** What STS asks IAM. */
export interface Roles {
  readonly roleOf: (
    arn: string,
  ) => { readonly name: string; readonly id: string; readonly maxSessionS: number } | undefined;
  /** Whether the role's trust policy lets the caller in. */
  readonly lets: (
    arn: string,
    principal: { readonly account: string; readonly arn: string; readonly externalId?: string | undefined },
  ) => boolean;
}

export interface StsPorts {
  readonly clock: Clock;
  readonly seed: string;
  readonly log: (event: StsEvent) => void;
  readonly roles: Roles;
}
