// Room simulator: SQS and SNS behind their door: all that a served world is asked for in most sessions, and there at once. The other
// services join them (simulator.ts).
import { createDoor, type Door, type DoorOptions } from "./door.ts";
import type { Lambda } from "./lambda/index.ts";
import { createSns, type Sns, type SnsEvent } from "./sns/index.ts";
import { createSqs, type Sqs, type SqsEvent, targetOf, type Weather } from "./sqs/index.ts";

export interface MessagingOptions extends DoorOptions {
  readonly log?: (event: SqsEvent | SnsEvent) => void;
  readonly weather?: Weather;
}

/** What queues and topics feed. */
type Functions = Pick<Lambda, "deliver" | "stirred">;

export interface Messaging extends Door {
  readonly sqs: Sqs;
  readonly sns: Sns;
  /** Queues and topics feed these functions from now on; before there are none. */
  readonly feed: (functions: Functions) => void;
}

/**
 * SQS and SNS on a clock of the caller's.
 *
 * @example
 * const messaging = createMessaging({ clock: new ManualClock("1"), seed: "1" });
 */
export function createMessaging(options: MessagingOptions): Messaging {
  const { clock, seed, log = () => {}, weather } = options;
  let functions: Functions | undefined;
  const sqs = createSqs({
    clock,
    seed,
    log(event) {
      log(event);
      if (functions !== undefined) stir(functions, event);
    },
    ...(weather === undefined ? {} : { weather }),
  });
  const sns = createSns({
    clock,
    seed,
    log,
    deliver: sqs.deliver,
    invoke: (functionArn, payload, from) => functions?.deliver(functionArn, payload, from),
  });
  const door = createDoor(options);
  door.add(sqs, sns);
  return { ...door, sqs, sns, feed: (given) => void (functions = given) };
}

/** A queue's events wake the mappings that poll it; what only takes messages away need not. */
function stir({ stirred }: Functions, event: SqsEvent): void {
  if (event.kind === "sqs.received" || event.kind === "sqs.expired") return;
  if (event.kind === "sqs.deleted" && !event.queueArn.endsWith(".fifo")) return;
  stirred(event.queueArn);
  const targetArn = targetOf(event);
  if (targetArn !== undefined) stirred(targetArn);
}
