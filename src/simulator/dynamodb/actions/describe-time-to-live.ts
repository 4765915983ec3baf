// Room simulator/dynamodb: DescribeTimeToLive.
import { action, answered } from "../action.ts";
import { noSuchTable } from "../errors.ts";
import { checkTableName, lookUp } from "../find.ts";

export const describeTimeToLive = action({
  name: "DescribeTimeToLive",
  input: { TableName: "string" },
  output: { TimeToLiveDescription: { members: { TimeToLiveStatus: "string", AttributeName: "string" } } },
  decide(state, { TableName }, call) {
    checkTableName(TableName);
    const table = lookUp(state, TableName, call);
    if (table === undefined) throw noSuchTable(TableName);
    const { ttl } = table;
    return answered({
      TimeToLiveDescription:
        ttl === undefined
          ? { TimeToLiveStatus: "DISABLED" }
          : { TimeToLiveStatus: "ENABLED", AttributeName: ttl },
    });
  },
});
