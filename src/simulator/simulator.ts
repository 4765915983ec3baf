// Room simulator: AWS as far as it is modelled: SQS and SNS (messaging.ts), and the services that join them.
import {
  type CloudFormation,
  type CloudFormationEvent,
  createCloudFormation,
  stackTags,
} from "./cloudformation/index.ts";
import {
  createDynamodb,
  type Dynamodb,
  type DynamodbEvent,
  tableTags,
  type TableWeather,
} from "./dynamodb/index.ts";
import { createIam, type Iam, type IamEvent, policyTags } from "./iam/index.ts";
import {
  createLambda,
  functionTags,
  type InvocationWeather,
  type Lambda,
  type LambdaEvent,
} from "./lambda/index.ts";
import type { Runtime } from "./lambda/runtime/runtime.ts";
import { createLogs, logGroupTags, type LogsEvent } from "./logs/index.ts";
import { createMessaging, type Messaging, type MessagingOptions } from "./messaging.ts";
import { bucketTags, createS3, type S3, type S3Event } from "./s3/index.ts";
import { type SnsEvent, topicTags } from "./sns/index.ts";
import { queueTags, type SqsEvent } from "./sqs/index.ts";
import { createSts, type StsEvent } from "./sts/index.ts";
import { createTagging, type TagSource } from "./tagging/index.ts";

export type { Arrival } from "./door.ts";
export type { TableWeather } from "./dynamodb/index.ts";
export type { InvocationWeather } from "./lambda/index.ts";
export type { Weather } from "./sqs/index.ts";

/** What happened inside, in the order in which it happened: the simulator's log. */
export type SimulatorEvent =
  | SqsEvent
  | SnsEvent
  | LambdaEvent
  | DynamodbEvent
  | S3Event
  | IamEvent
  | StsEvent
  | LogsEvent
  | CloudFormationEvent;

export interface SimulatorOptions extends MessagingOptions {
  readonly log?: (event: SimulatorEvent) => void;
  /** What runs Lambda functions; without it Invoke is refused by name. */
  readonly runtime?: Runtime;
  /** What AWS_ENDPOINT_URL says to a function. */
  readonly endpoint?: () => string;
  readonly invocationWeather?: InvocationWeather;
  readonly tableWeather?: TableWeather;
  /** The account's alias, as ListAccountAliases tells it. Default: none. */
  readonly alias?: string | undefined;
}

export interface Simulator extends Messaging {
  readonly lambda: Lambda;
  readonly dynamodb: Dynamodb;
  readonly s3: S3;
  readonly iam: Iam;
  readonly cloudFormation: CloudFormation;
}

/**
 * AWS, as far as it is modelled, on a clock of the caller's.
 *
 * @example
 * const simulator = createSimulator({ clock: new ManualClock("1"), seed: "1" });
 * const client = new SQSClient({ region: "us-east-1", credentials, requestHandler: requestHandlerFor(simulator) });
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  return complete(createMessaging(options), options);
}

/** The other services join SQS and SNS, which are made with the same options; once at most. */
export function complete(messaging: Messaging, options: SimulatorOptions): Simulator {
  const { clock, seed, log = () => {}, tableWeather } = options;
  const { internal, sqs, sns } = messaging;
  const ports = { clock, seed, log };
  const dynamodb = createDynamodb({
    ...ports,
    ...(tableWeather === undefined ? {} : { weather: tableWeather }),
  });
  const iam = createIam({ ...ports, alias: options.alias });
  const lambda = createLambda({
    ...ports,
    internal,
    runtime: options.runtime,
    endpoint: options.endpoint,
    weather: options.invocationWeather,
    onRecords: dynamodb.onRecords,
    mayAssume: (roleArn) => iam.assumableBy(roleArn, "lambda.amazonaws.com"),
  });
  const s3 = createS3(ports);
  const sts = createSts({ ...ports, roles: iam });
  const logs = createLogs(ports);
  const cloudFormation = createCloudFormation({ ...ports, internal });
  const sources: readonly TagSource[] = [
    queueTags(sqs.state),
    topicTags(sns.state),
    tableTags(dynamodb.state),
    functionTags(lambda.state),
    bucketTags(s3.state),
    policyTags(iam.state),
    logGroupTags(logs.state),
    stackTags(cloudFormation.state),
  ];
  const tagging = createTagging({ sources, internal });
  messaging.add(dynamodb, dynamodb.streams, iam, sts, logs, tagging, cloudFormation, lambda, s3);
  messaging.feed(lambda);
  return { ...messaging, lambda, dynamodb, s3, iam, cloudFormation };
}
