// Room states-language, validation: refusals in AWS's words and order.
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import { InvalidDefinition } from "./issue.ts";
import { parseDefinition, problemsIn } from "./validate.ts";

const one = (state: JsonObject, machine: JsonObject = {}): JsonObject => ({
  StartAt: "X",
  States: { X: { Type: "Pass", End: true, ...state } },
  ...machine,
});

function texts(definition: JsonObject, type: "STANDARD" | "EXPRESS" = "STANDARD"): readonly string[] {
  return problemsIn(definition, { type }).map(
    ({ code, message, location }) => `${code}: ${message} at ${location ?? "null"}`,
  );
}

test("every problem stands in one message, as CreateStateMachine joins them", () => {
  const definition = {
    StartAt: "pass1",
    States: { pass1: { Type: "Pass", Next: "pass3" }, pass2: { Type: "Pass", End: true } },
  };
  expect(() => parseDefinition(JSON.stringify(definition))).toThrow(
    new InvalidDefinition(problemsIn(definition)),
  );
  expect(new InvalidDefinition(problemsIn(definition)).message).toBe(
    "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at /States/pass1/Next, " +
      'MISSING_TRANSITION_TARGET: State "pass2" is not reachable. at /States/pass2\'',
  );
});

test("a workflow without an end is refused without a place, and nothing is said of reachability", () => {
  const loop = {
    A: { Type: "Pass", Next: "B" },
    B: { Type: "Pass", Next: "A" },
    C: { Type: "Pass", Next: "A" },
  };
  expect(texts({ StartAt: "A", States: loop })).toEqual([
    "MISSING_END_STATE: Workflow has no terminal state at null",
  ]);
});

