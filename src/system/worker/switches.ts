// Room system: the switch that the handlers' wrapper reads for each order (CONTRACTS 5): how a fault reaches business code that
// knows nothing of it. No file, no faults.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, unlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface Switch {
  readonly id: string;
  readonly order?: string;
  readonly error?: string;
  readonly slowMs?: number;
  /** Files: deleting one is the right to strike once. Without them it strikes until it is switched off. */
  readonly tokens?: readonly string[];
  readonly probability?: number;
  readonly seed?: string;
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
  // Asked first, since it is asked for every order, and an error costs more than all the rest of the look.
  if (!existsSync(file)) return "[]";
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
  { order, receives }: { readonly order: string; readonly receives: number },
  struck: (id: string) => void,
): Promise<void> {
  for (const one of switches) {
    if (!isChosen(one, order, receives) || !takesToken(one)) continue;
    struck(one.id);
    if (one.slowMs !== undefined) await sleep(one.slowMs);
    if (one.error !== undefined) throw new InjectedError(one.error, order);
  }
}

/** The same hash as the proxy's (src/faults/chance.ts), which this room may not import. */
function isChosen({ probability, seed, id }: Switch, order: string, receives: number): boolean {
  if (probability === undefined) return true;
  const key = [seed, id, order, receives].join("\n");
  return createHash("sha256").update(key).digest().readUInt32BE(0) / 2 ** 32 < probability;
}

function takesToken({ tokens }: Switch): boolean {
  return tokens === undefined || tokens.some(isTaken);
}

function isTaken(token: string): boolean {
  try {
    unlinkSync(token);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
