// Room simulator/iam: lists by pages. The marker is the name after which the next page begins, so a list that changes meanwhile neither
// repeats nor skips what stays.
import { invalidInput, invalidMember } from "./errors.ts";
import { MAX_PAGE_SIZE, PAGE_SIZE } from "./limits.ts";

interface Asked {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** `nameOf` is what the list is sorted by. */
export function pageOf<T>(all: readonly T[], nameOf: (item: T) => string, { Marker, MaxItems }: Asked) {
  const most = MaxItems ?? PAGE_SIZE;
  if (most < 1 || most > MAX_PAGE_SIZE)
    throw invalidMember(
      "maxItems",
      String(most),
      most < 1
        ? "Member must have value greater than or equal to 1"
        : `Member must have value less than or equal to ${MAX_PAGE_SIZE}`,
    );
  const after = Marker === undefined ? undefined : readMarker(Marker);
  const rest = all
    .toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
    .filter((item) => after === undefined || nameOf(item) > after);
  const items = rest.slice(0, most);
  const last = rest.length > items.length ? items.at(-1) : undefined;
  return {
    items,
    told: {
      IsTruncated: last !== undefined,
      Marker: last === undefined ? undefined : markerOf(nameOf(last)),
    },
  };
}

const markerOf = (name: string): string => Buffer.from(name).toString("base64");

function readMarker(marker: string): string {
  const name = Buffer.from(marker, "base64").toString();
  if (markerOf(name) !== marker) throw invalidInput("Invalid Marker");
  return name;
}
