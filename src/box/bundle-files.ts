// Room box: which file of a bundle a specifier means: Node's own rules, as far as a bundle in memory needs them.
import path from "node:path/posix";

/** Files in memory, by absolute path; they are never on disk. */
export interface Bundle {
  /** `/var/task`: every file stands below it. */
  readonly root: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Packages that the machine itself has, loaded once for all. */
  readonly isShared: (specifier: string) => boolean;
}

export type Way = "import" | "require";

const DECODER = new TextDecoder();

export const textOf = ({ files }: Bundle, file: string): string => DECODER.decode(files.get(file));

/** The file that `specifier` means in `parent`; undefined where the bundle has none. */
export function fileFor(bundle: Bundle, specifier: string, parent: string, way: Way): string | undefined {
  if (/^(\.{1,2}(\/|$)|\/)/.test(specifier))
    return found(bundle, path.resolve(path.dirname(parent), specifier), way);
  for (let folder = path.dirname(parent); folder.startsWith(bundle.root); folder = path.dirname(folder)) {
    const file = inPackage(bundle, path.join(folder, "node_modules"), specifier, way);
    if (file !== undefined) return file;
  }
  return inItself(bundle, specifier, parent, way);
}

/** A package may name itself by what it exports. */
function inItself(bundle: Bundle, specifier: string, parent: string, way: Way): string | undefined {
  for (let folder = path.dirname(parent); folder.startsWith(bundle.root); folder = path.dirname(folder)) {
    const description = packageIn(bundle, folder);
    if (description === undefined) continue;
    const { name, exports: exported } = description;
    if (typeof name !== "string" || exported === undefined) return undefined;
    if (specifier !== name && !specifier.startsWith(`${name}/`)) return undefined;
    const target = exportOf(exported, `.${specifier.slice(name.length)}`, way);
    return target === undefined ? undefined : found(bundle, path.join(folder, target), "import");
  }
  return undefined;
}

/** What a private name (`#name`, the `imports` of the nearest package.json) stands for: a file's path or another specifier. */
export function aliasOf(bundle: Bundle, specifier: string, parent: string, way: Way): string | undefined {
  for (let folder = path.dirname(parent); folder.startsWith(bundle.root); folder = path.dirname(folder)) {
    const description = packageIn(bundle, folder);
    if (description === undefined) continue;
    const target = isRecord(description["imports"])
      ? targetOf(description["imports"], specifier, way)
      : undefined;
    return target?.startsWith("./") === true ? path.join(folder, target) : target;
  }
  return undefined;
}

/** Whether a file is an ES module: by its ending, else by the nearest package.json (Lambda has no detection of syntax). */
export function isModule(bundle: Bundle, file: string): boolean {
  if (file.endsWith(".mjs")) return true;
  if (!file.endsWith(".js")) return false;
  for (let folder = path.dirname(file); folder.startsWith(bundle.root); folder = path.dirname(folder)) {
    const description = packageIn(bundle, folder);
    if (description !== undefined) return description["type"] === "module";
  }
  return false;
}

/** `import` takes names as they stand; `require` tries endings and folders. */
function found({ files, ...bundle }: Bundle, file: string, way: Way): string | undefined {
  if (files.has(file)) return file;
  if (way === "import") return undefined;
  const ending = [".js", ".json", ".cjs"].find((one) => files.has(file + one));
  if (ending !== undefined) return file + ending;
  const main = packageIn({ files, ...bundle }, file)?.["main"];
  const entry =
    typeof main === "string" ? found({ files, ...bundle }, path.join(file, main), way) : undefined;
  if (entry !== undefined) return entry;
  return ["/index.js", "/index.json"].map((one) => file + one).find((one) => files.has(one));
}

function inPackage(bundle: Bundle, modules: string, specifier: string, way: Way): string | undefined {
  const parts = specifier.split("/");
  const name = parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
  const folder = path.join(modules, name);
  const rest = specifier.slice(name.length);
  const description = packageIn(bundle, folder);
  const exported = description?.["exports"];
  if (exported !== undefined) {
    const target = exportOf(exported, `.${rest}`, way);
    return target === undefined ? undefined : found(bundle, path.join(folder, target), "import");
  }
  return found(bundle, path.join(folder, rest), "require");
}

/** The `exports` of a package.json: names, one star, conditions. */
function exportOf(exported: unknown, name: string, way: Way): string | undefined {
  const named = isRecord(exported) && Object.keys(exported).some((key) => key.startsWith("."));
  if (!named) return name === "." ? conditionOf(exported, way) : undefined;
  return targetOf(exported, name, way);
}

/** The longest name with a star that fits, where none fits as it stands. */
function targetOf(names: Readonly<Record<string, unknown>>, name: string, way: Way): string | undefined {
  if (name in names) return conditionOf(names[name], way);
  let best: { readonly target: unknown; readonly before: string; readonly middle: string } | undefined;
  for (const [pattern, target] of Object.entries(names)) {
    const [before = "", after] = pattern.split("*");
    if (after === undefined || !name.startsWith(before) || !name.endsWith(after)) continue;
    if (name.length < before.length + after.length || before.length <= (best?.before.length ?? -1)) continue;
    best = { target, before, middle: name.slice(before.length, name.length - after.length) };
  }
  return best === undefined ? undefined : conditionOf(best.target, way)?.replaceAll("*", best.middle);
}

function conditionOf(target: unknown, way: Way): string | undefined {
  if (typeof target === "string") return target;
  if (Array.isArray(target))
    return target.map((one) => conditionOf(one, way)).find((one) => one !== undefined);
  if (!isRecord(target)) return undefined;
  const key = Object.keys(target).find((one) => [way, "node", "default"].includes(one));
  return key === undefined ? undefined : conditionOf(target[key], way);
}

function packageIn(bundle: Bundle, folder: string): Readonly<Record<string, unknown>> | undefined {
  const file = path.join(folder, "package.json");
  if (!bundle.files.has(file)) return undefined;
  try {
    const read: unknown = JSON.parse(textOf(bundle, file));
    return isRecord(read) ? read : undefined;
  } catch {
    return undefined; // as Node does for a folder without one: the package is not described
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
