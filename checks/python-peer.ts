// Checks: starts an emulator from PyPI on loopback and says its url: the `start` command of the targets moto and ministack. Its
// virtual environment is made by checks/peers.ts, so that a start takes a second and needs no network.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import net from "node:net";
import { PEERS, venvProgram } from "./peers/python.ts";

const START_LIMIT_MS = 25_000;
const POLL_MS = 100;

const [name = ""] = process.argv.slice(2);
const peer = PEERS.get(name);
if (peer === undefined)
  fail(`no Python emulator is named ${name}; known are ${[...PEERS.keys()].join(", ")}`);
else await start(name, peer);

async function start(peerName: string, { program, args, env }: NonNullable<typeof peer>): Promise<void> {
  const path = venvProgram(peerName, program);
  if (!existsSync(path)) fail(`${peerName} is not installed: run node checks/peers.ts once`);
  const port = await freePort();
  const child = spawn(path, args(port), {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...env(port) },
  });
  const end = () => child.kill("SIGTERM");
  process.once("SIGTERM", end);
  process.stdin.once("end", end).once("error", end);
  process.stdin.resume();
  child.once("exit", (code) => process.exit(code ?? 0));
  await untilOpen(port);
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
}

function freePort(): Promise<number> {
  const server = net.createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function untilOpen(port: number): Promise<void> {
  for (const startMs = performance.now(); performance.now() - startMs < START_LIMIT_MS;) {
    if (await isOpen(port)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  fail(`${name} did not listen on port ${port} within ${START_LIMIT_MS} ms`);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}

function fail(why: string): never {
  console.error(why);
  process.exit(69);
}
