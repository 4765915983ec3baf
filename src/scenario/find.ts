// Room scenario: finds scenario files by the config's glob and imports them. A file that throws or exports nothing is an
// error with its path; two of one name are an error too, since a run directory has one folder a name.
import { globSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { loadConfig, type LoadedConfig } from "./config.ts";
import { messageOf, UsageError } from "./errors.ts";
import { didYouMean } from "./nearest.ts";
import { isScenario, type Scenario } from "./scenario.ts";

const DEFAULT_GLOB = "scenarios/**/*.ts";
const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

export interface FoundScenario {
  readonly name: string;
  readonly family: string;
  readonly file: string;
}

export interface LoadedScenario extends FoundScenario {
  readonly scenario: Scenario;
}

export interface ListedScenario {
  readonly name: string;
  readonly title: string;
  readonly family: string;
  readonly proves: readonly string[];
  readonly needs: readonly string[];
}

/** The scenario files of a project, sorted by family and name. Nothing is imported yet. */
export function findScenarios(config: LoadedConfig): readonly FoundScenario[] {
  const files = globSync(config.scenarios ?? DEFAULT_GLOB, { cwd: config.root, exclude: isNoScenario })
    .filter((file) => !isNoScenario(file))
    .map((file) => path.resolve(config.root, file));
  const found = files
    .map(describeFile)
    .toSorted((a, b) => compare(a.family, b.family) || compare(a.name, b.name));
  refuseDoubles(found);
  return found;
}

function isNoScenario(file: string): boolean {
  return file.includes("node_modules") || /\.(test|d)\.[cm]?[jt]s$/.test(file);
}

function describeFile(file: string): FoundScenario {
  const name = path.basename(file).replace(/\.[^.]+$/, "");
  if (!NAME.test(name)) {
    throw new UsageError(
      `scenario file ${file}: the name must be lower case letters, digits and dashes, 64 at most, since it names resources`,
    );
  }
  return { name, family: path.basename(path.dirname(file)), file };
}

function refuseDoubles(found: readonly FoundScenario[]): void {
  const seen = new Map<string, FoundScenario>();
  for (const one of found) {
    const other = seen.get(one.name);
    if (other !== undefined) {
      throw new UsageError(`two scenarios are named ${one.name}: ${other.file} and ${one.file}; rename one`);
    }
    seen.set(one.name, one);
  }
}

/** Those asked for by name and filter; a name that does not exist is an error with the nearest one. */
export function chooseScenarios(
  found: readonly FoundScenario[],
  asked: { readonly names: readonly string[]; readonly filter?: string },
): readonly FoundScenario[] {
  const names = found.map((one) => one.name);
  for (const name of asked.names) {
    if (!names.includes(name)) {
      throw new UsageError(
        `no scenario is named ${name}.${didYouMean(name, names)} \`ordeal list\` shows all.`,
      );
    }
  }
  const chosen = found
    .filter((one) => asked.names.length === 0 || asked.names.includes(one.name))
    .filter((one) => asked.filter === undefined || `${one.family}/${one.name}`.includes(asked.filter));
  if (chosen.length > 0) return chosen;
  const why =
    asked.filter === undefined ? "no scenario files were found" : `--filter ${asked.filter} matches nothing`;
  throw new UsageError(`${why} among ${found.length} scenarios. \`ordeal list\` shows all.`);
}

/** Imports one scenario file and checks its default export. */
export async function loadScenario(found: FoundScenario): Promise<LoadedScenario> {
  const module = await importFile(found.file);
  const value =
    typeof module === "object" && module !== null && "default" in module ? module.default : undefined;
  if (!isScenario(value)) {
    throw new UsageError(`scenario file ${found.file} has no default export made by scenario({ ... })`);
  }
  return { ...found, scenario: value };
}

async function importFile(file: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    throw new UsageError(`scenario file ${file} could not be loaded: ${messageOf(error)}`, { cause: error });
  }
}

/** What `ordeal list` prints, from the files alone. */
export async function listScenarios(cwd: string, configFile?: string): Promise<readonly ListedScenario[]> {
  const found = findScenarios(await loadConfig(cwd, configFile));
  const loaded = await Promise.all(found.map(loadScenario));
  return loaded.map(({ name, family, scenario: { title, proves, needs } }) => ({
    name,
    title,
    family,
    proves,
    needs,
  }));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
