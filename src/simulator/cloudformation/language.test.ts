// Room simulator/cloudformation, tests: the template language as a stack sees it: parameters, conditions, mappings, functions, outputs.
import { describe, expect, it } from "vitest";
import { ACCOUNT, REGION, refusal, STACK, world } from "./world.fixture.ts";

const TOPIC = "{ Type: AWS::SNS::Topic, Properties: { TopicName: t } }";
const given = (values: Record<string, string>) => ({
  Parameters: Object.entries(values).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  })),
});

const HEAD = `
Parameters:
  Stage: { Type: String, Default: dev, AllowedValues: [dev, prod] }
  Names: { Type: CommaDelimitedList, Default: "a, b" }
  Size: { Type: Number, Default: 3 }
Mappings:
  Sizes:
    dev: { small: "1", zones: [x, y] }
    prod: { small: "2", zones: [z] }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Not [!Condition IsProd]
  Both: !And [!Condition IsProd, !Condition IsDev]
  Either: !Or [!Condition IsProd, !Condition IsDev]
Resources:
  T: ${TOPIC}
Outputs:
  O: { Value: `;

describe("a function of a value", () => {
  it.each([
    ["Ref of a parameter", "!Ref Stage", "dev"],
    ["Ref of a number", "!Ref Size", "3"],
    ["Ref of a resource", "!Ref T", `arn:aws:sns:${REGION}:${ACCOUNT}:t`],
    ["GetAtt", "!GetAtt T.TopicName", "t"],
    ["GetAtt as a list", '{ "Fn::GetAtt": [T, TopicName] }', "t"],
    ["Sub", "!Sub '${Stage}-${T.TopicName}-${!kept}-${AWS::Region}'", `dev-t-\${kept}-${REGION}`],
    ["Sub with its own names", "!Sub ['${x}-${Stage}', { x: !Ref Size }]", "3-dev"],
    ["Join of a list parameter", "!Join [+, !Ref Names]", "a+b"],
    ["Select of a list parameter", "!Select [1, !Ref Names]", "b"],
    ["Select of a Split", "!Select [5, !Split [':', !Ref T]]", "t"],
    ["If", "!If [IsProd, one, other]", "other"],
    ["If of a condition of conditions", "!If [Either, one, other]", "one"],
    ["And", "!If [Both, one, other]", "other"],
    ["FindInMap", "!FindInMap [Sizes, !Ref Stage, small]", "1"],
    ["FindInMap of a list", "!Join ['', !FindInMap [Sizes, !Ref Stage, zones]]", "xy"],
    ["Base64", "!Base64 hello", "aGVsbG8="],
    ["GetAZs", "!Select [0, !GetAZs '']", `${REGION}a`],
    ["a short form in a long one", '{ "Fn::Join": ["-", [!Ref Stage, !Sub "${Size}"]] }', "dev-3"],
    ["the account", "!Ref AWS::AccountId", ACCOUNT],
    ["the name of the stack", "!Ref AWS::StackName", STACK],
    ["the partition and the suffix", "!Sub '${AWS::Partition} ${AWS::URLSuffix}'", "aws amazonaws.com"],
  ])("%s", async (_, value, expected) => {
    const { create, outputs } = world();
    expect(await create(`${HEAD}${value} }\n`)).toBe("CREATE_COMPLETE");
    expect(await outputs()).toEqual({ O: expected });
  });

  it.each([
    [
      "a mapping that is not there",
      "!FindInMap [Sizes, !Ref Stage, large]",
      "Template error: Unable to get mapping for Sizes::dev::large (O, line 18)",
    ],
    [
      "a Select out of its list",
      "!Select [9, !Ref Names]",
      "Template error: Fn::Select cannot select nonexistent value at index 9 (O, line 18)",
    ],
  ])("%s is refused before anything is made", async (_, value, words) => {
    const { create } = world();
    expect(await refusal(create(`${HEAD}${value} }\n`))).toEqual(["ValidationError", words, 400]);
  });

  it("a Select out of a list that only a resource knows fails the stack with its words", async () => {
    const { create, story } = world();
    expect(await create(`${HEAD}!Select [9, !Split [":", !Ref T]] }\n`)).toBe("ROLLBACK_COMPLETE");
    expect((await story()).join("\n")).toContain("Fn::Select cannot select nonexistent value at index 9");
  });
});

