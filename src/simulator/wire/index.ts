// Room simulator/wire: what services and the simulator use of the wire.
export { type Action, type AnyAction, type Call, type Decision } from "./action.ts";
export { AwsError, type AwsErrorOptions, notImplemented, serialization } from "./aws-error.ts";
export { scopeOf } from "./call-headers.ts";
export type { WireRequest, WireResponse } from "./message.ts";
export { type Parsed, parseRequest } from "./parse.ts";
export { type Form, readQuery } from "./read-query.ts";
export { type Caller, type Operation, refusal, serve, type Service } from "./service.ts";
export {
  bare,
  type Fields,
  type InputOf,
  isFields,
  type Members,
  type Shape,
  type ValueOf,
} from "./shape.ts";
export { element, escapeXml, writeXml } from "./xml.ts";
