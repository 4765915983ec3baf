// Room cli: the signals that end a command after its undo.
import { tell } from "./output.ts";

/**
 * A terminal sends Ctrl-C to the whole group, and npm, or the old Node that started this one, passes its own on: what comes within
 * this time of the first is the same press of the key.
 */
const PRESS_MS = 1_000;

interface Surroundings {
  readonly source: { on(name: "SIGINT" | "SIGTERM", listener: () => void): unknown };
  readonly nowMs: () => number;
  readonly exit: (code: number) => void;
}

const here: Surroundings = {
  source: process,
  nowMs: () => performance.now(),
  exit: (code) => process.exit(code),
};

/** Aborted with the signal's name; a second signal ends the process at once. */
export function signalled({ source, nowMs, exit }: Surroundings = here): AbortSignal {
  const controller = new AbortController();
  let firstMs = 0;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    source.on(name, () => {
      if (!controller.signal.aborted) {
        firstMs = nowMs();
        tell(`ordeal: ${name}: undoing and tearing down; once more to end at once`);
        controller.abort(name);
      } else if (nowMs() - firstMs >= PRESS_MS) exit(name === "SIGINT" ? 130 : 143);
    });
  }
  return controller.signal;
}
