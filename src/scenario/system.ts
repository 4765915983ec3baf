// Room scenario: joins what a scenario asks of its system, a variant's overlay and the template text into one template.
import { readFileSync } from "node:fs";
import path from "node:path";
import { programPath } from "../system/program.ts";
import { systemSource, type SystemSpec } from "../system/systems.ts";
import { messagingSystem } from "../system/messaging/messaging-system.ts";
import { orderSystem } from "../system/order-system.ts";
import { parseCheckedTemplate } from "../template/checked.ts";
import { parseTemplate, patchTemplate, type Template } from "../template/template.ts";
import { messageOf, UsageError } from "./errors.ts";
import { loadVariant, type Variant } from "./variant.ts";

/** Which system a run is about: the one that each scenario names, a variant of it, or a template of the user's own. */
export type SystemChoice =
  | { readonly kind: "order" }
  | { readonly kind: "variant"; readonly variant: Variant }
  | { readonly kind: "template"; readonly file: string; readonly text: string };

/** Reads `--system order | variant:NAME | template:FILE`. */
export function chooseSystem(asked: string | undefined, root: string): SystemChoice {
  if (asked === undefined || asked === "order") return { kind: "order" };
  if (asked.startsWith("variant:")) {
    return { kind: "variant", variant: loadVariant(root, asked.slice("variant:".length)) };
  }
  if (asked.startsWith("template:"))
    return readOwnTemplate(path.resolve(root, asked.slice("template:".length)));
  throw new UsageError(`--system ${asked}: say order, variant:NAME or template:FILE`);
}

/** The system that `up` puts up, where there is no scenario to name one. */
export function chooseStanding(
  asked: string | undefined,
  root: string,
): { readonly choice: SystemChoice; readonly spec: SystemSpec } {
  if (asked === "messaging") return { choice: { kind: "order" }, spec: messagingSystem() };
  if (asked !== undefined && !/^order$|^(variant|template):/.test(asked))
    throw new UsageError(`--system ${asked}: say order, messaging, variant:NAME or template:FILE`);
  const choice = chooseSystem(asked, root);
  const isMessaging = choice.kind === "variant" && choice.variant.system === "messaging";
  return { choice, spec: isMessaging ? messagingSystem() : orderSystem() };
}

/** Checked before anything starts: a template that is none is bad input, whatever the target would say of it. */
function readOwnTemplate(file: string): SystemChoice {
  const text = textOf(file);
  parseCheckedTemplate(text, file);
  return { kind: "template", file, text };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`--system template:${file} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

/** The template that one scenario is provisioned from. */
export function templateFor(choice: SystemChoice, spec: SystemSpec): Template {
  if (choice.kind === "template") return parsed(choice.text, choice.file);
  const { text, patch } = systemSource(spec);
  const plain = patchTemplate(parsed(text), patch);
  return choice.kind === "variant" ? patchTemplate(plain, choice.variant.template) : plain;
}

const templates = new Map<string, Template>();

/** Read once: the systems are two, the scenarios forty, and YAML is slow to read. Nothing changes a template; a patch makes another. */
function parsed(text: string, file?: string): Template {
  const key = `${file ?? ""}\n${text}`;
  const known = templates.get(key);
  if (known !== undefined) return known;
  const made = parseTemplate(text, file);
  templates.set(key, made);
  return made;
}

/** The program of a worker: the variant's, the one beside the user's template, or the order system's own. */
export function programOf(choice: SystemChoice, worker: string, command: string): string {
  if (choice.kind === "variant") return choice.variant.handlers.get(worker) ?? programPath(command);
  if (choice.kind === "template") return path.resolve(path.dirname(choice.file), command);
  return programPath(command);
}
