// Room simulator/cloudformation, tests: every type: an update of each property ends as if the new template had been created, and the way
// back too; a replacement comes before what it replaces goes; then everything goes down to nothing, without a failure.
import { describe, expect, it } from "vitest";
import { isObject, type Json, type JsonObject } from "../../template/json.ts";
import { type Look, SUBJECTS, type Subject } from "./lifecycle.fixture.ts";
import { resourceTypes } from "./resources/index.ts";
import { isSame } from "./resources/values.ts";
import { everythingOf, world, type World } from "./world.fixture.ts";

const CAPABILITIES = { Capabilities: ["CAPABILITY_NAMED_IAM"] };
/** What differs by when, or how often, something was set. */
const PASSING =
  /Date|creationTime|Time(?:stamp)?$|Timestamp|LastModified|Revision|SubscriptionsDeleted|VersionId$|StreamLabel|StreamArn|\$metadata|UpdateStatus|TotalSizeInBytes|StateReason/;

const templateOf = ({ type, beside = {} }: Subject, Properties: JsonObject) => ({
  Resources: { ...beside, It: { Type: type, Properties } },
});

/** The end of a name that CloudFormation made. */
const RANDOM_END = /(shop-[A-Za-z]+)-[A-Za-z0-9]{12}/gi;

/** What an attribute is where it is not shown. */
const UNSHOWN: JsonObject = {
  BillingModeSummary: { BillingMode: "PROVISIONED" },
  Description: "",
  Environment: { Variables: {} },
  FifoThroughputScope: "Topic",
  KmsMasterKeyId: "",
  SignatureVersion: "1",
  TracingConfig: "PassThrough",
};

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Date) return "a time";
  if (typeof value === "string") return value.replaceAll(RANDOM_END, "$1");
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([name, item]) => item !== undefined && !PASSING.test(name))
    .map(([name, item]) => [name, plain(item)] as const)
    // JSON of the services
    .filter(([name, item]) => !isSame(UNSHOWN[name], item as Json));
  return Object.fromEntries(entries);
}

/** What the services say of it; what they refuse, in their words. */
async function seen(at: World, { looks }: Subject): Promise<readonly unknown[]> {
  const { It = "", ...beside } = await at.physical();
  const ask = async ({ service, operation, input, onward }: Look): Promise<unknown> => {
    const fields = { ...input(It, beside) };
    try {
      const answer = await at.simulator.internal.call(service, operation, fields, { actor: "test" });
      return onward === undefined ? plain(answer) : [plain(answer), await ask(onward(answer))];
    } catch (error) {
      return String(error);
    }
  };
  return Promise.all(looks.map(ask));
}

const failures = async ({ story }: World) => (await story()).filter((line) => line.includes("FAILED"));

async function made(subject: Subject, properties: JsonObject): Promise<World> {
  const at = world();
  const status = await at.create(templateOf(subject, properties), CAPABILITIES);
  expect([status, await failures(at)]).toEqual(["CREATE_COMPLETE", []]);
  return at;
}

async function changed(at: World, subject: Subject, properties: JsonObject): Promise<void> {
  const status = await at.update(templateOf(subject, properties), CAPABILITIES);
  expect([status, await failures(at)]).toEqual(["UPDATE_COMPLETE", []]);
}

async function goneWithoutATrace(at: World): Promise<void> {
  const { Stacks } = await at.cloudFormation.describeStacks({ StackName: "shop" });
  const id = Stacks?.[0]?.StackId ?? "";
  expect(await at.remove()).toBe("DELETE_COMPLETE");
  expect((await at.story(id)).filter((line) => line.includes("FAILED"))).toEqual([]);
  expect(await everythingOf(at)).toEqual([]);
}

const cases = (of: "sets" | "replaces") =>
  SUBJECTS.flatMap((subject) =>
    Object.entries(subject[of]).map(([name, value]) => ({
      subject,
      name,
      what: `${subject.type} ${name}`,
      before: { ...subject.least, ...subject.along?.[name] },
      value: value as Json, // of the table above
    })),
  );

describe("a property that is set in place", () => {
  it.each(cases("sets"))("$what", async ({ subject, name, before, value }) => {
    const after = { ...before, ...companions(subject, name), [name]: value };
    const [first, wanted] = [await made(subject, before), await made(subject, after)];
    const [was, is] = [await seen(first, subject), await seen(wanted, subject)];
    // What nobody can look at makes no difference.
    expect({ name, differs: JSON.stringify(is) !== JSON.stringify(was) }).toEqual({
      name,
      differs: subject.looks.length > 0,
    });
    const ids = await first.physical();
    await changed(first, subject, after);
    expect(await first.physical()).toEqual(ids);
    expect(await seen(first, subject)).toEqual(is);
    await changed(first, subject, before);
    expect(await seen(first, subject)).toEqual(was);
    await goneWithoutATrace(first);
  });
});

