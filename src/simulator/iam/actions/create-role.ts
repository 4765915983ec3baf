// Room simulator/iam: CreateRole.
import { action, nowS } from "../action.ts";
import { checkTrust } from "../document.ts";
import { alreadyExists, invalidMember, limitExceeded } from "../errors.ts";
import { keyOf } from "../evolve.ts";
import { toldRole } from "../find.ts";
import { MAX_DESCRIPTION_CHARACTERS, MAX_ROLE_NAME_CHARACTERS, MAX_ROLES, MIN_SESSION_S } from "../limits.ts";
import { arnOf, idOf, readName, readPath } from "../names.ts";
import { checkSession } from "../session-duration.ts";
import { shapes } from "../shape.ts";
import { withTags } from "../tags.ts";

export const createRole = action({
  name: "CreateRole",
  input: {
    Path: "string",
    RoleName: "string",
    AssumeRolePolicyDocument: "string",
    Description: "string",
    MaxSessionDuration: "integer",
    PermissionsBoundary: "string",
    Tags: shapes.tags,
  },
  output: { Role: shapes.role },
  decide({ roles, made }, input, call) {
    const name = readName("roleName", input.RoleName, MAX_ROLE_NAME_CHARACTERS);
    const path = readPath(input.Path);
    const trust = checkTrust(input.AssumeRolePolicyDocument);
    const { Description: description = "", MaxSessionDuration: maxSessionS = MIN_SESSION_S } = input;
    checkSession(maxSessionS);
    if (description.length > MAX_DESCRIPTION_CHARACTERS)
      throw invalidMember(
        "description",
        description,
        `Member must have length less than or equal to ${MAX_DESCRIPTION_CHARACTERS}`,
      );
    if (roles.has(keyOf(name))) throw alreadyExists(`Role with name ${name} already exists.`);
    if (roles.size >= MAX_ROLES) throw limitExceeded(`Cannot exceed quota for RolesPerAccount: ${MAX_ROLES}`);
    const role = {
      name,
      path,
      arn: arnOf(call.account, "role", path, name),
      id: idOf(call, "AROA", made),
      description: input.Description,
      trust,
      maxSessionS,
      boundary: input.PermissionsBoundary,
      tags: withTags({}, input.Tags),
      inline: {},
      attached: [],
      createdS: nowS(call),
    };
    return { events: [{ kind: "iam.role-created", role }], answer: { Role: toldRole(role, true) } };
  },
});