describe("a state", () => {
  const S = "SCHEMA_VALIDATION_FAILED";
  test.each<[string, JsonObject, readonly string[]]>([
    ["field of another type", { Resource: "r" }, [`${S}: Field 'Resource' is not supported at /States/X`]],
    [
      "both Next and End",
      { Next: "X" },
      [`${S}: There should only be one of the following fields: [Next, End] at /States/X`],
    ],
    [
      "neither",
      { End: false },
      [
        `${S}: This object should have only one of the following fields: [Next, End] at /States/X`,
        "MISSING_END_STATE: Workflow has no terminal state at null",
      ],
    ],
    ["no type", { Type: 1 }, [`${S}: Expected value of type [STRING] at /States/X/Type`]],
    [
      "a path that is none",
      { InputPath: "x" },
      [`${S}: Value must be a valid JSONPath. at /States/X/InputPath`],
    ],
    [
      "a ResultPath that may name more",
      { ResultPath: "$.a[*]" },
      [`${S}: Value is not a Reference Path at /States/X/ResultPath`],
    ],
    [
      "a template that is no path",
      { Parameters: { "a.$": "b" } },
      [
        `${S}: The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/X/Parameters`,
      ],
    ],
    [
      "an unknown escape",
      { Parameters: { "a.$": "States.Format('\\\"')" } },
      [
        `${S}: The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/X/Parameters`,
      ],
    ],
    [
      "a reserved variable",
      { Assign: { states: 1 } },
      ["RESERVED_VARIABLE_NAME: Cannot assign to reserved variable '$states'. at /States/X/Assign/states"],
    ],
    [
      "the other language's field",
      { Output: 1 },
      [
        `${S}: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/X`,
      ],
    ],
    [
      "a bare name",
      { QueryLanguage: "JSONata", Output: { v: "{% phone %}" } },
      [
        "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/X/Output/v",
      ],
    ],
    [
      "the root",
      { QueryLanguage: "JSONata", Output: "{% $states.input.a[$$.b] %}" },
      ["UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$$' is not supported. at /States/X/Output"],
    ],
    [
      "what does not parse",
      { QueryLanguage: "JSONata", Output: ["{% 1 + %}"] },
      ["INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/X/Output[0]"],
    ],
    [
      "an open mark",
      { QueryLanguage: "JSONata", Output: "{% 1" },
      [`${S}: JSONata string must start with {% and end with %} at /States/X/Output`],
    ],
    [
      "two waits",
      { Type: "Wait", Seconds: 1, SecondsPath: "$.a" },
      [
        `${S}: There should only be one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp] at /States/X`,
      ],
    ],
    [
      "a local time",
      { Type: "Wait", Timestamp: "2016-03-14T01:59:00" },
      [`${S}: String does not match RFC3339 timestamp at /States/X/Timestamp`],
    ],
    [
      "a day that there is not",
      { Type: "Wait", Timestamp: "2016-02-30T01:59:00Z" },
      [`${S}: String does not match RFC3339 timestamp at /States/X/Timestamp`],
    ],
    [
      "a result put into the context object",
      { Type: "Pass", ResultPath: "$$.a" },
      [`${S}: Value is not a Reference Path at /States/X/ResultPath`],
    ],
    [
      "a result put into a variable",
      { Type: "Pass", ResultPath: "$v.a" },
      [`${S}: Value is not a Reference Path at /States/X/ResultPath`],
    ],
    ["a time with an offset", { Type: "Wait", Timestamp: "2016-03-14T01:59:00.5+02:00" }, []],
    [
      "a short account",
      { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789:function:f" },
      [`${S}: Value is not a valid resource ARN at /States/X/Resource`],
    ],
    [
      "a job that there is not",
      {
        Type: "Task",
        Resource: "arn:aws:states:::sqs:sendMessage.sync",
        Parameters: { QueueUrl: "q", MessageBody: "m" },
      },
      [
        `${S}: The resource provided arn:aws:states:::sqs:sendMessage.sync is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/X/Resource`,
      ],
    ],
    [
      "no arguments",
      { Type: "Task", Resource: "arn:aws:states:::lambda:invoke" },
      [`${S}: Parameters field is required for resource ARN: arn:aws:states:::lambda:invoke at /States/X`],
    ],
    ["a time out of range", { Type: "Wait", Seconds: -1 }, [`${S}: Minimum value is 0 at /States/X/Seconds`]],
    [
      "States.ALL in company",
      {
        Type: "Parallel",
        Branches: [{ StartAt: "B", States: { B: { Type: "Succeed" } } }],
        Retry: [{ ErrorEquals: ["States.ALL", "A"] }],
      },
      [`${S}: States.ALL must appear alone and at end of list at /States/X/Retry[0]/ErrorEquals`],
    ],
    [
      "an empty Parallel",
      { Type: "Parallel", Branches: [] },
      [`${S}: Value cannot be empty at /States/X/Branches`],
    ],
    [
      "a Map without processor",
      { Type: "Map" },
      [
        `${S}: This object should have only one of the following fields: [ItemProcessor, Iterator] at /States/X`,
      ],
    ],
    [
      "a name used twice",
      { Type: "Map", ItemProcessor: { StartAt: "X", States: { X: { Type: "Succeed" } } } },
      ["DUPLICATE_STATE_NAME: Duplicate State name: X at /States/X/ItemProcessor/States/X"],
    ],
  ])("with %s is refused", (_, state, expected) => {
    expect(texts(one(state))).toEqual(expected);
  });

  test("in JSONPath has no place in a machine in JSONata", () => {
    expect(texts(one({ QueryLanguage: "JSONPath", InputPath: "$" }, { QueryLanguage: "JSONata" }))).toEqual([
      "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/X",
    ]);
  });

  test("names nested in $states.input are relative, so they are allowed", () => {
    expect(
      texts(one({ QueryLanguage: "JSONata", Output: "{% $states.input.items[price > 3].{'n': name} %}" })),
    ).toEqual([]);
    expect(texts(one({ QueryLanguage: "JSONata", Output: "{% $orders[price > 3] %}" }))).toEqual([]);
  });

  test("of an Express machine waits for no token", () => {
    const task = {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Parameters: { QueueUrl: "q", MessageBody: "m" },
    };
    expect(texts(one(task))).toEqual([]);
    expect(texts(one(task), "EXPRESS")).toEqual([
      "SCHEMA_VALIDATION_FAILED: Express state machine does not support '.waitForTaskToken' service integration at /States/X/Resource",
    ]);
  });
});

describe("a Choice rule", () => {
  const rule = (fields: JsonObject) =>
    texts(
      one(
        { Type: "Choice", Choices: [{ Next: "Y", ...fields }] },
        {
          States: { X: { Type: "Choice", Choices: [{ Next: "Y", ...fields }] }, Y: { Type: "Succeed" } },
        },
      ),
    );
  const at = "at /States/X/Choices[0]";
  test.each<[string, JsonObject, readonly string[]]>([
    [
      "asks nothing",
      {},
      [
        `SCHEMA_VALIDATION_FAILED: The object must have only one of the following fields, [And, Or, Not, Variable, Condition] ${at}`,
      ],
    ],
    [
      "asks twice",
      { Variable: "$.a", StringEquals: "a", IsNull: true },
      [
        `SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [StringEquals, IsNull] ${at}`,
      ],
    ],
    [
      "leads on inside",
      { Not: { Variable: "$.a", IsNull: true, Next: "Y" } },
      [`SCHEMA_VALIDATION_FAILED: Field 'Next' is not supported ${at}/Not`],
    ],
    [
      "has no path",
      { Variable: "a", IsNull: true },
      [
        `SCHEMA_VALIDATION_FAILED: Value is not a Reference Path: Reference path didn't start with '$' ${at}/Variable`,
      ],
    ],
    [
      "compares a text as a number",
      { Variable: "$.a", NumericEquals: "1" },
      [`SCHEMA_VALIDATION_FAILED: Expected value of type [NUMBER] ${at}/NumericEquals`],
    ],
    [
      "is one",
      { And: [{ Variable: "$.a", IsNull: false }, { Or: [{ Variable: "$.b", StringMatches: "x*" }] }] },
      [],
    ],
  ])("that %s", (_, fields, expected) => {
    expect(rule(fields)).toEqual(expected);
  });
});
