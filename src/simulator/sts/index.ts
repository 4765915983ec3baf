// Room simulator/sts: STS: identities and credentials that look temporary.
export type { StsEvent } from "./evolve.ts";
export { createSts } from "./service.ts";
