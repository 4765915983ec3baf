// Room box: a program of its tests that calls SQS by two clients.
import { PurgeQueueCommand, SQSClient } from "@aws-sdk/client-sqs";

const clientOf = (accessKeyId: string): SQSClient =>
  new SQSClient({
    endpoint: "http://queues.test",
    region: "eu-west-1",
    credentials: { accessKeyId, secretAccessKey: "secret" },
  });

const purge = (client: SQSClient, queue: string) =>
  client.send(new PurgeQueueCommand({ QueueUrl: `http://queues.test/000000000000/${queue}` }));

const [a, b] = [clientOf("a"), clientOf("b")];
await purge(a, "one");
await purge(a, "two");
await purge(b, "three");
await purge(a, "four");
process.exit(0);
