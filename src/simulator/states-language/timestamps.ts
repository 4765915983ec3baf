// Room states-language: ISO-8601 extended offset date-times, strict as Java's ISO_OFFSET_DATE_TIME, which AWS reads them with
// (recorded: WAIT_TIMESTAMP NO_T, NO_Z, INVALID_TIME, NANOSECONDS).

const PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2}(?::\d{2})?)$/i;

/** Milliseconds since the epoch, or undefined for what is no such time. */
export function instantMs(text: string): number | undefined {
  const found = PATTERN.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second = "0", fraction = "", offset = "Z"] = found;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number);
  if (
    y === undefined ||
    mo === undefined ||
    d === undefined ||
    h === undefined ||
    mi === undefined ||
    s === undefined
  )
    return undefined;
  if (h > 23 || mi > 59 || s > 59) return undefined;
  const date = new Date(Date.UTC(2000, 0, 1, h, mi, s));
  date.setUTCFullYear(y, mo - 1, d);
  if (date.getUTCMonth() !== mo - 1 || date.getUTCDate() !== d) return undefined;
  const shiftMs = offsetMs(offset);
  return shiftMs === undefined ? undefined : date.getTime() + Number(`0.${fraction}0`) * 1000 - shiftMs;
}

function offsetMs(offset: string): number | undefined {
  if (/^z$/i.test(offset)) return 0;
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(":").map(Number);
  if (hours > 18 || minutes > 59 || seconds > 59) return undefined;
  return (offset.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds) * 1000;
}
