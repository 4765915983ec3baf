// V8 says itself how it keeps an object: this fails where a newer one no longer takes the hint.
import { setFlagsFromString } from "node:v8";
import { runInThisContext } from "node:vm";
import { expect, test } from "vitest";
import { layOut } from "./sdk-configs.ts";

function hasPlaces(object: object): boolean {
  setFlagsFromString("--allow-natives-syntax");
  const ask = runInThisContext("(object) => %HasFastProperties(object)") as (object: object) => boolean;
  const answer = ask(object);
  setFlagsFromString("--no-allow-natives-syntax");
  return answer;
}

test("a dictionary becomes an object with places, its members as they were", () => {
  const config: Record<string, unknown> = {};
  for (let member = 0; member < 60; member += 1) config[`member${member}`] = member;
  Object.defineProperty(config, "credentials", { get: () => "asked", enumerable: true, configurable: true });
  const before = { ...config };
  expect(hasPlaces(config)).toBe(false);
  layOut(config);
  expect(hasPlaces(config)).toBe(true);
  expect(config).toEqual(before);
});
