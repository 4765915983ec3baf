// Room simulator/dynamodb: what CreateTable and UpdateTable are given, read into a definition; what AWS refuses of it, in its words.
import { type InputOf, notImplemented } from "../wire/index.ts";
import { between, demand, named, notNull, oneOf, sized } from "./constraints.ts";
import {
  type IndexDefinition,
  type ProjectionType,
  STREAM_VIEWS,
  type StreamView,
  type TableSettings,
  type Throughput,
} from "./definition.ts";
import { invalidValue, validation } from "./errors.ts";
import { type Keys, type KeyType, partsOf } from "./keys.ts";
import { MAX_GSI, MAX_LSI } from "./limits.ts";

const KEY_SCHEMA = { list: { members: { AttributeName: "string", KeyType: "string" } } } as const;
const THROUGHPUT = { members: { ReadCapacityUnits: "integer", WriteCapacityUnits: "integer" } } as const;
const PROJECTION = { members: { ProjectionType: "string", NonKeyAttributes: { list: "string" } } } as const;
const INDEX = { IndexName: "string", KeySchema: KEY_SCHEMA, Projection: PROJECTION } as const;
const GLOBAL_INDEX = {
  ...INDEX,
  ProvisionedThroughput: THROUGHPUT,
  OnDemandThroughput: "document",
  WarmThroughput: "document",
} as const;

export const tableShapes = {
  attributes: { list: { members: { AttributeName: "string", AttributeType: "string" } } },
  keySchema: KEY_SCHEMA,
  throughput: THROUGHPUT,
  local: { list: { members: INDEX } },
  globalIndex: { members: GLOBAL_INDEX },
  global: { list: { members: GLOBAL_INDEX } },
  stream: { members: { StreamEnabled: "boolean", StreamViewType: "string" } },
  /** What a table may be given besides, and is not modelled. */
  beyond: {
    SSESpecification: { members: { Enabled: "boolean", SSEType: "string", KMSMasterKeyId: "string" } },
    ResourcePolicy: "document",
    OnDemandThroughput: "document",
    WarmThroughput: "document",
    GlobalTableSourceArn: "document",
    GlobalTableSettingsReplicationMode: "document",
    ReplicaUpdates: "document",
    MultiRegionConsistency: "document",
    GlobalTableWitnessUpdates: "document",
  },
} as const;

type Attributes = InputOf<{ a: typeof tableShapes.attributes }>["a"];
type KeySchema = InputOf<{ a: typeof KEY_SCHEMA }>["a"];
type IndexInput = InputOf<typeof INDEX>;
type GlobalIndexInput = InputOf<typeof GLOBAL_INDEX>;
type ThroughputInput = InputOf<(typeof THROUGHPUT)["members"]>;

/** Refuses by name what would have an effect that is not modelled. */
export function refuseBeyond(operation: string, input: InputOf<typeof tableShapes.beyond>): void {
  const { SSESpecification: sse, ...rest } = input;
  if (sse?.Enabled === true) throw notImplemented("dynamodb", `${operation} with SSESpecification`);
  for (const name of Object.keys(tableShapes.beyond))
    if (name !== "SSESpecification" && rest[name as keyof typeof rest] !== undefined)
      throw notImplemented("dynamodb", `${operation} with ${name}`);
}

export function readAttributes(given: Attributes): TableSettings["attributes"] {
  const attributes = (given ?? []).map(({ AttributeName: name = "", AttributeType: type = "" }, index) => {
    demand(oneOf(type, `attributeDefinitions.${index + 1}.member.attributeType`, ["B", "N", "S"]));
    return { name, type: type as KeyType }; // one of the three: just demanded
  });
  const names = attributes.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalidValue(`Duplicate AttributeName in AttributeDefinitions: ${twice}`);
  return attributes;
}

