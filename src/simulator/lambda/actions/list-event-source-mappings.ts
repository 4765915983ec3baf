// Room simulator/lambda: ListEventSourceMappings: of a source, of a function, or all.
import { action, answered } from "../action.ts";
import { MAPPINGS_PATH, mappingAnswer } from "../mapping/settings.ts";
import { findTarget } from "../names.ts";
import { pageOf } from "../page.ts";

const MAX_MAPPINGS = 100;

export const listEventSourceMappings = action({
  name: "ListEventSourceMappings",
  route: {
    method: "GET",
    path: MAPPINGS_PATH,
    status: 200,
    query: {
      EventSourceArn: "EventSourceArn",
      FunctionName: "FunctionName",
      Marker: "Marker",
      MaxItems: "MaxItems",
    },
  },
  input: { EventSourceArn: "string", FunctionName: "string", Marker: "string", MaxItems: "integer" },
  decide(state, { EventSourceArn, FunctionName, Marker, MaxItems }, call) {
    const functionArn =
      FunctionName === undefined ? undefined : findTarget(state, FunctionName, undefined, call).arn;
    const all = [...state.mappings.values()].filter(
      ({ region, sourceArn, settings }) =>
        region === call.region &&
        (EventSourceArn === undefined || sourceArn === EventSourceArn) &&
        (functionArn === undefined || settings.functionArn === functionArn),
    );
    const { items, next } = pageOf(all, Marker, MaxItems, MAX_MAPPINGS);
    return answered({ EventSourceMappings: items.map((one) => mappingAnswer(one, call)), ...next });
  },
});
