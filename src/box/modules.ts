// Room box: a fresh evaluation of a program for each actor: its files, and those of its own that they import, are loaded under a URL
// that names the actor, so module state is its own. Packages under node_modules are loaded once, as a runtime's are.
import { registerHooks } from "node:module";
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
      const found = next(specifier, context);
      const actor = context.parentURL === undefined ? null : actorOf(context.parentURL);
      if (actor === null || !found.url.startsWith("file:") || found.url.includes("/node_modules/"))
        return found;
      const url = new URL(found.url);
      url.searchParams.set(PARAMETER, actor);
      return { ...found, url: url.href };
    },
    load(url, context, next) {
      const loaded = next(url, context);
      const actor = actorOf(url);
      const { source } = loaded;
      if (actor === null || source === null || source === undefined || !isModule(loaded.format))
        return loaded;
      const text = typeof source === "string" ? source : Buffer.from(source as Uint8Array).toString("utf8");
      return { ...loaded, source: withOwnGlobal(text, actor) };
    },
  });
}

const isModule = (format: string | null | undefined): boolean =>
  format === "module" || format === "module-typescript";

function actorOf(parent: string): string | null {
  return parent.startsWith("file:") ? new URL(parent).searchParams.get(PARAMETER) : null;
}
