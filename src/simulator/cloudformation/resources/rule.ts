// Room simulator/cloudformation: the properties of a type as a table: what each is, and what a change of it asks for. What AWS has and
// is not modelled stands in the table too, so that it can be refused by name.

export type Kind =
  | "string"
  | "integer"
  | "boolean"
  /** Any JSON: a policy, a filter. */
  | "json"
  | "strings"
  | "tags"
  | { readonly members: Properties }
  | { readonly list: Properties };

export interface Rule {
  readonly kind: Kind;
  /** What a change does; `refused` is not modelled. */
  readonly change: "update" | "replace" | "refused";
  readonly isRequired: boolean;
}

export type Properties = { readonly [name: string]: Rule };

/** A property that a change sets in place. */
export const sets = (kind: Kind): Rule => ({ kind, change: "update", isRequired: false });
/** A property whose change makes another resource. */
export const replaces = (kind: Kind): Rule => ({ kind, change: "replace", isRequired: false });
export const needs = (rule: Rule): Rule => ({ ...rule, isRequired: true });
/** A property of AWS's that is not modelled. */
export const refused: Rule = { kind: "json", change: "refused", isRequired: false };

/** Several properties of one rule. */
export const each = (rule: Rule, ...names: readonly string[]): Properties =>
  Object.fromEntries(names.map((name) => [name, rule]));
