// Room box: the random functions of node:crypto and WebCrypto, drawn from the running actor's stream.
import { actorHere } from "./here.ts";

type Bytes = NodeJS.ArrayBufferView;

function fill<T extends Bytes>(view: T): T {
  const { random } = actorHere();
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Math.floor(random() * 256);
  return view;
}

function randomUUID(): string {
  const bytes = fill(Buffer.alloc(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

type Done<T> = (error: null, value: T) => void;

function randomBytes(sizeBytes: number, done?: Done<Buffer>): Buffer | undefined {
  const bytes = fill(Buffer.alloc(sizeBytes));
  if (done === undefined) return bytes;
  queueMicrotask(() => done(null, bytes));
  return undefined;
}

function randomInt(...args: (number | Done<number>)[]): number | undefined {
  const done = args.find((arg) => typeof arg === "function");
  const [first = 0, second] = args.filter((arg) => typeof arg === "number");
  const [from, to] = second === undefined ? [0, first] : [first, second];
  const value = from + Math.floor(actorHere().random() * (to - from));
  if (done === undefined) return value;
  queueMicrotask(() => done(null, value));
  return undefined;
}

export const virtualWebCrypto = { randomUUID, getRandomValues: fill };

export const virtualCrypto = {
  randomUUID,
  randomBytes,
  randomInt,
  randomFillSync: fill,
  randomFill: <T extends Bytes>(view: T, done: Done<T>) => queueMicrotask(() => done(null, fill(view))),
  // getRandomValues of node:crypto cannot be replaced; it asks the global one, which is.
};
