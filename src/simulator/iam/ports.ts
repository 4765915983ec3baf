// Room simulator/iam: what IAM needs of the world around it. The simulator gives it these; tests give small ones.
import type { Clock } from "../../box/clock.ts";
import type { IamEvent } from "./events.ts";

export interface IamPorts {
  readonly clock: Clock;
  readonly seed: string;
  readonly log: (event: IamEvent) => void;
  /** The account's alias from the beginning. */
  readonly alias?: string | undefined;
}
