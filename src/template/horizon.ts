// Room template: the horizon: the longest gap that legal retries can leave between two visible signs (DESIGN section 6, Drain).
import { describeSystem, feedsOf, workersOf } from "./describe.ts";
import type { Template } from "./template.ts";

export interface Horizon {
  readonly horizonMs: number;
  /** What cannot be configured and is assumed not to happen within the horizon. */
  readonly assumes: readonly string[];
}

/** SNS-22: of server-side errors SNS goes on for 23 days; its first retries come without delay. */
const SNS_ASSUMPTION = "SNS delivers to a healthy queue at once (it may retry for 23 days: SNS-22)";

/** How long a mapping may wait before it polls again: a long poll, with a window up to 20 s (ESM-04). */
const MAPPING_POLL_S = 2;
const MAPPING_WINDOW_POLL_S = 20;

/** The maximum over hops of delay + visibility (or heartbeat step) + long poll, plus two probe periods. */
export function horizonOf(template: Template, options: { readonly probeEveryMs: number }): Horizon {
  const workers = workersOf(template);
  const feeds = feedsOf(template);
  const gapsS = describeSystem(template).hops.map((hop) => {
    const feed = feeds.find((one) => one.queue === hop.hop);
    if (feed !== undefined) {
      const pollS = feed.windowS > 0 ? feed.windowS + MAPPING_WINDOW_POLL_S : MAPPING_POLL_S;
      return (hop.delayS ?? 0) + (hop.visibilityS ?? 0) + pollS;
    }
    const worker = workers.find((one) => one.queue === hop.hop);
    // Nobody retries at a queue without a consumer: a dead letter queue is where a message rests.
    if (worker === undefined) return 0;
    return (hop.delayS ?? 0) + Math.max(hop.visibilityS ?? 0, worker.heartbeatS) + worker.waitS;
  });
  const hasTopic = [...template.resources.values()].some((resource) => resource.type === "AWS::SNS::Topic");
  return {
    horizonMs: Math.round(Math.max(0, ...gapsS) * 1000) + 2 * options.probeEveryMs,
    assumes: hasTopic ? [SNS_ASSUMPTION] : [],
  };
}
