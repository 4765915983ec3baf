// Room scenario: bundles the functions of the systems that a run is about, before anything starts: in a box there are no processes,
// and esbuild is one.
import { fileURLToPath } from "node:url";
import path from "node:path";
import { bundleHandler, type Bundling } from "../system/bundle.ts";
import { systemSource, type SystemSpec } from "../system/systems.ts";
import type { Template } from "../template/template.ts";
import { messageOf, UsageError } from "./errors.ts";
import type { Code } from "./instrument.ts";
import type { SystemChoice } from "./system.ts";

/** The bundle of every function whose Code is a path; others are left as they are. */
export async function codeOf(
  template: Template,
  choice: SystemChoice,
  spec: SystemSpec,
  bundling: Bundling = {},
): Promise<Code> {
  const functions = [...template.resources.values()].filter(({ type }) => type === "AWS::Lambda::Function");
  const entries = functions.map(async ({ id, properties }) => {
    if (typeof properties.Code !== "string") return [];
    const file = fileOf(id, properties.Code, choice, spec);
    try {
      return [[id, await bundleHandler(file, bundling)] as const];
    } catch (error) {
      throw new UsageError(`the code of ${id}, ${file}, could not be bundled: ${messageOf(error)}`, {
        cause: error,
      });
    }
  });
  return Object.fromEntries((await Promise.all(entries)).flat());
}

/** The variant's, the one beside the user's template, or the system's own: as .ts in the repository, as .js in the package. */
function fileOf(id: string, code: string, choice: SystemChoice, spec: SystemSpec): string {
  if (choice.kind === "template") return path.resolve(path.dirname(choice.file), code);
  const own = choice.kind === "variant" ? choice.variant.handlers.get(id) : undefined;
  if (own !== undefined) return own;
  const isBuilt = import.meta.url.endsWith(".js");
  return fileURLToPath(new URL(isBuilt ? code.replace(/\.ts$/, ".js") : code, systemSource(spec).folder));
}
