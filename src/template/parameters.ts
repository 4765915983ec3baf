// Room template: parameters: what a template declares, what a caller gives, and whether the one fits the other (User Guide, Parameters).
import { isList, isObject, type Json, type JsonObject } from "./json.ts";
import { LanguageError, type Place } from "./language-error.ts";

export interface GivenParameter {
  readonly key: string;
  readonly value?: string | undefined;
  readonly usePrevious?: boolean | undefined;
}

export interface Parameters {
  /** As text, as DescribeStacks shows it; by name, in the order of the template. */
  readonly texts: ReadonlyMap<string, string>;
  /** As Ref gives it: a list where the type is one. */
  readonly values: ReadonlyMap<string, Json>;
}

type LineOf = (name: string) => number;

/** Whether a type is known to CloudFormation; those of AWS's own resources are refused by name. */
const PLAIN_TYPES = ["String", "Number", "CommaDelimitedList", "List<Number>"];
const AWS_TYPES = /^(?:List<)?AWS::[\w:]+(?:<[\w:<>]+>)?>?$/;

/** Throws LanguageError where a declaration is of a type that cannot be taken. */
export function checkParameterType(name: string, type: string, line: number): void {
  if (PLAIN_TYPES.includes(type)) return;
  const place = { logicalId: name, line };
  if (AWS_TYPES.test(type))
    throw new LanguageError(`parameter type ${type}`, { ...place, isNotModelled: true });
  throw new LanguageError(`Template format error: Unrecognized parameter type: ${type}`, place);
}

/**
 * The values of a stack's parameters.
 *
 * @param previous of the stack that is updated, for `usePrevious`.
 * @throws LanguageError in AWS's words.
 */
export function bindParameters(
  declared: JsonObject,
  given: readonly GivenParameter[],
  previous: ReadonlyMap<string, string>,
  lineOf: LineOf,
): Parameters {
  const strange = given.filter(({ key }) => !Object.hasOwn(declared, key)).map(({ key }) => key);
  if (strange.length > 0)
    throw new LanguageError(`Parameters: [${strange.join(", ")}] do not exist in the template`);
  const texts = new Map<string, string>();
  const missing: string[] = [];
  for (const [name, declaration] of Object.entries(declared)) {
    const text = textOf(name, isObject(declaration) ? declaration : {}, given, previous);
    if (text === undefined) missing.push(name);
    else texts.set(name, text);
  }
  if (missing.length > 0)
    throw new LanguageError(`Parameters: [${missing.join(", ")}] must have values`, {
      line: lineOf(missing[0] ?? ""),
    });
  const values = [...texts].map(([name, text]) => {
    const declaration = declared[name];
    return [name, checked(name, isObject(declaration) ? declaration : {}, text, lineOf(name))] as const;
  });
  return { texts, values: new Map(values) };
}

function textOf(
  name: string,
  { Default }: JsonObject,
  given: readonly GivenParameter[],
  previous: ReadonlyMap<string, string>,
): string | undefined {
  const asked = given.find(({ key }) => key === name);
  if (asked?.usePrevious === true) return previous.get(name);
  if (asked?.value !== undefined) return asked.value;
  if (Default === undefined || Default === null) return undefined;
  return isList(Default) ? Default.map(String).join(",") : String(Default);
}

function checked(name: string, declaration: JsonObject, text: string, line: number): Json {
  const isOfList = declaration.Type === "CommaDelimitedList" || declaration.Type === "List<Number>";
  const items = isOfList ? text.split(",").map((item) => item.trim()) : [text];
  const place = { logicalId: name, line };
  const problem = items.map((item) => problemOf(declaration, item, place)).find((one) => one !== undefined);
  if (problem === undefined) return isOfList ? items : text;
  const { ConstraintDescription: says } = declaration;
  const words =
    typeof says === "string"
      ? `Parameter ${name} failed to satisfy constraint: ${says}`
      : `Parameter '${name}' ${problem}`;
  throw new LanguageError(words, place);
}

/** What is wrong with one value, in AWS's words. */
function problemOf(declaration: JsonObject, text: string, place: Place): string | undefined {
  const { Type, AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = declaration;
  if (String(Type).includes("Number")) {
    if (text.trim() === "" || !Number.isFinite(Number(text))) return "must be a number";
    if (MinValue !== undefined && Number(text) < Number(MinValue))
      return `must be a number not less than ${String(MinValue)}`;
    if (MaxValue !== undefined && Number(text) > Number(MaxValue))
      return `must be a number not greater than ${String(MaxValue)}`;
  }
  if (isList(AllowedValues) && !AllowedValues.map(String).includes(text))
    return "must be one of AllowedValues";
  if (MinLength !== undefined && text.length < Number(MinLength))
    return `must contain at least ${String(MinLength)} characters`;
  if (MaxLength !== undefined && text.length > Number(MaxLength))
    return `must contain at most ${String(MaxLength)} characters`;
  if (typeof AllowedPattern === "string" && !matches(AllowedPattern, text, place))
    return `must match pattern ${AllowedPattern}`;
  return undefined;
}

/** The whole value is meant, as Java's `matches` does. */
function matches(pattern: string, text: string, place: Place): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "s").test(text);
  } catch {
    throw new LanguageError(`AllowedPattern ${pattern}`, { ...place, isNotModelled: true });
  }
}
