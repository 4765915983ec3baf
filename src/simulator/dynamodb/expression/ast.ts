// Room simulator/dynamodb/expression: expressions as data, names resolved, values still by their placeholder: one compiled text serves
// every call.
import type { Path } from "./path.ts";

export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

export type ConditionFunction =
  "attribute_exists" | "attribute_not_exists" | "attribute_type" | "begins_with" | "contains" | "size";
export type UpdateFunction = "if_not_exists" | "list_append";

export type Operand =
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "value"; readonly name: string }
  | {
      readonly kind: "call";
      readonly name: ConditionFunction | UpdateFunction;
      readonly args: readonly Operand[];
    }
  /** In SET alone. */
  | { readonly kind: "sum"; readonly sign: 1 | -1; readonly left: Operand; readonly right: Operand };

export type Condition =
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "compare"; readonly by: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: "between"; readonly of: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: "in"; readonly of: Operand; readonly among: readonly Operand[] }
  | {
      readonly kind: "call";
      readonly name: ConditionFunction | UpdateFunction;
      readonly args: readonly Operand[];
    };

export type UpdateAction =
  | { readonly kind: "set"; readonly path: Path; readonly to: Operand }
  | { readonly kind: "remove"; readonly path: Path }
  | { readonly kind: "add" | "delete"; readonly path: Path; readonly value: string };