/** Of capacity and mode neither goes without the other. */
function companions({ type, sets }: Subject, name: string): JsonObject {
  if (type !== "AWS::DynamoDB::Table" || !/^(?:BillingMode|ProvisionedThroughput)$/.test(name)) return {};
  const { BillingMode = null, ProvisionedThroughput = null, GlobalSecondaryIndexes = null } = sets;
  const [first] = Array.isArray(GlobalSecondaryIndexes) ? GlobalSecondaryIndexes : [];
  return {
    BillingMode,
    ProvisionedThroughput,
    GlobalSecondaryIndexes: [{ ...(isObject(first) ? first : {}), ProvisionedThroughput }],
  };
}

describe("a property whose change replaces", () => {
  it.each(cases("replaces"))("$what", async ({ subject, name, before, value }) => {
    const at = await made(subject, before);
    const { It: old } = await at.physical();
    await changed(at, subject, { ...before, [name]: value });
    const { It: now } = await at.physical();
    expect(now).not.toBe(old);
    const lines = (await at.story()).filter((line) => line.startsWith("It "));
    expect(lines.slice(lines.findIndex((line) => line.includes("hence creating one")))).toEqual([
      "It UPDATE_IN_PROGRESS: Requested update requires the creation of a new physical resource; hence creating one.",
      "It UPDATE_IN_PROGRESS: Resource creation Initiated",
      "It UPDATE_COMPLETE",
      "It DELETE_IN_PROGRESS",
      "It DELETE_COMPLETE",
    ]);
    await goneWithoutATrace(at);
  });
});

const BAD = { Type: "AWS::SQS::Queue", DependsOn: "It", Properties: { VisibilityTimeout: 43_201 } };

describe("an update that fails after it was changed is undone", () => {
  it.each([...cases("sets"), ...cases("replaces")])("$what", async ({ subject, name, before, value }) => {
    const at = await made(subject, before);
    const [ids, was] = [await at.physical(), await seen(at, subject)];
    const next = templateOf(subject, { ...before, ...companions(subject, name), [name]: value });
    const broken = { Resources: { ...next.Resources, Bad: BAD } };
    expect(await at.update(broken, CAPABILITIES)).toBe("UPDATE_ROLLBACK_COMPLETE");
    const failed = (await failures(at)).map((line) => line.split(" ").slice(0, 2).join(" "));
    expect(failed).toEqual(["Bad CREATE_FAILED:"]);
    expect(await at.physical()).toEqual(ids);
    expect(await seen(at, subject)).toEqual(was);
    await at.remove();
    expect(await everythingOf(at)).toEqual([]);
  });
});

/** Properties with nothing to see here: what is said of each is the reason. */
const EXCEPTED: Readonly<Record<string, readonly string[]>> = {
  // A change of attributes alone is none that DynamoDB takes; with keys it is another table.
  "AWS::DynamoDB::Table": ["AttributeDefinitions"],
  // Images have no place here; the digest of code that was published is the digest of the same code.
  "AWS::Lambda::Function": ["PackageType"],
  "AWS::Lambda::Version": ["CodeSha256"],
  "AWS::Lambda::Alias": ["FunctionName"],
  // AddPermission refuses them by name.
  "AWS::Lambda::Permission": ["EventSourceToken", "PrincipalOrgID"],
  "AWS::Lambda::EventInvokeConfig": ["Qualifier"],
  // A second mapping of the same stream and function is none that Lambda takes; the others stand at AWS's default alone.
  "AWS::Lambda::EventSourceMapping": [
    "ParallelizationFactor",
    "StartingPosition",
    "StartingPositionTimestamp",
    "TumblingWindowInSeconds",
  ],
  // Protocol and endpoint change together.
  "AWS::SNS::Subscription": ["Protocol"],
};

it.each([...resourceTypes.values()].map(({ type, properties }) => [type, properties] as const))(
  "the table knows every property of %s",
  (type, properties) => {
    const subjects = SUBJECTS.filter((one) => one.type === type);
    const of = (change: "sets" | "replaces") => subjects.flatMap((one) => Object.keys(one[change]));
    const known = [...of("sets"), ...of("replaces"), ...(EXCEPTED[type] ?? [])];
    const all = Object.entries(properties).filter(([, { change }]) => change !== "refused");
    expect([...new Set(known)].toSorted()).toEqual(all.map(([name]) => name).toSorted());
  },
);
