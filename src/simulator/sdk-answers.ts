// Room simulator: what the SDK's own tables say of a command's answer and of a service's errors, so that a call without the wire answers
// as the SDK does. The tables are the SDK's static schemas; the agreement test holds what is read of them to the SDK itself.
import { type AwsError, type Fields, isFields } from "./wire/index.ts";

/** The namespace of a package `@aws-sdk/client-SERVICE`: its error classes and their schemas are among its exports. */
export type SdkModule = Readonly<Record<string, unknown>>;

/** Makes of a value as JSON carries it the one that the SDK hands out. */
type Reviver = (value: unknown) => unknown;

/** In place of a schema, a number names a simple type; added to it, 64 is a list of it and 128 a map. */
const LIST = 64;
const MAP = 128;
const BLOBS: readonly number[] = [21, 42];
const TIMESTAMPS: readonly number[] = [4, 5, 6, 7];
/** The first member of a schema says what it is of; errors are structures. */
const OF_ARRAY = { simple: 0, list: 1, map: 2, structure: 3, union: 4 } as const;

const revivers = new WeakMap<readonly unknown[], Reviver | undefined>();

/** Undefined where nothing in an answer of this schema looks other than in JSON: most have neither bytes nor dates. */
export function reviverOf(reference: unknown): Reviver | undefined {
  const schema = typeof reference === "function" ? (reference as () => unknown)() : reference;
  if (typeof schema === "number") return simpleReviver(schema);
  if (!Array.isArray(schema)) return undefined;
  // A member with traits of its own.
  if (schema.length === 2) return reviverOf(schema[0]);
  if (revivers.has(schema)) return revivers.get(schema);
  // A schema that contains itself: whether it must be revived is known when it is first met in a value.
  revivers.set(schema, (value) => revivers.get(schema)?.(value) ?? value);
  const made = arrayReviver(schema);
  revivers.set(schema, made);
  return made;
}

function simpleReviver(type: number): Reviver | undefined {
  if (type >= MAP) return mapReviver(reviverOf(type - MAP));
  if (type >= LIST) return listReviver(reviverOf(type - LIST));
  if (BLOBS.includes(type)) return blob;
  return TIMESTAMPS.includes(type) ? timestamp : undefined;
}

function arrayReviver(schema: readonly unknown[]): Reviver | undefined {
  const [type, , , , fourth, fifth] = schema;
  switch (type) {
    case OF_ARRAY.simple:
    case OF_ARRAY.list: {
      const inner = reviverOf(fourth);
      return type === OF_ARRAY.list ? listReviver(inner) : inner;
    }
    case OF_ARRAY.map:
      return mapReviver(reviverOf(fifth));
    case OF_ARRAY.structure:
    case OF_ARRAY.union:
      return structureReviver(fourth as readonly string[], fifth as readonly unknown[]);
    default:
      return undefined;
  }
}

const blob: Reviver = (value) =>
  typeof value === "string" ? new Uint8Array(Buffer.from(value, "base64")) : value;

/** JSON carries seconds since 1970, XML a date of ISO 8601. */
const timestamp: Reviver = (value) => {
  if (typeof value === "number") return new Date(value * 1000);
  return typeof value === "string" ? new Date(value) : value;
};

const listReviver = (inner: Reviver | undefined): Reviver | undefined =>
  inner && ((value) => (Array.isArray(value) ? value.map(inner) : value));

const mapReviver = (inner: Reviver | undefined): Reviver | undefined =>
  inner &&
  ((value) =>
    isFields(value)
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inner(item)]))
      : value);

function structureReviver(names: readonly string[], members: readonly unknown[]): Reviver | undefined {
  const changed = names.flatMap((name, at) => {
    const inner = reviverOf(members[at]);
    return inner === undefined ? [] : [[name, inner] as const];
  });
  if (changed.length === 0) return undefined;
  return (value) => {
    if (!isFields(value)) return value;
    const revived: Record<string, unknown> = { ...value };
    for (const [name, inner] of changed) if (name in revived) revived[name] = inner(revived[name]);
    return revived;
  };
}

/** The bit of a member's traits by which the HTTP status is its value. */
const HTTP_RESPONSE_CODE = 32;

const statusMembers = new WeakMap<object, string | undefined>();

/** The member of an answer that is its HTTP status, where it has one. */
export function statusMemberOf(reference: unknown): string | undefined {
  const schema = typeof reference === "function" ? (reference as () => unknown)() : reference;
  if (!Array.isArray(schema) || schema[0] !== OF_ARRAY.structure) return undefined;
  if (statusMembers.has(schema)) return statusMembers.get(schema);
  const [, , , , fourth, fifth] = schema as readonly unknown[];
  const [names, members] = [fourth as readonly string[], fifth as readonly unknown[]]; // of a structure
  const found = names.find((_, at) => {
    const member = members[at];
    if (!Array.isArray(member) || member.length !== 2) return false;
    const traits: unknown = member[1];
    return typeof traits === "number" && (traits & HTTP_RESPONSE_CODE) !== 0;
  });
  statusMembers.set(schema, found);
  return found;
}

/** What the SDK hands out beside each answer and each error. */
export interface Metadata {
  readonly httpStatusCode: number;
  readonly requestId: string;
  readonly attempts: number;
  readonly totalRetryDelay: number;
}

type ErrorClass = new (options: Fields) => Error;

interface Errors {
  /** By the code on the wire, and by the name of the class. */
  readonly byCode: ReadonlyMap<string, ErrorClass>;
  /** Of codes that the service's model does not name. */
  readonly other: ErrorClass;
}

const errors = new WeakMap<SdkModule, Errors>();

/** A refusal as the SDK throws it: an instance of its class, with its name. */
export function sdkError(refusal: AwsError, sdk: SdkModule, requestId: string): Error {
  const known = errors.get(sdk) ?? readErrors(sdk);
  errors.set(sdk, known);
  const { code, queryCode, status, message, senderFault } = refusal;
  const $metadata: Metadata = { httpStatusCode: status, requestId, attempts: 1, totalRetryDelay: 0 };
  const found = known.byCode.get(code) ?? known.byCode.get(queryCode);
  if (found !== undefined) return new found({ message, $metadata });
  const $fault = senderFault ? "client" : "server";
  return new known.other({ name: queryCode, message, $metadata, $fault });
}

function readErrors(sdk: SdkModule): Errors {
  const byCode = new Map<string, ErrorClass>();
  let other: ErrorClass | undefined;
  for (const [key, schema] of Object.entries(sdk)) {
    if (!Array.isArray(schema) || schema[0] !== -3) continue;
    const [, namespace, name, traits] = schema as readonly unknown[];
    const made = sdk[key.slice(0, -1)] as ErrorClass; // a schema stands beside its class as `Name$`
    if (String(namespace).startsWith("smithy.ts.sdk.synthetic.")) other = made;
    else {
      byCode.set(String(name), made);
      const query = isFields(traits) ? traits["awsQueryError"] : undefined;
      if (Array.isArray(query)) byCode.set(String(query[0]), made);
    }
  }
  if (other === undefined)
    throw new Error("this module has no base class of errors: it is no client of the SDK");
  return { byCode, other };
}
