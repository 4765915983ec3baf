// The agenda: whatever the order in which it is pushed, what is due comes soonest first, and of what is due at once the older. What no
// longer counts is passed over, and does not stay for ever.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Agenda } from "./agenda.ts";

interface Item {
  readonly dueMs: number;
  readonly order: number;
  readonly isOff?: boolean;
}

const openAgenda = () =>
  new Agenda<Item>({
    dueMs: ({ dueMs }) => dueMs,
    order: ({ order }) => order,
    counts: ({ isOff = false }) => !isOff,
  });

/** What is taken out, in its order. */
function takenFrom(agenda: Agenda<Item>): readonly string[] {
  const taken: string[] = [];
  for (let first = agenda.next(); first !== undefined; first = agenda.next()) {
    taken.push(`${first.dueMs} ${first.order}`);
    agenda.pop();
  }
  return taken;
}

test("what is due before what stands in line goes first, and of what is due at once the older", () => {
  const agenda = openAgenda();
  [30, 10, 30, 40, 30, 10, 0, 50].forEach((dueMs, order) => agenda.push({ dueMs, order }));
  expect(takenFrom(agenda)).toEqual(["0 6", "10 1", "10 5", "30 0", "30 2", "30 4", "40 3", "50 7"]);
  agenda.push({ dueMs: 5, order: 8 });
  expect(takenFrom(agenda)).toEqual(["5 8"]);
});

test("pushed and taken in any turns, the soonest of what is in it is first", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(9))), (turns) => {
      const agenda = openAgenda();
      let left: Item[] = [];
      for (const [order, dueMs] of turns.entries()) {
        if (dueMs === null) {
          agenda.pop();
          left = left.slice(1);
        } else {
          agenda.push({ dueMs, order });
          left = [...left, { dueMs, order }].toSorted(
            (one, other) => one.dueMs - other.dueMs || one.order - other.order,
          );
        }
        expect(agenda.next()).toEqual(left[0]);
      }
    }),
  );
});

test("what no longer counts is passed over, and swept out behind one that is due much later", () => {
  const agenda = openAgenda();
  agenda.push({ dueMs: 1, order: 0 });
  for (let order = 1; order <= 10_000; order += 1)
    agenda.push({ dueMs: order % 3 === 0 ? 2 : order, order, isOff: order !== 7_000 && order !== 9_000 });
  expect(agenda.size).toBeLessThan(2_000);
  expect(takenFrom(agenda)).toEqual(["1 0", "2 9000", "7000 7000"]);
});

test("of what is due at once the older comes first, also when all that stood in line was swept out", () => {
  const agenda = openAgenda();
  const late = { dueMs: 9, order: 0, isOff: false };
  agenda.push(late);
  agenda.push({ dueMs: 5, order: 1 });
  late.isOff = true;
  // As many as are swept out at the next push.
  for (let order = 2; order < 1_024; order += 1) agenda.push({ dueMs: 9, order, isOff: true });
  agenda.push({ dueMs: 5, order: 1_024 });
  expect(agenda.size).toBe(2);
  expect(takenFrom(agenda)).toEqual(["5 1", "5 1024"]);
});

test("of what is due at once the older comes first, also when what was sorted aside was swept", () => {
  const agenda = openAgenda();
  // Later ones, before which the rest is due: that is sorted aside, and what was taken has left it in disorder.
  for (let order = 0; order < 20; order += 1) agenda.push({ dueMs: 900, order, isOff: true });
  for (const dueMs of [1, 2, 3]) agenda.push({ dueMs, order: 20 + dueMs });
  for (let order = 24; order < 36; order += 1) agenda.push({ dueMs: 5, order });
  for (let taken = 0; taken < 3; taken += 1) agenda.pop();
  for (let order = 36; order < 1_100; order += 1) agenda.push({ dueMs: 900, order, isOff: true });
  expect(agenda.size).toBeLessThan(200);
  expect(takenFrom(agenda)).toEqual(Array.from({ length: 12 }, (_, index) => `5 ${24 + index}`));
});