export function readKeys(
  schema: KeySchema,
  attributes: TableSettings["attributes"],
  at: string,
  isIndex: boolean,
): Keys {
  const elements = schema ?? [];
  demand(
    schema === undefined ? notNull(schema, at) : sized(schema.length === 0 ? schema : [1], at, 1, 2),
    ...elements.flatMap((one, index) => [
      notNull(one.AttributeName, `${at}.${index + 1}.member.attributeName`),
      oneOf(one.KeyType ?? "", `${at}.${index + 1}.member.keyType`, ["HASH", "RANGE"]),
    ]),
  );
  if (elements.length > 2) {
    if (isIndex) throw notImplemented("dynamodb", "an index with several attributes as one key");
    throw validation(
      `1 validation error detected: Value '[${elements.map(({ AttributeName }) => AttributeName ?? "").join(", ")}]' at '${at}' failed to satisfy constraint: Member must have length less than or equal to 2`,
    );
  }
  const [first, second] = elements;
  if (first?.KeyType !== "HASH")
    throw validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  if (second !== undefined && second.KeyType !== "RANGE")
    throw validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  if (first.AttributeName === second?.AttributeName)
    throw validation("Both the Hash Key and the Range Key element in the KeySchema have the same name");
  const typed = (name = "") => {
    const known = attributes.find((one) => one.name === name);
    if (known === undefined) throw undefinedKeys(elements, attributes);
    return known;
  };
  return {
    hash: typed(first.AttributeName),
    range: second === undefined ? undefined : typed(second.AttributeName),
  };
}

const undefinedKeys = (elements: NonNullable<KeySchema>, attributes: TableSettings["attributes"]) =>
  invalidValue(
    `Some index key attributes are not defined in AttributeDefinitions. Keys: [${elements.map((one) => one.AttributeName ?? "").join(", ")}], AttributeDefinitions: [${attributes.map(({ name }) => name).join(", ")}]`,
  );

