// Claim answered: the call with this label got this status, and this body where one is claimed.
import { isDeepStrictEqual } from "node:util";
import type { Json } from "../../journal/line.ts";
import { numberArg, textArg } from "../args.ts";
import type { ClaimType } from "../claim.ts";
import { holds, unknown, violated } from "../ruling.ts";
import type { Finding, Ruling } from "../verdict.ts";
import type { LabelledOp, World } from "../world.ts";

export const answeredType: ClaimType = {
  name: "answered",
  open(args) {
    const label = textArg(args, "label");
    const status = numberArg(args, "status");
    return { ruling: (world) => rule(label, status, args.body, world) };
  },
};

function rule(label: string, status: number, body: Json | undefined, world: World): Ruling {
  const calls = world.labelled.filter((call) => call.label === label);
  if (calls.length === 0) return unknown(`no call is labelled ${label}`);
  const findings = calls.map((call) => differenceOf(call, status, body)).filter((one) => one !== undefined);
  const lacking = calls.find((call) => body !== undefined && lacksBlob(bodyOf(call)));
  const counts = { attempted: calls.length, ok: calls.length - findings.length };
  if (findings.length > 0)
    return violated(`${findings.length} of ${calls.length} calls got another answer`, findings, counts);
  const silent = calls.find((call) => call.completion === undefined || call.completion.kind === "op.unknown");
  if (silent !== undefined)
    return unknown(`the answer to ${label} is not known (seq ${silent.invokedSeq})`, counts);
  if (lacking !== undefined)
    return unknown(
      `the body of the answer to ${label} is not here (seq ${lacking.completion?.seq ?? 0})`,
      counts,
    );
  return holds(`${calls.length} of ${calls.length} calls`, counts);
}

function differenceOf(call: LabelledOp, status: number, body: Json | undefined): Finding | undefined {
  const { completion } = call;
  if (completion === undefined || completion.kind === "op.unknown") return undefined;
  const got = completion.kind === "op.ok" ? completion.data.response.status : completion.data.error.status;
  const gotBody = bodyOf(call);
  const sameBody = body === undefined || lacksBlob(gotBody) || isDeepStrictEqual(gotBody, body);
  if (got === status && sameBody) return undefined;
  const words = completion.kind === "op.failed" ? ` (${completion.data.error.code})` : "";
  const withBody = body === undefined ? "" : ` with ${JSON.stringify(body)}`;
  return {
    expected: `status ${status}${withBody}`,
    seen: `status ${got ?? "none"}${words}${body === undefined ? "" : ` with ${JSON.stringify(gotBody ?? null)}`}`,
    evidence: [call.invokedSeq, completion.seq],
  };
}

function bodyOf({ completion }: LabelledOp): Json | undefined {
  return completion?.kind === "op.ok" ? completion.data.response.body : undefined;
}

/** Whether a part of it stands in a blob that is not beside the journal: the reader leaves its reference. */
function lacksBlob(body: Json | undefined): boolean {
  if (typeof body !== "object" || body === null) return false;
  const values: readonly (Json | undefined)[] = Object.values(body);
  const isReference = values.length === 1 && "blob" in body && /^[0-9a-f]{64}$/.test(String(body.blob));
  return isReference || values.some(lacksBlob);
}
