// Room simulator/matching: the slow, obvious matcher that the tests hold the fast one to. It shares no code with it: the event is
// flattened whole, every choice of values is tried, every condition is read straight from the pattern's JSON.

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Branch = ReadonlyMap<string, readonly Json[]>;

interface Field {
  readonly path: string;
  readonly value: Json;
  /** Array by place, and element. */
  readonly seats: ReadonlyMap<string, number>;
}

/** Whether an event matches a pattern that is known to be sound. */
export function slowMatches(pattern: Json, event: Json): boolean {
  const fields = flatten(event, [], "", new Map());
  return expand(pattern, "", [new Map()]).some((branch) => {
    const paths = [...branch.keys()].toSorted((a, b) => (a < b ? -1 : 1));
    return choose(paths, branch, fields, new Map());
  });
}

function flatten(
  node: Json,
  path: readonly string[],
  place: string,
  seats: ReadonlyMap<string, number>,
): Field[] {
  if (Array.isArray(node)) {
    return node.flatMap((element: Json, at) =>
      typeof element === "object" && element !== null
        ? flatten(element, path, `${place}[${at}]`, new Map([...seats, [place, at]]))
        : [{ path: path.join("."), value: element, seats }],
    );
  }
  if (typeof node === "object" && node !== null) {
    return Object.entries(node).flatMap(([name, child]) =>
      flatten(child, [...path, name], `${place}/${name}`, seats),
    );
  }
  return [{ path: path.join("."), value: node, seats }];
}

function expand(node: Json, prefix: string, before: readonly Branch[]): readonly Branch[] {
  return Object.entries(node ?? {}).reduce<readonly Branch[]>((branches, [name, child]: [string, Json]) => {
    if (name === "$or" && Array.isArray(child))
      return child.flatMap((one: Json) => expand(one, prefix, branches));
    if (Array.isArray(child)) return branches.map((branch) => new Map([...branch, [prefix + name, child]]));
    return expand(child, `${prefix}${name}.`, branches);
  }, before);
}

function choose(
  paths: readonly string[],
  branch: Branch,
  fields: readonly Field[],
  seats: ReadonlyMap<string, number>,
): boolean {
  const [path, ...rest] = paths;
  if (path === undefined) return true;
  const conditions = branch.get(path) ?? [];
  const here = fields.filter((field) => field.path === path && fits(field.seats, seats));
  const isAbsent = conditions.some((condition) => JSON.stringify(condition) === '{"exists":false}');
  if (isAbsent && here.length === 0 && choose(rest, branch, fields, seats)) return true;
  return here
    .filter((field) => conditions.some((condition) => meets(field.value, condition)))
    .some((field) => choose(rest, branch, fields, new Map([...seats, ...field.seats])));
}

function fits(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  return [...a].every(([array, at]) => (b.get(array) ?? at) === at);
}

function meets(value: Json, condition: Json): boolean {
  if (typeof condition !== "object" || condition === null) return value === condition;
  const [operator, operand] = Object.entries(condition)[0] ?? ["", null];
  switch (operator) {
    case "exists":
      return operand === true;
    case "numeric":
      return typeof value === "number" && Math.abs(value) <= 5e9 && inRange(value, operand);
    case "anything-but":
      return !listOf(operand).some((one) => meets(value, one));
    default:
      return typeof value === "string" && meetsText(value, operator, operand);
  }
}

/** What anything-but excludes, as conditions. */
function listOf(operand: Json | undefined): readonly Json[] {
  if (Array.isArray(operand)) return operand;
  if (typeof operand !== "object" || operand === null) return [operand ?? null];
  const [operator, texts] = Object.entries(operand)[0] ?? ["", null];
  return [texts].flat().map((text) => ({ [operator]: text }));
}

function inRange(value: number, operand: Json | undefined): boolean {
  const terms = [operand].flat();
  return terms.every((term, at) => {
    const bound = Number(terms[at + 1]);
    switch (term) {
      case "=":
        return value === bound;
      case "<":
        return value < bound;
      case "<=":
        return value <= bound;
      case ">":
        return value > bound;
      case ">=":
        return value >= bound;
      default:
        return true;
    }
  });
}

function meetsText(value: string, operator: string, operand: Json | undefined): boolean {
  if (typeof operand === "object" && operand !== null)
    return meetsText(value.toLowerCase(), operator, String(Object.values(operand)[0]).toLowerCase());
  const text = String(operand);
  switch (operator) {
    case "prefix":
      return value.slice(0, text.length) === text;
    case "suffix":
      return text === "" || value.slice(-text.length) === text;
    case "equals-ignore-case":
      return value.toLowerCase() === text.toLowerCase();
    case "wildcard":
      return globs(value, text);
    default:
      throw new Error(`the reference does not know ${operator}`);
  }
}

/** Tries every place for every star. */
function globs(value: string, glob: string): boolean {
  if (glob === "") return value === "";
  if (!glob.startsWith("*")) return value[0] === glob[0] && globs(value.slice(1), glob.slice(1));
  return globs(value, glob.slice(1)) || (value !== "" && globs(value.slice(1), glob));
}
