// Messages that nobody has touched: folded or not, they are the messages that were sent, they come in the order of their positions, and
// once a page was taken it holds none of them.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Backlog, Page, type Turn } from "./backlog.ts";
import { MessageIds } from "./message-ids.ts";
import { md5 } from "./md5.ts";
import { NO_MORE } from "./message.ts";
import { behind, earliestOf } from "./position.ts";
import { EPOCH_MS, receive, world } from "./world.fixture.ts";

const IDS = new MessageIds("ffffffff-0000-4000-8000-00000000000a");
const QUEUE = { ids: IDS };

function turnOf(turn: number, body: string, overtakenBy: number): Turn {
  const position = earliestOf(turn) + (overtakenBy === 0 ? 0 : behind(overtakenBy));
  const message = {
    messageId: IDS.idOf(turn),
    body,
    md5: md5(body),
    sentMs: 10 * turn,
    position,
    more: NO_MORE,
  };
  return { message, turn };
}

function add(backlog: Backlog<typeof QUEUE>, turn: Turn): void {
  if (!backlog.add(turn)) backlog.begin(new Page(QUEUE, turn, turn.turn));
}

const body = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
  fc.nat(40_000).map((length) => "long".repeat(length)),
);
const sent = fc.record({
  body,
  overtakenBy: fc.constantFrom(0, 0, 0, 2, 8),
  gap: fc.constantFrom(0, 0, 1, 70),
});

const positionIn = ({ message }: Turn): number => message.position;
const turnsIn = ({ pages }: Backlog<typeof QUEUE>): readonly Turn[] =>
  Array.from(pages, (page) => [...page]).flat();

test("whatever was sent stands in it as it was sent, and comes by position", () => {
  const run = fc.array(sent, { minLength: 1, maxLength: 500, size: "max" });
  fc.assert(
    fc.property(run, fc.array(fc.nat(1_000), { maxLength: 4 }), (drafts, takes) => {
      const backlog = new Backlog<typeof QUEUE>();
      let next = 0;
      let left: Turn[] = [];
      for (const { body: text, overtakenBy, gap } of drafts) {
        const turn = turnOf((next += 1 + gap), text, overtakenBy);
        add(backlog, turn);
        left.push(turn);
      }
      for (const upTo of takes) {
        const taken = backlog.takeUpTo(upTo);
        expect(taken).toEqual(left.slice(0, taken.length));
        left = left.slice(taken.length);
        expect(left.filter(({ turn }) => turn <= upTo)).toEqual([]);
        expect(turnsIn(backlog)).toEqual(left);
        const inOrder = [...backlog.inOrder()];
        expect(inOrder.map(({ position }) => position)).toEqual(
          left.map(positionIn).toSorted((a, b) => a - b),
        );
        expect(new Set(inOrder.map(({ messageId }) => messageId)).size).toBe(left.length);
      }
    }),
    { numRuns: 20 },
  );
});

test("a purge names all that stood in a long queue, in the order in which it came", async () => {
  const at = world();
  const QueueUrl = await at.queue("long");
  const ids: (string | undefined)[] = [];
  for (let n = 0; n < 500; n += 1) {
    const delay = n % 100 === 7 ? { DelaySeconds: 5 } : {};
    const { MessageId } = await at.sqs.sendMessage({ QueueUrl, MessageBody: `m-${n}`, ...delay });
    ids.push(MessageId);
  }
  await receive(at, QueueUrl);
  await at.sqs.purgeQueue({ QueueUrl });
  const purged = at.events.find(({ kind }) => kind === "sqs.queue-purged");
  expect(purged).toMatchObject({ messageIds: ids });
  expect(await receive(at, QueueUrl)).toEqual([]);
});

test("a page that was taken holds nothing, however it is held itself", () => {
  const backlog = new Backlog<typeof QUEUE>();
  for (let turn = 0; turn < 1_000; turn += 1) add(backlog, turnOf(turn, `m-${turn}`, 0));
  const pages = [...backlog.pages];
  expect(pages.length).toBeGreaterThan(10);
  expect(backlog.takeUpTo(1_000).map(({ message }) => message.body)).toEqual(
    Array.from({ length: 1_000 }, (_, turn) => `m-${turn}`),
  );
  expect(pages.flatMap((page) => [...page])).toEqual([]);
  expect(turnsIn(backlog)).toEqual([]);
});

test("a long queue gives back what was sent: each message once, with the id and the digest of its send", async () => {
  const at = world();
  const { sqs, clock } = at;
  const QueueUrl = await at.queue("long");
  const all = new Map<string | undefined, object>();
  for (let from = 0; from < 1_000; from += 10) {
    const Entries = Array.from({ length: 10 }, (_, index) => ({
      Id: String(index),
      MessageBody: `m-${from + index} ü`,
      // Some are no plain ones and stand between the others.
      ...(index === 3 ? { MessageAttributes: { n: { DataType: "Number", StringValue: "1" } } } : {}),
    }));
    const { Successful = [] } = await sqs.sendMessageBatch({ QueueUrl, Entries });
    for (const { Id, MessageId, MD5OfMessageBody } of Successful)
      all.set(MessageId, { Body: `m-${from + Number(Id)} ü`, MD5OfBody: MD5OfMessageBody });
    await clock.advanceBy(1);
  }
  expect(all.size).toBe(1_000);
  for (let left = 1_000; left > 0; left -= 10) {
    for (const { MessageId, Body = "", MD5OfBody, Attributes } of await receive(at, QueueUrl)) {
      expect({ Body, MD5OfBody }).toEqual(all.get(MessageId));
      const number = Number(Body.slice(2, Body.indexOf(" ")));
      expect(Attributes?.SentTimestamp).toBe(String(EPOCH_MS + Math.floor(number / 10)));
      all.delete(MessageId);
    }
  }
  expect(all.size).toBe(0);
});
