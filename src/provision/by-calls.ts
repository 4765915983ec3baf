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
import { writtenKind, type Writing } from "./written.ts";

/** Intent, create, read back; `standing` is what the run has made so far. */
export async function make(
  { resource, kind }: Part,
  { prefix, journal, clients, tags }: ProvisionOptions,
  scope: Scope,
  standing: readonly Standing[],
): Promise<Standing> {
  const { id, type } = resource;
  const properties = resolve(resource.properties, scope) as JsonObject;
  const name = kind.nameOf(id, properties, prefix);
  const writes = foreignWritings(type, name, properties, standing);
  const clash = await clashOf(type, writes, clients);
  // Where something stands already the intent claims nothing: a sweep would take it for ours.
  const claimed = writes.length === 0 || clash !== undefined ? {} : { writes };
  const cause = journal.append({
    kind: "resource.intended",
    actor: "runner",
    hop: id,
    data: { type, name, ...claimed },
  });
  try {
    if (clash !== undefined) throw notOurs(clash);
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
  throw notOurs(`${name} stands already`);
}

function notOurs(what: string): Error {
  const answer = { name: "AlreadyExists", $metadata: { httpStatusCode: 400 } };
  return Object.assign(new Error(`${what}, and Ordeal did not make it`), answer);
}

/** What this resource writes on something that the run did not make. */
function foreignWritings(
  type: string,
  name: string,
  properties: JsonObject,
  standing: readonly Standing[],
): readonly Writing[] {
  const isOurs = (what: string) =>
    standing.some(({ made, physical }) =>
      [made.ref, physical, ...Object.values(made.attributes)].includes(what),
    );
  return (writtenKind(type)?.writings(name, properties) ?? []).filter(({ on }) => !isOurs(on));
}

async function clashOf(
  type: string,
  writes: readonly Writing[],
  clients: Control,
): Promise<string | undefined> {
  for (const writing of writes) {
    const clash = await writtenKind(type)?.clash(writing, clients.sdk);
    if (clash !== undefined) return clash;
  }
  return undefined;
}
