// Room journal: the JSON Schemas in schemas/, compiled when first asked for. The same files are shipped for other tools.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as ajvModule from "ajv/dist/2020.js";
import type { Ajv2020, ErrorObject, ValidateFunction } from "ajv/dist/2020.js";

export type Checked<T> =
  { readonly valid: true; readonly value: T } | { readonly valid: false; readonly problems: string[] };

let made: Ajv2020 | undefined;

/** Loaded when first asked for: a server that nobody gives a plan never needs it. */
function theAjv(): Ajv2020 {
  const { Ajv2020: Ajv } = createRequire(import.meta.url)("ajv/dist/2020.js") as typeof ajvModule; // its own type
  // Our own schemas are held against the schema of schemas by a test: to compile that one takes as long as all of ours.
  made ??= new Ajv({
    allErrors: false,
    strict: true,
    allowUnionTypes: true,
    validateSchema: false,
    meta: false,
  });
  return made;
}

const compiled = new Map<string, ValidateFunction>();

/** The text of `schemas/NAME.schema.json`; src and dist stand at the same depth below it. */
function loadSchema(name: string): { $id: string; $defs?: Record<string, unknown> } {
  const file = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as { $id: string; $defs?: Record<string, unknown> };
}

/** What schema NAME defines, without compiling it. */
export function definitionsOf(name: string): readonly string[] {
  return Object.keys(loadSchema(name).$defs ?? {});
}

/** The compiled schema NAME, or one of its definitions. */
export function compiledSchema(name: string, definition?: string): ValidateFunction {
  const key = definition === undefined ? name : `${name}#${definition}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const ajv = theAjv();
  const schema = loadSchema(name);
  if (ajv.getSchema(schema.$id) === undefined) ajv.addSchema(schema);
  const pointer = definition?.replaceAll("~", "~0").replaceAll("/", "~1");
  const validate = ajv.getSchema(pointer === undefined ? schema.$id : `${schema.$id}#/$defs/${pointer}`);
  if (validate === undefined) throw new Error(`schemas/${name}.schema.json has no ${definition ?? "root"}`);
  compiled.set(key, validate);
  return validate;
}

/** A checker for values read from outside: what it accepts has the type that the schema describes. */
export function validatorOf<T>(name: string, definition?: string): (value: unknown) => Checked<T> {
  const validate = compiledSchema(name, definition);
  return (value) => {
    if (validate(value)) return { valid: true, value: value as T };
    return { valid: false, problems: problemsOf(validate.errors) };
  };
}

/** Each problem as `/path words`; a field that is not known is in the path, and what would be right is named. */
export function problemsOf(errors: readonly ErrorObject[] | null | undefined): string[] {
  return (errors ?? []).map(problemOf);
}

function problemOf({ instancePath, keyword, params, message = "is wrong" }: ErrorObject): string {
  const given = params as Readonly<Record<string, unknown>>;
  const at = instancePath || "/";
  if (keyword === "additionalProperties")
    return `${instancePath}/${String(given["additionalProperty"])} is unknown`;
  if (keyword === "const") return `${at} must be ${JSON.stringify(given["allowedValue"])}`;
  if (keyword === "enum")
    return `${at} must be one of ${(given["allowedValues"] as readonly unknown[]).join(", ")}`;
  return `${at} ${message}`;
}
