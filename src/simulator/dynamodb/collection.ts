// Room simulator/dynamodb: rows in the order in which they are read: partitions by a hash of their key, as on AWS no order that means
// anything, and inside one by sort key. A table is one collection, each of its indexes another over the same rows.
import type { RangeCondition } from "./expression/key-condition.ts";
import { valueOf, type Values } from "./expression/values.ts";
import { type Keys, scalarText } from "./keys.ts";
import { attribute, compare, type Item } from "./value.ts";

/** An item as it is kept. */
export interface Row {
  readonly item: Item;
  /** Of its primary key. */
  readonly key: string;
  readonly bytes: number;
}

interface Partition {
  readonly text: string;
  readonly hash: number;
  readonly rows: Row[];
}

/** Where reading goes on: after a row that is like this. */
export type Place = Pick<Row, "item" | "key">;

export class Collection {
  readonly keys: Keys;
  readonly #partitions = new Map<string, Partition>();
  /** Sorted by hash, and what came since. */
  #sorted: Partition[] = [];
  #fresh: Partition[] = [];
  #hasGaps = false;
  count = 0;
  bytes = 0;

  constructor(keys: Keys) {
    this.keys = keys;
  }

  /** Whether the item has what it takes to be in here: an index holds only what has its keys. */
  holds(item: Item): boolean {
    const { hash, range } = this.keys;
    return Object.hasOwn(item, hash.name) && (range === undefined || Object.hasOwn(item, range.name));
  }

