// Messages by id: also those whose ids begin alike, which no seed makes happen on purpose.
import { expect, test } from "vitest";
import { type Held, Messages } from "./messages.ts";

const kept = (messageId: string, order: number) => ({ message: { messageId }, order });

const [A, ALIKE, ALIKE_TOO, B] = [
  kept("ffffffff-0000-4000-8000-00000000000a", 1),
  kept("ffffffff-0000-4000-8000-00000000000b", 2),
  kept("ffffffff-0000-4000-8000-00000000000c", 3),
  kept("0123abcd-0000-4000-8000-00000000000d", 4),
];

const idsIn = (messages: Messages<Held>) => Array.from(messages.values(), ({ message }) => message.messageId);

test("ids that begin alike are told apart, in the order in which they came", () => {
  const messages = new Messages<Held>();
  for (const one of [A, ALIKE, B]) messages.add(one);
  expect(idsIn(messages)).toEqual([A, ALIKE, B].map(({ message }) => message.messageId));
  expect([A, ALIKE, ALIKE_TOO, B].map(({ message }) => messages.get(message.messageId))).toEqual([
    A,
    ALIKE,
    undefined,
    B,
  ]);
});

test("one that is deleted takes none with it that begins alike, and makes room for another", () => {
  const messages = new Messages<Held>();
  for (const one of [A, ALIKE, B]) messages.add(one);
  messages.delete(A);
  messages.add(ALIKE_TOO);
  expect(idsIn(messages)).toEqual([ALIKE, ALIKE_TOO, B].map(({ message }) => message.messageId));
  messages.delete(ALIKE);
  messages.delete(ALIKE_TOO);
  expect(idsIn(messages)).toEqual([B.message.messageId]);
  expect(messages.get(ALIKE.message.messageId)).toBeUndefined();
});

test("a text that is no id is found nowhere", () => {
  const messages = new Messages<Held>();
  messages.add(A);
  expect(["", "ffffffff", "x"].map((text) => messages.get(text))).toEqual([undefined, undefined, undefined]);
});
