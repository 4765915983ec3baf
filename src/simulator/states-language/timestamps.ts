// Room states-language: ISO-8601 extended offset date-times, strict as Java's ISO_OFFSET_DATE_TIME, which AWS reads them with
// (recorded: WAIT_TIMESTAMP NO_T, NO_Z, INVALID_TIME, NANOSECONDS).

const PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2}(?::\d{2})?)$/i;

const NS_PER_MS = 1_000_000n;

/** Milliseconds since the epoch, or undefined for what is no such time. */
export function instantMs(text: string): number | undefined {
  const ns = instantNs(text);
  return ns === undefined ? undefined : Number(ns / NS_PER_MS);
}

/** Nanoseconds, which is what timestamps are compared by. */
export function instantNs(text: string): bigint | undefined {
  const found = PATTERN.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second = "0", fraction = "", offset = "Z"] = found;
  const dateMs = dateOf(Number(year), Number(month), Number(day));
  const timeMs = timeOf(Number(hour), Number(minute), Number(second));
  const shiftMs = offsetMs(offset);
  if (dateMs === undefined || timeMs === undefined || shiftMs === undefined) return undefined;
  return BigInt(dateMs + timeMs - shiftMs) * NS_PER_MS + BigInt(fraction.padEnd(9, "0"));
}

function dateOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

function timeOf(hour: number, minute: number, second: number): number | undefined {
  return hour > 23 || minute > 59 || second > 59 ? undefined : ((hour * 60 + minute) * 60 + second) * 1000;
}

function offsetMs(offset: string): number | undefined {
  if (/^z$/i.test(offset)) return 0;
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(":").map(Number);
  if (hours > 18 || minutes > 59 || seconds > 59) return undefined;
  return (offset.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds) * 1000;
}
