// Room cli: the signals that end a command after its undo.
import { tell } from "./output.ts";

/** Aborted with the signal's name; a second signal ends the process at once. */
export function signalled(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(name === "SIGINT" ? 130 : 143);
      tell(`ordeal: ${name}: undoing and tearing down; once more to end at once`);
      controller.abort(name);
    });
  }
  return controller.signal;
}
