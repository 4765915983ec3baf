// Room simulator/matching: EventBridge event patterns and SNS filter policies, one core and two dialects. Pure: no clock, no I/O, and
// nothing imported from other rooms.
export type { MessageAttribute, MessageAttributes } from "./attributes.ts";
export { FilterPolicyError, MatchBudgetError, PatternError, type Place } from "./errors.ts";
export {
  compilePattern,
  type EventPattern,
  type Json,
  type JsonObject,
  type PatternOptions,
} from "./event-pattern.ts";
export { compileFilterPolicy, type FilterPolicy, type FilterPolicyCall } from "./filter-policy.ts";
export type { FilterScope } from "./policy-limits.ts";
export { compileRules, type Rule, type RuleIndex } from "./rule-index.ts";
