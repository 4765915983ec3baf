// Room states-language: what must hold for every definition: it ends, it ends the same way twice, its events alone rebuild it; and whatever
// text is given as a definition is refused by AWS's code or runs.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evolve } from "./evolve.ts";
import { newExecution } from "./execution.ts";
import { InvalidDefinition, machineOf, parseDefinition, problemsIn } from "./index.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { run, type ScriptedWorld, type TaskAnswer } from "./run.ts";

/** Terminal outcomes; RUNNING is left only where the world never answers a task. */
const ENDED = ["SUCCEEDED", "FAILED", "TIMED_OUT"];

const names = ["A", "B", "C"] as const;

/** Data alone: text that begins as an expression does, or a key that asks for a path, is refused unless it is one. */
const value = fc
  .jsonValue({ maxDepth: 2 })
  .filter((json) => !/"\{%|\.\$":/.test(JSON.stringify(json))) as fc.Arbitrary<Json>;

const pathText = fc.constantFrom(
  "$",
  "$.a",
  "$.a.b",
  "$.list",
  "$.list[0]",
  "$.list[*].x",
  "$$.State.Name",
  "$v",
  "$..x",
);

const template = fc.oneof(
  value,
  fc.record({ "p.$": pathText }),
  fc.record({
    "f.$": fc.constantFrom(
      "States.Format('{}', $.a)",
      "States.MathAdd($.n, 1)",
      "States.UUID()",
      "States.Array($.a)",
    ),
  }),
);

const expression = fc.constantFrom(
  "{% $states.input %}",
  "{% $states.input.a.b %}",
  "{% $undefined %}",
  "{% $sum([1..5]) %}",
  "{% $random() + $millis() %}",
  "{% $states.context.State.Name %}",
  "{% ($f := function($n) { $n <= 0 ? 0 : $f($n - 1) }; $f(5)) %}",
);

const errors = fc.record(
  {
    Retry: fc.constantFrom(
      [{ ErrorEquals: ["States.ALL"], MaxAttempts: 2, IntervalSeconds: 1, JitterStrategy: "FULL" }],
      [{ ErrorEquals: ["Bad"], MaxAttempts: 1, BackoffRate: 1.5 }],
    ),
    Catch: fc
      .constantFrom(...names)
      .map((name) => [{ ErrorEquals: ["States.ALL"], Next: name, ResultPath: "$.error" }]),
  },
  { requiredKeys: [] },
);

/** Fields by state type, for one query language. */
const leaf = fc.oneof(
  fc.record({ Type: fc.constant("Pass"), Result: value }),
  fc.record({
    Type: fc.constant("Pass"),
    Parameters: template,
    ResultPath: fc.constantFrom("$.a", "$.a.b", "$", null),
  }),
  fc.record({ Type: fc.constant("Pass"), InputPath: pathText, Assign: fc.record({ "v.$": pathText }) }),
  fc.record({
    Type: fc.constant("Pass"),
    QueryLanguage: fc.constant("JSONata"),
    Output: fc.oneof(value, expression),
  }),
  fc.record({ Type: fc.constant("Wait"), Seconds: fc.integer({ min: 0, max: 1000 }) }),
  fc.record({ Type: fc.constant("Wait"), SecondsPath: pathText }),
  fc
    .tuple(
      fc.record({
        Type: fc.constant("Task"),
        Resource: fc.constant("arn:aws:lambda:us-east-1:111111111111:function:f"),
      }),
      errors,
    )
    .map(([task, more]) => ({ ...task, ...more, TimeoutSeconds: 9 })),
);

/** To the next state, or by way of a Choice there or back: every state is reached, as AWS demands. */
const middle = (states: fc.Arbitrary<object>) =>
  fc.oneof(
    { weight: 4, arbitrary: states.map((state) => ({ ...state, Next: "C" })) },
    { weight: 1, arbitrary: pathText.map((path) => choiceOn(path)) },
  );

const choiceOn = (path: string) => ({
  Type: "Choice",
  Choices: [
    { Not: { Variable: path, IsPresent: true }, Next: "C" },
    { Variable: path, NumericLessThan: 3, Next: "A" },
  ],
  Default: "C",
});

const end = fc.constantFrom(
  { Type: "Succeed" },
  { Type: "Fail", Error: "Bad", Cause: "c" },
  { Type: "Pass", End: true },
);

