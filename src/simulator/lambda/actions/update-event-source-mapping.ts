// Room simulator/lambda: UpdateEventSourceMapping: what is not given stays.
import { action, changed } from "../action.ts";
import { checkFree, findMapping } from "../mapping/find.ts";
import {
  checkVisibility,
  MAPPING,
  MAPPING_PATH,
  mappingAnswer,
  readSettings,
  sourceKind,
  visibilityOf,
} from "../mapping/settings.ts";
import { mappedFunction } from "./create-event-source-mapping.ts";
import type { MappingState } from "../state.ts";

export const updateEventSourceMapping = action({
  name: "UpdateEventSourceMapping",
  route: { method: "PUT", path: MAPPING_PATH, status: 202 },
  extent: "partial",
  input: { UUID: "string", ...MAPPING },
  async gather({ UUID }, call, internal, state) {
    const { sourceArn } = findMapping(state, UUID, call.region);
    if (sourceKind(sourceArn) === "stream") return {};
    return { queue: { visibilityS: await visibilityOf(sourceArn, call, internal) } };
  },
  decide(state, input, call, { queue }) {
    const before = findMapping(state, input.UUID, call.region);
    checkFree(before, "update");
    const name = input.FunctionName ?? before.settings.functionArn;
    const { arn, version } = mappedFunction(state, name, call);
    const settings = readSettings(state, arn, sourceKind(before.sourceArn), input, before.settings);
    checkVisibility(queue?.visibilityS, version.config.timeoutS);
    const next = { uuid: before.uuid, settings, state: stateAfter(before.state, input.Enabled) };
    return changed(mappingAnswer({ ...before, ...next, modifiedMs: call.nowMs }, call), {
      kind: "lambda.mapping-updated",
      atMs: call.nowMs,
      ...next,
    });
  },
});

/** What a disabled mapping is told takes effect at once: nothing polls. */
function stateAfter(before: MappingState, isEnabled: boolean | undefined): MappingState {
  if (before === "Disabled") return isEnabled === true ? "Enabling" : "Disabled";
  return isEnabled === false ? "Disabling" : "Updating";
}
