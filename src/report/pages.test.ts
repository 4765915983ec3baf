// The pages that a run leaves: JUnit that parsers take, whatever text a finding holds, and HTML that no finding breaks out of.
import { readFileSync } from "node:fs";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import type { ScenarioVerdict, Verdict } from "../claims/verdict.ts";
import { renderIndexHtml } from "./html.ts";
import { renderJUnit } from "./junit.ts";
import { renderSummary } from "./summary.ts";
import { renderTerminal } from "./terminal.ts";

const HOSTILE = `<script>alert("x")</script> & ]]> \u0000\u0007\ud800 'q' | pipe\n<script>`;

const scenario = (name: string, more: Partial<ScenarioVerdict>): ScenarioVerdict => ({
  name,
  title: HOSTILE,
  proves: [],
  durationMs: 1500,
  virtualMs: null,
  ...more,
});

const verdict: Verdict = {
  format: 1,
  run: "r",
  target: { kind: "endpoint", name: HOSTILE, region: "us-east-1", aws: false },
  seed: "1",
  outcome: "violated",
  exitCodes: [1, 2],
  totals: { scenarios: 4, holds: 1, violated: 1, unknown: 1, skipped: 1 },
  scenarios: [
    scenario("a", {
      outcome: "violated",
      claims: [
        {
          name: "routed",
          says: HOSTILE,
          outcome: "violated",
          why: HOSTILE,
          findings: [{ order: HOSTILE, expected: HOSTILE, seen: HOSTILE, evidence: [1, 2] }],
        },
        { name: "nothingLost", says: "nothing is lost", outcome: "holds", why: "1 of 1", findings: [] },
      ],
    }),
    scenario("b", {
      outcome: "unknown",
      claims: [{ name: "parked", says: "x", outcome: "unknown", why: "did not drain", findings: [] }],
    }),
    scenario("c", { skipped: { needs: "virtual-time", evidence: HOSTILE } }),
    scenario("d", { outcome: "unknown" }),
  ],
  repeat: { judge: "ordeal judge r", run: "ordeal run" },
};

test("JUnit is well-formed, and its counts are those of the claims", () => {
  const xml = renderJUnit(verdict);
  expect(XMLValidator.validate(xml)).toBe(true);
  const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(xml) as {
    testsuites: Record<string, string> & { testsuite: Record<string, string>[] };
  };
  const counts = ({ name, tests, failures, errors, skipped }: Record<string, string>) =>
    [name, tests, failures, errors, skipped].join(" ");
  expect([counts(parsed.testsuites), ...parsed.testsuites.testsuite.map(counts)]).toEqual([
    "ordeal 5 1 2 1",
    "a 2 1 0 0",
    "b 1 0 1 0",
    "c 1 0 0 1",
    "d 1 0 1 0",
  ]);
});

test("no text of a finding becomes markup in the page or the summary", () => {
  const tags = (text: string) => text.match(/<script>/g) ?? [];
  // An indented line is code in Markdown: nothing in it is markup.
  const prose = renderSummary(verdict)
    .split("\n")
    .filter((line) => !line.startsWith("    "));
  expect({ html: tags(renderIndexHtml(verdict)), md: tags(prose.join("\n")) }).toEqual({ html: [], md: [] });
});

test("the page names its language, a width, and every scenario once as a heading", () => {
  const html = renderIndexHtml(verdict);
  const found = ['<html lang="en">', 'name="viewport"', 'id="a"', 'id="b"', 'id="c"', 'id="d"'];
  expect(found.filter((text) => html.split(text).length === 2)).toEqual(found);
});

test("the scenario in the README is the scenario that runs", () => {
  const readme = readFileSync("README.md", "utf8");
  const [, shown = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  const [, runs = ""] =
    /\n([\s\S]*)/.exec(readFileSync("scenarios/dlq-redrive/poison-parks.ts", "utf8")) ?? [];
  expect(shown).toBe(runs.replace('"../../src/index.ts"', '"ordeal"'));
});

test("the summary's text is text: no link, no emphasis, no control character comes from outside", () => {
  const hostile = "[pay](https://example.com) *now* _x_ \u0007";
  const one = scenario("a", {
    title: hostile,
    outcome: "violated",
    claims: [
      {
        name: "routed",
        says: hostile,
        outcome: "violated",
        why: hostile,
        findings: [{ order: hostile, expected: "x", seen: "y", evidence: [1] }],
      },
    ],
  });
  const text = renderSummary({ ...verdict, scenarios: [one] });
  const outside = text.split("\n").filter((line) => !line.startsWith("    "));
  expect(outside.filter((line) => /(?<!\\)\[pay|(?<!\\)\*now/.test(line))).toEqual([]);
  expect(text).not.toContain("\u0007");
});

test("on a terminal what does not hold stands last, the worst at the end", () => {
  const text = renderTerminal(
    { ...verdict, scenarios: [...verdict.scenarios, scenario("e", { title: "plain", outcome: "holds" })] },
    { color: false },
  );
  const words = [...text.matchAll(/^(?:holds|violated|unknown|skipped) +([a-e]) /gmu)].map(
    ([, name]) => name,
  );
  expect(words).toEqual(["c", "e", "b", "d", "a"]);
});

test("on the page what does not hold stands first, in the table and below it", () => {
  const held = scenario("e", { title: "plain", outcome: "holds" });
  const html = renderIndexHtml({ ...verdict, scenarios: [held, ...verdict.scenarios] });
  const links = [...html.matchAll(/href="#([a-e])"/g)].map(([, name]) => name);
  const headings = [...html.matchAll(/section id="([a-e])"/g)].map(([, name]) => name);
  expect({ links, headings }).toEqual({
    links: ["a", "b", "d", "e", "c"],
    headings: ["a", "b", "d", "e", "c"],
  });
});
