// Room scenario: finds the order a body is about, by the system's JSON Pointers (CONTRACTS 3, `order`).

/** A reader of order ids for one system. */
export function orderReader(orderAt: {
  readonly [hop: string]: string;
}): (body: string, hop: string) => string | undefined {
  return (body, hop) => {
    const pointer = orderAt[hop] ?? orderAt["*"];
    if (pointer === undefined) return undefined;
    try {
      const value = pointer
        .split("/")
        .slice(1)
        .reduce<unknown>(
          (at, token) => (typeof at === "object" && at !== null ? Reflect.get(at, token) : undefined),
          JSON.parse(body),
        );
      return typeof value === "string" ? value : undefined;
    } catch {
      return undefined;
    }
  };
}