describe("a scalar without quotes is YAML 1.1's", () => {
  it.each([
    ["yes", "true"],
    ["NO", "false"],
    ["Off", "false"],
    ["y", "y"],
    ["N", "N"],
    ["0755", "493"],
    ["065115117704", "7133765572"],
    ["012345678901", "012345678901"],
    ["123456789012", "123456789012"],
    ["1:30", "90"],
    ["2012-10-17", "2012-10-17"],
    ["'yes'", "yes"],
    ['"0755"', "0755"],
  ])("%s is %s", async (value, expected) => {
    const { create, outputs } = world();
    expect(
      await create(`Resources:\n  T: ${TOPIC}\nOutputs:\n  O: { Value: !Sub ["\${x}", { x: ${value} }] }\n`),
    ).toBe("CREATE_COMPLETE");
    expect(await outputs()).toEqual({ O: expected });
  });
});

describe("conditions", () => {
  const template = `
Parameters: { Stage: { Type: String } }
Conditions: { IsProd: !Equals [!Ref Stage, prod] }
Resources:
  Always:
    Type: AWS::SQS::Queue
    DependsOn: Sometimes
    Properties:
      DelaySeconds: !If [IsProd, 5, !Ref AWS::NoValue]
      RedrivePolicy: !If [IsProd, { deadLetterTargetArn: !GetAtt Sometimes.Arn, maxReceiveCount: 1 }, !Ref AWS::NoValue]
  Sometimes: { Type: AWS::SQS::Queue, Condition: IsProd }
Outputs:
  Url: { Condition: IsProd, Value: !Ref Sometimes }
`;

  it("what its condition takes away is not there, nor what hangs on it", async () => {
    const { create, physical, outputs, update, sqs } = world();
    expect(await create(template, given({ Stage: "dev" }))).toBe("CREATE_COMPLETE");
    expect([Object.keys(await physical()), await outputs()]).toEqual([["Always"], {}]);
    expect(await update(template, given({ Stage: "prod" }))).toBe("UPDATE_COMPLETE");
    const { Always: QueueUrl } = await physical();
    const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["DelaySeconds"] });
    expect([Object.keys(await physical()), Object.keys(await outputs()), Attributes]).toEqual([
      ["Always", "Sometimes"],
      ["Url"],
      { DelaySeconds: "5" },
    ]);
    expect(await update(template, given({ Stage: "dev" }))).toBe("UPDATE_COMPLETE");
    expect(Object.keys(await physical())).toEqual(["Always"]);
  });

  it("a reference to what is not there is refused", async () => {
    const { create } = world();
    const bad = template.replace("{ Condition: IsProd, Value:", "{ Value:");
    expect((await refusal(create(bad, given({ Stage: "dev" }))))[1]).toBe(
      "Template format error: Unresolved resource dependencies [Sometimes] in the Outputs block of the template (Url, line 13)",
    );
  });
});

describe("parameters", () => {
  it("an update keeps a value by UsePreviousValue, and what NoEcho hides is not shown", async () => {
    const { create, update, outputs, cloudFormation } = world();
    const template = (n: number) => ({
      Parameters: { Name: { Type: "String" }, Secret: { Type: "String", NoEcho: true, Default: "s" } },
      Resources: { T: { Type: "AWS::SNS::Topic", Properties: { DisplayName: `n${n}` } } },
      Outputs: { Name: { Value: { Ref: "Name" } } },
    });
    await create(template(1), given({ Name: "x" }));
    await update(template(2), { Parameters: [{ ParameterKey: "Name", UsePreviousValue: true }] });
    expect(await outputs()).toEqual({ Name: "x" });
    const { Stacks } = await cloudFormation.describeStacks({ StackName: STACK });
    expect(Stacks?.[0]?.Parameters).toEqual([
      { ParameterKey: "Name", ParameterValue: "x" },
      { ParameterKey: "Secret", ParameterValue: "****" },
    ]);
  });

  it("what NoEcho hides stands in no event and in no change set, and reaches the resource", async () => {
    const at = world();
    const template = (n: number) => ({
      Parameters: {
        Secret: { Type: "String", NoEcho: true, Default: "hush" },
        List: { Type: "CommaDelimitedList", NoEcho: true, Default: "a,hush" },
      },
      Resources: {
        T: { Type: "AWS::SNS::Topic", Properties: { DisplayName: { "Fn::Sub": `\${Secret}${n}` } } },
        Q: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::Select": [1, { Ref: "List" }] } } },
      },
    });
    await at.create(template(1));
    await at.update(template(2));
    const { StackEvents } = await at.cloudFormation.describeStackEvents({ StackName: STACK });
    const told = StackEvents?.map((one) => one.ResourceProperties ?? "").join();
    expect(told).toContain('{"DisplayName":"****2"}');
    expect(told).not.toContain("hush");
    await at.cloudFormation.createChangeSet({
      StackName: STACK,
      ChangeSetName: "c",
      TemplateBody: JSON.stringify(template(3)),
    });
    await at.clock.untilIdle();
    const set = await at.cloudFormation.describeChangeSet({ StackName: STACK, ChangeSetName: "c" });
    expect(JSON.stringify(set)).not.toContain("hush");
    const { T: TopicArn, Q } = await at.physical();
    expect((await at.sns.getTopicAttributes({ TopicArn })).Attributes?.["DisplayName"]).toBe("hush2");
    expect(Q).toMatch(/\/hush$/);
  });

  it("UsePreviousTemplate needs no text", async () => {
    const { create, update, outputs } = world();
    await create(`${HEAD}!Ref Stage }\n`);
    const more = { TemplateBody: undefined, UsePreviousTemplate: true, ...given({ Stage: "prod" }) };
    expect(await update("", more)).toBe("UPDATE_COMPLETE");
    expect(await outputs()).toEqual({ O: "prod" });
  });

  it("ValidateTemplate and GetTemplateSummary tell of them", async () => {
    const { cloudFormation } = world();
    const TemplateBody = `Description: words\n${HEAD.trimStart()}!Ref Stage }\n`;
    const { Parameters, Description } = await cloudFormation.validateTemplate({ TemplateBody });
    expect([
      Description,
      Parameters?.map(({ ParameterKey, DefaultValue }) => [ParameterKey, DefaultValue]),
    ]).toEqual([
      "words",
      [
        ["Stage", "dev"],
        ["Names", "a, b"],
        ["Size", "3"],
      ],
    ]);
    const summary = await cloudFormation.getTemplateSummary({ TemplateBody });
    expect([summary.ResourceTypes, summary.Parameters?.[0]?.ParameterConstraints]).toEqual([
      ["AWS::SNS::Topic"],
      { AllowedValues: ["dev", "prod"] },
    ]);
  });
});

