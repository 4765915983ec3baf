// Room provision: one resource by its service's own calls.
import { resolve, type Scope } from "../template/resolve.ts";
import type { JsonObject } from "../template/template.ts";
import {
  asTargets,
  isDefiniteNo,
  type Part,
  type ProvisionOptions,
  readBack,
  type Standing,
} from "./part.ts";
import { SystemRefused } from "./resource.ts";

/** Intent, create, read back. */
export async function make(
  { resource, kind }: Part,
  { prefix, journal, clients, tags }: ProvisionOptions,
  scope: Scope,
): Promise<Standing> {
  const { id, type } = resource;
  const properties = resolve(resource.properties, scope) as JsonObject;
  const name = kind.nameOf(id, properties, prefix);
  const cause = journal.append({ kind: "resource.intended", actor: "runner", hop: id, data: { type, name } });
  try {
    const made = await kind.create(name, properties, clients, tags);
    await readBack(id, kind, made, properties, clients);
    journal.append({ kind: "resource.created", actor: "runner", hop: id, cause, data: { type, name } });
    return { id, name, physical: name, kind, properties, made };
  } catch (error) {
    if (!isDefiniteNo(error)) throw asTargets(id, error);
    const { code, message } = error;
    const data = { type, name, code, message };
    journal.append({ kind: "resource.refused", actor: "runner", hop: id, cause, data });
    throw new SystemRefused(id, code, message);
  }
}
