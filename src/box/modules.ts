// Room box: a fresh evaluation of a program for each actor: its files, and those of its own that they import, are loaded under a URL
// that names the actor, so module state is its own. Packages under node_modules are loaded once, as a runtime's are.
import { type LoadFnOutput, registerHooks, type ResolveFnOutput, stripTypeScriptTypes } from "node:module";
import { pathToFileURL } from "node:url";
import { withOwnGlobal } from "./own-global.ts";

/** Of a URL under which an actor's own modules are loaded. */
export const PARAMETER = "actor";
let isHooked = false;

/** Loads and runs a program; the promise is that of its whole top level, so a worker's lasts as long as the worker. */
export async function evaluate(file: string, incarnation: string): Promise<unknown> {
  hook();
  const url = pathToFileURL(file);
  url.searchParams.set(PARAMETER, incarnation);
  return import(url.href);
}

/** Stacks name the file, as it stands on disk. */
export function plainStack(text: string): string {
  return text.replaceAll(/\?actor=[^:\s)]*/g, "");
}

/** The actor that a stack's topmost own file belongs to. */
export function actorInStack(stack: string): string | undefined {
  const [, name] = /\?actor=([^:\s)]*)/.exec(stack) ?? [];
  return name === undefined ? undefined : decodeURIComponent(name);
}

function hook(): void {
  if (isHooked) return;
  isHooked = true;
  registerHooks({
    resolve(specifier, context, next) {
      const { parentURL } = context;
      const actor = parentURL === undefined ? null : actorOf(parentURL);
      if (parentURL === undefined || actor === null) return next(specifier, context);
      const found = once(resolved, `${fileOf(parentURL)} ${specifier}`, () => next(specifier, context));
      if (!found.url.startsWith("file:") || found.url.includes("/node_modules/"))
        return { ...found, shortCircuit: true };
      const url = new URL(found.url);
      url.searchParams.set(PARAMETER, actor);
      return { ...found, url: url.href, shortCircuit: true };
    },
    load(url, context, next) {
      const actor = actorOf(url);
      if (actor === null) return next(url, context);
      const loaded = once(read, fileOf(url), () => inJavaScript(next(url, context)));
      const { source } = loaded;
      if (typeof source !== "string") return { ...loaded, shortCircuit: true };
      return { ...loaded, source: withOwnGlobal(source, actor), shortCircuit: true };
    },
  });
}

/** Where a specifier leads and what stands there, of the programs of this thread: a worker starts many times in a run. */
const resolved = new Map<string, ResolveFnOutput>();
const read = new Map<string, LoadFnOutput>();

function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  known.set(key, made);
  return made;
}

const fileOf = (url: string): string => url.replace(/\?.*/s, "");

/** A module as text without types; anything else as it is. */
function inJavaScript(loaded: LoadFnOutput): LoadFnOutput {
  const { format, source } = loaded;
  if (source === null || source === undefined) return loaded;
  if (format !== "module" && format !== "module-typescript") return loaded;
  const text = typeof source === "string" ? source : Buffer.from(source as Uint8Array).toString("utf8");
  if (format === "module") return { ...loaded, source: text };
  // Node calls the function experimental, once, on stderr; it strips by it itself.
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return { ...loaded, format: "module", source: stripTypeScriptTypes(text) };
  } finally {
    process.emitWarning = emitWarning;
  }
}

function actorOf(parent: string): string | null {
  return parent.startsWith("file:") ? new URL(parent).searchParams.get(PARAMETER) : null;
}
