// Room simulator/sns: message attributes as a request carries them, checked in AWS's order and words (SNS API Reference, message
// attributes; recorded answers).
import { missingMember } from "./errors.ts";
import { AwsError } from "../wire/index.ts";
import { MAX_ATTRIBUTE_NAME_CHARACTERS } from "./limits.ts";

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  /** Base64. */
  readonly BinaryValue?: string | undefined;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

export interface AttributeInput {
  readonly DataType?: string | undefined;
  readonly StringValue?: string | undefined;
  /** Base64. */
  readonly BinaryValue?: string | undefined;
}

type Inputs = { readonly [name: string]: AttributeInput };

/** `path` names the request's member for the one refusal that quotes it: `messageAttributes`. */
export function readMessageAttributes(inputs: Inputs, path: string): MessageAttributes {
  const read: Record<string, MessageAttribute> = Object.create(null) as Record<string, MessageAttribute>; // no inherited names
  for (const [name, input] of Object.entries(inputs)) {
    checkName(name);
    read[name] = readAttribute(name, input, path);
  }
  return read;
}

/** What an attribute adds to the size of its message (SNS-19): name, type and value. */
export function attributeBytes(attributes: MessageAttributes): number {
  let bytes = 0;
  for (const [name, { DataType, StringValue = "", BinaryValue }] of Object.entries(attributes)) {
    const binary = typeof BinaryValue === "string" ? Buffer.byteLength(BinaryValue, "base64") : 0;
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue) + binary;
  }
  return bytes;
}

function checkName(name: string): void {
  if (name.length > MAX_ATTRIBUTE_NAME_CHARACTERS)
    throw wrong(`Length of message attribute name must be less than 256 bytes.`);
  const odd = /[^\w.-]/.exec(name)?.[0];
  if (odd !== undefined) {
    const hex = odd.charCodeAt(0).toString(16).toUpperCase();
    throw wrong(
      `Invalid non-alphanumeric character '#x${hex}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  }
  if (name.startsWith("."))
    throw wrong("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith(".")) throw wrong("Invalid message attribute name ending with character '.' was found.");
  if (name.includes("..")) throw wrong("Message attribute name can not have successive '.' character.");
}

function readAttribute(name: string, input: AttributeInput, path: string): MessageAttribute {
  const { DataType, StringValue, BinaryValue } = input;
  if (DataType === undefined) throw missingMember(`${path}.${name}.member.dataType`);
  const base = /^(String|Number|Binary)(\..+)?$/.exec(DataType)?.[1];
  if (base === undefined)
    throw wrong(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  const [field, value, other] =
    base === "Binary" ? ["Binary", BinaryValue, StringValue] : ["String", StringValue, BinaryValue];
  if (isEmpty(value) && !isEmpty(other))
    throw wrong(`The message attribute '${name}' with type '${DataType}' must use field '${field}'.`);
  if (isEmpty(value))
    throw wrong(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  if (base === "Number" && !isNumber(StringValue ?? ""))
    throw wrong(`Could not cast message attribute '${name}' value to number.`);
  return base === "Binary" ? { DataType, BinaryValue } : { DataType, StringValue };
}

const isEmpty = (text: string | undefined): boolean => text === undefined || text === "";
const isNumber = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text.trim());
const wrong = (message: string): AwsError => new AwsError("ParameterValueInvalid", message);
