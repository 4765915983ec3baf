// Room simulator/lambda: the log of one invocation: what the platform writes around what the handler prints.
import type { Clock } from "../../box/clock.ts";
import { MAX_LOG_TAIL_BYTES } from "./limits.ts";
import type { ErrorObject } from "./runtime/runtime.ts";

/** Nothing here measures the memory of one environment; a small function's is about this. */
const USED_MB = 64;

export interface InvocationLog {
  readonly print: (line: string) => void;
  readonly start: () => void;
  readonly failed: (error: ErrorObject, how: "error" | "ended" | "timeout" | "ok") => void;
  readonly end: (report: Report) => void;
  readonly lines: () => readonly string[];
}

interface Report {
  readonly durationMs: number;
  readonly initMs?: number;
  /** The platform ended it: its time was up, or its environment was gone. */
  readonly status?: { readonly kind: "timeout" } | { readonly kind: "error"; readonly errorType: string };
}

export interface LogOptions {
  readonly clock: Clock;
  readonly requestId: string;
  readonly version: string;
  readonly memoryMb: number;
}

export function openLog({ clock, requestId, version, memoryMb }: LogOptions): InvocationLog {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  return {
    print,
    start: () => print(`START RequestId: ${requestId} Version: ${version}`),
    failed(error, how) {
      const time = new Date(Math.floor(clock.epochMs + clock.nowMs())).toISOString();
      if (how === "timeout") print(error.errorMessage);
      else print(`${time}\t${requestId}\tERROR\tInvoke Error \t${JSON.stringify(forLog(error))}`);
    },
    end({ durationMs, initMs, status }) {
      print(`END RequestId: ${requestId}`);
      const parts = [
        `REPORT RequestId: ${requestId}`,
        `Duration: ${durationMs.toFixed(2)} ms`,
        `Billed Duration: ${Math.max(1, Math.ceil(durationMs + (initMs ?? 0)))} ms`,
        `Memory Size: ${memoryMb} MB`,
        `Max Memory Used: ${Math.min(memoryMb, USED_MB)} MB`,
        ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
        ...(status === undefined ? [] : [`Status: ${status.kind}`]),
        ...(status?.kind === "error" ? [`Error Type: ${status.errorType}`] : []),
      ];
      print(`${parts.join("\t")}\t`);
    },
    lines: () => lines,
  };
}

const forLog = ({ trace, ...error }: ErrorObject) => ({
  ...error,
  ...(trace === undefined ? {} : { stack: trace }),
});

/** The last 4 KB, as base64 (LogType Tail). */
export function tailOf(lines: readonly string[]): string {
  const all = Buffer.from(`${lines.join("\n")}\n`);
  return all.subarray(Math.max(0, all.length - MAX_LOG_TAIL_BYTES)).toString("base64");
}
