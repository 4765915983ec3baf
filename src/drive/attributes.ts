// Room drive: message attributes as scenarios write them. The type matters: a numeric filter matches Number alone (SNS-06).

export interface Attribute {
  readonly type: "String" | "Number" | "String.Array";
  readonly value: string;
}

/** A String attribute. @example str("order_created") @since 0.1.0 */
export function str(value: string): Attribute {
  return { type: "String", value };
}

/** A Number attribute. @example num(1000) @since 0.1.0 */
export function num(value: number): Attribute {
  return { type: "Number", value: String(value) };
}

/** A String.Array attribute. @example strings(["express", "gift"]) @since 0.1.0 */
export function strings(values: readonly string[]): Attribute {
  return { type: "String.Array", value: JSON.stringify(values) };
}

export type Attributes = Readonly<Record<string, Attribute>>;

/** The attributes in the shape of the SDK. */
export function sdkAttributes(
  attributes: Attributes,
): Record<string, { DataType: string; StringValue: string }> {
  const entries = Object.entries(attributes);
  return Object.fromEntries(
    entries.map(([name, { type, value }]) => [name, { DataType: type, StringValue: value }]),
  );
}
