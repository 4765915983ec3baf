// Room simulator/iam, tests: roles, their policies, whom they trust, policies of the account, its alias.
import { describe, expect, it } from "vitest";
import { ALLOWING, LAMBDA, refusal, trusting, world } from "./world.fixture.ts";

const ARN = "arn:aws:iam::000000000000:role/app/Worker";
const MANAGED = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

async function withRole(document = LAMBDA) {
  const at = world();
  const asked = { RoleName: "Worker", Path: "/app/", AssumeRolePolicyDocument: document };
  await at.iam.createRole({ ...asked, Description: "works", Tags: [{ Key: "run", Value: "r-1" }] });
  return at;
}

describe("a role", () => {
  it("is told as it was made", async () => {
    const { iam } = await withRole();
    const { Role } = await iam.getRole({ RoleName: "Worker" });
    expect(Role).toEqual({
      Path: "/app/",
      RoleName: "Worker",
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Arn: ARN,
      CreateDate: new Date("2026-01-01T00:00:00Z"),
      AssumeRolePolicyDocument: encodeURIComponent(LAMBDA),
      Description: "works",
      MaxSessionDuration: 3600,
      Tags: [{ Key: "run", Value: "r-1" }],
      RoleLastUsed: {},
    });
  });

  it("exists once, whatever the case of its name", async () => {
    const { iam } = await withRole();
    const call = iam.createRole({ RoleName: "worker", AssumeRolePolicyDocument: LAMBDA });
    expect(await refusal(call)).toEqual([
      "EntityAlreadyExists",
      "Role with name worker already exists.",
      409,
    ]);
  });

  it("is changed", async () => {
    const { iam } = await withRole();
    await iam.updateRole({ RoleName: "Worker", Description: "rests", MaxSessionDuration: 7200 });
    const other = trusting({ Service: "states.amazonaws.com" });
    await iam.updateAssumeRolePolicy({ RoleName: "Worker", PolicyDocument: other });
    const { Role } = await iam.getRole({ RoleName: "Worker" });
    expect([Role?.Description, Role?.MaxSessionDuration, Role?.AssumeRolePolicyDocument]).toEqual([
      "rests",
      7200,
      encodeURIComponent(other),
    ]);
    const told = await iam.updateRoleDescription({ RoleName: "Worker", Description: "works" });
    expect(told.Role?.Description).toBe("works");
  });

  it("is listed by path and by pages", async () => {
    const { iam } = await withRole();
    for (const RoleName of ["b", "a", "c"])
      await iam.createRole({ RoleName, AssumeRolePolicyDocument: LAMBDA });
    expect((await iam.listRoles({ PathPrefix: "/app/" })).Roles?.map(({ RoleName }) => RoleName)).toEqual([
      "Worker",
    ]);
    const names: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await iam.listRoles({ MaxItems: 3, ...(Marker === undefined ? {} : { Marker }) });
      names.push(...(page.Roles ?? []).map(({ RoleName }) => RoleName), "|");
      ({ Marker } = page);
    } while (Marker !== undefined);
    expect(names).toEqual(["Worker", "a", "b", "|", "c", "|"]);
  });

  it("is deleted once nothing hangs on it", async () => {
    const { iam } = await withRole();
    const RoleName = "Worker";
    await iam.attachRolePolicy({ RoleName, PolicyArn: MANAGED });
    await iam.putRolePolicy({ RoleName, PolicyName: "p", PolicyDocument: ALLOWING });
    const remove = () => iam.deleteRole({ RoleName });
    expect(await refusal(remove())).toEqual([
      "DeleteConflict",
      "Cannot delete entity, must detach all policies first.",
      409,
    ]);
    await iam.detachRolePolicy({ RoleName, PolicyArn: MANAGED });
    expect(await refusal(remove())).toEqual([
      "DeleteConflict",
      "Cannot delete entity, must delete policies first.",
      409,
    ]);
    await iam.deleteRolePolicy({ RoleName, PolicyName: "p" });
    await remove();
    expect(await refusal(iam.getRole({ RoleName }))).toEqual([
      "NoSuchEntity",
      "The role with name Worker cannot be found.",
      404,
    ]);
  });

  it.each([
    [{ AssumeRolePolicyDocument: "{" }, "MalformedPolicyDocument", "This policy contains invalid Json"],
    [{ AssumeRolePolicyDocument: "{}" }, "MalformedPolicyDocument", "Syntax errors in policy."],
    [{ AssumeRolePolicyDocument: ALLOWING }, "MalformedPolicyDocument", "Has prohibited field Resource"],
    [
      { AssumeRolePolicyDocument: trusting(undefined) },
      "MalformedPolicyDocument",
      "Missing required field Principal",
    ],
    [
      { AssumeRolePolicyDocument: trusting("*", { Action: "sqs:SendMessage" }) },
      "MalformedPolicyDocument",
      "AssumeRole policy may only specify STS AssumeRole actions.",
    ],
    [
      { AssumeRolePolicyDocument: trusting("*", { Sid: "s".repeat(2048) }) },
      "LimitExceeded",
      "Cannot exceed quota for ACLSizePerRole: 2048",
    ],
    [
      { RoleName: "a b" },
      "ValidationError",
      "1 validation error detected: Value 'a b' at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+",
    ],
    [
      { RoleName: "r".repeat(65) },
      "ValidationError",
      `1 validation error detected: Value '${"r".repeat(65)}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ],
    [
      { MaxSessionDuration: 60 },
      "ValidationError",
      "1 validation error detected: Value '60' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600",
    ],
  ])("%j is refused", async (more, code, message) => {
    const { iam } = world();
    const asked = { RoleName: "r", AssumeRolePolicyDocument: LAMBDA, ...more };
    expect((await refusal(iam.createRole(asked))).slice(0, 2)).toEqual([code, message]);
  });
});

describe("a role's policies", () => {
  it("stand inline by name", async () => {
    const { iam } = await withRole();
    const RoleName = "Worker";
    await iam.putRolePolicy({ RoleName, PolicyName: "p", PolicyDocument: ALLOWING });
    expect((await iam.getRolePolicy({ RoleName, PolicyName: "p" })).PolicyDocument).toBe(
      encodeURIComponent(ALLOWING),
    );
    expect((await iam.listRolePolicies({ RoleName })).PolicyNames).toEqual(["p"]);
    expect(await refusal(iam.getRolePolicy({ RoleName, PolicyName: "q" }))).toEqual([
      "NoSuchEntity",
      "The role policy with name q cannot be found.",
      404,
    ]);
    expect((await refusal(iam.putRolePolicy({ RoleName, PolicyName: "p", PolicyDocument: LAMBDA })))[1]).toBe(
      "Policy document should not specify a principal.",
    );
  });

  it("are attached: AWS's own, which need not be there, and the account's, which must", async () => {
    const { iam } = await withRole();
    const RoleName = "Worker";
    const own = "arn:aws:iam::000000000000:policy/own";
    expect(await refusal(iam.attachRolePolicy({ RoleName, PolicyArn: own }))).toEqual([
      "NoSuchEntity",
      `Policy ${own} does not exist or is not attachable.`,
      404,
    ]);
    await iam.createPolicy({ PolicyName: "own", PolicyDocument: ALLOWING });
    for (const PolicyArn of [own, MANAGED, own]) await iam.attachRolePolicy({ RoleName, PolicyArn });
    expect((await iam.listAttachedRolePolicies({ RoleName })).AttachedPolicies).toEqual([
      { PolicyName: "own", PolicyArn: own },
      { PolicyName: "AWSLambdaBasicExecutionRole", PolicyArn: MANAGED },
    ]);
    expect((await iam.getPolicy({ PolicyArn: own })).Policy?.AttachmentCount).toBe(1);
    const entities = async (more: object) =>
      (await iam.listEntitiesForPolicy({ PolicyArn: own, ...more })).PolicyRoles?.map((one) => one.RoleName);
    expect(await entities({})).toEqual([RoleName]);
    expect(await entities({ EntityFilter: "User" })).toEqual([]);
    expect(await refusal(iam.deletePolicy({ PolicyArn: own }))).toEqual([
      "DeleteConflict",
      "Cannot delete a policy attached to entities.",
      409,
    ]);
    await iam.detachRolePolicy({ RoleName, PolicyArn: own });
    expect((await refusal(iam.detachRolePolicy({ RoleName, PolicyArn: own })))[1]).toBe(
      `Policy ${own} was not found.`,
    );
    await iam.deletePolicy({ PolicyArn: own });
    expect((await refusal(iam.getPolicy({ PolicyArn: own })))[0]).toBe("NoSuchEntity");
    expect((await refusal(iam.getPolicy({ PolicyArn: MANAGED })))[0]).toBe("NotImplemented");
  });

  it("have up to five versions, one of them the default", async () => {
    const { iam } = world();
    const { Policy } = await iam.createPolicy({ PolicyName: "own", PolicyDocument: ALLOWING });
    const of = { PolicyArn: Policy?.Arn };
    const make = () => iam.createPolicyVersion({ ...of, PolicyDocument: ALLOWING, SetAsDefault: true });
    for (let nth = 2; nth <= 5; nth += 1)
      expect((await make()).PolicyVersion).toMatchObject({ VersionId: `v${nth}`, IsDefaultVersion: true });
    expect((await refusal(make()))[0]).toBe("LimitExceeded");
    expect((await refusal(iam.deletePolicyVersion({ ...of, VersionId: "v5" })))[0]).toBe("DeleteConflict");
    await iam.setDefaultPolicyVersion({ ...of, VersionId: "v1" });
    expect((await refusal(iam.deletePolicy(of)))[0]).toBe("DeleteConflict");
    for (const nth of [2, 3, 4, 5]) await iam.deletePolicyVersion({ ...of, VersionId: `v${nth}` });
    expect((await iam.listPolicyVersions(of)).Versions?.map(({ VersionId }) => VersionId)).toEqual(["v1"]);
    expect((await iam.getPolicyVersion({ ...of, VersionId: "v1" })).PolicyVersion?.Document).toBe(
      encodeURIComponent(ALLOWING),
    );
    await iam.deletePolicy(of);
  });
});

describe("tags", () => {
  it("of a role and of a policy come and go; the case of a key does not tell them apart", async () => {
    const { iam } = await withRole();
    const RoleName = "Worker";
    await iam.tagRole({
      RoleName,
      Tags: [
        { Key: "RUN", Value: "r-2" },
        { Key: "b", Value: "" },
      ],
    });
    expect((await iam.listRoleTags({ RoleName })).Tags).toEqual([
      { Key: "RUN", Value: "r-2" },
      { Key: "b", Value: "" },
    ]);
    await iam.untagRole({ RoleName, TagKeys: ["run", "never"] });
    expect((await iam.listRoleTags({ RoleName })).Tags).toEqual([{ Key: "b", Value: "" }]);
    const { Policy } = await iam.createPolicy({ PolicyName: "p", PolicyDocument: ALLOWING });
    const PolicyArn = Policy?.Arn;
    await iam.tagPolicy({ PolicyArn, Tags: [{ Key: "a", Value: "1" }] });
    expect((await iam.listPolicyTags({ PolicyArn })).Tags).toEqual([{ Key: "a", Value: "1" }]);
    await iam.untagPolicy({ PolicyArn, TagKeys: ["a"] });
    expect((await iam.listPolicyTags({ PolicyArn })).Tags).toEqual([]);
  });
});

describe("for other services", () => {
  it.each([
    ["a service it names", LAMBDA, true],
    ["one of several", trusting({ Service: ["states.amazonaws.com", "lambda.amazonaws.com"] }), true],
    ["another service", trusting({ Service: "states.amazonaws.com" }), false],
    ["an account", trusting({ AWS: "arn:aws:iam::000000000000:root" }), false],
    ["a Deny", trusting({ Service: "lambda.amazonaws.com" }, { Effect: "Deny" }), false],
  ])("a role that trusts %s", async (_what, document, isAssumable) => {
    const { simulator } = await withRole(document);
    expect(simulator.iam.roleExists(ARN)).toBe(true);
    expect(simulator.iam.assumableBy(ARN, "lambda.amazonaws.com")).toBe(isAssumable);
  });

  it("no role is assumable that is not there, or that has another path", async () => {
    const { simulator } = await withRole();
    for (const arn of [
      "arn:aws:iam::000000000000:role/Worker",
      "arn:aws:iam::111111111111:role/app/Worker",
      "x",
    ])
      expect([simulator.iam.roleExists(arn), simulator.iam.assumableBy(arn, "lambda.amazonaws.com")]).toEqual(
        [false, false],
      );
  });
});

describe("the account's alias", () => {
  it("is what the world was opened with, until it is changed", async () => {
    const { iam } = world("seed", "ordeal-dev");
    const aliases = async () => (await iam.listAccountAliases({})).AccountAliases;
    expect(await aliases()).toEqual(["ordeal-dev"]);
    await iam.createAccountAlias({ AccountAlias: "other" });
    expect(await aliases()).toEqual(["other"]);
    expect((await refusal(iam.deleteAccountAlias({ AccountAlias: "ordeal-dev" })))[0]).toBe("NoSuchEntity");
    await iam.deleteAccountAlias({ AccountAlias: "other" });
    expect(await aliases()).toEqual([]);
    expect((await refusal(iam.createAccountAlias({ AccountAlias: "-no-" })))[0]).toBe("ValidationError");
  });
});

it("what is not modelled is refused by name", async () => {
  const { iam } = world();
  expect(
    (await refusal(iam.createServiceLinkedRole({ AWSServiceName: "sqs.amazonaws.com" }))).slice(0, 2),
  ).toEqual(["NotImplemented", "iam CreateServiceLinkedRole is not implemented by this simulator"]);
});
