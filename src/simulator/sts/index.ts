// Room simulator/sts: STS: identities and credentials that look temporary.
export type { StsEvent } from "./evolve.ts";
export { createSts, type Sts } from "./service.ts";
