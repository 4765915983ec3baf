// Room cli: `serve`: the simulator behind HTTP, for any SDK, the AWS CLI and a person with curl.
import { setFlagsFromString } from "node:v8";
import type { Command } from "commander";
import { chooseSeed } from "../scenario/run-id.ts";
import { TargetUnavailable } from "../target/errors.ts";
import { matching, oneOf, wholeNumber } from "./flags.ts";
import { exitWith, print } from "./output.ts";

interface Flags {
  readonly port: number;
  readonly clock: "real" | "manual";
  readonly seed?: string;
  readonly account: string;
  readonly alias?: string;
  readonly json?: boolean;
}

const DEFAULT_PORT = 4566;

/** Adds the command. */
export function addServeCommand(program: Command): void {
  program
    .command("serve")
    .description(
      "serve the simulator on 127.0.0.1 until a signal ends it; its control API is under /_ordeal/",
    )
    .option("--port <port>", "0 picks a free one", wholeNumber(0, 65_535), DEFAULT_PORT)
    .option(
      "--clock <clock>",
      "real, or manual: moved by POST /_ordeal/clock",
      oneOf("real", "manual"),
      "real",
    )
    .option("--seed <seed>", "the seed of all chance, or random")
    .option(
      "--account <id>",
      "the account of all callers",
      matching(/^\d{12}$/, "an account id: 12 digits"),
      "000000000000",
    )
    .option("--alias <name>", "the account's alias")
    .option("--json", "say where as one JSON object")
    .addHelpText("after", "\nExample: ordeal serve --port 0 --clock manual")
    .action(serve);
}

async function serve({ port, clock, seed: asked, account, alias, json }: Flags): Promise<void> {
  const seed = chooseSeed(asked);
  // Imported only here, as each command imports what it needs: a server that is ready soon is started often.
  const { serveWorld } = await import("../scenario/served-world.ts");
  const server = await listening(port, () => serveWorld({ port, clock, seed, account, alias }));
  // Before the first line: whoever reads it may end us at once.
  const ended = new Promise<"SIGINT" | "SIGTERM">((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => resolve(name));
  });
  const url = server.url.origin;
  print(
    json === true
      ? JSON.stringify({ url, clock, seed, pid: process.pid })
      : `ordeal serve: ${url} clock=${clock} seed=${seed}`,
  );
  // What messages keep outlives the young generation, so one that grows only costs memory: with 100,000 queued the process takes 160 MiB
  // instead of 220. Only now: what it grew to while modules were loaded saves a third of the time of a send.
  setFlagsFromString("--semi-space-growth-factor=1");
  const signal = await ended;
  await server.close();
  exitWith(signal === "SIGINT" ? 130 : 143);
}

async function listening<T>(port: number, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!isTaken) throw error;
    throw new TargetUnavailable(
      `port ${port} on 127.0.0.1 is taken: say --port 0 for a free one, or another number`,
    );
  }
}
