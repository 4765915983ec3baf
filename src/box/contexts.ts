// Room box: contexts of node:vm: each is made with clocks and randomness of its own, which are the machine's. Those of a new one are
// replaced before any code runs in it.
import vm from "node:vm";

const INSTALL = `(now, random) => {
  const RealDate = Date;
  Math.random = random;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
  });
  RealDate.prototype.constructor = globalThis.Date;
}`;

type Install = (now: () => number, random: () => number) => void;

/** The members of `node:vm` that make contexts, with this clock and this randomness in each. */
export function virtualContexts(now: () => number, random: () => number): Partial<typeof vm> {
  const { createContext, isContext, runInContext, Script } = vm;
  const made = (...args: Parameters<typeof createContext>): vm.Context => {
    const [object = {}] = args;
    const isKnown = typeof object === "object" && isContext(object);
    const context = createContext(...args);
    if (!isKnown) (runInContext(INSTALL, context) as Install)(now, random);
    return context;
  };
  Script.prototype.runInNewContext = function (this: vm.Script, object, options) {
    return this.runInContext(made(object, contextOptions(options)), options) as unknown;
  };
  return {
    createContext: made,
    runInNewContext: (code, object, options) =>
      runInContext(code, made(object, contextOptions(options)), options) as unknown,
  };
}

/** What `runInNewContext` says of the context beside what it says of the script. */
function contextOptions(options: unknown): vm.CreateContextOptions {
  if (typeof options !== "object" || options === null) return {};
  const { contextName, contextOrigin, contextCodeGeneration, microtaskMode } =
    options as vm.RunningScriptInNewContextOptions; // Node's own words
  return {
    ...(contextName === undefined ? {} : { name: contextName }),
    ...(contextOrigin === undefined ? {} : { origin: contextOrigin }),
    ...(contextCodeGeneration === undefined ? {} : { codeGeneration: contextCodeGeneration }),
    ...(microtaskMode === undefined ? {} : { microtaskMode }),
  };
}
