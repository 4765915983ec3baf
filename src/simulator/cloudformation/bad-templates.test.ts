// Room simulator/cloudformation, tests: templates that AWS does not take: its words, the logical id and the line.
import { describe, expect, it } from "vitest";
import { refusal, world } from "./world.fixture.ts";

const Q = "AWS::SQS::Queue";
const many = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`Q${at}`, { Type: Q }]));

const REFUSED: readonly (readonly [string, string, unknown])[] = [
  [
    "no resources",
    "Outputs: {}",
    "Template format error: At least one Resources member must be defined. (line 1)",
  ],
  ["no map", "just words", "Template format error: unsupported structure."],
  [
    "a type that AWS does not have",
    "Resources:\n  A:\n    Type: AWS::SQS::Quue",
    "Template format error: Unrecognized resource types: [AWS::SQS::Quue] (A, line 2)",
  ],
  [
    "a circular dependency",
    `Resources:\n  A: { Type: ${Q}, DependsOn: B }\n  B: { Type: ${Q}, DependsOn: A }`,
    "Circular dependency between resources: [A, B] (line 2)",
  ],
  [
    "a resource that waits for itself",
    `Resources:\n  A: { Type: ${Q}, Properties: { QueueName: !GetAtt A.Arn } }`,
    "Circular dependency between resources: [A] (line 2)",
  ],
  [
    "GetAtt of nothing",
    `Resources:\n  A:\n    Type: ${Q}\n    Properties: { QueueName: !GetAtt Nope.Arn }`,
    "Template error: instance of Fn::GetAtt references undefined resource Nope (A, line 2)",
  ],
  [
    "GetAtt of an attribute that is not there",
    `Resources:\n  A: { Type: ${Q} }\n  B:\n    Type: ${Q}\n    Properties: { QueueName: !GetAtt A.Colour }`,
    "Template error: resource A does not support attribute type Colour in Fn::GetAtt (B, line 3)",
  ],
  [
    "Ref of nothing",
    `Resources:\n  A: { Type: ${Q}, Properties: { QueueName: !Ref Nope } }`,
    "Template format error: Unresolved resource dependencies [Nope] in the Resources block of the template (A, line 2)",
  ],
  [
    "Sub of nothing",
    `Resources:\n  A: { Type: ${Q}, Properties: { QueueName: !Sub "\${Nope}" } }`,
    "Template format error: Unresolved resource dependencies [Nope] in the Resources block of the template (A, line 2)",
  ],
  [
    "DependsOn nothing",
    `Resources:\n  A: { Type: ${Q}, DependsOn: Nope }`,
    "Template format error: Unresolved resource dependencies [Nope] in the Resources block of the template (A, line 2)",
  ],
  [
    "an output of nothing",
    `Resources:\n  A: { Type: ${Q} }\nOutputs:\n  O: { Value: !Ref Nope }`,
    "Template format error: Unresolved resource dependencies [Nope] in the Outputs block of the template (O, line 4)",
  ],
  [
    "a condition that is not there",
    `Resources:\n  A: { Type: ${Q}, Condition: Nope }`,
    "Template format error: Unresolved condition dependency Nope in the Resources block of the template (A, line 2)",
  ],
  [
    "501 resources",
    JSON.stringify({ Resources: many }),
    "Template format error: Number of resources, 501, is greater than maximum allowed, 500 (Q500, line 1)",
  ],
  [
    "a logical id with a dash",
    `Resources:\n  my-queue: { Type: ${Q} }`,
    "Template format error: Resource name my-queue is non alphanumeric. (line 2)",
  ],
  [
    "a misspelt section",
    `Resurces: {}\nResources:\n  A: { Type: ${Q} }`,
    "Invalid template property or properties [Resurces] (line 1)",
  ],
  [
    "a misspelt attribute",
    `Resources:\n  A: { Type: ${Q}, Propertys: {} }`,
    "Invalid template resource property 'Propertys' (A, line 2)",
  ],
  [
    "no type",
    "Resources:\n  A: { Properties: {} }",
    "Template format error: [/Resources/A] Every Resources object must contain a Type member. (line 2)",
  ],
  [
    "an unknown function",
    `Resources:\n  A: { Type: ${Q}, Properties: { QueueName: { "Fn::Subs": x } } }`,
    expect.stringMatching(
      /^Template error: Encountered unsupported function: Fn::Subs Supported functions are: \[.*\] \(A, line 2\)$/,
    ),
  ],
  [
    "a Join of one",
    `Resources:\n  A: { Type: ${Q}, Properties: { QueueName: !Join [x] } }`,
    expect.stringMatching(/^Template error: every Fn::Join object requires two parameters.* \(A, line 2\)$/),
  ],
  [
    "a null",
    `Resources:\n  A: { Type: ${Q}, Properties: { QueueName: null } }`,
    "[/Resources/A] 'null' values are not allowed in templates (line 2)",
  ],
  [
    "a key twice",
    `Resources:\n  A: { Type: ${Q} }\n  A: { Type: ${Q} }`,
    expect.stringMatching(
      /^Template format error: YAML not well-formed\. \(line 3, column 3\) Map keys must be unique/,
    ),
  ],
  [
    "a key twice in JSON",
    `{"Resources": {"A": {"Type": "${Q}"},\n  "A": {"Type": "${Q}"}}}`,
    "Template format error: JSON not well-formed. (line 2, column 3) Map keys must be unique",
  ],
  [
    "two documents",
    `Resources:\n  A: { Type: ${Q} }\n---\nResources: {}`,
    "Template format error: YAML not well-formed. (line 3, column 1) Source contains multiple documents",
  ],
  [
    "resources without any",
    "Resources:",
    "Template format error: [/Resources] 'null' values are not allowed in templates (line 1)",
  ],
  [
    "properties as a list",
    `Resources:\n  A: { Type: ${Q}, Properties: [a] }`,
    "Template format error: [/Resources/A/Properties] Expected format is a map of names. (line 2)",
  ],
  [
    "a policy by a function",
    `Parameters: { P: { Type: String } }\nResources:\n  A: { Type: ${Q}, DeletionPolicy: !Ref P }`,
    "Template error: every DeletionPolicy member must be a string. (A, line 3)",
  ],
  [
    "a default that is a list",
    `Parameters:\n  P: { Type: CommaDelimitedList, Default: [a] }\nResources:\n  A: { Type: ${Q} }`,
    "Template format error: Every Default member must be a string. (P, line 2)",
  ],
  [
    "allowed values that are no list",
    `Parameters:\n  P: { Type: String, AllowedValues: a }\nResources:\n  A: { Type: ${Q} }`,
    "Template format error: Every AllowedValues member must be a list. (P, line 2)",
  ],
  [
    "a condition about nothing",
    `Conditions:\n  C: !Equals [!Ref Nope, a]\nResources:\n  A: { Type: ${Q} }`,
    "Template format error: Unresolved dependencies [Nope]. Cannot reference resources in the Conditions block of the template (C, line 2)",
  ],
  [
    "a mapping that is not there",
    `Resources:\n  A: { Type: ${Q}, Properties: { QueueName: !FindInMap [M, a, b] } }`,
    "Template error: Mapping named 'M' is not present in the 'Mappings' section of template. (A, line 2)",
  ],
  [
    "a mapping that is not there, in a condition",
    `Conditions:\n  C: !Equals [!FindInMap [M, a, b], a]\nResources:\n  A: { Type: ${Q} }`,
    "Template error: Mapping named 'M' is not present in the 'Mappings' section of template. (C, line 2)",
  ],
  [
    "a Sub of no name",
    `Resources:\n  A: { Type: ${Q}, Properties: { QueueName: !Sub "a\${}" } }`,
    "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons (A, line 2)",
  ],
  [
    "an output that is a list",
    `Resources:\n  A: { Type: ${Q} }\nOutputs:\n  O: { Value: [a] }`,
    "Template format error: The Value field of every Outputs member must evaluate to a String. (O, line 4)",
  ],
  [
    "an export without a name",
    `Resources:\n  A: { Type: ${Q} }\nOutputs:\n  O: { Value: a, Export: {} }`,
    "Template format error: Output O is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens. (line 4)",
  ],
  [
    "a misspelt member of an output",
    `Resources:\n  A: { Type: ${Q} }\nOutputs:\n  O: { Value: a, Exprt: {} }`,
    "Invalid template output property 'Exprt' (O, line 4)",
  ],
  [
    "an export of letters that it may not have",
    `Resources:\n  A: { Type: ${Q} }\nOutputs:\n  O: { Value: a, Export: { Name: a_b } }`,
    "Template format error: Output O is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens. (line 4)",
  ],
  [
    "an export by a name that only a resource knows",
    `Resources:\n  A: { Type: ${Q} }\nOutputs:\n  O: { Value: a, Export: { Name: !GetAtt A.QueueName } }`,
    "Template format error: Output O is malformed.  The Name field of Export must not depend on any resources, imported values, or Fn::GetAZs. (line 4)",
  ],
  [
    "a parameter and a resource of one name",
    `Parameters: { A: { Type: String, Default: a } }\nResources:\n  A: { Type: ${Q} }`,
    "Template error: all resources and parameters must have unique names. Common name(s):[A] (line 3)",
  ],
  [
    "a limit of a parameter that is no number",
    `Parameters: { P: { Type: String, Default: a, MinLength: some } }\nResources:\n  A: { Type: ${Q} }`,
    "Template format error: Every MinLength member must be a number. (P, line 1)",
  ],
  [
    "a mapping with a slash in a key",
    `Mappings:\n  M: { 10.0/8: { a: b } }\nResources:\n  A: { Type: ${Q} }`,
    "Template format error: Mappings element name '10.0/8' must be non-empty and can contain only alphanumerics, '-' or '.' (M, line 2)",
  ],
  [
    "a mapping with a dash in a key of the second level",
    `Mappings:\n  M: { us-east-1: { a-b: c } }\nResources:\n  A: { Type: ${Q} }`,
    "Template format error: Mappings attribute name 'a-b' must contain only alphanumeric characters. (M, line 2)",
  ],
  [
    "a FindInMap with a default, which the language extensions have",
    `Mappings: { M: { a: { b: c } } }\nResources:\n  A: { Type: ${Q}, Properties: { QueueName: !FindInMap [M, a, c, { DefaultValue: d }] } }`,
    "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value (A, line 3)",
  ],
  [
    "an alias",
    `Resources:\n  A: &a { Type: ${Q} }\n  B: *a`,
    "Template error: YAML aliases are not allowed in CloudFormation templates (line 3)",
  ],
  [
    "a tab",
    `Resources:\n\tA: { Type: ${Q} }`,
    expect.stringMatching(/^Template format error: YAML not well-formed\. \(line 2, column 1\)/),
  ],
  [
    "half a JSON",
    '{"Resources":',
    expect.stringMatching(/^Template format error: YAML not well-formed\. \(line 1/),
  ],
  [
    "an unknown short form",
    `Resources:\n  A: { Type: ${Q}, Properties: { QueueName: !Refer B } }`,
    expect.stringMatching(/^Template format error: YAML not well-formed\. \(line 2/),
  ],
];

describe("a template is refused with ValidationError", () => {
  it.each(REFUSED)("%s", async (_, TemplateBody, words) => {
    const { cloudFormation } = world();
    const [code, message, status] = await refusal(
      cloudFormation.createStack({ StackName: "s", TemplateBody }),
    );
    expect([code, status]).toEqual(["ValidationError", 400]);
    expect(message).toEqual(words);
    const [, again] = await refusal(cloudFormation.validateTemplate({ TemplateBody }));
    expect(again).toBe(message);
    expect((await cloudFormation.listStacks({})).StackSummaries).toEqual([]);
  });
});

const NOT_MODELLED: readonly (readonly [string, string, string])[] = [
  [
    "Transform",
    `Transform: AWS::Serverless-2016-10-31\nResources:\n  A: { Type: ${Q} }`,
    'template Transform "AWS::Serverless-2016-10-31" (line 1)',
  ],
  [
    "ForEach",
    `Resources:\n  "Fn::ForEach::Queues": [X, [a], { "Q\${X}": { Type: ${Q} } }]`,
    "intrinsic function Fn::ForEach::Queues (line 2)",
  ],
  [
    "Fn::Transform as a section",
    `Fn::Transform: { Name: AWS::Include }\nResources:\n  A: { Type: ${Q} }`,
    "intrinsic function Fn::Transform (line 1)",
  ],
  [
    "Fn::Transform among resources",
    `Resources:\n  Fn::Transform: { Name: AWS::Include }\n  A: { Type: ${Q} }`,
    "intrinsic function Fn::Transform (line 2)",
  ],
  [
    "a nested stack",
    "Resources:\n  A: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: x } }",
    "resource type AWS::CloudFormation::Stack (A, line 2)",
  ],
  [
    "a parameter of Systems Manager as a resource",
    "Resources:\n  A: { Type: AWS::SSM::Parameter, Properties: { Type: String, Value: x } }",
    "resource type AWS::SSM::Parameter (A, line 2)",
  ],
  [
    "the lifecycle of a bucket",
    "Resources:\n  A: { Type: AWS::S3::Bucket, Properties: { LifecycleConfiguration: { Rules: [] } } }",
    "property LifecycleConfiguration of AWS::S3::Bucket (A, line 2)",
  ],
  ["Rules", `Rules: {}\nResources:\n  A: { Type: ${Q} }`, "template section Rules (line 1)"],
  [
    "a type of AWS's",
    "Resources:\n  A: { Type: AWS::Kinesis::Stream }",
    "resource type AWS::Kinesis::Stream (A, line 2)",
  ],
  [
    "a custom resource",
    "Resources:\n  A: { Type: Custom::Thing }",
    "resource type Custom::Thing (A, line 2)",
  ],
  [
    "a property of AWS's",
    "Resources:\n  A: { Type: AWS::SNS::Topic, Properties: { ArchivePolicy: {} } }",
    "property ArchivePolicy of AWS::SNS::Topic (A, line 2)",
  ],
  [
    "CreationPolicy",
    `Resources:\n  A: { Type: ${Q}, CreationPolicy: {} }`,
    "resource attribute CreationPolicy (A, line 2)",
  ],
  [
    "Cidr",
    `Resources:\n  A: { Type: ${Q}, Properties: { QueueName: !Cidr [a, 1, 1] } }`,
    "intrinsic function Fn::Cidr (A, line 2)",
  ],
  [
    "the short form of a function of language extensions",
    `Resources:\n  A: { Type: ${Q}, Properties: { DelaySeconds: !Length [a, b] } }`,
    "intrinsic function Fn::Length (A, line 2)",
  ],
  [
    "a dynamic reference",
    `Resources:\n  A: { Type: ${Q}, Properties: { QueueName: "{{resolve:ssm:x}}" } }`,
    "dynamic reference {{resolve:ssm:x}} (A, line 2)",
  ],
  [
    "a parameter of Systems Manager",
    `Parameters:\n  P: { Type: "AWS::SSM::Parameter::Value<String>" }\nResources:\n  A: { Type: ${Q} }`,
    "parameter type AWS::SSM::Parameter::Value<String> (P, line 2)",
  ],
];

describe("what is not modelled is 501 by name", () => {
  it.each(NOT_MODELLED)("%s", async (_, TemplateBody, what) => {
    const { cloudFormation } = world();
    expect(await refusal(cloudFormation.createStack({ StackName: "s", TemplateBody }))).toEqual([
      "NotImplemented",
      `cloudformation ${what} is not implemented by this simulator`,
      501,
    ]);
  });
});

/** What shows only with the values of parameters: CreateStack refuses it before anything is made, ValidateTemplate takes it. */
const WITH_VALUES: readonly (readonly [string, string, string])[] = [
  [
    "an output that is a parameter's list",
    `Parameters: { L: { Type: CommaDelimitedList, Default: "a,b" } }\nResources:\n  A: { Type: ${Q} }\nOutputs:\n  O: { Value: !Ref L }`,
    "Template format error: The Value field of every Outputs member must evaluate to a String. (O, line 5)",
  ],
  [
    "an export by a parameter of letters that it may not have",
    `Parameters: { P: { Type: String, Default: a b } }\nResources:\n  A: { Type: ${Q} }\nOutputs:\n  O: { Value: a, Export: { Name: !Ref P } }`,
    "Template format error: Output O is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens. (line 5)",
  ],
  [
    "one name exported twice",
    `Resources:\n  A: { Type: ${Q} }\nOutputs:\n  O: { Value: a, Export: { Name: x } }\n  P: { Value: b, Export: { Name: x } }`,
    "Template error: outputs O and P both export x (line 5)",
  ],
];

it.each(WITH_VALUES)("before anything is made: %s", async (_, TemplateBody, words) => {
  const { cloudFormation } = world();
  expect(await refusal(cloudFormation.createStack({ StackName: "s", TemplateBody }))).toEqual([
    "ValidationError",
    words,
    400,
  ]);
  expect((await cloudFormation.listStacks({})).StackSummaries).toEqual([]);
});

const PARAMETERS: readonly (readonly [string, object, string | undefined, string])[] = [
  [
    "not among AllowedValues",
    { AllowedValues: ["a", "b"] },
    "c",
    "Parameter 'P' must be one of AllowedValues",
  ],
  ["not of AllowedPattern", { AllowedPattern: "[a-z]+" }, "A", "Parameter 'P' must match pattern [a-z]+"],
  ["too short", { MinLength: 3 }, "ab", "Parameter 'P' must contain at least 3 characters"],
  ["too long", { MaxLength: 1 }, "ab", "Parameter 'P' must contain at most 1 characters"],
  ["no number", { Type: "Number" }, "soon", "Parameter 'P' must be a number"],
  ["too small", { Type: "Number", MinValue: 1 }, "0", "Parameter 'P' must be a number not less than 1"],
  ["too large", { Type: "Number", MaxValue: 1 }, "2", "Parameter 'P' must be a number not greater than 1"],
  ["one of a list", { Type: "List<Number>" }, "1, x", "Parameter 'P' must be a number"],
  [
    "described",
    { AllowedValues: ["a"], ConstraintDescription: "a alone" },
    "c",
    "Parameter P failed to satisfy constraint: a alone",
  ],
  ["missing", {}, undefined, "Parameters: [P] must have values"],
];

describe("a parameter outside its values", () => {
  it.each(PARAMETERS)("%s", async (_, declaration, value, words) => {
    const { create } = world();
    const template = { Parameters: { P: { Type: "String", ...declaration } }, Resources: { A: { Type: Q } } };
    const given = value === undefined ? [] : [{ ParameterKey: "P", ParameterValue: value }];
    expect(await refusal(create(template, { Parameters: given }))).toEqual([
      "ValidationError",
      `${words} (line 1)`,
      400,
    ]);
  });

  it("one that the template does not have", async () => {
    const { create } = world();
    const Parameters = [{ ParameterKey: "X", ParameterValue: "1" }];
    expect((await refusal(create({ Resources: { A: { Type: Q } } }, { Parameters })))[1]).toBe(
      "Parameters: [X] do not exist in the template",
    );
  });
});

const RESOURCES: readonly (readonly [string, object, string])[] = [
  ["a property that AWS does not have", { Colour: "red" }, "#: extraneous key [Colour] is not permitted"],
  ["a list for a text", { QueueName: ["a"] }, "#/QueueName: expected type: String, found: JSONArray"],
  ["a word for a number", { DelaySeconds: "soon" }, "#/DelaySeconds: expected type: Integer, found: String"],
  ["a word for a flag", { FifoQueue: "perhaps" }, "#/FifoQueue: expected type: Boolean, found: String"],
];

describe("properties that do not fit fail at their resource", () => {
  it.each(RESOURCES)("%s", async (_, Properties, words) => {
    const { create, story } = world();
    expect(await create({ Resources: { A: { Type: Q, Properties } } })).toBe("ROLLBACK_COMPLETE");
    expect(await story()).toContain(
      `A CREATE_FAILED: Properties validation failed for resource A with message:\n${words} (line 1)`,
    );
  });

  it("what is required", async () => {
    const { create, story } = world();
    await create({ Resources: { A: { Type: "AWS::SNS::Subscription", Properties: {} } } });
    expect((await story()).join("\n")).toContain(
      "#: 2 schema violations found\n#: required key [TopicArn] not found\n#: required key [Protocol] not found",
    );
  });
});

it("a body of more than 51,200 bytes is refused", async () => {
  const { cloudFormation } = world();
  const body = (length: number) => {
    const text = JSON.stringify({ Resources: { A: { Type: Q } } });
    return text + " ".repeat(length - text.length);
  };
  await cloudFormation.createStack({ StackName: "fits", TemplateBody: body(51_200) });
  const [code, message] = await refusal(
    cloudFormation.createStack({ StackName: "long", TemplateBody: body(51_201) }),
  );
  expect(code).toBe("ValidationError");
  expect(message).toMatch(
    /^1 validation error detected: Value '.*' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200$/,
  );
});
