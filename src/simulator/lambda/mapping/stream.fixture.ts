// Room simulator/lambda/mapping, tests: a table, a function that gets its stream, and the mapping between them, in the box.
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import type { CreateEventSourceMappingRequest } from "@aws-sdk/client-lambda";
import type { JobContext } from "../../../box/thread.ts";
import { openBoxWorld } from "../box.fixture.ts";

export interface StreamPlay {
  readonly code: string;
  /** Ids that are put, one after the other. */
  readonly puts: readonly string[];
  /** Put before the mapping exists. */
  readonly before?: readonly string[];
  readonly mapping?: Partial<CreateEventSourceMappingRequest>;
  readonly destination?: boolean;
  readonly reserved?: number;
}

export interface StreamPlayed {
  readonly batches: readonly (readonly string[])[];
  readonly outcomes: readonly string[];
  readonly first: unknown;
  readonly told: readonly unknown[];
  readonly result: string | undefined;
}

export async function playStream(play: StreamPlay, { world }: JobContext): Promise<StreamPlayed> {
  const at = openBoxWorld(world);
  const db = new DynamoDB({
    region: "us-east-1",
    endpoint: "http://services.box",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const { TableDescription } = await db.createTable({
    TableName: "Orders",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  });
  await at.sleep(10_000);
  const put = (id: string) => db.putItem({ TableName: "Orders", Item: { id: { S: id } } });
  for (const id of play.before ?? []) await put(id);
  const { QueueUrl } = await at.sqs.createQueue({ QueueName: "Told" });
  await at.fn("Worker", play.code);
  if (play.reserved !== undefined)
    await at.lambda.putFunctionConcurrency({
      FunctionName: "Worker",
      ReservedConcurrentExecutions: play.reserved,
    });
  const OnFailure = { Destination: "arn:aws:sqs:us-east-1:000000000000:Told" };
  const { UUID } = await at.lambda.createEventSourceMapping({
    FunctionName: "Worker",
    EventSourceArn: TableDescription?.LatestStreamArn,
    StartingPosition: "LATEST",
    ...(play.destination === true ? { DestinationConfig: { OnFailure } } : {}),
    ...play.mapping,
  });
  await at.sleep(20 * 60_000);
  for (const id of play.puts) await put(id);
  await world.untilIdle();
  const { Messages = [] } = await at.sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
  const invoked = at.events.flatMap((event) =>
    event.kind === "lambda.invoked" ? [JSON.parse(event.payload) as Event] : [],
  );
  return {
    batches: invoked.map(({ Records }) => Records.map((one) => one.dynamodb.Keys.id.S)),
    outcomes: at.events.flatMap((event) => (event.kind === "lambda.ended" ? [event.outcome] : [])),
    first: invoked[0]?.Records[0],
    told: Messages.map(({ Body = "" }) => JSON.parse(Body) as unknown),
    result: (await at.lambda.getEventSourceMapping({ UUID })).LastProcessingResult,
  };
}

interface Event {
  readonly Records: readonly {
    readonly dynamodb: { readonly Keys: { readonly id: { readonly S: string } } };
  }[];
}
