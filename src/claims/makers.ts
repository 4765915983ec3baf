// Room claims: the words scenarios use. Each makes inert data: a claim's name, its arguments, and one sentence of what it says.
import type { JsonObject } from "../journal/line.ts";
import type { Claim } from "./claim.ts";

/** An order, or its id. */
export type OrderRef = string | { readonly orderId: string };
/** One order, several, or `all()`. */
export type OrdersRef = OrderRef | readonly OrderRef[];

/** Every order that drive sent: `routed(all(), { to: ["InventoryQueue"] })`. */
export function all(): "*" {
  return "*";
}

function idsOf(orders: OrdersRef): string | string[] {
  if (typeof orders === "string") return orders;
  if (isList(orders)) return orders.map(idOf);
  return orders.orderId;
}

function isList(orders: OrdersRef): orders is readonly OrderRef[] {
  return Array.isArray(orders);
}

function idOf(order: OrderRef): string {
  return typeof order === "string" ? order : order.orderId;
}

/** How a sentence names the orders: by the word after the scenario's name. */
function named(orders: OrdersRef): string {
  const ids = idsOf(orders);
  if (ids === "*") return "every order";
  if (typeof ids === "string") return short(ids);
  const few = ids.slice(0, 3).map(short).join(", ");
  return ids.length > 3 ? `${few} and ${ids.length - 3} more` : few;
}

function short(id: string): string {
  return id.slice(id.indexOf("/") + 1);
}

function make(claim: string, args: JsonObject, says: string): Claim {
  const kept = Object.entries(args).filter(([, value]) => value !== undefined);
  return { claim, args: Object.fromEntries(kept), says };
}

/** Every resource of the system exists; the runner adds it to every run. @since 0.1.0 */
export function provisioned(): Claim {
  return make("provisioned", {}, "every resource of the system exists and answers");
}

/**
 * The order was seen at every hop of `to`.
 * @example routed(healthy, { to: ["InventoryQueue", "PaymentLedger"] })
 * @since 0.1.0
 */
export function routed(order: OrdersRef, options: { readonly to: readonly string[] }): Claim {
  return make(
    "routed",
    { order: idsOf(order), to: options.to },
    `${named(order)} reaches ${options.to.join(", ")}`,
  );
}

/**
 * The order was seen at every hop of `to` and at no other of `among`.
 * @example reachedOnly(cheap, { to: ["InventoryQueue"], among: ["InventoryQueue", "ShippingQueue"] })
 * @since 0.1.0
 */
export function reachedOnly(
  order: OrdersRef,
  options: { readonly to: readonly string[]; readonly among: readonly string[] },
): Claim {
  const { to, among } = options;
  const where = to.length === 0 ? "none" : `only ${to.join(", ")}`;
  return make(
    "reachedOnly",
    { order: idsOf(order), to, among },
    `${named(order)} reaches ${where} of ${among.join(", ")}`,
  );
}

/**
 * Consumers received the order exactly `afterReceives` times, then it lay in the dead letter queue, without effect (DLQ-01).
 * @example parked(poison, { in: "InventoryDlq", afterReceives: 3 })
 * @since 0.1.0
 */
export function parked(
  order: OrdersRef,
  options: { readonly in: string; readonly afterReceives: number },
): Claim {
  const { in: dlq, afterReceives } = options;
  const says = `${named(order)} is parked in ${dlq} after ${afterReceives} receives`;
  return make("parked", { order: idsOf(order), in: dlq, afterReceives }, says);
}

/**
 * After the redrive the order was received at `to` with the same body and is gone from `from` (MOV-08).
 * @example redriven(poison, { from: "InventoryDlq", to: "InventoryQueue" })
 * @since 0.1.0
 */
export function redriven(
  order: OrdersRef,
  options: { readonly from: string; readonly to: string; readonly body?: "changed" },
): Claim {
  const { from, to, body } = options;
  return make(
    "redriven",
    { order: idsOf(order), from, to, body },
    `${named(order)} is redriven from ${from} to ${to}`,
  );
}

/** Something was in the queue and nothing is at the end. @example drained("InventoryQueue") @since 0.1.0 */
export function drained(queue: string): Claim {
  return make("drained", { queue }, `${queue} was used and is empty at the end`);
}

/**
 * Each step took effect exactly once in every sink that names it.
 * @example tookEffectOnce(all(), { steps: ["reserve", "charge"] })
 * @since 0.1.0
 */
export function tookEffectOnce(
  order: OrdersRef,
  options: { readonly steps?: readonly string[]; readonly sinks?: readonly string[] } = {},
): Claim {
  const { steps, sinks } = options;
  const what = steps === undefined ? "takes effect" : steps.join(", ");
  return make(
    "tookEffectOnce",
    { order: idsOf(order), steps, sinks },
    `${named(order)}: ${what} exactly once`,
  );
}

/**
 * Positions in the sink rise in the order of sending, within each group.
 * @param options `per`: `group` (the message's group id) or a JSON Pointer into the body; default one group.
 * @example inOrder(orders, { sink: "Provider", per: "group" })
 * @since 0.1.0
 */
export function inOrder(
  orders: readonly OrderRef[] | "*",
  options: { readonly sink: string; readonly per?: string },
): Claim {
  const { sink, per } = options;
  const lanes = per === undefined ? "" : ` within each ${per}`;
  return make(
    "inOrder",
    { orders: idsOf(orders), sink, per },
    `${named(orders)} reach ${sink} in the order of sending${lanes}`,
  );
}

/** The call with this label got this answer. @example answered("first", { status: 200 }) @since 0.1.0 */
export function answered(
  label: string,
  options: { readonly status: number; readonly body?: JsonObject },
): Claim {
  return make("answered", { label, ...options }, `the call ${label} is answered with ${options.status}`);
}

/** Every accepted order reached exactly one terminal state (E2E-01). @example nothingLost() @since 0.1.0 */
export function nothingLost(): Claim {
  return make("nothingLost", {}, "every accepted order reaches exactly one terminal state");
}

/** From its first send to its last effect no more than `ms` milliseconds. @example finishedWithin(all(), 5000) @since 0.1.0 */
export function finishedWithin(order: OrdersRef, ms: number): Claim {
  return make("finishedWithin", { order: idsOf(order), ms }, `${named(order)} is finished within ${ms} ms`);
}

/**
 * The weather the scenario is about struck: `what` is a fault's id or its name.
 * @example reached("throttle", { atLeast: 2 })
 * @since 0.1.0
 */
export function reached(what: string, options: { readonly atLeast?: number } = {}): Claim {
  return make(
    "reached",
    { what, ...options },
    `${what} strikes${options.atLeast === undefined ? "" : ` at least ${options.atLeast === 1 ? "once" : `${options.atLeast} times`}`}`,
  );
}
