// Room simulator/cloudformation: AWS::Lambda::Version: the function as it is now, for ever. Ref gives its ARN.
import type { Json } from "../../../template/json.ts";
import { StepRefused } from "../deploy/refused.ts";
import type { ResourceType } from "./resource-type.ts";
import { each, needs, refused, replaces } from "./rule.ts";
import { deleteQuietly, given, objects, optionalText, text } from "./values.ts";

export const lambdaVersion: ResourceType = {
  type: "AWS::Lambda::Version",
  properties: {
    FunctionName: needs(replaces("string")),
    ...each(replaces("string"), "CodeSha256", "Description"),
    ...each(refused, "FunctionScalingConfig", "ProvisionedConcurrencyConfig", "RuntimePolicy"),
  },
  attributes: ["FunctionArn", "Version"],
  async create({ properties: wanted }, site) {
    const FunctionName = text(wanted.FunctionName);
    const { Versions } = await site.call("lambda", "ListVersionsByFunction", { FunctionName });
    const { FunctionArn, Version } = await site.call(
      "lambda",
      "PublishVersion",
      given({
        FunctionName,
        CodeSha256: optionalText(wanted.CodeSha256),
        Description: optionalText(wanted.Description),
      }),
    );
    // Lambda answers with the last version where nothing changed since; two resources cannot be one version.
    const standing = objects(Versions as Json | undefined); // JSON of the service's
    if (standing.some((one) => one.Version === Version))
      throw new StepRefused(
        `A version for this Lambda function exists ( ${String(Version)} ). Modify the function to create a new version.`,
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
