// Messages by id: those that were sent here, those that came with an id of another queue, and those that came back.
import { expect, test } from "vitest";
import { MessageIds } from "./message-ids.ts";
import { type Held, Messages } from "./messages.ts";

const HERE = new MessageIds("ffffffff-0000-4000-8000-00000000000a");
const THERE = new MessageIds("0123abcd-0000-4000-8000-00000000000d");

const held = (turn: number, messageId = HERE.idOf(turn)): Held => ({ message: { messageId }, turn });
const idOf = ({ message }: Held): string => message.messageId;

function holding(...all: readonly Held[]): Messages<Held> {
  const messages = new Messages<Held>(HERE);
  for (const one of all) messages.add(one);
  return messages;
}

test("an id says which turn it was", () => {
  const turns = [0, 1, 2, 63, 64, 1_000_000, 2 ** 31, 2 ** 32 - 1];
  expect(turns.map((turn) => HERE.turnOf(HERE.idOf(turn)))).toEqual(turns);
  expect(new Set(turns.map((turn) => HERE.idOf(turn))).size).toBe(turns.length);
});

test("every message is found by its id, also one with an id of elsewhere, in the order in which they came", () => {
  const all = [held(5), held(6, THERE.idOf(6)), held(7, HERE.idOf(3)), held(200)];
  const messages = holding(...all);
  expect(all.map((one) => messages.get(idOf(one)))).toEqual(all);
  expect(messages.values()).toEqual(all);
  expect(messages.get(HERE.idOf(7))).toBeUndefined();
});

test("one that is deleted takes no other with it", () => {
  const [first, near, foreign, far] = [held(0), held(1), held(2, THERE.idOf(0)), held(640)];
  const messages = holding(first, near, foreign, far);
  messages.delete(first);
  expect([first, near, foreign, far].map((one) => messages.get(idOf(one)))).toEqual([
    undefined,
    near,
    foreign,
    far,
  ]);
  for (const one of [near, foreign, far]) messages.delete(one);
  expect(messages.values()).toEqual([]);
  expect(messages.get(idOf(foreign))).toBeUndefined();
});

test("one that comes late stands where all its neighbours are gone", () => {
  const [last, late, far] = [held(63), held(60), held(640)];
  const messages = holding(last);
  messages.delete(last);
  messages.add(late);
  messages.add(far);
  expect([last, late, far].map((one) => messages.get(idOf(one)))).toEqual([undefined, late, far]);
});

test("a text that is no id is found nowhere", () => {
  const messages = holding(held(0));
  const texts = ["", "ffffffff", "x", HERE.idOf(1), `${HERE.idOf(0)}0`, ` ${HERE.idOf(0)}`, THERE.idOf(0)];
  expect(texts.map((text) => messages.get(text))).toEqual(texts.map(() => undefined));
});
