// The agenda: whatever the order in which it is pushed, what is due comes soonest first, and of what is due at once the older.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Agenda } from "./agenda.ts";

interface Item {
  readonly dueMs: number;
  readonly order: number;
}

const openAgenda = () => new Agenda<Item>({ dueMs: ({ dueMs }) => dueMs, order: ({ order }) => order });

/** What is taken out, in its order. */
function takenFrom(agenda: Agenda<Item>): readonly string[] {
  const taken: string[] = [];
  for (let { first } = agenda; first !== undefined; { first } = agenda) {
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
        expect(agenda.first).toEqual(left[0]);
      }
    }),
  );
});