  add(row: Row): void {
    if (!this.holds(row.item)) return;
    this.count += 1;
    this.bytes += row.bytes;
    const { rows } = this.#partitionOf(row.item) ?? this.#open(row.item);
    const last = rows.at(-1);
    if (last === undefined || this.#order(row, last) > 0) rows.push(row);
    else rows.splice(this.#firstNotBefore(rows, row), 0, row);
  }

  remove(row: Row): void {
    if (!this.holds(row.item)) return;
    const partition = this.#partitionOf(row.item);
    if (partition === undefined) return;
    this.count -= 1;
    this.bytes -= row.bytes;
    partition.rows.splice(this.#firstNotBefore(partition.rows, row), 1);
    if (partition.rows.length > 0) return;
    this.#partitions.delete(partition.text);
    this.#hasGaps = true;
  }

  replace(before: Row, after: Row): void {
    const partition = this.#partitionOf(before.item);
    const stays =
      partition !== undefined &&
      this.holds(before.item) &&
      this.holds(after.item) &&
      this.#partitionOf(after.item) === partition &&
      this.#order(before, after) === 0;
    if (!stays) {
      this.remove(before);
      this.add(after);
      return;
    }
    this.bytes += after.bytes - before.bytes;
    partition.rows[partition.rows.length === 1 ? 0 : this.#firstNotBefore(partition.rows, before)] = after;
  }

  /** The rows of one partition that fulfil a condition on the sort key. */
  *query(
    hash: string,
    range: RangeCondition | undefined,
    values: Values,
    isForward: boolean,
    after: Place | undefined,
  ): Generator<Row> {
    const rows = this.#partitions.get(hash)?.rows ?? [];
    const limits = range === undefined ? undefined : this.#limitsOf(range, values);
    let from = limits === undefined ? 0 : firstWhere(rows, (row) => !limits.isBefore(row));
    let to = limits === undefined ? rows.length : firstWhere(rows, (row) => limits.isAfter(row));
    if (after !== undefined) {
      const beyond = firstWhere(rows, (row) => this.#order(row, after) > 0);
      if (isForward) from = Math.max(from, beyond);
      else to = Math.min(to, this.#firstNotBefore(rows, after));
    }
    for (let index = isForward ? from : to - 1; index >= from && index < to; index += isForward ? 1 : -1) {
      const row = rows[index];
      if (row !== undefined) yield row;
    }
  }

  /** All rows of a segment. */
  *scan(segment: number, segments: number, after: Place | undefined): Generator<Row> {
    const [from, to] = [bound(segment, segments), bound(segment + 1, segments)];
    const afterText = after === undefined ? undefined : this.#textOf(after.item);
    const start =
      afterText === undefined ? { hash: from, text: "" } : { hash: hashOf(afterText), text: afterText };
    const sorted = this.#inOrder();
    for (
      let index = firstWhere(
        sorted,
        (one) => one.hash > start.hash || (one.hash === start.hash && one.text >= start.text),
      );
      index < sorted.length;
      index += 1
    ) {
      const partition = sorted[index];
      if (partition === undefined || partition.hash >= to) return;
      if (partition.hash < from) continue;
      const isStart = after !== undefined && partition.text === afterText;
      const first = isStart ? firstWhere(partition.rows, (row) => this.#order(row, after) > 0) : 0;
      for (let at = first; at < partition.rows.length; at += 1) {
        const row = partition.rows[at];
        if (row !== undefined) yield row;
      }
    }
  }

  #limitsOf(range: RangeCondition, values: Values) {
    const name = this.keys.range?.name ?? "";
    const value = valueOf(values, range.value);
    const to = (row: Row, other = value): number => {
      const own = attribute(row.item, name);
      return own === undefined ? 0 : (compare(own, other) ?? 0);
    };
    switch (range.by) {
      case "=":
        return { isBefore: (row: Row) => to(row) < 0, isAfter: (row: Row) => to(row) > 0 };
      case "<":
        return { isBefore: () => false, isAfter: (row: Row) => to(row) >= 0 };
      case "<=":
        return { isBefore: () => false, isAfter: (row: Row) => to(row) > 0 };
      case ">":
        return { isBefore: (row: Row) => to(row) <= 0, isAfter: () => false };
      case ">=":
        return { isBefore: (row: Row) => to(row) < 0, isAfter: () => false };
      case "between": {
        const high = valueOf(values, range.high);
        return { isBefore: (row: Row) => to(row) < 0, isAfter: (row: Row) => to(row, high) > 0 };
      }
      case "begins_with": {
        const start = bytesOf(scalarText(value) ?? "", value);
        const begins = (row: Row): boolean => {
          const own = attribute(row.item, name);
          const text = scalarText(own);
          if (own === undefined || text === undefined) return false;
          return bytesOf(text, own).subarray(0, start.length).equals(start);
        };
        return {
          isBefore: (row: Row) => to(row) < 0,
          isAfter: (row: Row) => to(row) > 0 && !begins(row),
        };
      }
    }
  }

  #partitionOf(item: Item): Partition | undefined {
    return this.#partitions.get(this.#textOf(item));
  }

  #textOf(item: Item): string {
    return scalarText(attribute(item, this.keys.hash.name)) ?? "";
  }

  #open(item: Item): Partition {
    const text = this.#textOf(item);
    const partition = { text, hash: hashOf(text), rows: [] };
    this.#partitions.set(text, partition);
    this.#fresh.push(partition);
    // Items that come and go would fill it where nobody scans.
    if (this.#fresh.length > 1000 + 2 * this.#partitions.size) this.#inOrder();
    return partition;
  }

  /** By sort key; in an index several rows may share one, and then the table's key decides. */
  #order(one: Place, other: Place): number {
    const name = this.keys.range?.name;
    if (name !== undefined) {
      const [a, b] = [attribute(one.item, name), attribute(other.item, name)];
      const order = a === undefined || b === undefined ? 0 : (compare(a, b) ?? 0);
      if (order !== 0) return order;
    }
    return one.key < other.key ? -1 : one.key > other.key ? 1 : 0;
  }

  #firstNotBefore(rows: readonly Row[], place: Place): number {
    return firstWhere(rows, (row) => this.#order(row, place) >= 0);
  }

  /** Sorted only when someone scans, as most tables never are. */
  #inOrder(): readonly Partition[] {
    if (this.#hasGaps || this.#fresh.length > 0) {
      const alive = [...this.#sorted, ...this.#fresh].filter(
        (partition) => this.#partitions.get(partition.text) === partition,
      );
      this.#sorted = alive.toSorted(
        (one, other) => one.hash - other.hash || (one.text < other.text ? -1 : 1),
      );
      this.#fresh = [];
      this.#hasGaps = false;
    }
    return this.#sorted;
  }
}

const bytesOf = (text: string, value: object): Buffer => Buffer.from(text, "B" in value ? "base64" : "utf8");

/** Where a test that is false and then true becomes true; the length where it never does. */
function firstWhere<T>(sorted: readonly T[], isTrue: (one: T) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const one = sorted[middle];
    if (one !== undefined && isTrue(one)) to = middle;
    else from = middle + 1;
  }
  return from;
}

const HASHES = 2 ** 32;

/** Where a partition is scanned. */
export const segmentOf = (text: string, segments: number): number => {
  const hash = hashOf(text);
  const near = Math.floor((hash / HASHES) * segments);
  // Divisions round: the bounds say.
  return hash < bound(near, segments) ? near - 1 : hash >= bound(near + 1, segments) ? near + 1 : near;
};

/** The first hash of a segment. */
const bound = (segment: number, segments: number): number => Math.ceil((segment / segments) * HASHES);

/** FNV-1a, stirred: scans must not follow the order of keys, or programs would come to rely on it. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
