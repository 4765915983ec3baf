// Room states-language: every limit, with where it comes from. What AWS states keeps AWS's figure; what guards this process says so.

/** Input or output of a task, state or execution (SFN-05). */
export const PAYLOAD_MAX_BYTES = 262_144;
/** Levels of a payload: Jackson's StreamReadConstraints. What is deeper counts as too large. */
export const PAYLOAD_MAX_DEPTH = 1_000;
/** Cause of a failure (API reference, SendTaskFailure and HistoryEvent); longer ones are cut. */
export const CAUSE_MAX_CHARACTERS = 32_768;
/** The event that ends the execution is itself number 25,000 (SFN-06). */
export const HISTORY_MAX_EVENTS = 25_000;
/** A definition's text (AWS, "Quotas related to state machines"). */
export const DEFINITION_MAX_BYTES = 1_048_576;
/** Jackson refuses deeper JSON at 1,000; ours stays below so that recursion over a payload cannot exhaust the stack. */
export const JSON_MAX_DEPTH = 500;
/** A Wait beyond this many seconds: "Wait state delay is too long." (recorded, 24,856 days are too long). */
export const WAIT_MAX_S = 2_147_483_647;
/** MaxConcurrency 0 of an inline Map (AWS, "Map state: inline mode"). */
export const INLINE_MAP_CONCURRENCY = 40;
/** MaxConcurrency 0 of a distributed Map (AWS, "Map state: distributed mode"). */
export const DISTRIBUTED_MAP_CONCURRENCY = 10_000;
/** ReaderConfig.MaxItems (AWS, "ItemReader"). */
export const READER_MAX_ITEMS = 100_000_000;
/** States.ArrayRange and $range (AWS, "Intrinsic functions"). */
export const RANGE_MAX_ITEMS = 1_000;
/** Input of States.Base64Encode, Base64Decode and Hash (AWS, "Intrinsic functions"). */
export const INTRINSIC_MAX_CHARACTERS = 10_000;
/** Ours: evaluated nodes of one JSONata expression; about a second of work. */
export const JSONATA_MAX_STEPS = 200_000;
/** Ours: items of all arrays that one JSONata expression makes or looks up on its way. */
export const JSONATA_MAX_ITEMS = 5_000_000;
/** Depth of one JSONata evaluation: 100 is taken, 101 is not (floci-io/floci#2783, measured on AWS). */
export const JSONATA_MAX_DEPTH = 100;
/** Ours: items of one $range; AWS's limit is memory and lies between 200,000 and 500,000 (floci-io/floci#2676, measured on AWS). */
export const JSONATA_RANGE_MAX_ITEMS = 300_000;
/** AWS's words (floci-io/floci#2737, measured on AWS). */
export const JSONATA_MEMORY_WORDS =
  "Expression evaluation memory limit exceeded: Check for excessive memory usage";
/** Ours: items of one sequence that a JSONata expression builds. */
export const JSONATA_MAX_SEQUENCE = 100_000;
/** Ours: nesting of intrinsic calls and of filters; AWS documents ten for intrinsics. */
export const INTRINSIC_MAX_DEPTH = 10;
