// Room simulator/cloudformation: limits and times, each with its reason.

/** API Reference, CreateStack: TemplateBody. */
export const MAX_BODY_BYTES = 51_200;
/** User Guide, quotas: a template in S3. */
export const MAX_S3_BODY_BYTES = 1_048_576;
/** API Reference, CreateStack: Tags. */
export const MAX_TAGS = 50;
/** API Reference, DescribeStackEvents and the lists: AWS answers pages of about 1 MB; a hundred is well below. */
export const PAGE_SIZE = 100;
/** AWS takes seconds for each resource; a step here takes so long of the world's time, before the call and after it. */
export const STEP_MS = 20;
/** A change set is computed, not made. */
export const CHANGE_SET_MS = 20;
/** How often a resource that comes up by itself (a table, a function) is looked at, and for how long. */
export const STABILISE_EVERY_MS = 100;
export const STABILISE_FOR_MS = 600_000;
