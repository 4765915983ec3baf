// Room simulator/dynamodb: ListTables: of this account and region, by name.
import { action, answered } from "../action.ts";
import { between, demand } from "../constraints.ts";

const MOST = 100;

export const listTables = action({
  name: "ListTables",
  input: { ExclusiveStartTableName: "string", Limit: "integer" },
  output: { TableNames: { list: "string" }, LastEvaluatedTableName: "string" },
  decide(state, { ExclusiveStartTableName: after, Limit = MOST }, call) {
    demand(between(Limit, "limit", 1, MOST));
    const names = [...state.tables.values()]
      .map(({ definition }) => definition)
      .filter(({ region, account }) => region === call.region && account === call.account)
      .map(({ name }) => name)
      .filter((name) => after === undefined || name > after)
      .toSorted();
    const TableNames = names.slice(0, Limit);
    const last = TableNames.at(-1);
    const more = names.length > Limit && last !== undefined;
    return answered({ TableNames, ...(more ? { LastEvaluatedTableName: last } : {}) });
  },
});
