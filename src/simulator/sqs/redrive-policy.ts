// Room simulator/sqs: RedrivePolicy and RedriveAllowPolicy as they are set (DLQ-02, DLQ-05, DLQ-08).
import { invalidValue } from "./errors.ts";
import { jsonObject, settingsOf } from "./settings.ts";
import type { SqsState } from "./state.ts";

interface Owner {
  readonly arn: string;
  readonly isFifo: boolean;
}

const MAX_SOURCES = 10;
const QUEUE_ARN = /^arn:[^:]+:sqs:[^:]+:\d{12}:[\w.-]+$/;

export function checkRedrivePolicy(text: string, name: string, owner: Owner, state: SqsState): void {
  const refuse = (why: string): Error => invalidValue(text, name, why);
  const policy = jsonObject(text);
  if (policy === undefined) throw refuse("Redrive policy is not a valid JSON map.");
  for (const member of ["maxReceiveCount", "deadLetterTargetArn"])
    if (policy[member] === undefined || policy[member] === "")
      throw refuse(`Redrive policy does not contain mandatory attribute: ${member}.`);
  const { maxReceiveCount: count, deadLetterTargetArn: arn } = policy;
  if (!/^\d{1,4}$/.test(String(count)) || Number(count) < 1 || Number(count) > 1000)
    throw refuse(
      `Invalid value for maxReceiveCount: ${String(count)}, valid values are from 1 to 1000 both inclusive.`,
    );
  checkTarget(String(arn), owner, state, refuse);
}

function checkTarget(arn: string, owner: Owner, state: SqsState, refuse: (why: string) => Error): void {
  const target = state.queues.get(arn);
  if (target === undefined) throw refuse("Dead letter target does not exist.");
  if (target.isFifo !== owner.isFifo)
    throw refuse("Dead-letter queue must be same type of queue as the source.");
  const { redrivePermission, sourceQueueArns } = target.settings.redriveAllow;
  const isAllowed =
    redrivePermission === "allowAll" ||
    (redrivePermission === "byQueue" && sourceQueueArns.includes(owner.arn));
  if (!isAllowed)
    throw refuse(
      `Queue ${owner.arn} is not allowed to use ${arn} as a dead-letter queue by its RedriveAllowPolicy.`,
    );
}

export function checkRedriveAllowPolicy(text: string, name: string): void {
  const refuse = (why: string): Error => invalidValue(text, name, why);
  const policy = jsonObject(text);
  if (policy === undefined) throw refuse("Redrive allow policy is not a valid JSON map.");
  const permission = policy["redrivePermission"];
  if (permission === undefined)
    throw refuse("Redrive allow policy does not contain mandatory attribute: redrivePermission.");
  if (!["allowAll", "denyAll", "byQueue"].includes(String(permission)))
    throw refuse(
      `Invalid value for redrivePermission: ${String(permission)}, valid values are allowAll, denyAll and byQueue.`,
    );
  const { sourceQueueArns: arns } = settingsOf({ RedriveAllowPolicy: text }).redriveAllow;
  if (permission === "byQueue" && (arns.length === 0 || arns.length > MAX_SOURCES))
    throw refuse("sourceQueueArns must hold from 1 to 10 queue ARNs when redrivePermission is byQueue.");
  const strange = arns.find((arn) => !QUEUE_ARN.test(arn));
  if (strange !== undefined) throw refuse(`Invalid value for sourceQueueArns: ${strange} is no queue ARN.`);
  if (permission !== "byQueue" && arns.length > 0)
    throw refuse("sourceQueueArns can be set only when redrivePermission is byQueue.");
}
