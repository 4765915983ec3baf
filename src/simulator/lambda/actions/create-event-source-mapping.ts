// Room simulator/lambda: CreateEventSourceMapping.
import { keyedUuid } from "../../../box/keyed.ts";
import { action, changed } from "../action.ts";
import { conflict, invalidParameter, LambdaError } from "../errors.ts";
import {
  checkStream,
  checkVisibility,
  MAPPING,
  mappingAnswer,
  MAPPINGS_PATH,
  readSettings,
  sourceKind,
  visibilityOf,
} from "../mapping/settings.ts";
import { findTarget, type Target } from "../names.ts";
import { checkTags } from "../tags.ts";
import type { Call } from "../../wire/index.ts";
import type { LambdaState } from "../state.ts";

export const createEventSourceMapping = action({
  name: "CreateEventSourceMapping",
  route: { method: "POST", path: MAPPINGS_PATH, status: 202 },
  extent: "partial",
  input: {
    EventSourceArn: "string",
    StartingPosition: "string",
    StartingPositionTimestamp: "integer",
    Topics: { list: "string" },
    Queues: { list: "string" },
    Tags: { map: "string" },
    ...MAPPING,
  },
  async gather({ EventSourceArn }, call, internal) {
    const kind = sourceKind(EventSourceArn);
    if (kind === "stream") {
      await checkStream(EventSourceArn ?? "", call, internal);
      return {};
    }
    return { queue: { visibilityS: await visibilityOf(EventSourceArn ?? "", call, internal) } };
  },
  decide(state, input, call, { queue }) {
    const { EventSourceArn: sourceArn = "", Enabled = true, Tags: tags = {} } = input;
    checkTags(tags);
    const kind = sourceKind(sourceArn);
    const { fn, version, arn } = mappedFunction(state, input.FunctionName, call);
    const settings = readSettings(state, arn, kind, input, undefined);
    checkVisibility(queue?.visibilityS, version.config.timeoutS);
    const same = [...state.mappings.values()].find(
      (one) => one.sourceArn === sourceArn && one.settings.functionArn === arn,
    );
    if (same !== undefined)
      throw conflict(
        `An event source mapping with ${kind === "stream" ? "stream" : "SQS"} arn (" ${sourceArn} ") and function (" ${fn.name} ") already exists. Please update or delete the existing mapping with UUID ${same.uuid}`,
      );
    const uuid = keyedUuid(call.seed, "lambda.mapping", state.mappingsMade);
    const mapping = {
      uuid,
      region: call.region,
      account: call.account,
      sourceArn,
      settings,
      state: Enabled ? ("Creating" as const) : ("Disabled" as const),
    };
    const lastResult = settings.stream === undefined ? undefined : "No records processed";
    const made = { ...mapping, modifiedMs: call.nowMs, lastResult, tags: new Map<string, string>() };
    return changed(mappingAnswer(made, call), {
      kind: "lambda.mapping-created",
      atMs: call.nowMs,
      tags,
      ...mapping,
    });
  },
});

/** The one call in which a function that is not there is a parameter of the wrong value. */
export function mappedFunction(state: LambdaState, name: string | undefined, call: Call): Target {
  try {
    return findTarget(state, name, undefined, call);
  } catch (error) {
    if (error instanceof LambdaError && error.code === "ResourceNotFoundException")
      throw invalidParameter("Function does not exist");
    throw error;
  }
}
