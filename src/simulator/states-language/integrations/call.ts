// Room states-language, integrations: a task's input as the request that Step Functions sends. Optimized integrations take objects where
// the service wants texts ("Optimized integrations": sqs MessageBody, sns Message, events Detail, states Input, lambda Payload).
import { isArray, isObject, type Json, type JsonObject, objectFrom } from "../json.ts";
import type { Integration } from "./resource.ts";

export interface ServiceCall {
  /** `lambda`, `sqs`, `dynamodb`. */
  readonly service: string;
  /** The API's own name: `SendMessage`. */
  readonly action: string;
  readonly input: JsonObject;
}

/** Members that are JSON texts on the wire, by optimized integration. */
const TEXTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["lambda:invoke", ["Payload"]],
  ["sqs:sendMessage", ["MessageBody"]],
  ["sns:publish", ["Message"]],
  ["states:startExecution", ["Input"]],
]);

/** What to send for a task. */
export function callOf(integration: Integration, input: Json): ServiceCall {
  if (integration.kind === "lambda") {
    return {
      service: "lambda",
      action: "Invoke",
      input: { FunctionName: integration.functionArn, Payload: JSON.stringify(input) },
    };
  }
  if (integration.kind === "activity") {
    return {
      service: "states",
      action: "ScheduleActivity",
      input: { ActivityArn: integration.activityArn, Input: JSON.stringify(input) },
    };
  }
  const { service, action, sdk } = integration;
  const given = isObject(input) ? input : {};
  const made = sdk ? given : withTexts(given, TEXTS.get(`${service}:${action}`) ?? []);
  return {
    service: service === "states" || service === "sfn" ? "states" : service,
    action: action.charAt(0).toUpperCase() + action.slice(1),
    input: service === "events" && action === "putEvents" ? withDetails(made) : made,
  };
}

function withTexts(input: JsonObject, members: readonly string[]): JsonObject {
  return objectFrom(
    Object.entries(input).map(([key, value]) => [key, members.includes(key) ? textOf(key, value) : value]),
  );
}

/** A text goes as it is, but for a Lambda payload, which is JSON whatever it is. */
function textOf(key: string, value: Json): Json {
  return typeof value === "string" && key !== "Payload" ? value : JSON.stringify(value);
}

function withDetails(input: JsonObject): JsonObject {
  const entries = isArray(input.Entries) ? input.Entries : [];
  return {
    ...input,
    Entries: entries.map((entry) => (isObject(entry) ? withTexts(entry, ["Detail"]) : entry)),
  };
}
