// Room target: LocalStack through testcontainers. The container is removed at the end; where Ryuk cannot be had, a watcher
// process of ours removes it and its Lambda containers when this process dies.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { LocalstackContainer } from "@testcontainers/localstack";
import { TargetUnavailable } from "./errors.ts";

/** The watcher finds the container by it. */
const WATCH_LABEL = "ordeal.watch";
const DOCKER_SOCKET = "/var/run/docker.sock";
/** LocalStack removes its Lambda containers within this; a stop without it leaves them behind. */
const STOP_LIMIT_MS = 30_000;

/** Starts a container and returns its address. */
export async function startLocalstack(
  image: string,
  options: { readonly logDir: string; readonly env: NodeJS.ProcessEnv },
): Promise<{ url: URL; stop: () => Promise<void> }> {
  const log = createWriteStream(path.join(options.logDir, "localstack.log"));
  const token = options.env.LOCALSTACK_AUTH_TOKEN;
  const label = randomUUID();
  // Before the container: a run that is killed while it starts must not leave it behind.
  const endWatch = options.env.TESTCONTAINERS_RYUK_DISABLED === "true" ? watch(label) : () => {};
  try {
    const container = new LocalstackContainer(image)
      .withLabels({ [WATCH_LABEL]: label })
      .withEnvironment({
        SHUTDOWN_TIMEOUT: "25",
        ...(token === undefined ? {} : { LOCALSTACK_AUTH_TOKEN: token }),
      })
      .withBindMounts(existsSync(DOCKER_SOCKET) ? [{ source: DOCKER_SOCKET, target: DOCKER_SOCKET }] : [])
      .withLogConsumer((stream) => stream.pipe(log));
    const started = await container.start();
    return {
      url: new URL(started.getConnectionUri()),
      stop: async () => {
        await started.stop({ timeout: STOP_LIMIT_MS });
        endWatch();
        log.end();
      },
    };
  } catch (error) {
    // The watcher removes what a failed start left.
    endWatch({ remove: true });
    log.end();
    throw new TargetUnavailable(`localstack (${image}) could not be started: ${oneLine(error)}`, {
      cause: error,
    });
  }
}

function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0] ?? text;
}

/** Starts the watcher; its stdin is a pipe that closes when this process ends, however it ends. */
function watch(label: string): (end?: { remove: boolean }) => void {
  const extension = import.meta.url.endsWith(".js") ? "js" : "ts";
  const program = fileURLToPath(new URL(`container-watcher.${extension}`, import.meta.url));
  const watcher = spawn(process.execPath, [program, `${WATCH_LABEL}=${label}`], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watcher.unref();
  return (end = { remove: false }) => {
    if (!end.remove) watcher.stdin?.write("done\n");
    watcher.stdin?.end();
  };
}
