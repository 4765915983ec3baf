// Room simulator/cloudformation: AWS::Lambda::EventInvokeConfig: how asynchronous invocations of a function are tried again and where they
// end.
import type { JsonObject } from "../../../template/json.ts";
import type { Fields } from "../../wire/index.ts";
import type { ResourceType } from "./resource-type.ts";
import { each, needs, replaces, sets } from "./rule.ts";
import { deleteQuietly, given, optionalNumber, text } from "./values.ts";

const settingsOf = (wanted: JsonObject): Fields =>
  given({
    FunctionName: text(wanted.FunctionName),
    Qualifier: text(wanted.Qualifier),
    MaximumRetryAttempts: optionalNumber(wanted.MaximumRetryAttempts),
    MaximumEventAgeInSeconds: optionalNumber(wanted.MaximumEventAgeInSeconds),
    DestinationConfig: wanted.DestinationConfig,
  });

export const lambdaEventInvokeConfig: ResourceType = {
  type: "AWS::Lambda::EventInvokeConfig",
  properties: {
    ...each(needs(replaces("string")), "FunctionName", "Qualifier"),
    ...each(sets("integer"), "MaximumEventAgeInSeconds", "MaximumRetryAttempts"),
    DestinationConfig: sets("json"),
  },
  attributes: [],
  async create({ properties: wanted }, site) {
    const physicalId = site.name({ max: 255 });
    await site.call("lambda", "PutFunctionEventInvokeConfig", settingsOf(wanted));
    site.initiated(physicalId);
    return { physicalId, attributes: {} };
  },
  async update(before, { properties: wanted }, site) {
    await site.call("lambda", "PutFunctionEventInvokeConfig", settingsOf(wanted));
    return before.standing;
  },
  delete: ({ properties: { FunctionName, Qualifier } }, site) =>
    deleteQuietly(site, "lambda", "DeleteFunctionEventInvokeConfig", {
      FunctionName: text(FunctionName),
      Qualifier: text(Qualifier),
    }),
};
