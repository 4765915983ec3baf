// Room scenario: ordeal.config.ts, the one file in which a project says where its scenarios are and where they run.
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { TargetConfig } from "../target/config.ts";
import { messageOf, UsageError } from "./errors.ts";

/** The account a run may touch with `--target aws` (DESIGN section 9). */
export interface AllowedAccount {
  readonly accountId: string;
  readonly alias: string;
  readonly regions: readonly string[];
  readonly endpoint?: string;
}

export interface Config extends TargetConfig {
  /** Glob of scenario files, relative to the config. Default `scenarios/**\/*.ts`. */
  readonly scenarios?: string;
  readonly accounts?: readonly AllowedAccount[];
  readonly objectives?: Readonly<Record<string, string>>;
  /** US dollars that a run in a real account may cost at most. */
  readonly maxCost?: number;
}

/** A config that was read: where it stands, and so what its relative paths are relative to. */
export interface LoadedConfig extends Config {
  readonly root: string;
  readonly file?: string;
}

const KEYS = new Set(["target", "targets", "image", "scenarios", "accounts", "objectives", "maxCost"]);

/**
 * Types `ordeal.config.ts`; returns what it was given.
 *
 * @example
 * export default defineConfig({ target: "local", targets: { local: { endpoint: "http://127.0.0.1:4566" } } });
 * @since 0.1.0
 */
export function defineConfig(config: Config): Config {
  return config;
}

const NAMES = ["ordeal.config.ts", "ordeal.config.js", "ordeal.config.mjs"];

/** Reads `file`, or `ordeal.config.ts` in `cwd`; a project without one gets the defaults. */
export async function loadConfig(cwd: string, file?: string): Promise<LoadedConfig> {
  const found =
    file === undefined
      ? NAMES.map((name) => path.join(cwd, name)).find((candidate) => existsSync(candidate))
      : path.resolve(cwd, file);
  if (found === undefined) return { root: cwd };
  if (!existsSync(found)) {
    throw new UsageError(
      `config ${found} does not exist: give --config FILE or write ordeal.config.ts in ${cwd}`,
    );
  }
  return { ...checked(await imported(found), found), root: path.dirname(found), file: found };
}

async function imported(file: string): Promise<unknown> {
  try {
    const module: unknown = await import(pathToFileURL(file).href);
    return typeof module === "object" && module !== null && "default" in module ? module.default : undefined;
  } catch (error) {
    throw new UsageError(`config ${file} could not be loaded: ${messageOf(error)}`, { cause: error });
  }
}

function checked(value: unknown, file: string): Config {
  if (typeof value !== "object" || value === null) {
    throw new UsageError(
      `config ${file} has no default export: write \`export default defineConfig({ ... })\``,
    );
  }
  const unknownKeys = Object.keys(value).filter((key) => !KEYS.has(key));
  if (unknownKeys.length > 0) {
    throw new UsageError(
      `config ${file}: unknown ${unknownKeys.join(", ")}; known are ${[...KEYS].join(", ")}`,
    );
  }
  return value;
}
