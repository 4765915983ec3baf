// Room scenario: where a run takes place: in real time with processes and a proxy before an endpoint, or in a box, where the simulator
// answers and workers are actors. The stage is the same on both.
import type { Gate, GateOptions } from "../faults/gate.ts";
import type { Child, ChildSpec } from "./children.ts";

/** The gate of faults as clients reach it. */
export interface OpenGate extends Omit<Gate, "pass"> {
  readonly url: URL;
  close(): Promise<void>;
}

export interface StartedProvider {
  readonly url: URL;
  isAlive(): boolean;
  stop(): Promise<void>;
}

export interface Venue {
  /** Past the gate: for probes, which no fault may strike. */
  readonly endpoint: URL;
  readonly region: string;
  readonly account: string;
  openGate(options: GateOptions): Promise<OpenGate>;
  startProvider(logDir: string): Promise<StartedProvider>;
  /** Starts a program and does not wait for it. */
  startChild(spec: ChildSpec): Child;
}
