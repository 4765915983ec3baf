// Room simulator/cloudformation, tests: whatever stands on the wire or in a template gets AWS's kind of answer, and the service goes on.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { bodyOf, world } from "./world.fixture.ts";

const HEADERS = { "content-type": "application/x-www-form-urlencoded" };
const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/cloudformation/aws4_request, SignedHeaders=host, Signature=0";

async function post(at: ReturnType<typeof world>, fields: readonly (readonly [string, string])[]) {
  const body = new TextEncoder().encode(
    new URLSearchParams(fields.map(([name, value]) => [name, value] as [string, string])).toString(),
  );
  const request = { method: "POST", path: "/", query: "", body };
  const headers = { ...HEADERS, authorization: AUTHORIZATION };
  const answer = await at.simulator.handle({ ...request, headers }, { baseUrl: "http://aws.test" });
  return { status: answer.status, text: new TextDecoder().decode(answer.body) };
}

const json = fc.jsonValue({ maxDepth: 4 });
const piece = fc.oneof(
  json,
  fc.constantFrom<unknown>({ Ref: "A" }, { Ref: 7 }, { "Fn::GetAtt": "A" }, { "Fn::Sub": ["${A}", null] }),
  fc.constantFrom<unknown>(
    { "Fn::If": [] },
    { "Fn::Join": ["", [{ Ref: "B" }]] },
    { "Fn::Select": [-1, []] },
  ),
  fc.constantFrom<unknown>({ "Fn::FindInMap": ["constructor", "a", "b"] }, { Ref: "__proto__" }, "${A.Arn}"),
  fc.constantFrom<unknown>(
    { "Fn::Split": ["", ""] },
    { "Fn::ImportValue": { Ref: "A" } },
    { Condition: "C" },
  ),
);
const resource = fc.oneof(
  piece,
  fc.record({
    Type: fc.constantFrom(
      "AWS::SQS::Queue",
      "AWS::SNS::Topic",
      "AWS::SNS::Subscription",
      "AWS::IAM::Role",
      "AWS::X",
    ),
    Properties: fc.dictionary(
      fc.constantFrom(
        "QueueName",
        "DelaySeconds",
        "RedrivePolicy",
        "Tags",
        "TopicArn",
        "Protocol",
        "__proto__",
      ),
      piece,
      { maxKeys: 4 },
    ),
  }),
);
const template = fc.record(
  {
    Resources: fc.oneof(
      piece,
      fc.dictionary(fc.constantFrom("A", "B", "__proto__", "constructor"), resource),
    ),
    Parameters: fc.oneof(piece, fc.dictionary(fc.constantFrom("P", "A"), piece)),
    Conditions: fc.oneof(piece, fc.dictionary(fc.constantFrom("C", "D"), piece)),
    Mappings: piece,
    Outputs: fc.oneof(piece, fc.dictionary(fc.constantFrom("O"), fc.record({ Value: piece, Export: piece }))),
  },
  { requiredKeys: ["Resources"] },
);

it("any template at all is answered, never with a fault of ours, and the stack comes to an end", async () => {
  await fc.assert(
    fc.asyncProperty(template, async (body) => {
      const at = world();
      const { status, text } = await post(at, [
        ["Action", "CreateStack"],
        ["StackName", "s"],
        ["TemplateBody", bodyOf(body)],
      ]);
      expect([status, text]).toEqual([expect.toSatisfy((code: number) => code !== 500), expect.any(String)]);
      await at.clock.untilIdle();
      expect(String(await at.status("s"))).not.toMatch(/IN_PROGRESS|fault in the simulator/);
      expect(text).not.toContain("fault in the simulator");
    }),
    { numRuns: 300 },
  );
});

const OPERATIONS = [...world().simulator.cloudFormation.operations.keys()];
const NAMES = [
  "StackName",
  "TemplateBody",
  "TemplateURL",
  "ChangeSetName",
  "ChangeSetType",
  "NextToken",
  "Parameters.member.1.ParameterKey",
  "Parameters.member.x",
  "Tags.member.1.Key",
  "LogicalResourceId",
  "PhysicalResourceId",
  "OnFailure",
  "RetainResources.member.1",
  "ExportName",
  "UsePreviousTemplate",
];

it("any members at all are answered, never with a fault of ours", async () => {
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom("s", "true", "-1", '{"Resources":{}}', "http://[", "x".repeat(200)),
  );
  const call = fc.record({
    operation: fc.constantFrom(...OPERATIONS),
    members: fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 8 }), async (calls) => {
      const at = world();
      await at.create({ Resources: { Q: { Type: "AWS::SQS::Queue" } } }, { StackName: "s" });
      for (const { operation, members } of calls) {
        const { status, text } = await post(at, [["Action", operation], ...Object.entries(members)]);
        expect([status, text]).toEqual([
          expect.toSatisfy((code: number) => code !== 500),
          expect.any(String),
        ]);
        await at.clock.untilIdle();
      }
    }),
    { numRuns: 60 },
  );
});

it.each([
  ["lists", "[", "]"],
  ["maps", '{"a":', "}"],
])("%s nested without end are refused", async (_, open, close) => {
  const { cloudFormation } = world();
  const deep = `{"Resources":${open.repeat(8000)}0${close.repeat(8000)}}`;
  for (const TemplateBody of [deep, `x: 1\n${deep.slice(1, -1)}`])
    await expect(cloudFormation.createStack({ StackName: "s", TemplateBody })).rejects.toThrow(
      /Template format error/,
    );
});
