// Room provision: one resource by its service's own calls.
import type { Control } from "../target/clients.ts";
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
import { looseKind } from "./loose/index.ts";
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
    if (!name.startsWith(prefix)) await refuseForeign(kind.type, name, clients);
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

/** Several services answer a create call of what stands already with success; the teardown would then delete somebody else's. */
async function refuseForeign(type: string, name: string, clients: Control): Promise<void> {
  const kind = await looseKind(type);
  if (kind === undefined || !(await kind.exists(name, clients.sdk))) return;
  const answer = { name: "AlreadyExists", $metadata: { httpStatusCode: 400 } };
  throw Object.assign(new Error(`${name} stands already, and Ordeal did not make it`), answer);
}
