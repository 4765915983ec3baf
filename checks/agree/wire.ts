// Checks: recorded answers over the wire: the same requests sent to an endpoint by official clients, so that one command scores any peer.
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreams } from "@aws-sdk/client-dynamodb-streams";
import { Lambda } from "@aws-sdk/client-lambda";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { plainLambdaAnswer, plainSnsAnswer, plainSqsAnswer } from "./answers/compare.ts";
import { type DynamodbClients, dynamodbScriptOf, plainDynamodbAnswer } from "./answers/dynamodb.ts";
import { lambdaScriptOf, tidyLambda } from "./answers/lambda.ts";
import { answersIn, playScript, type Script } from "./answers/script.ts";
import { SNS_DELIVERY_SCRIPTS } from "./answers/sns-delivery.ts";
import { SNS_SCRIPTS } from "./answers/sns.ts";
import { MOVE_TASK_SCRIPTS } from "./answers/sqs-move-tasks.ts";
import { QUERY_HEADERS, queryClient } from "./answers/sqs-query.ts";
import { isByQuery, sqsScriptOf } from "./answers/sqs.ts";
import type { Row, RowJudge } from "./judge.ts";

const REGION = "us-east-1";
const ACCOUNT = "000000000000";
const ARRIVES_WITHIN_S = 1;
/** Scripts of Lambda mostly wait: for visibility, for retries after a minute and after two. */
const AT_ONCE = 6;
const wait = (s: number): Promise<void> => sleep(s * 1000);

export interface Clients {
  readonly sqs: SQS;
  readonly sns: SNS;
  readonly dynamodb: DynamodbClients;
  readonly lambda: Lambda;
  /** SQS by its Query protocol. */
  readonly query: SQS;
}

export function clientsOf(endpoint: string): Clients {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const shared = { endpoint, region: REGION, credentials, maxAttempts: 1 };
  return {
    sqs: new SQS({ ...shared, useQueueUrlAsEndpoint: false }),
    sns: new SNS(shared),
    dynamodb: { db: new DynamoDB(shared), streams: new DynamoDBStreams(shared) },
    lambda: new Lambda(shared),
    query: queryClient(async (body) => {
      const answer = await fetch(endpoint, { method: "POST", headers: QUERY_HEADERS, body });
      return { status: answer.status, text: await answer.text() };
    }),
  };
}

/** Rows that can be sent: filters that let through or keep back, and policies that are refused. */
export function wireJudges(clients: Clients): readonly RowJudge[] {
  return [
    {
      file: "sns-deliveries.jsonl",
      idOf: (row) => String(row.id),
      async judge(row) {
        const ours = await delivered(row, clients);
        return ours === row.delivered ? { kind: "agrees" } : { kind: "differs", ours, aws: row.delivered };
      },
    },
    {
      file: "sns-rejections.jsonl",
      idOf: (row) => String(row.id),
      async judge(row) {
        if (typeof row.policy !== "string") return { kind: "cannot judge", why: "the row carries no policy" };
        const aws = { code: row.code, message: firstLine(row.message), http: row.http };
        const ours = await refusals(row, row.policy, clients);
        if (ours.some((one) => JSON.stringify(one) === JSON.stringify(aws))) return { kind: "agrees" };
        return { kind: "differs", ours: ours[0], aws };
      },
    },
  ];
}

const textOf = (policy: unknown): string => (typeof policy === "string" ? policy : JSON.stringify(policy));
const firstLine = (message: unknown): string => String(message).split("\n")[0] ?? "";

interface Route {
  readonly TopicArn: string;
  readonly QueueUrl: string;
  readonly Endpoint: string;
}

