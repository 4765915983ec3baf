// Room simulator/s3: what S3 needs of the world around it. The simulator gives it these; tests give small ones.
import type { Clock } from "../../box/clock.ts";
import type { S3Event } from "./events.ts";

export interface S3Ports {
  readonly clock: Clock;
  readonly seed: string;
  readonly log: (event: S3Event) => void;
}
