// Time moved by hand: it never goes back, and waits for what is held.
import { describe, expect, test } from "vitest";
import { ManualClock } from "./manual-clock.ts";

const spec = { actor: "a", foreground: true, what: "a test's timer" };

describe("moving time", () => {
  test("until idle does not go back behind where time was moved to", async () => {
    const clock = new ManualClock("1");
    clock.after(1_000, spec, () => {});
    await clock.advanceTo(90_000);
    expect(await clock.untilIdle()).toMatchObject({ nowMs: 90_000, ran: 0 });
    expect(clock.nowMs()).toBe(90_000);
  });

  test("a timer set after a move is due from there", async () => {
    const clock = new ManualClock("1");
    await clock.advanceBy(5_000);
    const { dueMs } = clock.after(10, spec, () => {});
    expect(dueMs).toBe(5_010);
    expect(await clock.untilIdle()).toMatchObject({ nowMs: 5_010, ran: 1 });
  });
});

describe("held work", () => {
  test("the next timer waits for it, and for what its end sets off", async () => {
    const clock = new ManualClock("1");
    const told: string[] = [];
    const work = Promise.withResolvers<void>();
    clock.after(10, spec, () => {
      told.push("begun");
      clock.hold(work.promise.then(() => void clock.after(5, spec, () => told.push("after it"))));
    });
    clock.after(20, spec, () => told.push("later"));
    const moved = clock.untilIdle();
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual(["begun"]);
    work.resolve();
    expect(await moved).toMatchObject({ nowMs: 20, ran: 3 });
    expect(told).toEqual(["begun", "after it", "later"]);
  });

  test("work that fails holds nothing any more", async () => {
    const clock = new ManualClock("1");
    clock.hold(Promise.reject(new Error("no")));
    clock.after(10, spec, () => {});
    expect(await clock.advanceBy(10)).toMatchObject({ nowMs: 10, ran: 1 });
  });
});