/** A topic and a queue that takes what it sends, of this row's own; both gone afterwards. */
async function withRoute<T>({ sqs, sns }: Clients, work: (route: Route) => Promise<T>): Promise<T> {
  const name = `agree-${randomUUID()}`;
  const { TopicArn = "" } = await sns.createTopic({ Name: name });
  const Endpoint = `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
  const statement = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: Endpoint };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const { QueueUrl = "" } = await sqs.createQueue({ QueueName: name, Attributes: { Policy } });
  try {
    return await work({ TopicArn, QueueUrl, Endpoint });
  } finally {
    await Promise.allSettled([sns.deleteTopic({ TopicArn }), sqs.deleteQueue({ QueueUrl })]);
  }
}

async function delivered(row: Row, clients: Clients): Promise<boolean> {
  return withRoute(clients, async ({ TopicArn, QueueUrl, Endpoint }) => {
    const filter =
      row.policy === undefined || row.policy === null
        ? {}
        : { FilterPolicy: textOf(row.policy), FilterPolicyScope: String(row.scope ?? "MessageAttributes") };
    await clients.sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint, Attributes: filter });
    await clients.sns.publish({
      TopicArn,
      Message: row.body === undefined ? "message" : String(row.body),
      MessageAttributes: (row.attributes ?? {}) as Record<string, { DataType: string; StringValue: string }>, // the recorder wrote SNS's own shape
    });
    const { Messages = [] } = await clients.sqs.receiveMessage({
      QueueUrl,
      WaitTimeSeconds: ARRIVES_WITHIN_S,
    });
    return Messages.length > 0;
  });
}

/** By Subscribe or by SetSubscriptionAttributes, as AWS's words begin; without a scope either may give the answer. */
async function refusals(row: Row, policy: string, clients: Clients): Promise<readonly unknown[]> {
  const bySubscribe = firstLine(row.message).startsWith("Invalid parameter: Attributes Reason:");
  const scopes = row.scope === undefined ? ["MessageAttributes", "MessageBody"] : [String(row.scope)];
  return withRoute(clients, async ({ TopicArn, Endpoint }) => {
    const { sns } = clients;
    const answers: unknown[] = [];
    for (const FilterPolicyScope of scopes) {
      const attributes = { FilterPolicy: policy, FilterPolicyScope };
      answers.push(
        await refusalOf(async () => {
          const Attributes = bySubscribe ? attributes : { FilterPolicyScope };
          const { SubscriptionArn } = await sns.subscribe({
            TopicArn,
            Protocol: "sqs",
            Endpoint,
            Attributes,
          });
          const set = { SubscriptionArn, AttributeName: "FilterPolicy", AttributeValue: policy };
          if (!bySubscribe) await sns.setSubscriptionAttributes(set);
        }),
      );
      const { Subscriptions = [] } = await sns.listSubscriptionsByTopic({ TopicArn });
      for (const { SubscriptionArn } of Subscriptions) await sns.unsubscribe({ SubscriptionArn });
    }
    return answers;
  });
}

async function refusalOf(call: () => Promise<void>): Promise<unknown> {
  try {
    await call();
    return "taken";
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { Code, $metadata: metadata } = error as { Code?: string; $metadata?: { httpStatusCode?: number } };
    return { code: Code ?? error.name, message: firstLine(error.message), http: metadata?.httpStatusCode };
  }
}

export interface AnswersTally {
  readonly file: string;
  readonly agreed: number;
  readonly misses: readonly { readonly id: string; readonly found: readonly string[] }[];
  /** Test ids whose requests nobody wrote here yet. */
  readonly withoutRequest: readonly string[];
}

/** Whole answers of SQS, SNS, Lambda and DynamoDB whose requests are written here; the others are named. */
export async function agreeAnswers(
  folder: string,
  { sqs, sns, lambda, dynamodb, query }: Clients,
): Promise<readonly AnswersTally[]> {
  const name = () => {
    const own = randomUUID().slice(0, 8);
    return (base: string) => `${own}-${base}`;
  };
  const place = () => {
    const ownName = name();
    const arn = (service: string) => (base: string) =>
      `arn:aws:${service}:${REGION}:${ACCOUNT}:${ownName(base)}`;
    return { name: ownName, queueArn: arn("sqs"), topicArn: arn("sns"), wait };
  };
  const withFunctions = { client: { lambda, sqs, sns }, plain: plainLambdaAnswer, tidy: tidyLambda };
  const byLambda = (file: string) =>
    tallyOf(
      folder,
      file,
      (id, recorded) => {
        const script = lambdaScriptOf(id, recorded);
        return script && (() => playScript(script, recorded, { ...place(), ...withFunctions }));
      },
      AT_ONCE,
    );
  const bySqs = (file: string, scriptOf: (id: string) => Script<SQS> | undefined) =>
    tallyOf(folder, file, (id, recorded) => {
      const script = scriptOf(id);
      const how = { client: isByQuery(id) ? query : sqs, other: query, plain: plainSqsAnswer };
      return script && (() => playScript(script, recorded, { ...place(), ...how }));
    });
  return Promise.all([
    bySqs("answers/test_sqs.json", sqsScriptOf),
    bySqs("answers/test_sqs_move_task.json", (id) => MOVE_TASK_SCRIPTS[id]),
    byLambda("answers/test_lambda_integration_sqs.json"),
    byLambda("answers/test_lambda_destinations.json"),
    tallyOf(folder, "answers/test_sns.json", (id, recorded) => {
      const at = { ...place(), plain: plainSnsAnswer };
      const [script, toQueue] = [SNS_SCRIPTS[id], SNS_DELIVERY_SCRIPTS[id]];
      if (script !== undefined) return () => playScript(script, recorded, { ...at, client: sns });
      const toFunction = lambdaScriptOf(id, recorded);
      if (toFunction !== undefined)
        return () => playScript(toFunction, recorded, { ...place(), ...withFunctions });
      return toQueue && (() => playScript(toQueue, recorded, { ...at, client: { sns, sqs } }));
    }),
    tallyOf(folder, "answers/test_dynamodb.json", (id, recorded) => {
      const script = dynamodbScriptOf(id);
      const on = { ...place(), client: dynamodb, plain: plainDynamodbAnswer };
      return script && (() => playScript(script, recorded, on));
    }),
  ]);
}

type Play = () => Promise<readonly string[]>;

async function tallyOf(
  folder: string,
  file: string,
  playOf: (id: string, recorded: { readonly [name: string]: unknown }) => Play | undefined,
  atOnce = 1,
): Promise<AnswersTally> {
  const full = path.join(folder, file);
  const misses: { id: string; found: readonly string[] }[] = [];
  let agreed = 0;
  const withoutRequest: string[] = [];
  const left = (existsSync(full) ? [...answersIn(full)] : []).values();
  const playSome = async (): Promise<void> => {
    for (const [id, recorded] of left) {
      const play = playOf(id, recorded);
      if (play === undefined) {
        withoutRequest.push(id);
        continue;
      }
      const found = await play().catch((error: unknown) => [String(error)]);
      if (found.length === 0) agreed += 1;
      else misses.push({ id, found });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, playSome));
  return { file, agreed, misses, withoutRequest };
}
