// Room simulator/lambda: what the simulator uses of it.
export type { LambdaEvent } from "./events.ts";
export type { InvocationWeather } from "./ports.ts";
export { createLambda, type Lambda } from "./service.ts";
export { functionTags } from "./tag-source.ts";
