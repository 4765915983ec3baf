// Room simulator/matching: message attributes as an event. Only String, String.Array and Number are compared; Binary is as if it were
// not there (SNS-05), and a number sent as String is a text (SNS-06).

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: unknown;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/**
 * The attributes as one flat event: a name with dots stays one name. A message without any attribute matches no policy, not even
 * `exists: false` (SNS developer guide, "Key matching", note; read 2026-11-24).
 */
export function eventOfAttributes(attributes: MessageAttributes): object | undefined {
  if (Object.keys(attributes).length === 0) return undefined;
  const event: Record<string, unknown> = Object.create(null) as Record<string, unknown>; // no inherited names
  for (const [name, attribute] of Object.entries(attributes)) {
    const value = valueOf(attribute);
    if (value !== undefined) event[name] = value;
  }
  return event;
}

function valueOf({ DataType, StringValue }: MessageAttribute): unknown {
  if (StringValue === undefined) return undefined;
  if (DataType === "String.Array") return arrayOf(StringValue);
  const [base] = DataType.split("."); // a custom label may follow: Number.int
  if (base === "Number") return numberOf(StringValue);
  return base === "String" ? StringValue : undefined;
}

function numberOf(text: string): number | string {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : text;
}

/** An array that cannot be read has no elements, so no condition on a value holds. */
function arrayOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