const machine: fc.Memo<JsonObject> = fc.memo((depth) => {
  const state =
    depth <= 1 ? leaf : fc.oneof({ weight: 2, arbitrary: leaf }, { weight: 1, arbitrary: branches(depth) });
  const first = state.map((one) => ({ ...one, Next: "B" }));
  return fc.tuple(first, middle(state), end).map(([A, B, C]) => ({ StartAt: "A", States: { A, B, C } }));
});

const branches = (depth: number): fc.Arbitrary<object> =>
  fc.oneof(
    fc.tuple(fc.array(machine(depth - 1), { minLength: 1, maxLength: 2 }), errors).map(([list, more]) => ({
      Type: "Parallel",
      Branches: list,
      ...more,
    })),
    fc
      .tuple(machine(depth - 1), errors, fc.integer({ min: 0, max: 2 }))
      .map(([one, more, MaxConcurrency]) => ({
        Type: "Map",
        ItemsPath: "$.list",
        ItemProcessor: one,
        MaxConcurrency,
        ...more,
      })),
  );

/** Names are unique in a whole definition: every machine's states get the path to it in front. */
const unique = (definition: JsonObject, prefix = ""): JsonObject => {
  const moved = (rule: JsonObject): JsonObject => ({
    ...rule,
    ...(typeof rule.Next === "string" ? { Next: prefix + rule.Next } : {}),
    ...(typeof rule.Default === "string" ? { Default: prefix + rule.Default } : {}),
  });
  const inner = (state: JsonObject, name: string): JsonObject => {
    const made: Record<string, Json> = { ...moved(state) };
    for (const list of ["Choices", "Catch"]) {
      if (Array.isArray(state[list])) made[list] = state[list].filter(isObject).map(moved);
    }
    if (Array.isArray(state.Branches)) {
      made.Branches = state.Branches.filter(isObject).map((one, at) => unique(one, `${prefix}${name}${at}`));
    }
    if (isObject(state.ItemProcessor)) made.ItemProcessor = unique(state.ItemProcessor, `${prefix}${name}m`);
    return made;
  };
  const states = Object.entries(definition.States ?? {}).map(([name, state]) => [
    prefix + name,
    isObject(state) ? inner(state, name) : state,
  ]);
  return { StartAt: `${prefix}A`, States: Object.fromEntries(states) as JsonObject };
};

const input = fc.record(
  { a: value, list: fc.array(fc.record({ x: value }), { maxLength: 3 }), n: fc.integer() },
  { requiredKeys: [] },
);

const answer: fc.Arbitrary<TaskAnswer> = fc.oneof(
  fc.record({ output: value, afterMs: fc.integer({ min: 0, max: 20_000 }) }),
  fc.constant({ failed: { error: "Bad", cause: "c" } }),
  fc.constant({ silent: true as const }),
);

/** Whether a text is a definition; anything thrown but AWS's refusal goes on. */
const isTaken = (text: string): boolean => {
  try {
    parseDefinition(text);
    return true;
  } catch (error) {
    if (error instanceof InvalidDefinition) return false;
    throw error;
  }
};

const worldOf = (answers: readonly TaskAnswer[]): ScriptedWorld => {
  let at = 0;
  return {
    // A loop may run to the end of the history: a short one shows as much.
    info: { historyMaxEvents: 400 },
    task: () => {
      at += 1;
      return answers[at % answers.length] ?? { silent: true };
    },
  };
};

describe("every generated definition", () => {
  test(
    "ends, with the same history for the same inputs, and its events rebuild it",
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          machine(2).map((one) => unique(one)),
          input,
          fc.array(answer, { minLength: 1, maxLength: 4 }),
          async (definition, given, answers) => {
            const data = given as unknown as Json; // built of JSON above
            expect(problemsIn(definition)).toEqual([]);
            const [one, two] = [
              await run(definition, data, worldOf(answers)),
              await run(definition, data, worldOf(answers)),
            ];
            expect(ENDED).toContain(one.status);
            expect(two.history).toEqual(one.history);
            expect(one.history.map(({ id }) => id)).toEqual(one.history.map((_, at) => at + 1));
            const info = {
              executionArn: "",
              name: "",
              roleArn: "",
              stateMachineArn: "",
              stateMachineName: "",
              seed: "",
            };
            const rebuilt = one.events.reduce(evolve, newExecution(machineOf(definition), info));
            expect([rebuilt.status, rebuilt.historyLength, rebuilt.output]).toEqual([
              one.status,
              one.history.length,
              one.output,
            ]);
          },
        ),
        { numRuns: 300 },
      );
    },
  );
});

