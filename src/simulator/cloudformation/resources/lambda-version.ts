// Room simulator/cloudformation: AWS::Lambda::Version: the function as it is now, for ever. Ref gives its ARN.
import type { ResourceType } from "./resource-type.ts";
import { each, needs, refused, replaces } from "./rule.ts";
import { deleteQuietly, given, optionalText, text } from "./values.ts";

export const lambdaVersion: ResourceType = {
  type: "AWS::Lambda::Version",
  properties: {
    FunctionName: needs(replaces("string")),
    ...each(replaces("string"), "CodeSha256", "Description"),
    ...each(refused, "FunctionScalingConfig", "ProvisionedConcurrencyConfig", "RuntimePolicy"),
  },
  attributes: ["FunctionArn", "Version"],
  async create({ properties: wanted }, site) {
    const { FunctionArn, Version } = await site.call(
      "lambda",
      "PublishVersion",
      given({
        FunctionName: text(wanted.FunctionName),
        CodeSha256: optionalText(wanted.CodeSha256),
        Description: optionalText(wanted.Description),
      }),
    );
    const physicalId = String(FunctionArn);
    site.initiated(physicalId);
    return { physicalId, attributes: { FunctionArn: physicalId, Version: String(Version) } };
  },
  async delete({ standing: { physicalId, attributes }, properties: { FunctionName } }, site) {
    const Qualifier = String(attributes["Version"] ?? physicalId.slice(physicalId.lastIndexOf(":") + 1));
    await deleteQuietly(site, "lambda", "DeleteFunction", { FunctionName: text(FunctionName), Qualifier });
  },
};
