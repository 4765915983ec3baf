// Room simulator/sqs: which queue a call means: by URL, by ARN, by name.
import { type Call } from "../wire/index.ts";
import { missingParameter, noSuchQueue } from "./errors.ts";
import type { Queue, SqsState } from "./state.ts";

const PARTITIONS = [
  { start: "cn-", name: "aws-cn" },
  { start: "us-gov-", name: "aws-us-gov" },
] as const;

export function queueArnOf(region: string, account: string, name: string): string {
  const partition = PARTITIONS.find(({ start }) => region.startsWith(start))?.name ?? "aws";
  return `arn:${partition}:sqs:${region}:${account}:${name}`;
}

export const queueUrlOf = (queue: Pick<Queue, "account" | "name">, call: Call): string =>
  `${call.baseUrl}/${queue.account}/${queue.name}`;

const URL_END = /(?:^|\/)(\d{12})\/([^/?#]+)\/?$/;

/** Only account and name of the URL count, and the region that signed the call: hosts differ between a worker and its harness. */
export function findQueue(state: SqsState, url: string | undefined, call: Call): Queue {
  if (url === undefined || url === "") throw missingParameter("QueueUrl");
  const queue = state.queues.get(arnOf(url, call));
  if (queue === undefined) throw noSuchQueue();
  return queue;
}

function arnOf(url: string, { region, account }: Call): string {
  if (last.url === url && last.region === region && last.account === account) return last.arn;
  const found = URL_END.exec(url);
  last = { url, region, account, arn: queueArnOf(region, found?.[1] ?? account, found?.[2] ?? url) };
  return last.arn;
}

/** One call after another is about the same queue. */
let last = { url: "", region: "", account: "", arn: "" };

/** The queues whose dead letters go there (ListDeadLetterSourceQueues, MOV-01). */
export const sourcesOf = (state: SqsState, deadLetterArn: string): readonly Queue[] =>
  [...state.queues.values()].filter(
    ({ settings }) => settings.redrive?.deadLetterTargetArn === deadLetterArn,
  );
