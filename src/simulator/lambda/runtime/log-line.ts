// Room simulator/lambda/runtime: what a handler prints, as Node's runtime writes it to the log.

const LEVELS: Readonly<Record<string, string>> = {
  log: "INFO",
  info: "INFO",
  warn: "WARN",
  error: "ERROR",
  debug: "DEBUG",
};

export function logLine(nowMs: number, requestId: string | undefined, level: string, text: string): string {
  const message = text.replace(/\n$/, "").replaceAll("\n", "\r");
  const time = new Date(nowMs).toISOString();
  return `${time}\t${requestId ?? "undefined"}\t${LEVELS[level] ?? "INFO"}\t${message}`;
}
