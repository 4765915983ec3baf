// Room states-language, JSONata: what an expression refers to. AWS evaluates without a context item: a bare name or `$` at the top level,
// and `$$` anywhere, refuse the definition ("Transforming data with JSONata": expressions must not reference them).

type Node = object;

/** Every reference of a parsed expression that AWS does not support, as its messages name it. */
export function unsupportedReferences(ast: unknown): readonly string[] {
  const found: string[] = [];
  const open: { readonly node: Node; readonly top: boolean }[] = isNode(ast)
    ? [{ node: ast, top: true }]
    : [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const message = messageFor(next.node, next.top);
    if (message !== undefined && !found.includes(message)) found.push(message);
    open.push(...childrenOf(next.node, next.top));
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function messageFor(node: Node, top: boolean): string | undefined {
  const type: unknown = Reflect.get(node, "type");
  const value: unknown = Reflect.get(node, "value");
  if (type === "variable" && value === "$") return "Reference to '$$' is not supported.";
  if (!top) return undefined;
  if (type === "variable" && value === "") return "Reference to '$' at the top level is not supported.";
  return type === "name" ? `Reference to '${String(value)}' at the top level is not supported.` : undefined;
}

/** Members that are evaluated for each item of something: names are relative there. */
const RELATIVE = new Set(["stages", "predicate", "group", "terms", "pattern", "update", "delete"]);

function childrenOf(node: Node, top: boolean): readonly { readonly node: Node; readonly top: boolean }[] {
  return Object.entries(node).flatMap(([key, value]) => {
    // The name of a bound variable is no reference; what a slot points back to was seen already.
    if (key === "slot" || key === "ancestor" || (key === "lhs" && Reflect.get(node, "type") === "bind"))
      return [];
    const list: readonly unknown[] = Array.isArray(value) ? value.flat(2) : [value];
    return list.filter(isNode).map((child, at) => ({
      node: child,
      top: top && !RELATIVE.has(key) && !(key === "steps" && at > 0),
    }));
  });
}
