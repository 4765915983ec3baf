// Room states-language: the Amazon States Language as a pure interpreter. Everything outside this room uses what stands here.
export type { ChildRef, Command, Input } from "./commands.ts";
export { type Decision, decide } from "./decide.ts";
export { type Machine, machineOf } from "./definition.ts";
export { evolve } from "./evolve.ts";
export {
  type Execution,
  type ExecutionInfo,
  newExecution,
  type StatesEvent,
  type Status,
} from "./execution.ts";
export { type HistoryEvent, toApiShape } from "./history.ts";
export { callOf, type ServiceCall } from "./integrations/call.ts";
export {
  type EndedExecution,
  jobOutcome,
  outcomeOf,
  type ServiceAnswer,
  type TaskOutcome,
} from "./integrations/answer.ts";
export { type Integration, integrationOf } from "./integrations/resource.ts";
export type { Json, JsonObject } from "./json.ts";
export { run, type RunResult, type ScriptedWorld, type TaskAnswer } from "./run.ts";
export { InvalidDefinition, type Issue } from "./validate/issue.ts";
export { parseDefinition, problemsIn, type ValidateOptions } from "./validate/validate.ts";
