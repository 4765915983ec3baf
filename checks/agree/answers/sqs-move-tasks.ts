// Checks: the requests behind recorded answers of SQS's move tasks, which bring messages from a dead-letter queue back.
import type * as sdk from "@aws-sdk/client-sqs";
import type { Script as ScriptOf, Scripting as ScriptingOf } from "./script.ts";

type Script = ScriptOf<sdk.SQS>;
type Scripting = ScriptingOf<sdk.SQS>;

const queue = async ({ send, name }: Scripting, base: string, Attributes: Record<string, string> = {}) =>
  String((await send("", (sqs) => sqs.createQueue({ QueueName: name(base), Attributes })))["QueueUrl"]);

const redrive = (at: Scripting) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: at.queueArn("dead"), maxReceiveCount: 1 }),
  VisibilityTimeout: "1",
});

/** A dead-letter queue with its sources and a queue to move to. */
async function stage(at: Scripting, sources: readonly string[] = ["source"]) {
  const dead = await queue(at, "dead");
  const urls: string[] = [];
  for (const base of sources) urls.push(await queue(at, base, redrive(at)));
  const target = await queue(at, "target");
  return { dead, target, sources: urls };
}

async function fill(at: Scripting, QueueUrl: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1)
    await at.send("", (sqs) => sqs.sendMessage({ QueueUrl, MessageBody: `message-${n}` }));
}

/** Received once too often: all that the queue has goes to its dead-letter queue. */
async function die(at: Scripting, QueueUrl: string): Promise<void> {
  const receive = () => at.send("", (sqs) => sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 }));
  await receive();
  await at.wait(2);
  await receive();
}

const start = (at: Scripting, label: string, more: Partial<sdk.StartMessageMoveTaskCommandInput> = {}) =>
  at.send(label, (sqs) => sqs.startMessageMoveTask({ SourceArn: at.queueArn("dead"), ...more }));
const list = (at: Scripting, label: string) =>
  at.send(label, (sqs) => sqs.listMessageMoveTasks({ SourceArn: at.queueArn("dead") }));

const byDefault =
  (sources: readonly string[]): Script =>
  async (at) => {
    const made = await stage(at, sources);
    at.saw("source-arn", at.queueArn("dead"));
    for (const [index, base] of sources.entries())
      at.saw(sources.length === 1 ? "original-source" : `original-source-${index + 1}`, at.queueArn(base));
    for (const url of made.sources) {
      await fill(at, url, 2);
      await die(at, url);
    }
    await start(at, "start-message-move-task-response");
    await at.wait(3);
    await list(at, "list-message-move-task-response");
  };

const cancelled =
  (handle: (at: Scripting) => string): Script =>
  async (at) => {
    await stage(at);
    const asked = { TaskHandle: handle(at) };
    await at.send("error", (sqs) => sqs.cancelMessageMoveTask(asked));
  };

const handleOf = (task: object): string => Buffer.from(JSON.stringify(task)).toString("base64");

/** By test id, without the file it stands in. */
export const MOVE_TASK_SCRIPTS: Readonly<Record<string, Script>> = {
  test_basic_move_task_workflow: async (at) => {
    const { dead } = await stage(at);
    await fill(at, dead, 2);
    await start(at, "start-message-move-task-response", { DestinationArn: at.queueArn("target") });
    await at.wait(3);
    await list(at, "list-message-move-task-response");
  },
  test_move_task_workflow_with_default_destination: byDefault(["source"]),
  test_move_task_workflow_with_multiple_sources_as_default_destination: byDefault(["source-1", "source-2"]),
  test_move_task_with_throughput_limit: async (at) => {
    const { dead } = await stage(at);
    await fill(at, dead, 4);
    const DestinationArn = at.queueArn("target");
    await start(at, "start-message-move-task-response", { DestinationArn, MaxNumberOfMessagesPerSecond: 1 });
  },
  test_source_needs_redrive_policy: async (at) => {
    await queue(at, "dead");
    await queue(at, "target");
    await start(at, "error", { DestinationArn: at.queueArn("target") });
  },
  test_destination_needs_to_exist: async (at) => {
    await stage(at);
    await start(at, "error", { DestinationArn: at.queueArn("gone") });
  },
  test_start_multiple_move_tasks: async (at) => {
    const { dead } = await stage(at);
    await fill(at, dead, 10);
    const asked = { DestinationArn: at.queueArn("target"), MaxNumberOfMessagesPerSecond: 1 };
    await start(at, "", asked);
    await start(at, "error", asked);
  },
  test_cancel_with_invalid_task_handle: cancelled(() => "foobared"),
  test_cancel_with_invalid_source_arn_in_task_handle: cancelled((at) =>
    handleOf({ taskId: "10f6af25-0000-4000-8000-000000000000", sourceArn: at.queueArn("gone") }),
  ),
  test_cancel_with_invalid_task_id_in_task_handle: cancelled((at) =>
    handleOf({ taskId: "10f6af25-0000-4000-8000-000000000000", sourceArn: at.queueArn("dead") }),
  ),
};
