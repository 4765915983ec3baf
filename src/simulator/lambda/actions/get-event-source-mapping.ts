// Room simulator/lambda: GetEventSourceMapping.
import { action, answered } from "../action.ts";
import { findMapping } from "../mapping/find.ts";
import { MAPPING_PATH, mappingAnswer } from "../mapping/settings.ts";

export const getEventSourceMapping = action({
  name: "GetEventSourceMapping",
  route: { method: "GET", path: MAPPING_PATH, status: 200 },
  input: { UUID: "string" },
  decide: (state, { UUID }, call) => answered(mappingAnswer(findMapping(state, UUID, call.region), call)),
});
