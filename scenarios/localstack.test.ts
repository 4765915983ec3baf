// A run on LocalStack that is killed leaves no container, whether it was still starting or in the middle of the drive. Skipped by name
// where there is no container engine with the image, and in `npm test`, since LocalStack takes both cores for a quarter of a minute:
// `.ci/run` sets ORDEAL_EVERY_KILL.
import { execFileSync, spawn } from "node:child_process";
import { expect, test } from "vitest";

const IMAGE = "ordeal/localstack:4.14.0";
const LIMIT_MS = 120_000;
const POLL_MS = 250;

const docker = (...args: string[]): string =>
  execFileSync("docker", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

const isCi = process.env["ORDEAL_EVERY_KILL"] !== undefined;
const hasImage = (() => {
  try {
    return process.getuid?.() === 0 && docker("images", "--quiet", IMAGE) !== "";
  } catch {
    return false;
  }
})();

/** Containers of the image that were not there before. */
function newContainers(before: readonly string[]): readonly string[] {
  const all = docker("ps", "--all", "--quiet", "--filter", `ancestor=${IMAGE}`).split("\n");
  return all.filter((id) => id !== "" && !before.includes(id));
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  for (const startMs = performance.now(); !isSo();) {
    if (performance.now() - startMs > LIMIT_MS) throw new Error(`${what}: not within ${LIMIT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

test.skipIf(!isCi || !hasImage).each(["while it starts", "in the middle"])(
  `SIGKILL of a run on ${IMAGE} %s`,
  async (when) => {
    const before = newContainers([]);
    const args = ["bin/ordeal.js", "run", "crash-after-effect", "--target", "localstack", "--image", IMAGE];
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, TESTCONTAINERS_RYUK_DISABLED: "true" },
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
    const ended = new Promise((resolve) => child.once("close", (_code, signal) => resolve(signal)));
    await until("a container", () => newContainers(before).length > 0);
    if (when === "in the middle") await until("the run", () => said.includes(" in reports"));
    child.kill("SIGKILL");
    expect(await ended).toBe("SIGKILL");
    await until("the end of the container", () => newContainers(before).length === 0);
  },
  LIMIT_MS * 3,
);
