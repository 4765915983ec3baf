// Room simulator/matching: EventBridge event patterns and SNS filter policies, one core and two dialects. Pure: no clock, no I/O, and
// nothing imported from other rooms.
export type { MessageAttributes } from "./attributes.ts";
export { FilterPolicyError, MatchBudgetError, PatternError } from "./errors.ts";
export { compilePattern, type EventPattern, type Json, type JsonObject } from "./event-pattern.ts";
export { compileFilterPolicy } from "./filter-policy.ts";
export type { FilterScope } from "./policy-limits.ts";
export { compileRules } from "./rule-index.ts";
