// Room simulator/tagging: what the Resource Groups Tagging API needs of the services around it: what they have that carries tags, and
// their own operations to change them.
import type { InternalCalls } from "../internal.ts";
import type { Fields } from "../wire/index.ts";

/** A resource that has tags, or had some. */
export interface Tagged {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** One call of a service that changes the tags of a resource. */
export interface TagCall {
  readonly operation: string;
  readonly input: Fields;
}

/** A service whose resources have tags. */
export interface TagSource {
  /** As in ARNs, and as the simulator calls it: `sqs`. */
  readonly service: string;
  /** All that has tags or had some, of every region. */
  tagged(): Iterable<Tagged>;
  /** How the service itself sets tags; undefined where the ARN is none of its own. `region` is the caller's. */
  tag(arn: string, tags: Readonly<Record<string, string>>, region: string): TagCall | undefined;
  untag(arn: string, keys: readonly string[], region: string): TagCall | undefined;
  /** Where it is not the ARN's own: S3's ARNs name no region. */
  regionOf?(arn: string): string | undefined;
}

export interface TaggingPorts {
  readonly sources: readonly TagSource[];
  readonly internal: Pick<InternalCalls, "call">;
}
