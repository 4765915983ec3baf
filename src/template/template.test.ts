// Templates: short forms, patches, order of creation, the horizon, and errors that name the logical id and the line.
import { expect, test } from "vitest";
import { parseCheckedTemplate } from "./checked.ts";
import { creationOrder } from "./creation-order.ts";
import { horizonOf } from "./horizon.ts";
import { resolve } from "./resolve.ts";
import { parseTemplate, patchTemplate } from "./template.ts";

const TWO = `Resources:
  Q:
    Type: AWS::SQS::Queue
    Properties: { RedrivePolicy: { deadLetterTargetArn: !GetAtt D.Arn, maxReceiveCount: 3 }, VisibilityTimeout: 6 }
  D:
    Type: AWS::SQS::Queue
Metadata:
  Ordeal: { Workers: { W: { queue: Q, command: w.ts, waitS: 1 } } }
`;

test("short forms become the long ones, with the line of each resource", () => {
  const template = parseTemplate(
    "Resources:\n  P:\n    Type: X\n    Properties: { a: !Ref Q, b: !Sub '${Q}-x', c: !Join ['-', [a, b]] }\n",
  );
  expect(template.resources.get("P")).toEqual({
    id: "P",
    type: "X",
    properties: { a: { Ref: "Q" }, b: { "Fn::Sub": "${Q}-x" }, c: { "Fn::Join": ["-", ["a", "b"]] } },
    dependsOn: [],
    line: 2,
  });
});

test("intrinsics are resolved against what exists", () => {
  const scope = { ref: (id: string) => `ref-${id}`, getAtt: (id: string, name: string) => `${id}/${name}` };
  expect(
    resolve(
      { a: { "Fn::Sub": "${Q}-${Q.Arn}-${!x}" }, b: [{ "Fn::Join": ["+", ["1", { Ref: "Z" }]] }] },
      scope,
    ),
  ).toEqual({
    a: "ref-Q-Q/Arn-${x}",
    b: ["1+ref-Z"],
  });
});

test("what is referred to is created first", () => {
  expect(creationOrder(parseTemplate(TWO))).toEqual(["D", "Q"]);
});

test("the horizon is the longest gap of a consumed queue and two probe periods", () => {
  expect(horizonOf(parseTemplate(TWO), { probeEveryMs: 200 })).toEqual({ horizonMs: 7400, assumes: [] });
});

test("a patch that does not fit names its path", () => {
  const op = { op: "remove", path: "/Resources/Q/Properties/Nope" } as const;
  expect(() => patchTemplate(parseTemplate(TWO), [op])).toThrow(
    "remove /Resources/Q/Properties/Nope: there is no Nope",
  );
});

test.each([
  ["a duplicate key", "Resources:\n  A: { Type: X }\n  A: { Type: Y }\n", /template:3: .*unique/i],
  ["no resources", "Outputs: {}\n", /template:1: has no Resources/],
  ["no type", "Resources:\n  A: { Properties: {} }\n", /template:2: A has no Type/],
])("%s is refused", (_name, text, message) => {
  expect(() => parseTemplate(text)).toThrow(message);
});

test("a circular dependency names its members", () => {
  const template = parseTemplate(
    "Resources:\n  A: { Type: X, DependsOn: B }\n  B: { Type: X, Properties: { a: !Ref A } }\n",
  );
  expect(() => creationOrder(template)).toThrow("circular dependency: A -> B -> A");
});

test.each([
  [
    "GetAtt of nothing",
    "Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties: { QueueName: !GetAtt Nope.Arn }\n",
    "t.yaml:2: A: Template error: instance of Fn::GetAtt references undefined resource Nope",
  ],
  [
    "a circle",
    "Resources:\n  A: { Type: X, DependsOn: B }\n  B: { Type: X, DependsOn: A }\n",
    "t.yaml:2: Circular dependency between resources: [A, B]",
  ],
  [
    "an alias",
    "Resources:\n  A: &a { Type: X }\n  B: *a\n",
    "t.yaml:3: B: YAML aliases are not allowed in CloudFormation templates",
  ],
  [
    "an unknown short form",
    "Resources:\n  A: { Type: X, Properties: { P: !Refer B } }\n",
    "t.yaml:2: A: Unresolved tag: !Refer",
  ],
  [
    "what is not known of the language",
    "Transform: T\nResources:\n  A: { Type: X }\n",
    't.yaml:1: template Transform "T" is not supported',
  ],
])("checked as CloudFormation does: %s", (_name, text, message) => {
  expect(() => parseCheckedTemplate(text, "t.yaml")).toThrow(message);
});

test("a value that is NoValue is not there", () => {
  const scope = { ref: () => "x", getAtt: () => undefined, condition: () => false };
  const gone = { "Fn::If": ["C", 1, { Ref: "AWS::NoValue" }] };
  expect(resolve({ a: gone, b: [gone, { Ref: "Y" }] }, scope)).toEqual({ b: ["x"] });
});
