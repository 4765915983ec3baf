// Positions are compared as numbers of any length, also where a double would round.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { comparePositions } from "./position.ts";

test("agrees with BigInt on any two strings of digits", () => {
  const digits = fc.stringMatching(/^[0-9]{1,25}$/);
  fc.assert(
    fc.property(digits, digits, (a, b) => {
      const expected = BigInt(a) === BigInt(b) ? 0 : BigInt(a) < BigInt(b) ? -1 : 1;
      expect(Math.sign(comparePositions(a, b))).toBe(expected);
    }),
  );
});
