// Room simulator/iam: CreateAccountAlias: an account has one; a new one takes its place.
import { action } from "../action.ts";
import { invalidMember } from "../errors.ts";

const ALIAS = /^[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]$/;

export const createAccountAlias = action({
  name: "CreateAccountAlias",
  input: { AccountAlias: "string" },
  output: {},
  decide(_state, { AccountAlias: alias = "" }) {
    if (!ALIAS.test(alias) || alias.length < 3 || alias.length > 63)
      throw invalidMember(
        "accountAlias",
        alias,
        "Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
      );
    return { events: [{ kind: "iam.alias-set", alias }], answer: {} };
  },
});
