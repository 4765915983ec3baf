// Room box: a fresh evaluation of a bundle in memory for each actor: its modules, ES or CommonJS, are loaded under URLs that name the
// actor, so module state is its own. Packages that the bundle says are shared are loaded once, from this project.
import nodeModule, { createRequire, isBuiltin, registerHooks, syncBuiltinESMExports } from "node:module";
import path from "node:path/posix";
import vm from "node:vm";
import { type Actor, currentActor, runAs } from "./actor.ts";
import { aliasOf, type Bundle, fileFor, isModule, textOf } from "./bundle-files.ts";
import { PARAMETER } from "./modules.ts";
import { globalOf, withOwnGlobal } from "./own-global.ts";

export type { Bundle } from "./bundle-files.ts";

interface CommonModule {
  exports: unknown;
  readonly filename: string;
  readonly id: string;
  loaded: boolean;
}

interface Opened {
  readonly bundle: Bundle;
  readonly actor: Actor;
  readonly mark: string;
  /** CommonJS modules that were evaluated, by file. */
  readonly modules: Map<string, CommonModule>;
}

/** A bundle, open for one actor. */
export interface OpenBundle {
  /** The module's namespace, or what a CommonJS module exports. Runs as the actor. */
  load(file: string): Promise<unknown>;
  close(): void;
}

const opened = new Map<string, Opened>();
const own = createRequire(import.meta.url);
/** By which the stand-in of a CommonJS module among ES modules finds what it exports. */
const EXPORTS_OF = Symbol.for("ordeal.exportsOf");
let isHooked = false;

/** `mark` is unique in this thread: no module is ever loaded again under the same URL. */
export function openBundle(bundle: Bundle, actor: Actor, mark: string): OpenBundle {
  hook();
  const one: Opened = { bundle, actor, mark, modules: new Map() };
  opened.set(mark, one);
  return {
    load: (file) =>
      runAs(actor, async () =>
        isModule(bundle, file) ? ((await import(urlOf(one, file))) as unknown) : evaluateCommon(one, file),
      ),
    close: () => void opened.delete(mark),
  };
}

function urlOf({ mark }: Opened, file: string): string {
  const url = new URL(`file://${encodeURI(file)}`);
  url.searchParams.set(PARAMETER, mark);
  return url.href;
}

/** The bundle and the file that a URL names, if it names one. */
function placeOf(url: string | undefined): { readonly one: Opened; readonly file: string } | undefined {
  if (url === undefined || opened.size === 0 || !url.startsWith("file:")) return undefined;
  const parsed = new URL(url);
  const one = opened.get(parsed.searchParams.get(PARAMETER) ?? "");
  return one === undefined ? undefined : { one, file: decodeURI(parsed.pathname) };
}

/** The same for a path: of the bundle whose actor is running. */
function placeHere(file: string): { readonly one: Opened; readonly file: string } | undefined {
  const actor = currentActor();
  const one = actor === undefined ? undefined : [...opened.values()].find((some) => some.actor === actor);
  return one !== undefined && file.startsWith(`${one.bundle.root}/`) ? { one, file } : undefined;
}

function hook(): void {
  if (isHooked) return;
  isHooked = true;
  Object.defineProperty(globalThis, EXPORTS_OF, { value: exportsOf });
  const { createRequire: fromDisk } = nodeModule;
  nodeModule.createRequire = (from) => {
    const place = placeOf(String(from)) ?? placeHere(String(from));
    return place === undefined ? fromDisk(from) : requireFrom(place.one, place.file);
  };
  syncBuiltinESMExports();
  registerHooks({
    resolve(specifier, context, next) {
      const self = placeOf(specifier);
      if (self !== undefined) return { url: specifier, format: "module", shortCircuit: true };
      const place = placeOf(context.parentURL);
      if (place === undefined || isBuiltin(specifier)) return next(specifier, context);
      const { one, file: parent } = place;
      const wanted = wantedBy(one, specifier, parent, "import");
      if (isBuiltin(wanted)) return next(wanted, context);
      const file = fileFor(one.bundle, wanted, parent, "import");
      if (file !== undefined) return { url: urlOf(one, file), format: "module", shortCircuit: true };
      const missing = notFound("ERR_MODULE_NOT_FOUND", importWords(specifier, parent));
      if (!one.bundle.isShared(wanted)) throw missing;
      return orElse(missing, () => next(wanted, { ...context, parentURL: import.meta.url }));
    },
    load(url, context, next) {
      const place = placeOf(url);
      if (place === undefined) return next(url, context);
      const { one, file } = place;
      const source = isModule(one.bundle, file)
        ? withOwnGlobal(textOf(one.bundle, file), one.mark)
        : standIn(one, file);
      return { format: "module", source, shortCircuit: true };
    },
  });
}

