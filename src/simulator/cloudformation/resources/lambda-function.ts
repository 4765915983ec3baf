// Room simulator/cloudformation: AWS::Lambda::Function, complete when it is Active. Ref gives its name.
import type { Json, JsonObject } from "../../../template/json.ts";
import type { Fields } from "../../wire/index.ts";
import { StepRefused } from "../deploy/refused.ts";
import { codeOf } from "./lambda-code.ts";
import type { ResourceType, Site, Standing } from "./resource-type.ts";
import { each, needs, refused, replaces, sets } from "./rule.ts";
import {
  deleteQuietly,
  given,
  isSame,
  object,
  optionalNumber,
  optionalText,
  tagChange,
  tagMap,
  text,
} from "./values.ts";

const MAX_NAME = 64;
const CONFIGURATION = [
  "DeadLetterConfig",
  "Description",
  "Environment",
  "EphemeralStorage",
  "Handler",
  "LoggingConfig",
  "MemorySize",
  "Role",
  "Runtime",
  "Timeout",
  "TracingConfig",
];

/** What an update sends where a template says no longer what it said before. */
const DEFAULTS: JsonObject = {
  Architectures: ["x86_64"],
  DeadLetterConfig: { TargetArn: "" },
  Description: "",
  Environment: { Variables: {} },
  EphemeralStorage: { Size: 512 },
  MemorySize: 128,
  Timeout: 3,
  TracingConfig: { Mode: "PassThrough" },
};

/** Values of variables are texts, whatever YAML took them for. */
function environmentOf(value: Json | undefined): Fields | undefined {
  if (value === undefined) return undefined;
  const variables = Object.entries(object(object(value).Variables));
  return { Variables: Object.fromEntries(variables.map(([name, one]) => [name, text(one)])) };
}

const configurationOf = (wanted: JsonObject): Fields =>
  given({
    DeadLetterConfig: wanted.DeadLetterConfig,
    Description: optionalText(wanted.Description),
    Environment: environmentOf(wanted.Environment),
    EphemeralStorage:
      wanted.EphemeralStorage === undefined
        ? undefined
        : { Size: Number(object(wanted.EphemeralStorage).Size) },
    Handler: optionalText(wanted.Handler),
    LoggingConfig: wanted.LoggingConfig,
    MemorySize: optionalNumber(wanted.MemorySize),
    Role: optionalText(wanted.Role),
    Runtime: optionalText(wanted.Runtime),
    Timeout: optionalNumber(wanted.Timeout),
    TracingConfig: wanted.TracingConfig,
  });

/** Waits until nothing is pending; what the service says of a failure is the reason. */
async function settled(site: Site, FunctionName: string): Promise<Standing> {
  const found = await site.until("Active", async () => {
    const now = await site.call("lambda", "GetFunctionConfiguration", { FunctionName });
    const { State = "Active", LastUpdateStatus = "Successful" } = now;
    if (State === "Failed") throw new StepRefused(String(now["StateReason"] ?? "the function failed"));
    if (LastUpdateStatus === "Failed")
      throw new StepRefused(String(now["LastUpdateStatusReason"] ?? "the update failed"));
    return State === "Pending" || LastUpdateStatus === "InProgress" ? undefined : now;
  });
  return { physicalId: FunctionName, attributes: { Arn: String(found["FunctionArn"]) } };
}

async function setConcurrency(site: Site, FunctionName: string, value: Json | undefined): Promise<void> {
  if (value === undefined) await site.call("lambda", "DeleteFunctionConcurrency", { FunctionName });
  else
    await site.call("lambda", "PutFunctionConcurrency", {
      FunctionName,
      ReservedConcurrentExecutions: Number(value),
    });
}

export const lambdaFunction: ResourceType = {
  type: "AWS::Lambda::Function",
  properties: {
    FunctionName: replaces("string"),
    Code: needs(
      sets({
        members: {
          ...each(sets("string"), "S3Bucket", "S3Key", "S3ObjectVersion", "ZipFile"),
          ...each(refused, "ImageUri", "SourceKMSKeyArn"),
        },
      }),
    ),
    Role: needs(sets("string")),
    ...each(sets("string"), "Description", "Handler", "Runtime"),
    ...each(sets("integer"), "MemorySize", "ReservedConcurrentExecutions", "Timeout"),
    Environment: sets({ members: { Variables: sets("json") } }),
    DeadLetterConfig: sets({ members: { TargetArn: sets("string") } }),
    EphemeralStorage: sets({ members: { Size: needs(sets("integer")) } }),
    Architectures: sets("strings"),
    PackageType: replaces("string"),
    ...each(sets("json"), "LoggingConfig", "TracingConfig"),
    Tags: sets("tags"),
    ...each(
      refused,
      "CodeSigningConfigArn",
      "FileSystemConfigs",
      "ImageConfig",
      "KmsKeyArn",
      "Layers",
      "RecursiveLoop",
      "RuntimeManagementConfig",
      "SnapStart",
      "VpcConfig",
    ),
  },
  attributes: ["Arn"],
  naming: "FunctionName",
  async create({ properties: wanted, tags }, site) {
    const FunctionName = optionalText(wanted.FunctionName) ?? site.name({ max: MAX_NAME });
    await site.call("lambda", "CreateFunction", {
      FunctionName,
      Code: codeOf(object(wanted.Code), optionalText(wanted.Runtime)),
      ...configurationOf(wanted),
      ...given({ Architectures: wanted.Architectures, PackageType: optionalText(wanted.PackageType) }),
      ...(tags.length === 0 ? {} : { Tags: tagMap(tags) }),
    });
    site.initiated(FunctionName);
    const made = await settled(site, FunctionName);
    if (wanted.ReservedConcurrentExecutions !== undefined)
      await setConcurrency(site, FunctionName, wanted.ReservedConcurrentExecutions);
    return made;
  },
  async update(before, { properties: wanted, tags }, site) {
    const { physicalId: FunctionName } = before.standing;
    const was = before.properties;
    const differs = (name: string): boolean => !isSame(was[name], wanted[name]);
    if (differs("Code") || differs("Architectures")) {
      const Code = codeOf(object(wanted.Code), optionalText(wanted.Runtime));
      const { Architectures } = { ...DEFAULTS, ...wanted };
      await site.call("lambda", "UpdateFunctionCode", { FunctionName, ...Code, Architectures });
      await settled(site, FunctionName);
    }
    const changed = CONFIGURATION.filter(differs);
    if (changed.length > 0) {
      const LoggingConfig = { LogFormat: "Text", LogGroup: `/aws/lambda/${FunctionName}` };
      const all = configurationOf({ ...DEFAULTS, LoggingConfig, ...wanted });
      const Configuration = Object.fromEntries(changed.map((name) => [name, all[name]]));
      await site.call("lambda", "UpdateFunctionConfiguration", { FunctionName, ...given(Configuration) });
      await settled(site, FunctionName);
    }
    if (differs("ReservedConcurrentExecutions"))
      await setConcurrency(site, FunctionName, wanted.ReservedConcurrentExecutions);
    const { set, removed } = tagChange(before.tags, tags);
    const Resource = before.standing.attributes["Arn"];
    if (removed.length > 0) await site.call("lambda", "UntagResource", { Resource, TagKeys: removed });
    if (set.length > 0) await site.call("lambda", "TagResource", { Resource, Tags: tagMap(set) });
    return before.standing;
  },
  delete: ({ standing: { physicalId } }, site) =>
    deleteQuietly(site, "lambda", "DeleteFunction", { FunctionName: physicalId }),
};
