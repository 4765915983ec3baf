// Room claims: claims of one's own, with the same rules as the built-in ones: pure folds over the journal, and finished only
// when three journals make them say holds, violated and unknown.
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ClaimDeclaration, JsonObject } from "../journal/line.ts";
import type { Claim, ClaimType, Fold } from "./claim.ts";
import type { Outcome } from "./verdict.ts";

export interface OwnClaimSpec {
  /** The bare name; not one of the built-in claims. */
  readonly name: string;
  /** One sentence from the arguments. */
  readonly says: (args: JsonObject) => string;
  readonly open: (args: JsonObject) => Fold;
  /** `import.meta.url` of the module that exports it, so that a recorded run can be judged again. */
  readonly module: string;
  /** The name it is exported under. */
  readonly export: string;
}

export interface OwnClaim extends ClaimType {
  (args?: JsonObject): Claim;
}

/**
 * Makes a claim of one's own.
 *
 * @example
 * export const receivedOnce = claim({
 *   name: "receivedOnce", module: import.meta.url, export: "receivedOnce",
 *   says: () => "every order is received once",
 *   open: () => ({ ruling: (world) => ({ outcome: "unknown", why: "not looked", findings: [] }) }),
 * });
 * @since 0.1.0
 */
export function claim(spec: OwnClaimSpec): OwnClaim {
  const make = (args: JsonObject = {}): Claim => ({
    claim: spec.name,
    args,
    says: spec.says(args),
    module: spec.module,
    export: spec.export,
  });
  // A function's own `name` cannot be assigned, so both members are defined.
  return Object.defineProperties(make, {
    name: { value: spec.name },
    open: { value: spec.open },
  }) as OwnClaim;
}

/** Finds the code of a claim that is not built in. */
export type ClaimLoader = (declared: ClaimDeclaration) => Promise<ClaimType | undefined>;

/** Imports an own claim's module where it still stands; a module that fails to load counts as not here. */
export const loadOwnClaim: ClaimLoader = async (declared) => {
  if (declared.module === undefined || declared.export === undefined) return undefined;
  const url = urlOf(declared.module);
  if (url === undefined) return undefined;
  const module: unknown = await import(url.href).catch(() => undefined);
  if (typeof module !== "object" || module === null) return undefined;
  const found: unknown = Reflect.get(module, declared.export);
  return isClaimType(found) ? found : undefined;
};

/** Where the module stands; undefined where nothing does. A journal may come from anywhere, and so may what it calls a module. */
function urlOf(module: string): URL | undefined {
  try {
    const url = module.startsWith("file:") ? new URL(module) : pathToFileURL(path.resolve(module));
    return existsSync(url) ? url : undefined;
  } catch {
    return undefined;
  }
}

function isClaimType(value: unknown): value is ClaimType {
  return typeof value === "function" && "open" in value && typeof value.open === "function";
}

/** One journal that a claim must rule on, and the ruling it must give. */
export interface ClaimFixture {
  readonly outcome: Outcome;
  readonly file: string;
}

/**
 * The three journals of a claim: `FOLDER/{holds,violated,unknown}.ndjson`.
 *
 * @throws Error naming every one that is missing: a claim without all three is not finished.
 * @example for (const { outcome, file } of claimFixtures("fixtures/journals/routed")) expect(await rule(file)).toBe(outcome);
 * @since 0.1.0
 */
export function claimFixtures(folder: string): readonly ClaimFixture[] {
  const outcomes: readonly Outcome[] = ["holds", "violated", "unknown"];
  const fixtures = outcomes.map((outcome) => ({ outcome, file: path.join(folder, `${outcome}.ndjson`) }));
  const missing = fixtures.filter(({ file }) => !existsSync(file)).map(({ file }) => file);
  if (missing.length > 0) {
    throw new Error(
      `a claim is finished when three journals make it say all three; missing: ${missing.join(", ")}`,
    );
  }
  return fixtures;
}
