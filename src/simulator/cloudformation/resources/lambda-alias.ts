// Room simulator/cloudformation: AWS::Lambda::Alias. Ref gives its ARN.
import type { JsonObject } from "../../../template/json.ts";
import type { Fields } from "../../wire/index.ts";
import type { ResourceType, Standing } from "./resource-type.ts";
import { each, needs, refused, replaces, sets } from "./rule.ts";
import { deleteQuietly, optionalText, text } from "./values.ts";

const settingsOf = (wanted: JsonObject): Fields => ({
  FunctionName: text(wanted.FunctionName),
  Name: text(wanted.Name),
  FunctionVersion: text(wanted.FunctionVersion),
  Description: optionalText(wanted.Description) ?? "",
});

const standing = ({ AliasArn }: Fields): Standing => ({
  physicalId: String(AliasArn),
  attributes: { AliasArn: String(AliasArn) },
});

export const lambdaAlias: ResourceType = {
  type: "AWS::Lambda::Alias",
  properties: {
    ...each(needs(replaces("string")), "FunctionName", "Name"),
    FunctionVersion: needs(sets("string")),
    Description: sets("string"),
    ...each(refused, "ProvisionedConcurrencyConfig", "RoutingConfig"),
  },
  attributes: ["AliasArn"],
  naming: "Name",
  async create({ properties: wanted }, site) {
    const made = standing(await site.call("lambda", "CreateAlias", settingsOf(wanted)));
    site.initiated(made.physicalId);
    return made;
  },
  update: async (_before, { properties: wanted }, site) =>
    standing(await site.call("lambda", "UpdateAlias", settingsOf(wanted))),
  delete: ({ properties: { FunctionName, Name } }, site) =>
    deleteQuietly(site, "lambda", "DeleteAlias", { FunctionName: text(FunctionName), Name: text(Name) }),
};
