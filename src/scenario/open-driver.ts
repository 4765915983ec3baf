// Room scenario: the driver that a target needs.
import type { StartOptions } from "../target/start.ts";
import type { Boxes } from "../box/open-box.ts";
import { REGION, type TargetSpec } from "../target/spec.ts";
import { openBoxDriver } from "./box-driver.ts";
import type { Driver } from "./driver.ts";
import { ownVersion } from "./versions.ts";

/** The simulator accepts any credentials: they all belong to this account. */
const ACCOUNT = "000000000000";

/** Starts or finds the target. Throws TargetUnavailable (69) where it cannot be had. */
export async function openDriver(
  spec: TargetSpec,
  options: StartOptions & { readonly isolate: boolean; readonly boxes?: Boxes | undefined },
): Promise<Driver> {
  if (spec.kind !== "embedded") {
    // The SDK and all that starts a target: a run in boxes has no use for it out here.
    const { startTarget } = await import("../target/start.ts");
    const { openRealDriver } = await import("./real-driver.ts");
    return openRealDriver(await startTarget(spec, options));
  }
  const { name, kind } = spec;
  const info = { kind, name, version: ownVersion(), region: REGION, account: ACCOUNT, aws: false };
  return openBoxDriver(info, options);
}
