// Room simulator/sns: push applications, their devices, and text message settings. Words and codes: recorded AWS answers.
import {
  CheckIfPhoneNumberIsOptedOutCommand,
  CreatePlatformApplicationCommand,
  type CreatePlatformApplicationCommandInput,
  CreatePlatformEndpointCommand,
  type CreatePlatformEndpointCommandInput,
  CreateTopicCommand,
  DeleteEndpointCommand,
  DeletePlatformApplicationCommand,
  GetEndpointAttributesCommand,
  GetPlatformApplicationAttributesCommand,
  GetSMSAttributesCommand,
  ListEndpointsByPlatformApplicationCommand,
  ListPlatformApplicationsCommand,
  ListSubscriptionsCommand,
  OptInPhoneNumberCommand,
  PublishCommand,
  SetEndpointAttributesCommand,
  SetPlatformApplicationAttributesCommand,
  SetSMSAttributesCommand,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { expect, test } from "vitest";
import { queueArn, refusal, world } from "./world.fixture.ts";

const APPLICATION = "arn:aws:sns:us-east-1:000000000000:app/ADM/shop";
const KEYS = { PlatformPrincipal: "p", PlatformCredential: "c" };

async function devices() {
  const made = world(["dlq"]);
  const { sns } = made;
  const asked = { Name: "shop", Platform: "ADM", Attributes: KEYS };
  await sns.send(new CreatePlatformApplicationCommand(asked));
  const endpoint = (more: Partial<CreatePlatformEndpointCommandInput> = {}) =>
    sns.send(
      new CreatePlatformEndpointCommand({ PlatformApplicationArn: APPLICATION, Token: "t1", ...more }),
    );
  return { ...made, endpoint };
}

test("an application shows that it is enabled and none of its credentials", async () => {
  const { sns } = await devices();
  const listed = await sns.send(new ListPlatformApplicationsCommand({}));
  expect(listed.PlatformApplications).toEqual([
    { PlatformApplicationArn: APPLICATION, Attributes: { Enabled: "true" } },
  ]);
  const PlatformApplicationArn = APPLICATION;
  const Attributes = { SuccessFeedbackSampleRate: "50" };
  await sns.send(new SetPlatformApplicationAttributesCommand({ PlatformApplicationArn, Attributes }));
  const got = await sns.send(new GetPlatformApplicationAttributesCommand({ PlatformApplicationArn }));
  expect(got.Attributes).toEqual({ Enabled: "true", SuccessFeedbackSampleRate: "50" });
});

const NAME_WORDS = "must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'";
const NULL_WORDS =
  "1 validation error detected: Value null at 'attributes' failed to satisfy constraint: Member must not be null";

test.each<[string, Partial<CreatePlatformApplicationCommandInput>, string]>([
  ["no attributes", { Attributes: undefined }, NULL_WORDS],
  [
    "no credential",
    { Attributes: { PlatformPrincipal: "p" } },
    "Invalid parameter: Attributes Reason: PlatformPrincipal attribute provided without PlatformCredential",
  ],
  [
    "no principal",
    { Attributes: { PlatformCredential: "c" } },
    "Invalid parameter: Attributes Reason: PlatformCredential attribute provided without PlatformPrincipal",
  ],
  ["no name", { Name: "" }, "Invalid parameter:  Reason: cannot be empty"],
  [
    "a name of 257",
    { Name: "a".repeat(257) },
    `Invalid parameter: ${"a".repeat(257)} Reason: must be at most 256 characters long`,
  ],
  ["an odd name", { Name: "@name" }, `Invalid parameter: @name Reason: ${NAME_WORDS}`],
  ["an unknown platform", { Platform: "AAA" }, "Invalid parameter: Platform Reason: AAA is not supported"],
])("CreatePlatformApplication refuses %s", async (_, asked, message) => {
  const { sns } = world();
  const create = new CreatePlatformApplicationCommand({
    Name: "a",
    Platform: "ADM",
    Attributes: KEYS,
    ...asked,
  });
  expect((await refusal(sns.send(create)))[1]).toBe(message);
});

test("the token is the device: the same again is the same endpoint, with other attributes it is refused", async () => {
  const { endpoint } = await devices();
  const { EndpointArn } = await endpoint();
  expect(EndpointArn).toMatch(/^arn:aws:sns:us-east-1:000000000000:endpoint\/ADM\/shop\/[0-9a-f-]{36}$/);
  expect((await endpoint()).EndpointArn).toBe(EndpointArn);
  expect((await refusal(endpoint({ CustomUserData: "x" })))[1]).toBe(
    `Invalid parameter: Token Reason: Endpoint ${EndpointArn} already exists with the same Token, but different attributes.`,
  );
});

test.each([
  ["PlatformPrincipal", "x", "Invalid attribute name: PlatformPrincipal"],
  ["InvalidKey", "x", "Invalid attribute name: InvalidKey"],
  [
    "CustomUserData",
    "é".repeat(1_025),
    "Invalid value for attribute: CustomUserData: must be at most 2048 bytes long in UTF-8 encoding",
  ],
])("a device refuses the attribute %s", async (name, value, reason) => {
  const { sns, endpoint } = await devices();
  const { EndpointArn } = await endpoint();
  const Attributes = { [name]: value };
  const expected = ["InvalidParameter", `Invalid parameter: Attributes Reason: ${reason}`, 400];
  expect(await refusal(endpoint({ Token: "t2", Attributes }))).toEqual(expected);
  expect(await refusal(sns.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes })))).toEqual(
    expected,
  );
});

