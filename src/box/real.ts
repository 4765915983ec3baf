// Room box: what the box itself needs of the real thread, taken before it is virtualised.
import { format } from "node:util";

export const real = {
  Date: globalThis.Date,
  setImmediate: globalThis.setImmediate,
  performanceNow: performance.now.bind(performance),
  format,
  on: process.on.bind(process),
  off: process.off.bind(process),
};
