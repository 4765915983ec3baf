// Room simulator/iam: DeleteAccountAlias.
import { action } from "../action.ts";
import { noSuchEntity } from "../errors.ts";

export const deleteAccountAlias = action({
  name: "DeleteAccountAlias",
  input: { AccountAlias: "string" },
  output: {},
  decide(state, { AccountAlias = "" }) {
    if (state.alias !== AccountAlias) throw noSuchEntity(`The account alias ${AccountAlias} does not exist.`);
    return { events: [{ kind: "iam.alias-set", alias: undefined }], answer: {} };
  },
});
