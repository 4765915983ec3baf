// Room simulator/dynamodb: DescribeTable.
import { action, answered } from "../action.ts";
import { describeTable as described } from "../describe-table.ts";
import { noSuchTable } from "../errors.ts";
import { checkTableName, lookUp } from "../find.ts";

export const describeTable = action({
  name: "DescribeTable",
  input: { TableName: "string" },
  output: { Table: "document" },
  decide(state, { TableName }, call) {
    checkTableName(TableName);
    const table = lookUp(state, TableName, call);
    if (table === undefined) throw noSuchTable(TableName);
    return answered({ Table: described(table, { epochMs: call.epochMs, status: "ACTIVE" }) });
  },
});
