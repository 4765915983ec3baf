// Room faults: reads what a request on the AWS wire is about, as far as a fault needs it: service, action, hop, and the orders in
// it. AWS JSON (SQS) and AWS Query (SNS, CloudFormation, old SQS clients); what is neither is no call that a rule can strike.

export interface CallEntry {
  /** Of a batch its entry's id, else empty. */
  readonly id: string;
  readonly order: string | undefined;
}

export interface AwsCall {
  readonly protocol: "json" | "query" | "other";
  readonly service: string;
  readonly action: string;
  readonly hop: string | undefined;
  /** Further hops of the same call: a transaction writes to several tables. */
  readonly others?: readonly string[];
  readonly entries: readonly CallEntry[];
  /** The body as JSON, of protocol json. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** Names in lower case. */
export type CallHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Reading {
  hopOf(physical: string): string | undefined;
  orderOf(body: string, hop: string): string | undefined;
}

const SERVICES: Readonly<Record<string, string>> = { AmazonSQS: "sqs", DynamoDB_20120810: "dynamodb" };

/** Reads a request; never throws, since the service itself must answer what is malformed. */
export function readCall(headers: CallHeaders, body: Buffer, reading: Reading): AwsCall {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return readJson(target, body, reading);
  if (String(headers["content-type"] ?? "").includes("x-www-form-urlencoded"))
    return readQuery(scopeOf(headers), body, reading);
  return { protocol: "other", service: "", action: "", hop: undefined, entries: [], json: {} };
}

function readJson(target: string, body: Buffer, reading: Reading): AwsCall {
  const [prefix = "", action = ""] = target.split(".");
  const json = parseObject(body);
  const [hop, ...others] = physicalIn(json).flatMap((name) => reading.hopOf(name) ?? []);
  const orderIn = (text: unknown) =>
    typeof text === "string" ? reading.orderOf(text, hop ?? "") : undefined;
  const batch = Array.isArray(json.Entries) ? (json.Entries as Record<string, unknown>[]) : undefined;
  const entries = batch?.map((entry) => ({ id: String(entry.Id), order: orderIn(entry.MessageBody) })) ?? [
    { id: "", order: orderIn(json.MessageBody) },
  ];
  const service = SERVICES[prefix] ?? prefix.toLowerCase();
  return { protocol: "json", service, action, hop, others, entries, json };
}

/** The queue or the tables that a request names; of DynamoDB's batches and transactions each once. */
function physicalIn({
  QueueUrl,
  TableName,
  RequestItems,
  TransactItems,
}: AwsCall["json"]): readonly string[] {
  if (typeof QueueUrl === "string") return [QueueUrl];
  if (typeof TableName === "string") return [TableName];
  const actions = Array.isArray(TransactItems) ? TransactItems.flatMap(membersOf).flatMap(membersOf) : [];
  const tables = actions.filter((one) => typeof one === "string");
  return [...new Set([...namesOf(RequestItems), ...tables])];
}

const namesOf = (value: unknown): readonly string[] =>
  typeof value === "object" && value !== null ? Object.keys(value) : [];

const membersOf = (value: unknown): readonly unknown[] =>
  typeof value === "object" && value !== null ? Object.values(value) : [];

function parseObject(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The service that a call was signed for: a Query request names it nowhere else. */
function scopeOf({ authorization }: CallHeaders): string | undefined {
  const [, service] =
    /Credential=[^/]+\/\d+\/[^/]+\/([a-z0-9-]+)\/aws4_request/.exec(String(authorization)) ?? [];
  return service;
}

function readQuery(scope: string | undefined, body: Buffer, reading: Reading): AwsCall {
  const form = new URLSearchParams(body.toString("utf8"));
  const physical = form.get("TopicArn") ?? form.get("QueueUrl") ?? "";
  const hop = reading.hopOf(physical);
  const texts = [...form].filter(([name]) => /(^|\.)(Message|MessageBody)$/.test(name));
  const entries = texts.map(([name, text]) => ({
    id: form.get(name.replace(/(Message|MessageBody)$/, "Id")) ?? "",
    order: reading.orderOf(text, hop ?? ""),
  }));
  const service = scope ?? unsignedService(form);
  return {
    protocol: "query",
    service,
    action: form.get("Action") ?? "",
    hop,
    entries: entries.length > 0 ? entries : [{ id: "", order: undefined }],
    json: {},
  };
}

/** By what an unsigned call names; control calls name no resource that exists yet. */
function unsignedService(form: URLSearchParams): string {
  if (form.has("TopicArn")) return "sns";
  if (form.has("QueueUrl")) return "sqs";
  const action = form.get("Action") ?? "";
  if (/Stack|ChangeSet/.test(action)) return "cloudformation";
  return /Topic|Subscri/.test(action) ? "sns" : "sqs";
}