/** Every attribute that is defined is a key somewhere. */
export function checkAllUsed(
  { attributes, indexes }: Pick<TableSettings, "attributes" | "indexes">,
  keys: Keys,
): void {
  const used = new Set([keys, ...indexes.map((one) => one.keys)].flatMap(partsOf).map(({ name }) => name));
  if (attributes.every(({ name }) => used.has(name))) return;
  if (indexes.length === 0)
    throw invalidValue(
      "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
    );
  throw invalidValue(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${attributes.map(({ name }) => name).join(", ")}], keys used: [${[...used].join(", ")}]`,
  );
}

export function readBilling(
  mode: string | undefined,
  given: ThroughputInput | undefined,
): Pick<TableSettings, "billing" | "throughput"> {
  demand(
    oneOf(mode, "billingMode", ["PROVISIONED", "PAY_PER_REQUEST"]),
    between(given?.ReadCapacityUnits, "provisionedThroughput.readCapacityUnits", 1, Number.MAX_SAFE_INTEGER),
    between(
      given?.WriteCapacityUnits,
      "provisionedThroughput.writeCapacityUnits",
      1,
      Number.MAX_SAFE_INTEGER,
    ),
  );
  if (mode === "PAY_PER_REQUEST") {
    if (given !== undefined)
      throw invalidValue(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
      );
    return { billing: "PAY_PER_REQUEST", throughput: { read: 0, write: 0 } };
  }
  if (given?.ReadCapacityUnits === undefined || given.WriteCapacityUnits === undefined)
    throw invalidValue(
      "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    );
  return { billing: "PROVISIONED", throughput: throughputOf(given) };
}

export const throughputOf = (given: ThroughputInput | undefined): Throughput => ({
  read: given?.ReadCapacityUnits ?? 0,
  write: given?.WriteCapacityUnits ?? 0,
});

export function readLocalIndexes(
  given: readonly IndexInput[] | undefined,
  attributes: TableSettings["attributes"],
  table: Keys,
): readonly IndexDefinition[] {
  if (given === undefined) return [];
  if (given.length === 0) throw invalidValue("List of LocalSecondaryIndexes is empty");
  if (table.range === undefined)
    throw invalidValue(
      "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
    );
  if (given.length > MAX_LSI)
    throw invalidValue("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
  return given.map((index, at) => {
    const one = readIndex(index, attributes, `localSecondaryIndexes.${at + 1}.member`, false);
    if (one.keys.range === undefined)
      throw invalidValue(`Index KeySchema does not have a range key for index: ${one.name}`);
    if (one.keys.hash.name !== table.hash.name)
      throw invalidValue(
        `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${one.name}. index hash key: ${one.keys.hash.name}, table hash key: ${table.hash.name}`,
      );
    return one;
  });
}

export function readGlobalIndexes(
  given: readonly GlobalIndexInput[] | undefined,
  attributes: TableSettings["attributes"],
  billing: TableSettings["billing"],
): readonly IndexDefinition[] {
  if (given === undefined) return [];
  if (given.length === 0) throw invalidValue("List of GlobalSecondaryIndexes is empty");
  if (given.length > MAX_GSI)
    throw invalidValue("GlobalSecondaryIndex count exceeds the per-table limit of 20");
  return given.map((index, at) =>
    readGlobalIndex(index, attributes, billing, `globalSecondaryIndexes.${at + 1}.member`),
  );
}

export function readGlobalIndex(
  given: GlobalIndexInput,
  attributes: TableSettings["attributes"],
  billing: TableSettings["billing"],
  at: string,
): IndexDefinition {
  for (const name of ["OnDemandThroughput", "WarmThroughput"] as const)
    if (given[name] !== undefined) throw notImplemented("dynamodb", `an index with ${name}`);
  const { ProvisionedThroughput: throughput } = given;
  if (billing === "PROVISIONED" && throughput === undefined)
    throw invalidValue(`ProvisionedThroughput must be specified for index: ${given.IndexName ?? ""}`);
  if (billing === "PAY_PER_REQUEST" && throughput !== undefined)
    throw invalidValue(
      `ProvisionedThroughput should not be specified for index: ${given.IndexName ?? ""} when BillingMode is PAY_PER_REQUEST`,
    );
  return { ...readIndex(given, attributes, at, true), throughput: throughputOf(throughput) };
}

function readIndex(
  { IndexName: name = "", KeySchema, Projection }: IndexInput,
  attributes: TableSettings["attributes"],
  at: string,
  isGlobal: boolean,
): IndexDefinition {
  demand(...named(name, `${at}.indexName`), notNull(Projection, `${at}.projection`));
  const keys = readKeys(KeySchema, attributes, `${at}.keySchema`, true);
  const { ProjectionType: type, NonKeyAttributes: includes } = Projection ?? {};
  demand(oneOf(type, `${at}.projection.projectionType`, ["ALL", "INCLUDE", "KEYS_ONLY"]));
  if (type === undefined) throw invalidValue("Unknown ProjectionType: null");
  if (type === "INCLUDE" && includes === undefined)
    throw invalidValue("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  if (type !== "INCLUDE" && includes !== undefined)
    throw invalidValue(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  const projection = type as ProjectionType; // one of the three: just demanded
  return { name, isGlobal, keys, projection, includes: includes ?? [], throughput: { read: 0, write: 0 } };
}

export function checkIndexNames(indexes: readonly IndexDefinition[]): void {
  const names = indexes.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalidValue(`Duplicate index name: ${twice}`);
}

/** Undefined where none is asked for. */
export function readStream(
  given:
    | { readonly StreamEnabled?: boolean | undefined; readonly StreamViewType?: string | undefined }
    | undefined,
): StreamView | undefined {
  if (given === undefined) return undefined;
  const { StreamEnabled: isOn, StreamViewType: view } = given;
  demand(
    notNull(isOn, "streamSpecification.streamEnabled"),
    oneOf(view, "streamSpecification.streamViewType", STREAM_VIEWS),
  );
  if (isOn !== true) {
    if (view !== undefined)
      throw invalidValue("StreamViewType cannot be specified when StreamEnabled is false");
    return undefined;
  }
  const known = STREAM_VIEWS.find((one) => one === view);
  if (known === undefined) throw invalidValue("StreamViewType must be specified when StreamEnabled is true");
  return known;
}

export function readTags(
  given: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): Record<string, string> {
  const tags = given ?? [];
  demand(
    ...tags.flatMap(({ Key, Value }, index) => [
      notNull(Key, `tags.${index + 1}.member.key`),
      notNull(Value, `tags.${index + 1}.member.value`),
    ]),
  );
  return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}