describe("every text", () => {
  const fields = [
    "StartAt States Type Next End Default Choices Variable And Or Not StringEquals IsPresent Condition Branches ItemProcessor",
    "Iterator ProcessorConfig Mode Parameters Result ResultPath InputPath OutputPath Seconds Timestamp Retry Catch ErrorEquals",
    "Assign Output Arguments QueryLanguage MaxConcurrency ItemsPath Items ItemReader ItemBatcher Label Resource TimeoutSeconds A B",
  ].flatMap((line) => line.split(" "));
  const texts = [
    "A",
    "B",
    "Pass",
    "Task",
    "Choice",
    "Map",
    "Parallel",
    "Wait",
    "Fail",
    "Succeed",
    "$",
    "$.a",
    "$[",
    "{% $a %}",
    "{% ( %}",
    "JSONata",
    "DISTRIBUTED",
    "x.$",
    "States.Array(",
  ];
  const junk: fc.Memo<Json> = fc.memo((depth) => {
    const flat: fc.Arbitrary<Json> = fc.oneof(
      fc.constantFrom(...texts),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    );
    if (depth <= 1) return flat;
    return fc.oneof(
      flat,
      fc.array(junk(depth - 1), { maxLength: 3 }),
      fc.dictionary(
        fc.oneof(fc.constantFrom(...fields), fc.constantFrom("x.$", "__proto__", "constructor")),
        junk(depth - 1),
        { maxKeys: 6 },
      ),
    );
  });

  /** A good definition with one member replaced by junk: near misses go deeper than noise. */
  const spoiled = fc
    .tuple(
      machine(2).map((one) => unique(one)),
      junk(3),
      fc.nat(),
      fc.nat(),
    )
    .map(([definition, bad, pick, twice]) => {
      const places: { holder: Record<string, unknown>; key: string }[] = [];
      const copy = structuredClone(definition) as Record<string, unknown>;
      const walk = (one: unknown): void => {
        if (typeof one !== "object" || one === null) return;
        for (const [key, inner] of Object.entries(one)) {
          places.push({ holder: one as Record<string, unknown>, key });
          walk(inner);
        }
      };
      walk(copy);
      for (const at of twice % 3 === 0 ? [pick, twice] : [pick]) {
        const place = places[at % Math.max(1, places.length)];
        if (place !== undefined) place.holder[place.key] = bad;
      }
      return JSON.stringify(copy);
    });

  const anyText = fc.oneof(
    { weight: 3, arbitrary: spoiled },
    // Some that are good, or by chance hardly any would run.
    { weight: 1, arbitrary: machine(2).map((one) => JSON.stringify(unique(one))) },
    { weight: 2, arbitrary: junk(5).map((one) => JSON.stringify(one)) },
    fc.string(),
  );

  test("is refused with InvalidDefinition, or runs to an end", { timeout: 60_000 }, async () => {
    let ran = 0;
    await fc.assert(
      fc.asyncProperty(anyText, input, async (text, given) => {
        if (!isTaken(text)) return;
        ran += 1;
        const result = await run(JSON.parse(text) as JsonObject, given, worldOf([{ output: 1 }])); // parseDefinition took it
        expect(ENDED).toContain(result.status);
      }),
      { numRuns: 600 },
    );
    expect(ran).toBeGreaterThan(20);
  });

  test.each([
    ["nesting", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["bytes", JSON.stringify({ Comment: "x".repeat(1_048_577) })],
    ["JSON", "{"],
    ["an object", "[]"],
  ])("that is no definition by its %s is refused", (_, text) => {
    expect(() => parseDefinition(text)).toThrow(InvalidDefinition);
  });
});

describe("hostile expressions", () => {
  const jsonata = (Output: string) => ({
    QueryLanguage: "JSONata",
    StartAt: "A",
    States: { A: { Type: "Pass", Output, End: true } },
  });
  test.each([
    ["endless recursion", "{% ($f := function($n) { 1 + $f($n) }; $f(1)) %}", "Stack overflow error"],
    [
      "endless tail recursion",
      "{% ($f := function($n) { $f($n) }; $f(1)) %}",
      "Expression evaluation timeout",
    ],
    ["a huge range", "{% [1..9999999] %}", "memory limit exceeded"],
    ["a huge text", '{% $pad("x", 99999999) %}', "D3150"],
  ])("%s fails the state within its budget", async (_, output, code) => {
    const definition = jsonata(output);
    expect(problemsIn(definition)).toEqual([]);
    const result = await run(definition, {});
    expect([result.status, result.error, result.cause?.includes(code)]).toEqual([
      "FAILED",
      "States.QueryEvaluationError",
      true,
    ]);
  });
});
