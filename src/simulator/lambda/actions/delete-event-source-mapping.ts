// Room simulator/lambda: DeleteEventSourceMapping.
import { action, changed } from "../action.ts";
import { checkFree, findMapping } from "../mapping/find.ts";
import { MAPPING_PATH, mappingAnswer } from "../mapping/settings.ts";

export const deleteEventSourceMapping = action({
  name: "DeleteEventSourceMapping",
  route: { method: "DELETE", path: MAPPING_PATH, status: 202 },
  input: { UUID: "string" },
  decide(state, { UUID }, call) {
    const before = findMapping(state, UUID, call.region);
    checkFree(before, "delete");
    const after = { ...before, state: "Deleting" as const, modifiedMs: call.nowMs };
    return changed(mappingAnswer(after, call), {
      kind: "lambda.mapping-state",
      uuid: before.uuid,
      state: "Deleting",
      atMs: call.nowMs,
    });
  },
});
