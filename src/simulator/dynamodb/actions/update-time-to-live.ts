// Room simulator/dynamodb: UpdateTimeToLive. It works at once; on AWS it may take an hour.
import { action } from "../action.ts";
import { demand, notNull } from "../constraints.ts";
import { noSuchTable, validation } from "../errors.ts";
import { checkTableName, lookUp } from "../find.ts";

const TTL = { members: { AttributeName: "string", Enabled: "boolean" } } as const;

export const updateTimeToLive = action({
  name: "UpdateTimeToLive",
  input: { TableName: "string", TimeToLiveSpecification: TTL },
  output: { TimeToLiveSpecification: TTL },
  decide(state, { TableName, TimeToLiveSpecification: given }, call) {
    demand(
      notNull(given, "timeToLiveSpecification"),
      ...(given === undefined
        ? []
        : [
            notNull(given.Enabled, "timeToLiveSpecification.enabled"),
            notNull(given.AttributeName, "timeToLiveSpecification.attributeName"),
          ]),
    );
    checkTableName(TableName);
    const table = lookUp(state, TableName, call);
    if (table === undefined) throw noSuchTable(TableName);
    const { Enabled: isOn = false, AttributeName: name = "" } = given ?? {};
    if (isOn && table.ttl !== undefined) throw validation("TimeToLive is already enabled");
    if (!isOn && table.ttl === undefined) throw validation("TimeToLive is already disabled");
    if (table.ttl !== undefined && table.ttl !== name)
      throw validation(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${table.ttl}`,
      );
    return {
      events: [
        {
          kind: "dynamodb.ttl-set",
          tableArn: table.arn,
          atMs: call.nowMs,
          attribute: isOn ? name : undefined,
        },
      ],
      answer: { TimeToLiveSpecification: { Enabled: isOn, AttributeName: name } },
    };
  },
});
