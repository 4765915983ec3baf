// Room box: whether a world left this thread's built-ins as they were. A package may replace a method of `Array` or wrap `Promise`: in
// production that ends with its process, so here it must end with its thread, before another world runs in it.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Of Node's modules those that packages are known to wrap. */
const WRAPPED: readonly string[] = [
  "events",
  "fs",
  "http",
  "https",
  "net",
  "timers",
  "crypto",
  "stream",
  "async_hooks",
];
const NAMESPACES: readonly string[] = ["Math", "JSON", "Reflect", "Atomics", "console", "process"];

/** What stands under each name of an object: a value, or how it is got. */
type Members = ReadonlyMap<PropertyKey, unknown>;

interface Kept {
  readonly object: object;
  readonly members: Members;
  /** Nobody adds to it but to change what everybody sees: a prototype or a constructor. */
  readonly isClosed: boolean;
}

/**
 * Takes down what this thread's built-ins are.
 *
 * @returns names the first that has changed since, such as `Array.prototype.map`
 * @example
 * const changed = keepBuiltIns();
 * Array.prototype.at = () => 7;
 * changed(); // "Array.prototype.at"
 */
export function keepBuiltIns(): () => string | undefined {
  const kept = new Map([...builtIns()].map(([name, { object, isClosed }]) => [name, keep(object, isClosed)]));
  return () => {
    for (const [name, one] of kept) {
      const changed = changedIn(one);
      if (changed !== undefined) return `${name}.${String(changed)}`;
    }
    return undefined;
  };
}

function* builtIns(): Generator<
  readonly [name: string, { readonly object: object; readonly isClosed: boolean }]
> {
  for (const [name, value] of functionsOf(globalThis)) yield* withPrototype(name, value);
  for (const name of NAMESPACES) {
    const value: unknown = Reflect.get(globalThis, name);
    if (typeof value === "object" && value !== null) yield [name, { object: value, isClosed: false }];
  }
  for (const name of WRAPPED) {
    const exported = require(`node:${name}`) as object;
    yield [name, { object: exported, isClosed: false }];
    for (const [member, value] of functionsOf(exported)) yield* withPrototype(`${name}.${member}`, value);
  }
  // No global names these.
  const unnamed = { AsyncFunction: async () => {}, Iterator: [].values(), Generator: (function* () {})() };
  for (const [name, value] of Object.entries(unnamed))
    yield [`${name}.prototype`, { object: Reflect.getPrototypeOf(value) ?? {}, isClosed: true }];
}

function* withPrototype(name: string, value: Function) {
  yield [name, { object: value, isClosed: true }] as const;
  const { prototype } = value as { readonly prototype?: unknown };
  if (typeof prototype === "object" && prototype !== null)
    yield [`${name}.prototype`, { object: prototype, isClosed: true }] as const;
}

/** By name, without a call of any getter: Node loads some of its globals when they are first read. */
function* functionsOf(object: object): Generator<readonly [name: string, value: Function]> {
  for (const name of Object.getOwnPropertyNames(object)) {
    const value: unknown = Object.getOwnPropertyDescriptor(object, name)?.value;
    if (typeof value === "function") yield [name, value];
  }
}

function keep(object: object, isClosed: boolean): Kept {
  return { object, isClosed, members: membersOf(object) };
}

function membersOf(object: object): Members {
  return new Map(Reflect.ownKeys(object).map((key) => [key, standsAt(object, key)]));
}

function standsAt(object: object, key: PropertyKey): unknown {
  const descriptor = Reflect.getOwnPropertyDescriptor(object, key);
  return (
    descriptor?.get ?? (typeof descriptor?.value === "function" ? (descriptor.value as Function) : undefined)
  );
}

function changedIn({ object, members, isClosed }: Kept): PropertyKey | undefined {
  for (const [key, value] of members) if (standsAt(object, key) !== value) return key;
  if (!isClosed) return undefined;
  return Reflect.ownKeys(object).find((key) => !members.has(key));
}
