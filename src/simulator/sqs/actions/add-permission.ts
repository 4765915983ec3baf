// Room simulator/sqs: AddPermission: a statement in the queue's policy for each label.
import { action, changed } from "../action.ts";
import { invalidValue, missingParameter, overLimit } from "../errors.ts";
import { findQueue } from "../find.ts";
import { oneOrMany, policyText, statementsOf } from "../permission.ts";

const LABEL = /^[\w-]{1,80}$/;
const LABEL_RULE = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.";
/** What an owner may share; the names of batches are those of their single calls (Developer Guide, "Amazon SQS API permissions"). */
const SHARED: readonly string[] = [
  "*",
  "ChangeMessageVisibility",
  "DeleteMessage",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListDeadLetterSourceQueues",
  "PurgeQueue",
  "ReceiveMessage",
  "SendMessage",
];
/** Of a policy that is made so (Developer Guide, "Quotas related to policies"). */
const MAX_ACTIONS = 7;

function checkActions(actions: readonly string[]): void {
  if (actions.length > MAX_ACTIONS)
    throw overLimit(`${actions.length} Actions were found, maximum allowed is ${MAX_ACTIONS}.`);
  const kept = actions.find((name) => !SHARED.includes(name));
  if (kept !== undefined)
    throw invalidValue(`SQS:${kept}`, "ActionName", "Only the queue owner is allowed to invoke this action.");
}

export const addPermission = action({
  name: "AddPermission",
  input: {
    QueueUrl: "string",
    Label: "string",
    AWSAccountIds: { list: "string", flat: "AWSAccountId" },
    Actions: { list: "string", flat: "ActionName" },
  },
  output: {},
  decide(state, { QueueUrl, Label, AWSAccountIds: accounts, Actions: actions }, call) {
    const queue = findQueue(state, QueueUrl, call);
    if (Label === undefined || Label === "") throw missingParameter("Label");
    if (!LABEL.test(Label)) throw invalidValue(Label, "Label", LABEL_RULE);
    if (accounts === undefined || accounts.length === 0) throw missingParameter("AWSAccountIds");
    if (actions === undefined || actions.length === 0) throw missingParameter("Actions");
    checkActions(actions);
    const stranger = accounts.find((account) => !/^\d{12}$/.test(account));
    if (stranger !== undefined) throw invalidValue(`[${stranger}]`, "PrincipalId", "Unable to verify.");
    const statements = statementsOf(queue);
    if (statements.some(({ Sid }) => Sid === Label)) throw invalidValue(Label, "Label", "Already exists.");
    const partition = queue.arn.split(":")[1] ?? "aws";
    const added = {
      Sid: Label,
      Effect: "Allow",
      Principal: { AWS: oneOrMany(accounts.map((account) => `arn:${partition}:iam::${account}:root`)) },
      Action: oneOrMany(actions.map((name) => (name === "*" ? "SQS:*" : `SQS:${name}`))),
      Resource: queue.arn,
    };
    const attributes = { Policy: policyText(queue, [...statements, added]) };
    return changed({ kind: "sqs.queue-attributes-set", queueArn: queue.arn, atMs: call.nowMs, attributes });
  },
});
