// Room simulator/dynamodb: DescribeContinuousBackups: off, as it is until someone turns it on, which is not modelled.
import { action, answered } from "../action.ts";
import { AwsError } from "../../wire/index.ts";
import { checkTableName, lookUp } from "../find.ts";

export const describeContinuousBackups = action({
  name: "DescribeContinuousBackups",
  input: { TableName: "string" },
  output: { ContinuousBackupsDescription: "document" },
  extent: "partial",
  decide(state, { TableName }, call) {
    checkTableName(TableName);
    if (lookUp(state, TableName, call) === undefined)
      throw new AwsError("TableNotFoundException", `Table not found: ${TableName}`);
    return answered({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: "ENABLED",
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "DISABLED" },
      },
    });
  },
});
