// Checks: one generated case as calls on an endpoint, by AWS JSON as it stands on the wire: no client in between that would correct it.
import { readNumber } from "../../src/simulator/dynamodb/decimal.ts";
import type { Case, Json } from "./cases.ts";

export const TABLE = "peers";

/** What came of it. */
export interface Outcome {
  readonly is: "answer" | "refused" | "broken";
  /** The code of a refusal, or the answer in a form that can be compared. */
  readonly says: string;
  readonly words: string;
}

type Fields = { readonly [name: string]: Json };

async function call(
  url: string,
  operation: string,
  input: Fields,
): Promise<{ status: number; body: Fields }> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  const body: unknown = text.startsWith("{") ? JSON.parse(text) : { message: text.slice(0, 200) };
  return { status: response.status, body: body as Fields }; // an object: it begins like one
}

export async function prepare(url: string): Promise<void> {
  await call(url, "DeleteTable", { TableName: TABLE }).catch(() => {});
  const { status, body } = await call(url, "CreateTable", {
    TableName: TABLE,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["id", "sort"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: [
      { AttributeName: "id", KeyType: "HASH" },
      { AttributeName: "sort", KeyType: "RANGE" },
    ],
  });
  if (status !== 200) throw new Error(`${url} made no table: ${JSON.stringify(body)}`);
}

/** Each case has a key of its own. */
export async function ask(
  url: string,
  { kind, item, expression, values }: Case,
  n: number,
): Promise<Outcome> {
  const id = { S: `case-${n}` };
  const Key = { id, sort: { S: "x" } };
  const put = await call(url, "PutItem", { TableName: TABLE, Item: { ...item, ...Key } });
  if (put.status !== 200) return outcome(put);
  const given = Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values };
  const at = { TableName: TABLE, ...given };
  switch (kind) {
    case "condition":
      return outcome(
        await call(url, "DeleteItem", {
          ...at,
          Key,
          ConditionExpression: expression,
          ReturnValues: "ALL_OLD",
        }),
      );
    case "update":
      return outcome(
        await call(url, "UpdateItem", { ...at, Key, UpdateExpression: expression, ReturnValues: "ALL_NEW" }),
      );
    case "projection":
      return outcome(await call(url, "GetItem", { TableName: TABLE, Key, ProjectionExpression: expression }));
    case "filter":
    case "key": {
      const isKey = kind === "key";
      return outcome(
        await call(url, "Query", {
          TableName: TABLE,
          KeyConditionExpression: isKey ? expression : "id = :id",
          ...(isKey ? {} : { FilterExpression: expression }),
          ExpressionAttributeValues: { ...values, ":id": id },
        }),
      );
    }
  }
}

function outcome({ status, body }: { readonly status: number; readonly body: Fields }): Outcome {
  if (status === 200) {
    const { Attributes, Item, Items, Count } = body;
    return {
      is: "answer",
      says: JSON.stringify(plain({ Attributes, Item, Items, Count } as Fields)),
      words: "",
    }; // what of them there is
  }
  const type = body["__type"];
  const code = typeof type === "string" ? type.slice(type.lastIndexOf("#") + 1) : `HTTP ${status}`;
  const message = body["message"] ?? body["Message"] ?? "";
  return {
    is: status >= 500 ? "broken" : "refused",
    says: code,
    words: typeof message === "string" ? message : "",
  };
}

/** Names in order, sets in order, numbers in one form. */
function plain(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map((one: Json) => plain(one));
  if (typeof value !== "object" || value === null) return value ?? null;
  const fields = value as Fields; // neither a list nor null
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, one]) => one !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, ofType(name, one)]),
  );
}

function ofType(name: string, value: Json): Json {
  if (name === "N" && typeof value === "string") return readNumber(value);
  if (["SS", "NS", "BS"].includes(name) && Array.isArray(value))
    return (value as readonly string[]).map((one) => (name === "NS" ? readNumber(one) : one)).toSorted();
  return plain(value);
}