/** What a specifier means before it is looked for: a URL its path, a private name what it stands for. */
function wantedBy({ bundle }: Opened, specifier: string, parent: string, way: "import" | "require"): string {
  if (specifier.startsWith("file:")) return new URL(specifier).pathname;
  return specifier.startsWith("#") ? (aliasOf(bundle, specifier, parent, way) ?? specifier) : specifier;
}

/** What this machine has not: the package that asked is told, and not where on this machine it was looked for. */
function orElse<T>(missing: Error, find: () => T): T {
  try {
    return find();
  } catch (error) {
    const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
    throw code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND" ? missing : error;
  }
}

/** A CommonJS module as an ES module sees it: its exports as the default, and each under its name. */
function standIn(one: Opened, file: string): string {
  const exported = runAs(one.actor, () => evaluateCommon(one, file));
  const names =
    typeof exported === "object" || typeof exported === "function" ? Object.keys(exported ?? {}) : [];
  const lines = names
    .filter((name) => name !== "default")
    .map(
      (name, at) =>
        `const e${at} = m[${JSON.stringify(name)}]; export { e${at} as ${JSON.stringify(name)} };`,
    );
  const head = `const m = globalThis[Symbol.for("ordeal.exportsOf")](import.meta.url); export default m;`;
  return [head, ...lines].join("\n");
}

function exportsOf(url: string): unknown {
  const place = placeOf(url);
  return place?.one.modules.get(place.file)?.exports;
}

function evaluateCommon(one: Opened, file: string): unknown {
  const before = one.modules.get(file);
  if (before !== undefined) return before.exports;
  const module: CommonModule = { exports: {}, filename: file, id: file, loaded: false };
  one.modules.set(file, module);
  try {
    if (file.endsWith(".json")) module.exports = JSON.parse(textOf(one.bundle, file));
    else {
      const run = compile(textOf(one.bundle, file), urlOf(one, file));
      const ownGlobal = globalOf(one.mark);
      const given = [module.exports, requireFrom(one, file), module, file, path.dirname(file)] as const;
      run.call(module.exports, ...given, ownGlobal, ownGlobal);
    }
  } catch (error) {
    one.modules.delete(file);
    throw error;
  }
  module.loaded = true;
  return module.exports;
}

type Compiled = (
  this: unknown,
  exported: unknown,
  require: (specifier: string) => unknown,
  module: CommonModule,
  filename: string,
  dirname: string,
  ownGlobalThis: object,
  ownGlobal: object,
) => void;

const PARAMETERS = ["exports", "require", "module", "__filename", "__dirname", "globalThis", "global"];

function compile(source: string, filename: string): Compiled {
  // Node calls the constant experimental, once, on stderr; nothing that a reader of a run could act on.
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return vm.compileFunction(source, PARAMETERS, {
      filename,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }) as Compiled; // the parameters just named
  } finally {
    process.emitWarning = emitWarning;
  }
}

function requireFrom(one: Opened, parent: string): NodeJS.Require {
  const { bundle } = one;
  const missing = (specifier: string) =>
    notFound("MODULE_NOT_FOUND", `Cannot find module '${specifier}'\nRequire stack:\n- ${parent}`);
  const resolve = (specifier: string): string => {
    const wanted = wantedBy(one, specifier, parent, "require");
    const file = fileFor(bundle, wanted, parent, "require");
    if (file === undefined && !isBuiltin(wanted) && !bundle.isShared(wanted)) throw missing(specifier);
    return file ?? wanted;
  };
  const load = (specifier: string): unknown => {
    if (isBuiltin(specifier)) return own(specifier);
    const file = resolve(specifier);
    if (isBuiltin(file)) return own(file);
    if (!bundle.files.has(file)) return orElse(missing(specifier), () => own(file));
    if (isModule(bundle, file))
      throw notFound("ERR_REQUIRE_ESM", `require() of ES Module ${file} from ${parent} not supported.`);
    return evaluateCommon(one, file);
  };
  return Object.assign(load, { resolve, cache: {}, main: undefined }) as unknown as NodeJS.Require; // what of it programs use
}

const importWords = (specifier: string, parent: string): string =>
  /^[./]/.test(specifier)
    ? `Cannot find module '${path.resolve(path.dirname(parent), specifier)}' imported from ${parent}`
    : `Cannot find package '${specifier}' imported from ${parent}`;

const notFound = (code: string, message: string): Error => Object.assign(new Error(message), { code });
