// Room simulator/dynamodb/streams: ListStreams.
import { tableArnOf } from "../../find.ts";
import { between, demand } from "../../constraints.ts";
import { action } from "../action.ts";
import { isReadable } from "../find.ts";

const MOST = 100;

export const listStreams = action({
  name: "ListStreams",
  input: { TableName: "string", Limit: "integer", ExclusiveStartStreamArn: "string" },
  output: {
    Streams: { list: { members: { StreamArn: "string", StreamLabel: "string", TableName: "string" } } },
    LastEvaluatedStreamArn: "string",
  },
  answer(
    { streams },
    { TableName, Limit = MOST, ExclusiveStartStreamArn: after },
    { region, account, nowMs },
  ) {
    demand(between(Limit, "limit", 1, MOST));
    const all = [...streams.values()]
      .filter((one) => one.region === region && one.account === account && isReadable(one, nowMs))
      .filter((one) => TableName === undefined || isOf(one.tableName, TableName, { region, account }))
      .filter(({ arn }) => after === undefined || arn > after)
      .toSorted((one, other) => (one.arn < other.arn ? -1 : 1));
    const page = all.slice(0, Limit);
    const last = page.at(-1);
    return {
      Streams: page.map(({ arn, label, tableName }) => ({
        StreamArn: arn,
        StreamLabel: label,
        TableName: tableName,
      })),
      ...(all.length > page.length && last !== undefined ? { LastEvaluatedStreamArn: last.arn } : {}),
    };
  },
});

const isOf = (name: string, wanted: string, place: { readonly region: string; readonly account: string }) =>
  name === wanted || tableArnOf(place, name) === wanted;
