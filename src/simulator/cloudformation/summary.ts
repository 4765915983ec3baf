// Room simulator/cloudformation: what a template says of itself: parameters, capabilities, types.
import { section } from "../../template/instance.ts";
import { isList, isObject, type JsonObject } from "../../template/json.ts";
import { resourceOf } from "../../template/template.ts";
import { capabilityNeeded, openTemplate } from "./intake.ts";
import type { Settings } from "./state.ts";

export interface Summary {
  readonly description: string | undefined;
  readonly parameters: readonly (readonly [name: string, declaration: JsonObject])[];
  readonly types: readonly string[];
  readonly capability: string | undefined;
  readonly iamTypes: readonly string[];
  readonly metadata: string | undefined;
}

export function summaryOf(body: string): Summary {
  const { raw } = openTemplate(body);
  const resources = Object.entries(section(raw, "Resources")).flatMap(([id, one]) =>
    isObject(one) && typeof one.Type === "string" ? [resourceOf(id, { ...one, Type: one.Type }, 0)] : [],
  );
  const types = [...new Set(resources.map(({ type }) => type))];
  return {
    description: typeof raw.Description === "string" ? raw.Description : undefined,
    parameters: Object.entries(section(raw, "Parameters")).flatMap(([name, one]) =>
      isObject(one) ? [[name, one] as const] : [],
    ),
    types,
    capability: capabilityNeeded(resources),
    iamTypes: types.filter((type) => type.startsWith("AWS::IAM::")),
    metadata: raw.Metadata === undefined ? undefined : JSON.stringify(raw.Metadata),
  };
}

export const defaultOf = ({ Default }: JsonObject): string | undefined => {
  if (Default === undefined || Default === null) return undefined;
  return isList(Default) ? Default.map(String).join(",") : String(Default);
};

export const descriptionOf = ({ Description }: JsonObject): string | undefined =>
  typeof Description === "string" ? Description : undefined;

/** In the place of a value that NoEcho hides (User Guide, Parameters). */
export const HIDDEN = "****";

export const hiddenParameters = (body: string): readonly string[] =>
  Object.entries(section(openTemplate(body).raw, "Parameters")).flatMap(([name, one]) =>
    isObject(one) && isHidden(one) ? [name] : [],
  );

/** Parameters as answers show them. */
export function shownParameters({ body, parameters }: Pick<Settings, "body" | "parameters">) {
  const hidden = hiddenParameters(body);
  return parameters.map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: hidden.includes(ParameterKey) ? HIDDEN : value,
  }));
}

export const isHidden = ({ NoEcho }: JsonObject): boolean => String(NoEcho) === "true";

export const capabilityReason = (types: readonly string[]): string | undefined =>
  types.length === 0 ? undefined : `The following resource(s) require capabilities: [${types.join(", ")}]`;
