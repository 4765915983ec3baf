// Room provision, tests: which words of a target are a no to the description, and which are its own trouble.
import { expect, it } from "vitest";
import { isDefiniteReason } from "./part.ts";

const handled = (words: string, status: number): string =>
  `Resource handler returned message: "${words} (Service: Lambda, Status Code: ${status}, Request ID: 1) (SDK Attempt Count: 1)"`;

it.each([
  ["InvalidAttributeValue", true],
  [handled("Queue visibility timeout: 5 seconds is less than Function timeout: 10 seconds", 400), true],
  ["No export named nope found (Q, line 2). ", true],
  ["ThrottlingException", false],
  ["NotImplemented", false],
  [handled("lambda functions with runtime python3.12 is not implemented by this simulator", 501), false],
  [handled("We currently do not have sufficient capacity", 503), false],
])("%s: %s", (words, isDefinite) => {
  expect(isDefiniteReason(words)).toBe(isDefinite);
});
