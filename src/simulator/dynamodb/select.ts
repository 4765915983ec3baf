// Room simulator/dynamodb: which attributes a Query or Scan answers, of a table or of an index, and what AWS refuses of the asking.
import { invalidValue, validation } from "./errors.ts";
import type { CompiledProjection } from "./expression/compile.ts";
import { projected } from "./expression/projection.ts";
import { indexItem, projectedNames } from "./index-item.ts";
import type { Index, Table } from "./state.ts";
import type { Item } from "./value.ts";

export const SELECT = ["SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"] as const;

interface Asked {
  readonly select: string | undefined;
  readonly projection: CompiledProjection | undefined;
  readonly indexName: string | undefined;
}

/** Whether or not there is such a table. */
export function checkSelect({ select, projection, indexName }: Asked): void {
  if (select === "SPECIFIC_ATTRIBUTES" && projection === undefined)
    throw validation(
      "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    );
  if (select !== undefined && select !== "SPECIFIC_ATTRIBUTES" && projection !== undefined)
    throw validation(
      `Cannot specify the ProjectionExpression when choosing to get ${select === "COUNT" ? "only the Count" : select}`,
    );
  if (select === "ALL_PROJECTED_ATTRIBUTES" && indexName === undefined)
    throw validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
}

export function findIndex(table: Table, name: string | undefined, isConsistent: boolean): Index | undefined {
  if (name === undefined) return undefined;
  const index = table.indexes.get(name);
  if (index === undefined) throw validation(`The table does not have the specified index: ${name}`);
  if (index.definition.isGlobal && isConsistent)
    throw validation("Consistent reads are not supported on global secondary indexes");
  return index;
}

/** What is answered of an item; undefined where only the number is asked for. */
export function selector(
  table: Table,
  index: Index | undefined,
  { select, projection }: Asked,
): ((item: Item) => Item) | undefined {
  if (index !== undefined) checkProjected(table, index, select, projection);
  if (select === "COUNT") return undefined;
  if (projection !== undefined) return (item) => projected(item, projection.projection);
  const isWhole = index === undefined || select === "ALL_ATTRIBUTES" || index.definition.projection === "ALL";
  return isWhole ? (item) => item : (item) => indexItem(table, index.definition, item) ?? item;
}

/** A local index fetches from the table what it does not hold; a global one cannot. */
function checkProjected(
  table: Table,
  { definition }: Index,
  select: string | undefined,
  projection: CompiledProjection | undefined,
): void {
  const names = projectedNames(table, definition);
  if (!definition.isGlobal || names === undefined) return;
  if (select === "ALL_ATTRIBUTES")
    throw invalidValue(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${definition.name} because its projection type is not ALL`,
    );
  const missing = (projection?.paths ?? []).map(([name]) => name).filter((name) => !names.has(name));
  if (missing.length > 0)
    throw invalidValue(
      `Global secondary index ${definition.name} does not project [${missing.toSorted().join(", ")}]`,
    );
}
