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
const NAMESPACES: readonly (readonly [name: string, isClosed: boolean])[] = [
  ["Math", true],
  ["JSON", true],
  ["Reflect", true],
  ["Atomics", true],
  ["console", false],
  ["process", false],
];

/** Taken before any program comes, which may replace these too. */
const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;

interface Kept {
  readonly name: string;
  readonly object: object;
  readonly prototype: object | null;
  readonly keys: readonly PropertyKey[];
  /** What stands under each of the keys: a function, or how it is got. */
  readonly values: readonly unknown[];
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
  const unique = new Map(builtIns());
  const kept = [...unique].map(([name, { object, isClosed }]) => keep(name, object, isClosed));
  return () => {
    // By index, here and below: a program may have changed what walks through a list, or Array's own methods.
    for (let at = 0; at < kept.length; at += 1) {
      const one = kept[at];
      const changed = one === undefined ? undefined : changedIn(one);
      if (one !== undefined && changed !== undefined) return `${one.name}.${String(changed)}`;
    }
    return undefined;
  };
}

function* builtIns(): Generator<
  readonly [name: string, { readonly object: object; readonly isClosed: boolean }]
> {
  for (const [name, value] of functionsOf(globalThis)) yield* withPrototype(name, value);
  for (const [name, isClosed] of NAMESPACES) {
    const value: unknown = Reflect.get(globalThis, name);
    if (typeof value === "object" && value !== null) yield [name, { object: value, isClosed }];
  }
  for (const name of WRAPPED) {
    const exported = require(`node:${name}`) as object;
    yield [name, { object: exported, isClosed: false }];
    for (const [member, value] of functionsOf(exported)) yield* withPrototype(`${name}.${member}`, value);
  }
  // No global names these.
  const unnamed = {
    AsyncFunction: async () => {},
    ArrayIterator: [].values(),
    MapIterator: new Map().values(),
    SetIterator: new Set().values(),
    StringIterator: ""[Symbol.iterator](),
    GeneratorFunction: function* () {},
    Generator: Reflect.getPrototypeOf((function* () {})()) ?? {},
    AsyncGeneratorFunction: async function* () {},
    AsyncGenerator: Reflect.getPrototypeOf((async function* () {})()) ?? {},
    TypedArray: Uint8Array.prototype,
  };
  for (const [name, value] of Object.entries(unnamed))
    yield [`${name}.prototype`, { object: Reflect.getPrototypeOf(value) ?? {}, isClosed: true }];
  yield ["TypedArray", { object: Reflect.getPrototypeOf(Uint8Array) ?? {}, isClosed: true }];
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

function keep(name: string, object: object, isClosed: boolean): Kept {
  const keys = ownKeys(object);
  const values = keys.map((key) => standsAt(object, key));
  return { name, object, prototype: getPrototypeOf(object), keys, values, isClosed };
}

function standsAt(object: object, key: PropertyKey): unknown {
  const descriptor = getOwnPropertyDescriptor(object, key);
  return (
    descriptor?.get ?? (typeof descriptor?.value === "function" ? (descriptor.value as Function) : undefined)
  );
}

function changedIn({ object, prototype, keys, values, isClosed }: Kept): PropertyKey | undefined {
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at];
    if (key !== undefined && standsAt(object, key) !== values[at]) return key;
  }
  if (!isClosed) return undefined;
  if (getPrototypeOf(object) !== prototype) return "__proto__";
  const now = ownKeys(object);
  if (now.length === keys.length) return undefined;
  for (let at = 0; at < now.length; at += 1) {
    const key = now[at];
    if (key !== undefined && !isAmong(keys, key)) return key;
  }
  return undefined;
}

function isAmong(keys: readonly PropertyKey[], wanted: PropertyKey): boolean {
  for (let at = 0; at < keys.length; at += 1) if (keys[at] === wanted) return true;
  return false;
}
