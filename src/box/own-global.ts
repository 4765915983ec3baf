// Room box: `globalThis` as each program sees it: what a program keeps there is its own and gone with it, as in a process; everything
// else is the thread's. Names that a program declares itself are left alone.

/** Stands before a program's first line, so line numbers stay. */
const FINDER = "ordealGlobalOf";

const globals = new Map<string, object>();

/** Ends what all programs kept: a new world begins. */
export function forgetGlobals(): void {
  globals.clear();
}

/** The source of a module, seeing the `globalThis` of the program that it is loaded for. */
export function withOwnGlobal(source: string, incarnation: string): string {
  if (!Reflect.has(globalThis, FINDER))
    Object.defineProperty(globalThis, FINDER, { value: globalOf, enumerable: false });
  const names = ["globalThis", "global"].filter((name) => source.includes(name) && !declares(source, name));
  if (names.length === 0) return source;
  const found = `${FINDER}(${JSON.stringify(incarnation)})`;
  return `const ${names.map((name) => `${name} = ${found}`).join(", ")}; ${source}`;
}

const declares = (source: string, name: string): boolean =>
  new RegExp(String.raw`\b(?:const|let|var|function|class|import)\s[^;=(]*\b${name}\b`).test(source);

/** The `globalThis` of a program. */
export function globalOf(incarnation: string): object {
  const known = globals.get(incarnation);
  if (known !== undefined) return known;
  const own = new Map<string | symbol, PropertyDescriptor>();
  const made = new Proxy(globalThis, {
    get: (target, key) => (own.has(key) ? own.get(key)?.value : Reflect.get(target, key)) as unknown,
    has: (target, key) => own.has(key) || Reflect.has(target, key),
    set: (_target, key, value: unknown) =>
      own.set(key, { value, writable: true, enumerable: true, configurable: true }) !== undefined,
    deleteProperty: (_target, key) => own.delete(key) || true,
    defineProperty: (_target, key, descriptor) => own.set(key, descriptor) !== undefined,
    getOwnPropertyDescriptor: (target, key) => own.get(key) ?? Reflect.getOwnPropertyDescriptor(target, key),
    ownKeys: (target) => [...new Set([...Reflect.ownKeys(target), ...own.keys()])],
  });
  globals.set(incarnation, made);
  return made;
}
