// Claim provisioned: every resource of the system exists. Part of every run. The target's definite refusal is a breach; what
// failed for other reasons (throttling, network, quota) is unknown.
import type { ClaimType } from "../claim.ts";
import { holds, unknown, violated } from "../ruling.ts";
import type { Ruling } from "../verdict.ts";
import type { ResourceFacts, World } from "../world.ts";

/** Codes of what is wrong with the target, the way to it or the caller's rights, not with the description: no breach of the system's. */
const TARGETS_OWN =
  /Throttl|TooManyRequests|LimitExceeded|OverLimit|QuotaExceeded|SlowDown|Unavailable|^Internal|^(Request)?Timeout(Error|Exception)?$|^(ECONN|ETIMEDOUT|ENOTFOUND|EPIPE|EHOSTUNREACH|ENETUNREACH|EAI_)|AccessDenied|Unauthorized|ExpiredToken|InvalidClientTokenId/i;
/** A stack has one code for all, and its reason names the service's. */
const OF_STACK = "CREATE_FAILED";
const IN_REASON =
  /Throttl|Rate exceeded|LimitExceeded|OverLimit|AccessDenied|Unauthorized|ExpiredToken|InvalidClientTokenId/i;

export const provisionedType: ClaimType = { name: "provisioned", open: () => ({ ruling: rule }) };

function rule(world: World): Ruling {
  const resources = [...world.resources.values()];
  const refused = resources.filter((one) => one.state === "refused" && !isTargetsOwn(one));
  if (refused.length > 0) {
    const findings = refused.map((one) => ({
      expected: `${one.hop} is created`,
      seen: `refused: ${wordsOf(one)}`,
      evidence: [one.intendedSeq, one.seq].filter((seq, index, all) => all.indexOf(seq) === index),
    }));
    return violated(`the target refused ${refused.map((one) => one.hop).join(", ")}`, findings);
  }
  if (world.system === undefined) return unknown("the journal does not describe the system");
  const failed = resources.find((one) => one.state === "refused");
  if (failed !== undefined)
    return unknown(
      `${failed.hop} failed for the target's own reasons (seq ${failed.seq}): ${wordsOf(failed)}`,
    );
  const deleted = resources.find((one) => one.state === "deleted");
  if (deleted !== undefined) return unknown(`${deleted.hop} was deleted before the end (seq ${deleted.seq})`);
  const open = resources.find((one) => one.state === "intended");
  if (open !== undefined)
    return unknown(`${open.hop} was begun and never finished (seq ${open.intendedSeq})`);
  const created = new Set(resources.map((one) => one.hop));
  const missing = world.system.hops.filter((hop) => hop.type.startsWith("AWS::") && !created.has(hop.hop));
  const [first] = missing;
  if (first !== undefined)
    return unknown(
      `${first.hop} was never created${missing.length > 1 ? `, and ${missing.length - 1} more` : ""}`,
    );
  if (resources.length === 0) return unknown("the system describes no resource and none was made");
  return holds(`${resources.length} resources exist`);
}

function wordsOf({ code, refusal }: ResourceFacts): string {
  return `${code ?? ""}: ${refusal ?? ""}`;
}

function isTargetsOwn({ code = "", refusal = "" }: ResourceFacts): boolean {
  return code === OF_STACK ? IN_REASON.test(refusal) : TARGETS_OWN.test(code);
}
