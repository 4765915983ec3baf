// Room simulator/sqs, tests: random schedules against a queue so simple that it is obviously right: a list of messages, each with the
// moment from which it can be seen. Nothing is lost, nothing is doubled, and a FIFO group keeps its order.
import * as fc from "fast-check";
import { receive, world } from "./world.fixture.ts";

const VISIBILITY_S = 30;

export type Step =
  | { readonly do: "send"; readonly group: string }
  | { readonly do: "receive"; readonly most: number }
  | { readonly do: "delete"; readonly which: number }
  | { readonly do: "change"; readonly which: number; readonly toS: number }
  | { readonly do: "advance"; readonly ms: number };

const which = fc.nat(5);
export const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ do: fc.constant("send" as const), group: fc.constantFrom("a", "b") }), weight: 4 },
  {
    arbitrary: fc.record({ do: fc.constant("receive" as const), most: fc.integer({ min: 1, max: 4 }) }),
    weight: 4,
  },
  { arbitrary: fc.record({ do: fc.constant("delete" as const), which }), weight: 3 },
  {
    arbitrary: fc.record({ do: fc.constant("change" as const), which, toS: fc.constantFrom(0, 5, 60) }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      do: fc.constant("advance" as const),
      ms: fc.constantFrom(0, 1_000, 29_999, 30_000),
    }),
    weight: 2,
  },
);

interface Modelled {
  readonly body: string;
  readonly group: string;
  visibleAtMs: number;
}

/** What is received and not deleted yet: newest receipt of each. */
interface Held {
  readonly body: string;
  readonly handle: string | undefined;
}

class ModelQueue {
  readonly messages: Modelled[] = [];

  /** All that a receive may return; on FIFO only up to the first hidden message of each group. */
  visible(nowMs: number, isFifo: boolean): readonly Modelled[] {
    const blocked = new Set<string>();
    return this.messages.filter((message) => {
      const isVisible = message.visibleAtMs <= nowMs;
      if (!isVisible) blocked.add(message.group);
      return isVisible && !(isFifo && blocked.has(message.group));
    });
  }

  find(body: string): Modelled | undefined {
    return this.messages.find((message) => message.body === body);
  }

  delete(body: string): void {
    const at = this.messages.findIndex((message) => message.body === body);
    if (at >= 0) this.messages.splice(at, 1);
  }
}

/** Plays a schedule on both; answers where they differ. */
export async function differences(steps: readonly Step[], isFifo: boolean): Promise<readonly string[]> {
  const found: string[] = [];
  const differ = (what: string, isSame: boolean) => {
    if (!isSame) found.push(what);
  };
  const at = world("model");
  const model = new ModelQueue();
  const held: Held[] = [];
  const fifo = isFifo ? { FifoQueue: "true", ContentBasedDeduplication: "true" } : {};
  const QueueUrl = await at.queue(isFifo ? "q.fifo" : "q", {
    VisibilityTimeout: String(VISIBILITY_S),
    ...fifo,
  });
  let sent = 0;
  for (const one of steps) {
    const nowMs = at.clock.nowMs();
    switch (one.do) {
      case "send": {
        sent += 1;
        const body = `${one.group}:${sent}`;
        await at.sqs.sendMessage({
          QueueUrl,
          MessageBody: body,
          ...(isFifo ? { MessageGroupId: one.group } : {}),
        });
        model.messages.push({ body, group: one.group, visibleAtMs: nowMs });
        break;
      }
      case "receive": {
        const can = model.visible(nowMs, isFifo);
        const got = await receive(at, QueueUrl, { MaxNumberOfMessages: one.most });
        const bodies = got.map(({ Body = "" }) => Body);
        differ(
          `received ${bodies.length} of ${can.length}`,
          bodies.length === Math.min(one.most, can.length),
        );
        differ(`received twice: ${bodies.join()}`, new Set(bodies).size === bodies.length);
        for (const group of ["a", "b"]) {
          const inGroup = (body: string) => body.startsWith(group);
          const expected = can.map(({ body }) => body).filter(inGroup);
          const actual = bodies.filter(inGroup);
          const isRight = isFifo
            ? actual.join() === expected.slice(0, actual.length).join()
            : actual.every((body) => expected.includes(body));
          differ(`received ${actual.join()} of ${expected.join()}`, isRight);
        }
        for (const { Body = "", ReceiptHandle } of got) {
          const message = model.find(Body);
          if (message !== undefined) message.visibleAtMs = nowMs + VISIBILITY_S * 1000;
          held.push({ body: Body, handle: ReceiptHandle });
        }
        break;
      }
      case "delete": {
        const receipt = newest(held, one.which);
        if (receipt === undefined) break;
        const isExpired = (model.find(receipt.body)?.visibleAtMs ?? 0) <= nowMs;
        const deleted = at.sqs.deleteMessage({ QueueUrl, ReceiptHandle: receipt.handle });
        // FIFO-17: an expired receipt deletes nothing; SQS-09: on a standard queue it does
        const isRefused = isFifo && isExpired && model.find(receipt.body) !== undefined;
        const words = await deleted.then(
          () => "",
          (error: unknown) => String(error),
        );
        differ(`delete of ${receipt.body}: ${words}`, words.includes("expired") === isRefused);
        if (!isRefused) model.delete(receipt.body);
        break;
      }
      case "change": {
        const receipt = newest(held, one.which);
        const message = receipt === undefined ? undefined : model.find(receipt.body);
        if (receipt === undefined || message === undefined || message.visibleAtMs <= nowMs) break;
        const { handle: ReceiptHandle } = receipt;
        await at.sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: one.toS });
        message.visibleAtMs = nowMs + one.toS * 1000;
        break;
      }
      case "advance":
        await at.clock.advanceBy(one.ms);
        break;
    }
  }
  // What is left comes, all of it and once each; deleted as it comes, since a FIFO group waits for that.
  await at.clock.advanceBy(100_000);
  const rest: string[] = [];
  for (let got = await receive(at, QueueUrl); got.length > 0; got = await receive(at, QueueUrl)) {
    rest.push(...got.map(({ Body = "" }) => Body));
    for (const { ReceiptHandle } of got) await at.sqs.deleteMessage({ QueueUrl, ReceiptHandle });
  }
  const expected = model.messages.map(({ body }) => body).toSorted();
  differ(`left ${rest.join()}, not ${expected.join()}`, rest.toSorted().join() === expected.join());
  return found;
}

/** The newest receipt of a message that was received. */
function newest(held: readonly Held[], index: number): Held | undefined {
  const picked = held.at(-1 - index);
  return held.findLast(({ body }) => body === picked?.body);
}
