// Room cli: progress on stderr: one live line on a terminal, else a line a finished scenario.
import path from "node:path";
import { paintOutcome } from "../report/terminal.ts";
import type { Progress } from "../scenario/run.ts";
import { tell, wantsColor } from "./output.ts";

export interface ProgressPrinter {
  on(progress: Progress): void;
  end(): void;
}

/** Opens the printer; quiet where stdout is for a machine. */
export function openProgress(quiet: boolean): ProgressPrinter {
  const live = process.stderr.isTTY && !quiet;
  const phases = new Map<string, string>();
  let total = 0;
  let done = 0;
  const clear = () => {
    if (live) process.stderr.write("\r\u001b[K");
  };
  const draw = () => {
    if (!live) return;
    clear();
    const busy = [...phases].map(([name, phase]) => `${name}: ${phase}`).join(", ");
    process.stderr.write(`${done}/${total}  ${busy}`.slice(0, (process.stderr.columns ?? 80) - 1));
  };
  return {
    on(progress) {
      switch (progress.kind) {
        case "run":
          total = progress.scenarios;
          if (!quiet)
            tell(
              `${total} ${total === 1 ? "scenario" : "scenarios"} on ${progress.target.name}, in ${path.relative(process.cwd(), progress.runDir)}`,
            );
          break;
        case "phase":
          phases.set(progress.name, progress.phase);
          break;
        case "notice":
          clear();
          tell(`note: ${progress.text}`);
          break;
        case "done":
          done += 1;
          phases.delete(progress.name);
          if (quiet) break;
          clear();
          tell(`  ${paintOutcome(progress.outcome, wantsColor(process.stderr))}  ${progress.name}`);
          break;
      }
      draw();
    },
    end: clear,
  };
}