describe("exports", () => {
  const exporting = (value: string, name = "shared") => ({
    Resources: { T: { Type: "AWS::SNS::Topic", Properties: { TopicName: value } } },
    Outputs: { Out: { Value: { Ref: "T" }, Export: { Name: name } } },
  });
  const importing = {
    Resources: { Q: { Type: "AWS::SQS::Queue", Properties: { QueueName: "q" } } },
    Outputs: { In: { Value: { "Fn::ImportValue": { "Fn::Sub": "shared" } } } },
  };
  const both = async () => {
    const at = world();
    await at.create(exporting("t"), { StackName: "giver" });
    await at.create(importing, { StackName: "taker" });
    return at;
  };

  it("are imported, listed, and known by who uses them", async () => {
    const at = await both();
    const arn = `arn:aws:sns:${REGION}:${ACCOUNT}:t`;
    expect(await at.outputs("taker")).toEqual({ In: arn });
    const { Exports = [] } = await at.cloudFormation.listExports({});
    expect(Exports.map(({ Name, Value }) => [Name, Value])).toEqual([["shared", arn]]);
    expect((await at.cloudFormation.listImports({ ExportName: "shared" })).Imports).toEqual(["taker"]);
  });

  it("one in use holds its stack", async () => {
    const at = await both();
    expect(await at.remove("giver")).toBe("DELETE_FAILED");
    expect((await at.story("giver")).at(-1)).toBe(
      "giver DELETE_FAILED: Delete canceled. Cannot delete export shared as it is in use by taker.",
    );
    expect((await at.sns.listTopics({})).Topics).toHaveLength(1);
    await at.remove("taker");
    expect(await at.remove("giver")).toBe("DELETE_COMPLETE");
  });

  it("one in use cannot change", async () => {
    const at = await both();
    expect(await at.update(exporting("other"), { StackName: "giver" })).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect((await at.story("giver")).join("\n")).toContain(
      "Export shared cannot be updated as it is in use by taker",
    );
    expect((await at.sns.listTopics({})).Topics).toEqual([
      { TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:t` },
    ]);
  });

  it("one that nobody has fails the stack", async () => {
    const at = world();
    expect(await at.create(importing)).toBe("ROLLBACK_COMPLETE");
    expect(await at.story()).toContain(
      "shop ROLLBACK_IN_PROGRESS: No export named shared found (In, line 1). Rollback requested by user.",
    );
  });

  it("a name is one stack's", async () => {
    const at = world();
    await at.create(exporting("t"), { StackName: "giver" });
    expect(await at.create(exporting("u"), { StackName: "other" })).toBe("ROLLBACK_COMPLETE");
    expect((await at.story("other")).join("\n")).toContain(
      "Export with name shared is already exported by stack giver.",
    );
  });
});
