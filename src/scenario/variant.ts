// Room scenario: variants (CONTRACTS 7): small overlays on the system, each one defect that a named claim must catch.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { validatorOf } from "../journal/schema.ts";
import type { SystemKind } from "../system/systems.ts";
import type { PatchOp } from "../template/template.ts";
import { yaml } from "../template/yaml.ts";
import { messageOf, UsageError } from "./errors.ts";
import { didYouMean } from "./nearest.ts";

export interface Variant {
  readonly name: string;
  readonly says: string;
  readonly source: string;
  readonly caughtBy: readonly string[];
  /** The system that it is an overlay of: it says nothing about scenarios of another. */
  readonly system: SystemKind;
  readonly template: readonly PatchOp[];
  /** Programs that take the place of a worker's or a function's own, by logical id. */
  readonly handlers: ReadonlyMap<string, string>;
}

interface VariantFile {
  readonly says: string;
  readonly source: string;
  readonly caughtBy: readonly string[];
  readonly system?: SystemKind;
  readonly template?: readonly PatchOp[];
  readonly handlers?: Readonly<Record<string, string>>;
}

const FOLDER = path.join("fixtures", "variants");

/** The names of all variants of a project, sorted. */
export function variantNames(root: string): readonly string[] {
  const folder = path.join(root, FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .toSorted();
}

/** Reads one variant; an unknown name is answered with the nearest, a bad file with what is wrong in it. */
export function loadVariant(root: string, name: string): Variant {
  const names = variantNames(root);
  if (!names.includes(name)) {
    throw new UsageError(
      `no variant is named ${name} in ${path.join(root, FOLDER)}.${didYouMean(name, names)}`,
    );
  }
  const file = path.join(root, FOLDER, `${name}.yaml`);
  const read = readVariantFile(file);
  const handlers = Object.entries(read.handlers ?? {}).map(
    ([id, program]) => [id, path.resolve(path.dirname(file), program)] as const,
  );
  return {
    name,
    says: read.says,
    source: read.source,
    caughtBy: read.caughtBy,
    system: read.system ?? "order",
    template: read.template ?? [],
    handlers: new Map(handlers),
  };
}

function readVariantFile(file: string): VariantFile {
  const value = parseYaml(file);
  const validate = validatorOf<VariantFile>("variant");
  const checked = validate(value);
  if (!checked.valid) throw new UsageError(`variant ${file}: ${checked.problems.join("; ")}`);
  return checked.value;
}

function parseYaml(file: string): unknown {
  try {
    return yaml().parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`variant ${file} is not YAML: ${messageOf(error)}`, { cause: error });
  }
}
