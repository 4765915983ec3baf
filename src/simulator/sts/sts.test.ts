// Room simulator/sts, tests: who calls, and in whose name one may go on calling.
import { describe, expect, it } from "vitest";
import { LAMBDA, refusal, trusting, world } from "../iam/world.fixture.ts";

const ARN = "arn:aws:iam::000000000000:role/Deployer";
const ROOT = { AWS: "arn:aws:iam::000000000000:root" };

async function withRole(document = trusting(ROOT)) {
  const at = world();
  await at.iam.createRole({ RoleName: "Deployer", AssumeRolePolicyDocument: document });
  return at;
}

describe("GetCallerIdentity", () => {
  it("is the account's user whatever the credentials", async () => {
    const { sts, stsAs } = world();
    const { $metadata: _, ...identity } = await sts.getCallerIdentity({});
    expect(identity).toEqual({
      Account: "000000000000",
      Arn: "arn:aws:iam::000000000000:user/ordeal",
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
    });
    expect((await stsAs("other").getCallerIdentity({})).Arn).toBe(identity.Arn);
    expect((await sts.getAccessKeyInfo({ AccessKeyId: "AKIAIOSFODNN7EXAMPLE" })).Account).toBe(
      "000000000000",
    );
  });
});

describe("AssumeRole", () => {
  it("gives credentials that stand for the role; the same seed gives the same", async () => {
    const assume = async () => {
      const { sts, stsAs } = await withRole();
      const answer = await sts.assumeRole({ RoleArn: ARN, RoleSessionName: "cdk", DurationSeconds: 900 });
      const { Arn } = await stsAs(answer.Credentials?.AccessKeyId ?? "").getCallerIdentity({});
      return [answer.Credentials, answer.AssumedRoleUser, Arn];
    };
    const told = await assume();
    expect(told).toEqual([
      {
        AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
        SecretAccessKey: expect.stringMatching(/^[\w+/]{40}$/),
        SessionToken: expect.any(String),
        Expiration: new Date("2026-01-01T00:15:00Z"),
      },
      {
        Arn: "arn:aws:sts::000000000000:assumed-role/Deployer/cdk",
        AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:cdk$/),
      },
      "arn:aws:sts::000000000000:assumed-role/Deployer/cdk",
    ]);
    expect(await assume()).toEqual(told);
  });

  it.each([
    ["no such role", undefined],
    ["a role of a service", LAMBDA],
    ["a role of another account", trusting({ AWS: "arn:aws:iam::111111111111:root" })],
    [
      "a role that wants an external id",
      trusting(ROOT, { Condition: { StringEquals: { "sts:ExternalId": "x" } } }),
    ],
  ])("is denied for %s", async (_what, document) => {
    const { sts } = document === undefined ? world() : await withRole(document);
    expect(await refusal(sts.assumeRole({ RoleArn: ARN, RoleSessionName: "cdk" }))).toEqual([
      "AccessDenied",
      `User: arn:aws:iam::000000000000:user/ordeal is not authorized to perform: sts:AssumeRole on resource: ${ARN}`,
      403,
    ]);
  });

  it("is granted with the external id", async () => {
    const { sts } = await withRole(
      trusting(ROOT, { Condition: { StringEquals: { "sts:ExternalId": "x" } } }),
    );
    const answer = await sts.assumeRole({ RoleArn: ARN, RoleSessionName: "cdk", ExternalId: "x" });
    expect(answer.$metadata.httpStatusCode).toBe(200);
  });

  it.each([
    [{ DurationSeconds: 60 }, "Member must have value greater than or equal to 900"],
    [{ DurationSeconds: 7200 }, "exceeds the MaxSessionDuration set for this role"],
    [{ RoleSessionName: "a b" }, "Member must satisfy regular expression pattern"],
  ])("%j is refused", async (more, words) => {
    const { sts } = await withRole();
    const [code, message] = await refusal(sts.assumeRole({ RoleArn: ARN, RoleSessionName: "cdk", ...more }));
    expect([code, message]).toEqual(["ValidationError", expect.stringContaining(words)]);
  });
});

it("GetSessionToken stands for the caller itself", async () => {
  const { sts, stsAs } = world();
  const { Credentials } = await sts.getSessionToken({});
  expect(Credentials?.Expiration).toEqual(new Date("2026-01-01T12:00:00Z"));
  expect((await stsAs(Credentials?.AccessKeyId ?? "").getCallerIdentity({})).Arn).toBe(
    "arn:aws:iam::000000000000:user/ordeal",
  );
});

it("what is not modelled is refused by name", async () => {
  const { sts } = world();
  expect((await refusal(sts.getFederationToken({ Name: "n1" }))).slice(0, 2)).toEqual([
    "NotImplemented",
    "sts GetFederationToken is not implemented by this simulator",
  ]);
});
