// Room simulator/dynamodb: DeleteTable. The answer says DELETING; the table is gone by the next call, its stream can be read for a day.
import { action } from "../action.ts";
import { briefly } from "../describe-table.ts";
import { noSuchTable, validation } from "../errors.ts";
import { checkTableName, lookUp } from "../find.ts";

export const deleteTable = action({
  name: "DeleteTable",
  input: { TableName: "string" },
  output: { TableDescription: "document" },
  decide(state, { TableName }, call) {
    checkTableName(TableName);
    const table = lookUp(state, TableName, call);
    if (table === undefined) throw noSuchTable(TableName);
    if (table.settings.isProtected)
      throw validation(
        `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
      );
    return {
      events: [{ kind: "dynamodb.table-deleted", tableArn: table.arn, atMs: call.nowMs }],
      answer: { TableDescription: briefly(table, "DELETING") },
    };
  },
});
