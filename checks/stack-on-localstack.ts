// Checks: the messaging system goes up on LocalStack by CreateStack, stands, and is taken down by its run; nothing of it is left.
// `node checks/stack-on-localstack.ts IMAGE`
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { looseKind, LOOSE_TYPES } from "../src/provision/loose/index.ts";
import { putUp, takeDown } from "../src/scenario/stand.ts";
import { allowedHostsOf, clientsFor } from "../src/target/clients.ts";
import { startTarget } from "../src/target/start.ts";

const image = process.argv[2] ?? "localstack/localstack:4.14.0";
const logDir = mkdtempSync(path.join(os.tmpdir(), "ordeal-localstack-"));
const target = await startTarget(
  { kind: "localstack", name: "localstack", image },
  { logDir, cwd: process.cwd(), env: process.env },
);
try {
  const { signal } = new AbortController();
  const on = { target: `endpoint=${target.endpoint.href}`, system: "messaging" };
  const up = await putUp({ ...on, cwd: process.cwd(), argv: process.argv, signal }, (notice) =>
    console.log(notice),
  );
  assert.equal(up.byStack, true, "it went up by calls");
  console.log(`${up.standing.length} resources stand in stack ${up.prefix}`);
  const down = await takeDown(up.runDir);
  assert.deepEqual(down.left, []);
  const region = target.info.region;
  const clients = clientsFor(target.endpoint, { region, allowedHosts: allowedHostsOf(target.endpoint) });
  for (const type of LOOSE_TYPES) {
    const left = await (await looseKind(type))?.list("ordeal-", clients);
    assert.deepEqual(left, [], type);
  }
  clients.destroy();
  console.log("taken down, and nothing is left");
} finally {
  await target.stop();
}
