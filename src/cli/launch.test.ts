// Room cli, tests: an old Node that starts a newer one stands in for it, dead or alive.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";

const LAUNCH = JSON.stringify(pathToFileURL(path.resolve("bin/launch.js")).href);
const started: number[] = [];
afterEach(() => {
  for (const pid of started.splice(0)) if (isThere(pid)) process.kill(pid, "SIGKILL");
});

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Launches a program; answers its launcher and the first line it says. */
async function launched(program: string) {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), "ordeal-launch-")), "program.mjs");
  writeFileSync(file, `import { endWithLauncher } from ${LAUNCH};\nendWithLauncher();\n${program}`);
  const text = `import { launch } from ${LAUNCH}; launch(process.execPath, [${JSON.stringify(file)}]);`;
  const launcher = spawn(process.execPath, ["--input-type=module", "-e", text], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(launcher.stdout, "data")) as [Buffer];
  return { launcher, said: said.toString("utf8").trim() };
}

test("a launcher that is killed takes what it launched with it", async () => {
  const { launcher, said } = await launched("console.log(process.pid); setInterval(() => {}, 1_000);");
  const pid = Number(said);
  started.push(pid);
  expect(isThere(pid)).toBe(true);
  launcher.kill("SIGKILL");
  // Its standard output is the child's too: it closes when both are gone.
  await once(launcher, "close");
  await expect.poll(() => isThere(pid), { timeout: 10_000 }).toBe(false);
});

test("what it launched ends by itself, and its exit is the launcher's", async () => {
  const { launcher, said } = await launched(
    "console.log(process.env.ORDEAL_LAUNCHED ?? 'not told'); process.exitCode = 3;",
  );
  const [code] = (await once(launcher, "close")) as [number | null];
  expect([said, code]).toEqual(["not told", 3]);
});

test("a signal goes to what it launched", async () => {
  const { launcher, said } = await launched(
    "process.on('SIGTERM', () => process.exit(143)); console.log('ready'); setInterval(() => {}, 1_000);",
  );
  launcher.kill("SIGTERM");
  const [code] = (await once(launcher, "close")) as [number | null];
  expect([said, code]).toEqual(["ready", 143]);
});
