// Room scenario: makes orders. Their ids carry the scenario's name, so a line of any log says where its order came from.
import type { OrderBody } from "../system/order-system.ts";

/** An order as scenarios pass it around: the body that is sent, with its id. */
export type Order = OrderBody;

/**
 * Makes one order; what is not set has a default, so what a scenario sets is what matters.
 *
 * @param id the order's id: the scenario's name, a slash, a word for its role.
 * @example
 * const poison = order("poison-parks/poison", { sku: "X-0" });
 * @since 0.1.0
 */
export function order(id: string, body: Partial<Omit<OrderBody, "orderId">> = {}): Order {
  return {
    orderId: id,
    customer: "c-1",
    sku: "A-1",
    quantity: 1,
    order_value: 1200,
    event_type: "order_created",
    ...body,
  };
}

/** Seconds, to say the unit where a duration is written. */
export function seconds(n: number): number {
  return n;
}
