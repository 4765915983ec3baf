// Room scenario: the venue in real time: a proxy before the endpoint, the provider and the workers as processes.
import path from "node:path";
import { startProxy } from "../faults/proxy.ts";
import { programPath } from "../system/program.ts";
import type { StartedTarget } from "../target/start.ts";
import { startChild, startServer } from "./children.ts";
import type { Venue } from "./venue.ts";

/** A venue on a target that is up. */
export function realVenue({ endpoint, info }: StartedTarget): Venue {
  return {
    endpoint,
    region: info.region,
    account: info.account ?? "000000000000",
    openGate: (options) => startProxy({ ...options, upstream: endpoint }),
    async startProvider(logDir) {
      const { child, url } = await startServer({
        name: "Provider",
        program: programPath("provider/server.ts"),
        env: {},
        logFile: path.join(logDir, "Provider.log"),
      });
      return { url, isAlive: () => child.isAlive(), stop: () => child.stop() };
    },
    startChild,
  };
}
