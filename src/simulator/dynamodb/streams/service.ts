// Room simulator/dynamodb/streams: the streams' API: a service of its own over what DynamoDB keeps.
import { type Fields, type InputOf, type Members, notImplemented, type Service } from "../../wire/index.ts";
import type { DynamodbPorts } from "../ports.ts";
import type { DynamodbState } from "../state.ts";
import type { AnyStreamsAction } from "./action.ts";
import { describeStream } from "./actions/describe-stream.ts";
import { getRecords } from "./actions/get-records.ts";
import { getShardIterator } from "./actions/get-shard-iterator.ts";
import { listStreams } from "./actions/list-streams.ts";

const ALL: readonly AnyStreamsAction[] = [describeStream, getRecords, getShardIterator, listStreams];
const actions: ReadonlyMap<string, AnyStreamsAction> = new Map(ALL.map((one) => [one.name, one]));

export function createStreams({ clock, seed }: DynamodbPorts, state: DynamodbState): Service {
  return {
    name: "dynamodbstreams",
    target: "DynamoDBStreams_20120810",
    typePrefix: "com.amazonaws.dynamodb.v20120810#",
    operations: actions,
    call(name, fields, { region, account }): Fields {
      const action = actions.get(name);
      if (action === undefined) throw notImplemented("dynamodbstreams", name);
      const { epochMs } = clock;
      const input = fields as InputOf<Members>; // read by the shape of this very action
      return action.answer(state, input, { region, account, epochMs, seed, nowMs: clock.nowMs() });
    },
  };
}
