// The public surface of Ordeal: what a scenario, a config and a test file import, and nothing else.
export { claim, claimFixtures } from "./claims/own.ts";
export {
  all,
  answered,
  drained,
  finishedWithin,
  inOrder,
  nothingLost,
  parked,
  provisioned,
  reached,
  reachedOnly,
  redriven,
  routed,
  tookEffectOnce,
} from "./claims/makers.ts";
export { num, str, strings } from "./drive/attributes.ts";
export { type Config, defineConfig } from "./scenario/config.ts";
export type { Hands } from "./scenario/hands.ts";
export { type Order, order, seconds } from "./scenario/order.ts";
export { type Scenario, scenario, type ScenarioSpec } from "./scenario/scenario.ts";
export { scenarioTests } from "./scenario/vitest.ts";
export { messagingSystem } from "./system/messaging/messaging-system.ts";
export { orderSystem } from "./system/order-system.ts";
export type { SystemSpec } from "./system/systems.ts";
