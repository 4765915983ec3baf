// Room simulator/sqs: the attributes a caller sends along, checked in AWS's words (Developer Guide, "Amazon SQS message attributes").
import { invalidContents, invalidParameter } from "./errors.ts";
import { isXmlText } from "./body.ts";
import { MAX_ATTRIBUTE_NAME_CHARACTERS, MAX_MESSAGE_ATTRIBUTES } from "./limits.ts";
import { isBinary } from "./md5.ts";
import type { MessageAttribute, MessageAttributes } from "./message.ts";

const NAME = /^[\w.-]+$/;
const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

export function checkAttributes(attributes: MessageAttributes): void {
  const count = Object.keys(attributes).length;
  if (count > MAX_MESSAGE_ATTRIBUTES)
    throw invalidParameter(`Number of message attributes [${count}] exceeds the allowed maximum [10].`);
  for (const [name, attribute] of Object.entries(attributes)) {
    checkName(name);
    checkValue(name, attribute);
  }
}

function checkName(name: string): void {
  if (name === "") throw invalidParameter("Message (user) attribute name can not be empty.");
  if (name.length > MAX_ATTRIBUTE_NAME_CHARACTERS)
    throw invalidParameter(`Message (user) attribute name '${name}' must be shorter than 256 Bytes.`);
  if (/^(aws|amazon)\./i.test(name))
    throw invalidParameter(
      `Message (user) attribute name '${name}' can not start with reserved prefixes: AWS. or Amazon.`,
    );
  if (!NAME.test(name) || /^\.|\.$|\.\./.test(name))
    throw invalidParameter(
      `Invalid attribute name '${name}'. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters, and can not start or end with a period or have periods in succession.`,
    );
}

function checkValue(name: string, attribute: MessageAttribute): void {
  const { DataType: type } = attribute;
  if (type === undefined || type === "")
    throw invalidParameter(`Message (user) attribute '${name}' must contain a non-empty attribute type.`);
  if (!/^(String|Number|Binary)(\.|$)/.test(type))
    throw invalidParameter(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  const base = type.split(".")[0] ?? type;
  const value = isBinary(attribute) ? attribute.BinaryValue : attribute.StringValue;
  if (value === undefined || value === "")
    throw invalidParameter(
      `Message (user) attribute '${name}' must contain a non-empty value of type '${base}'.`,
    );
  if (base === "Number" && !NUMBER.test(value))
    throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  if (base === "String" && !isXmlText(value)) throw invalidContents();
}

/** Name, type and value count for the message's size. */
export function attributeBytes(attributes: MessageAttributes): number {
  const each = Object.entries(attributes).map(([name, attribute]) => {
    const { DataType = "", StringValue = "", BinaryValue = "" } = attribute;
    const value = isBinary(attribute)
      ? Buffer.from(BinaryValue, "base64").length
      : Buffer.byteLength(StringValue);
    return Buffer.byteLength(name) + Buffer.byteLength(DataType) + value;
  });
  return each.reduce((sum, bytes) => sum + bytes, 0);
}

/** `All`, `.*`, `*`; `Order.*` for a prefix; else the name itself (ReceiveMessage, MessageAttributeNames). */
export function chosenAttributes(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  const isChosen = (name: string): boolean =>
    names.some(
      (wanted) =>
        ["All", ".*", "*", name].includes(wanted) ||
        (wanted.endsWith(".*") && name.startsWith(wanted.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isChosen(name)));
}
