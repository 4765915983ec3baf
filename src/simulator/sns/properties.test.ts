// Room simulator/sns, property tests: whatever is sent is answered, and the log alone gives the state again.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { emptyStore, evolve } from "./evolve.ts";
import { actions } from "./registry.ts";
import { queueArn, topicArn, world } from "./world.fixture.ts";

const NAMES = [
  ...new Set([...actions.values()].flatMap(({ input }) => Object.keys(input))),
  "Attributes.entry.1.key",
  "Attributes.entry.1.value",
  "MessageAttributes.entry.1.Name",
  "MessageAttributes.entry.1.Value.DataType",
  "MessageAttributes.entry.1.Value.StringValue",
  "PublishBatchRequestEntries.member.1.Id",
  "PublishBatchRequestEntries.member.1.Message",
  "Tags.member.1.Key",
  "TagKeys.member.1",
  "ActionName.member.x",
];
const VALUES = [
  "",
  "true",
  "orders",
  "orders.fifo",
  "__proto__",
  "constructor",
  topicArn("orders"),
  `${topicArn("orders")}:1`,
  queueArn("q"),
  "sqs",
  "email",
  "FilterPolicy",
  "FifoTopic",
  "{}",
  '{"a":[{"numeric":["<"',
  "String",
  "Number",
  "\u0000<&",
];

const form = fc.record({
  action: fc.oneof(fc.constantFrom(...actions.keys()), fc.string()),
  fields: fc.dictionary(
    fc.oneof(fc.constantFrom(...NAMES), fc.string()),
    fc.oneof(fc.constantFrom(...VALUES), fc.string()),
    { maxKeys: 8 },
  ),
});

test("any sequence of forms is answered with AWS's kind of answer, and replaying the log gives the same state", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(form, { maxLength: 12 }), async (forms) => {
      const { raw, clock, events, service } = world(["q"]);
      await raw("Action=CreateTopic&Name=orders");
      for (const { action, fields } of forms) {
        const { status, body } = await raw(new URLSearchParams({ ...fields, Action: action }).toString());
        expect([200, 400, 403, 404, 501]).toContain(status);
        expect(body).toMatch(
          /^<\?xml version="1.0"\?><\w+Response xmlns="[^"]+">.*<RequestId>[\w-]+<\/RequestId>/s,
        );
      }
      clock.advance(60_000);
      const again = emptyStore();
      for (const event of events) evolve(again, event);
      expect(JSON.stringify(plain(again))).toBe(JSON.stringify(plain(service.state)));
    }),
    { numRuns: 300 },
  );
});

/** Maps and sets as lists, so that texts can be compared. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(plain);
  if (value instanceof Set) return [...value];
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}
