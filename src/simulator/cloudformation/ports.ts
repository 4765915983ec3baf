// Room simulator/cloudformation: what CloudFormation needs of the world around it.
import type { Clock } from "../../box/clock.ts";
import type { InternalCalls } from "../internal.ts";
import type { CloudFormationEvent } from "./events.ts";

export interface CloudFormationPorts {
  readonly clock: Clock;
  readonly seed: string;
  readonly log: (event: CloudFormationEvent) => void;
  /** Makes resources by the APIs of the services that have them. */
  readonly internal: InternalCalls;
}
