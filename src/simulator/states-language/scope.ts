// Room states-language: what an expression may see: the payload, the context object, the variables, and chance from the execution's seed.
import type { Json, JsonObject } from "./json.ts";

export interface Chance {
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly uuid: () => string;
}

export interface Scope {
  /** `$` of JSONPath; `$states.input` of JSONata. */
  readonly input: Json;
  /** `$$` of JSONPath; `$states.context` of JSONata. */
  readonly context: JsonObject;
  readonly variables: JsonObject;
  readonly chance: Chance;
  readonly nowMs: number;
  /** `$states.result`, once the state has one. */
  readonly result?: Json;
  /** `$states.errorOutput`, inside a Catch. */
  readonly errorOutput?: Json;
}
