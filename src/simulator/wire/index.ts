// Room simulator/wire: what services and the simulator use of the wire.
export type { Action, AnyAction, Call, Decision } from "./action.ts";
export { AwsError, notImplemented } from "./aws-error.ts";
export { callAt, decidedCall } from "./decide.ts";
export { type Scope, scopeOf } from "./call-headers.ts";
export { type WireRequest, type WireResponse, withHeaders } from "./message.ts";
export { type Parsed, parseRequest } from "./parse.ts";
export { type Caller, refusal, type RestService, serve, type Service } from "./service.ts";
export { type Fields, type InputOf, isFields, type Members } from "./shape.ts";
