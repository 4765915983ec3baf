// Room drive: what the hands need of the run they belong to.
import type { JournalWriter } from "../journal/writer.ts";
import type { Clients } from "../target/clients.ts";

export interface DriveContext {
  readonly journal: JournalWriter;
  readonly clients: Clients;
  /** Clients that try once. */
  readonly impatient: Clients;
  readonly signal: AbortSignal;
  refOf(hop: string): string;
  /** The queue whose dead letter queue this is. */
  sourceOf(dlq: string): string;
  orderOf(body: string, hop: string): string | undefined;
  /** Whether the target has StartMessageMoveTask. */
  readonly hasMoveTask: boolean;
  /** Whether what a redrive takes out of its queue is journaled here: the simulator's log tells it by itself. */
  readonly tellsGone: boolean;
  /** Consumers' lines wait until released: a message under its old id is only seen to arrive once it is known to be gone. */
  holdEvidence(): () => void;
  /** Before a redrive every probe has read to its end, and the look keeps away while it runs. */
  beforeRedrive(dlq: string): Promise<() => void>;
}