test.each([
  [
    "arn:aws:sns:us-east-1:000000000000:endpoint/ADM/shop",
    "InvalidParameter",
    "Invalid parameter: EndpointArn Reason: Wrong number of slashes in relative portion of the ARN.",
    400,
  ],
  ["arn:aws:sns:us-east-1:000000000000:endpoint/ADM/shop/gone", "NotFound", "Endpoint does not exist", 404],
])("the device %s is refused", async (EndpointArn, ...expected) => {
  const { sns } = await devices();
  expect(await refusal(sns.send(new GetEndpointAttributesCommand({ EndpointArn })))).toEqual(expected);
});

test("a deleted device leaves its application's list, and keeps its subscription", async () => {
  const { sns, endpoint } = await devices();
  const { EndpointArn } = await endpoint();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "orders" }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "application", Endpoint: EndpointArn }));
  const PlatformApplicationArn = APPLICATION;
  const list = () => sns.send(new ListEndpointsByPlatformApplicationCommand({ PlatformApplicationArn }));
  expect((await list()).Endpoints).toEqual([{ EndpointArn, Attributes: { Enabled: "true", Token: "t1" } }]);
  await sns.send(new DeleteEndpointCommand({ EndpointArn }));
  expect((await list()).Endpoints).toEqual([]);
  expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions?.length).toBe(1);
  await sns.send(new DeletePlatformApplicationCommand({ PlatformApplicationArn }));
  expect(await refusal(list())).toEqual(["NotFound", "PlatformApplication does not exist", 404]);
});

test("a push goes into the outbox in its platform's text, and to a device switched off not at all", async () => {
  const { sns, endpoint, clock, outbox, queues } = await devices();
  const { EndpointArn = "" } = await endpoint();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "orders" }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dlq") });
  const asked = { TopicArn, Protocol: "application", Endpoint: EndpointArn, Attributes: { RedrivePolicy } };
  await sns.send(new SubscribeCommand(asked));
  const message = { MessageStructure: "json", Message: '{"default":"d","ADM":"for ADM"}' };
  await sns.send(new PublishCommand({ TopicArn, ...message }));
  await sns.send(new PublishCommand({ TargetArn: EndpointArn, Message: "direct" }));
  clock.advance(0);
  expect(outbox().map(({ channel, to, body }) => [channel, to, body])).toEqual([
    ["push", EndpointArn, "direct"],
    ["push", EndpointArn, "for ADM"],
  ]);
  await sns.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes: { Enabled: "false" } }));
  await sns.send(new PublishCommand({ TopicArn, ...message }));
  clock.advance(0);
  expect(outbox().length).toBe(2);
  expect(
    queues.get(queueArn("dlq"))?.map(({ body }) => (JSON.parse(body) as { Message: string }).Message),
  ).toEqual(["d"]);
  expect(await refusal(sns.send(new PublishCommand({ TargetArn: EndpointArn, Message: "m" })))).toEqual([
    "EndpointDisabled",
    "Endpoint is disabled",
    400,
  ]);
});

test("text message settings are shown with AWS's default, all or those asked for", async () => {
  const { sns } = world();
  const get = async (attributes?: string[]) =>
    (await sns.send(new GetSMSAttributesCommand({ attributes }))).attributes;
  expect(await get()).toEqual({ MonthlySpendLimit: "1" });
  const attributes = { DefaultSMSType: "Promotional", DefaultSenderID: "LSTest" };
  await sns.send(new SetSMSAttributesCommand({ attributes }));
  expect(await get()).toEqual({ MonthlySpendLimit: "1", ...attributes });
  expect(await get(["DefaultSMSType"])).toEqual({ DefaultSMSType: "Promotional" });
});

test.each([
  ["InvalidAttribute", "x", "InvalidAttribute is not a valid attribute"],
  ["DefaultSMSType", "Loud", "DefaultSMSType is invalid"],
])("the text message setting %s = %s is refused", async (name, value, message) => {
  const { sns } = world();
  const set = new SetSMSAttributesCommand({ attributes: { [name]: value } });
  expect(await refusal(sns.send(set))).toEqual(["InvalidParameter", message, 400]);
});

test("nobody has opted out; a number that is none is refused", async () => {
  const { sns } = world();
  const phoneNumber = "+15551234567";
  expect((await sns.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }))).isOptedOut).toBe(false);
  await sns.send(new OptInPhoneNumberCommand({ phoneNumber }));
  expect(await refusal(sns.send(new OptInPhoneNumberCommand({ phoneNumber: "x" })))).toEqual([
    "InvalidParameter",
    "Invalid parameter: PhoneNumber Reason: input incorrectly formatted",
    400,
  ]);
});
