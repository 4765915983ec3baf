// Room scenario: where a run takes place: in real time with processes and a proxy before an endpoint, or in a box, where the simulator
// answers and workers are actors. The stage is the same on both.
import type { Gate, GateOptions } from "../faults/gate.ts";
import type { Clients, Control } from "../target/clients.ts";
import type { SimulatorEvent } from "../simulator/simulator.ts";
import type { Child, ChildSpec } from "./children.ts";
import type { Depth } from "./drain.ts";

/** The gate of faults as clients reach it. */
export interface OpenGate extends Omit<Gate, "pass" | "arrival" | "invocation" | "refusesItem" | "isOpen"> {
  readonly url: URL;
  close(): Promise<void>;
}

export interface StartedProvider {
  readonly url: URL;
  isAlive(): boolean;
  stop(): Promise<void>;
}

/** A call as the provider logged it; `n` is its position. */
export interface ProviderLogEntry {
  readonly n: number;
  readonly step: string;
  readonly order: string;
  readonly requestId: string;
  readonly key?: string;
  readonly deduplicated: boolean;
}

/** What the world itself knows of what happens in it. */
export interface WorldLog {
  onEvent(listener: (event: SimulatorEvent) => void): void;
  onProviderCall(listener: (call: ProviderLogEntry) => void): void;
  /** A message that stands in a queue now; `receives` as ApproximateReceiveCount counts them. */
  messageOf(queueArn: string, messageId: string): LoggedMessage | undefined;
  depthOf(queueArn: string): Depth;
  /** Resolves when nothing in the foreground is left to happen. */
  untilIdle(): Promise<void>;
}

export interface LoggedMessage {
  readonly body: string;
  readonly receives: number;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

export interface Venue {
  /**
   * For the harness's own calls, where there is a way that is not the wire; it sends by these clients when a fault may strike. `past`
   * the gate, or through it.
   */
  readonly controlBy?: (clients: Clients, way: "through the gate" | "past the gate") => Control;
  /** Other clients for what the scenario drives, such as a benchmark has; by default these. */
  readonly driveBy?: (clients: Clients) => Clients;
  /** Past the gate: for probes, which no fault may strike. */
  readonly endpoint: URL;
  readonly region: string;
  readonly account: string;
  openGate(options: GateOptions): Promise<OpenGate>;
  startProvider(logDir: string): Promise<StartedProvider>;
  /** Starts a program and does not wait for it. */
  startChild(spec: ChildSpec): Child;
  /** Tells what children write to a file, without a look at it: each call answers what was written since the last. */
  followFile?(file: string): () => string;
  /** Gives children a file that they need not look for on disk. */
  giveFile?(file: string, text: string): void;
  /** Only the embedded target has one. */
  readonly log?: WorldLog;
}
