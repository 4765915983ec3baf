// Room cli, tests: one press of Ctrl-C, however often it arrives, is one signal; another one ends at once.
import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { signalled } from "./signalled.ts";

test.each<[string, readonly (readonly [atMs: number, name: string])[], readonly number[]]>([
  ["one", [[0, "SIGINT"]], []],
  [
    "the same twice: from the terminal and from npm",
    [
      [0, "SIGINT"],
      [3, "SIGINT"],
    ],
    [],
  ],
  [
    "another a second later",
    [
      [0, "SIGINT"],
      [3, "SIGINT"],
      [1_000, "SIGINT"],
    ],
    [130],
  ],
  [
    "another kind a second later",
    [
      [0, "SIGINT"],
      [1_500, "SIGTERM"],
    ],
    [143],
  ],
])("%s", (_, signals, exits) => {
  const source = new EventEmitter();
  const seen: number[] = [];
  let now = 0;
  const signal = signalled({ source, nowMs: () => now, exit: (code) => seen.push(code) });
  for (const [atMs, name] of signals) {
    now = atMs;
    source.emit(name);
  }
  expect([signal.reason, seen]).toEqual(["SIGINT", exits]);
});
