// Room simulator/cloudformation: AWS::Lambda::EventSourceMapping, complete when it is Enabled or Disabled. Ref gives its UUID.
import type { Json, JsonObject } from "../../../template/json.ts";
import type { Fields } from "../../wire/index.ts";
import type { ResourceType, Site, Standing } from "./resource-type.ts";
import { each, needs, refused, replaces, sets } from "./rule.ts";
import {
  deleteQuietly,
  given,
  isSame,
  lookUp,
  object,
  optionalBoolean,
  optionalNumber,
  optionalText,
  tagChange,
  tagMap,
  text,
} from "./values.ts";

const NUMBERS = [
  "BatchSize",
  "MaximumBatchingWindowInSeconds",
  "MaximumRecordAgeInSeconds",
  "MaximumRetryAttempts",
  "ParallelizationFactor",
  "TumblingWindowInSeconds",
];

/** What an update sends where a template says no longer what it said before (Lambda API Reference, CreateEventSourceMapping). */
const defaultsOf = ({ EventSourceArn }: JsonObject): JsonObject => ({
  BatchSize: text(EventSourceArn).includes(":sqs:") ? 10 : 100,
  BisectBatchOnFunctionError: false,
  DestinationConfig: { OnFailure: {} },
  Enabled: true,
  FilterCriteria: {},
  FunctionResponseTypes: [],
  MaximumBatchingWindowInSeconds: 0,
  MaximumRecordAgeInSeconds: -1,
  MaximumRetryAttempts: -1,
  ParallelizationFactor: 1,
  ScalingConfig: {},
  TumblingWindowInSeconds: 0,
});

function scalingOf(value: Json | undefined): Fields | undefined {
  if (value === undefined) return undefined;
  return given({ MaximumConcurrency: optionalNumber(object(value).MaximumConcurrency) });
}

const settingsOf = (wanted: JsonObject): Fields =>
  given({
    FunctionName: optionalText(wanted.FunctionName),
    Enabled: optionalBoolean(wanted.Enabled),
    BisectBatchOnFunctionError: optionalBoolean(wanted.BisectBatchOnFunctionError),
    FilterCriteria: wanted.FilterCriteria,
    FunctionResponseTypes: wanted.FunctionResponseTypes,
    ScalingConfig: scalingOf(wanted.ScalingConfig),
    DestinationConfig: wanted.DestinationConfig,
    ...Object.fromEntries(NUMBERS.map((name) => [name, optionalNumber(wanted[name])])),
  });

async function settled(site: Site, UUID: string): Promise<Standing> {
  const found = await site.until("Enabled or Disabled", async () => {
    const now = await site.call("lambda", "GetEventSourceMapping", { UUID });
    const { State = "Enabled" } = now;
    return State === "Enabled" || State === "Disabled" ? now : undefined;
  });
  const arn = found["EventSourceMappingArn"];
  const attributes = { Id: UUID, ...(arn === undefined ? {} : { EventSourceMappingArn: String(arn) }) };
  return { physicalId: UUID, attributes };
}

async function setTags(
  site: Site,
  Resource: Json | undefined,
  { set, removed }: ReturnType<typeof tagChange>,
): Promise<void> {
  if (removed.length > 0) await site.call("lambda", "UntagResource", { Resource, TagKeys: removed });
  if (set.length > 0) await site.call("lambda", "TagResource", { Resource, Tags: tagMap(set) });
}

export const lambdaEventSourceMapping: ResourceType = {
  type: "AWS::Lambda::EventSourceMapping",
  properties: {
    FunctionName: needs(sets("string")),
    EventSourceArn: replaces("string"),
    ...each(replaces("string"), "StartingPosition", "StartingPositionTimestamp"),
    ...each(sets("integer"), ...NUMBERS),
    ...each(sets("boolean"), "BisectBatchOnFunctionError", "Enabled"),
    FunctionResponseTypes: sets("strings"),
    FilterCriteria: sets("json"),
    DestinationConfig: sets("json"),
    ScalingConfig: sets({ members: { MaximumConcurrency: sets("integer") } }),
    Tags: sets("tags"),
    ...each(
      refused,
      "AmazonManagedKafkaEventSourceConfig",
      "DocumentDBEventSourceConfig",
      "KmsKeyArn",
      "LoggingConfig",
      "MetricsConfig",
      "ProvisionedPollerConfig",
      "Queues",
      "SelfManagedEventSource",
      "SelfManagedKafkaEventSourceConfig",
      "SourceAccessConfigurations",
      "Topics",
    ),
  },
  attributes: ["EventSourceMappingArn", "Id"],
  async create({ properties: wanted, tags }, site) {
    const { UUID } = await site.call("lambda", "CreateEventSourceMapping", {
      ...settingsOf(wanted),
      ...given({
        EventSourceArn: optionalText(wanted.EventSourceArn),
        StartingPosition: optionalText(wanted.StartingPosition),
        StartingPositionTimestamp: optionalNumber(wanted.StartingPositionTimestamp),
        Tags: tags.length === 0 ? undefined : tagMap(tags),
      }),
    });
    site.initiated(String(UUID));
    return settled(site, String(UUID));
  },
  async update(before, { properties: wanted, tags }, site) {
    const { physicalId: UUID } = before.standing;
    const all = settingsOf({ ...defaultsOf(wanted), ...wanted });
    const changed = Object.keys(all).filter((name) => !isSame(before.properties[name], wanted[name]));
    if (changed.length > 0) {
      const settings = Object.fromEntries(changed.map((name) => [name, all[name]]));
      await site.call("lambda", "UpdateEventSourceMapping", { UUID, ...settings });
    }
    const made = await settled(site, UUID);
    await setTags(site, made.attributes["EventSourceMappingArn"], tagChange(before.tags, tags));
    return made;
  },
  async delete({ standing: { physicalId: UUID } }, site) {
    await deleteQuietly(site, "lambda", "DeleteEventSourceMapping", { UUID });
    await site.until("deleted", async () =>
      (await lookUp(site, "lambda", "GetEventSourceMapping", { UUID })) === undefined ? true : undefined,
    );
  },
};
