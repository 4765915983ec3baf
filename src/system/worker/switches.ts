// Room system: the switch that the handlers' wrapper reads for each order (CONTRACTS 5): how a fault reaches business code that
// knows nothing of it. No file, no faults.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface Switch {
  readonly id: string;
  readonly order?: string;
  readonly error?: string;
  readonly slowMs?: number;
}

/** A handler's error of the type that the fault names. */
class InjectedError extends Error {
  constructor(type: string, order: string) {
    super(`injected: ${type} for ${order}`);
    this.name = type;
  }
}

/** Reads the switches that concern an order; an unreadable file is an error, since a silent one would hide a fault. */
export function switchesFor(file: string | undefined, order: string): readonly Switch[] {
  if (file === undefined) return [];
  return readAll(file).filter((one) => one.order === undefined || one.order === order);
}

function readAll(file: string): readonly Switch[] {
  const value: unknown = JSON.parse(readText(file));
  if (!Array.isArray(value)) throw new Error(`${file} is not a list of switches`);
  return value as Switch[];
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "[]";
    throw error;
  }
}

/** Lets the switches strike: slow first, then the error. `struck` is told before each. */
export async function strike(
  switches: readonly Switch[],
  order: string,
  struck: (id: string) => void,
): Promise<void> {
  for (const one of switches) {
    struck(one.id);
    if (one.slowMs !== undefined) await sleep(one.slowMs);
    if (one.error !== undefined) throw new InjectedError(one.error, order);
  }
}
