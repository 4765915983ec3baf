// Room template: whether every intrinsic function stands as it has to, in CloudFormation's words.
import { isList, isObject, type Json, type JsonObject } from "./json.ts";
import { LanguageError } from "./language-error.ts";
import { attributeParts } from "./references.ts";
import { isIntrinsic, knownIntrinsics } from "./resolve.ts";

interface Where {
  readonly logicalId: string;
  readonly line: number;
}

/** Of the language, or of its extensions, and not here. */
const NOT_MODELLED = ["Fn::Cidr", "Fn::Transform", "Fn::Length", "Fn::ToJsonString", "Fn::ForEach"];

/** Throws LanguageError for the first function in a value that is malformed, unknown or asks for a condition that is not there. */
export function checkIntrinsics(
  value: Json | undefined,
  block: string,
  place: Where,
  conditions: JsonObject,
): void {
  if (isList(value)) {
    for (const item of value) checkIntrinsics(item, block, place, conditions);
    return;
  }
  if (typeof value === "string") checkDynamic(value, place);
  if (!isObject(value)) return;
  const entries = Object.entries(value);
  for (const [name, item] of entries) {
    if (isIntrinsic(name)) checkOne(name, item, entries.length, place);
    const condition = conditionNamed(name, item, block);
    if (condition !== undefined && !Object.hasOwn(conditions, condition))
      throw new LanguageError(
        `Template format error: Unresolved condition dependency ${condition} in the ${block} block of the template`,
        place,
      );
    checkIntrinsics(item, block, place, conditions);
  }
}

function conditionNamed(name: string, item: Json | undefined, block: string): string | undefined {
  if (name === "Fn::If" && isList(item)) return String(item[0]);
  return name === "Condition" && block === "Conditions" && typeof item === "string" ? item : undefined;
}

/** Secrets and parameters of other services. */
function checkDynamic(text: string, place: Where): void {
  const found = /\{\{resolve:[^}]*\}\}/.exec(text);
  if (found !== null)
    throw new LanguageError(`dynamic reference ${found[0]}`, { ...place, isNotModelled: true });
}

function checkOne(name: string, argument: Json | undefined, members: number, place: Where): void {
  if (NOT_MODELLED.some((one) => name === one || name.startsWith(`${one}::`)))
    throw new LanguageError(`intrinsic function ${name}`, { ...place, isNotModelled: true });
  if (!knownIntrinsics.includes(name))
    throw new LanguageError(
      `Template error: Encountered unsupported function: ${name} Supported functions are: [${knownIntrinsics.filter((one) => one !== "Ref").join(", ")}]`,
      place,
    );
  if (name === "Fn::Sub") checkVariables(isList(argument) ? argument[0] : argument, place);
  const rule = RULES[name];
  if (members === 1 && (rule === undefined || rule.isMet(argument ?? null))) return;
  throw new LanguageError(`Template error: ${rule?.words ?? `every ${name} object must stand alone`}`, place);
}

function checkVariables(text: Json | undefined, place: Where): void {
  const names = [...String(text).matchAll(/\$\{([^!}][^}]*|)\}/g)].map(([, name = ""]) => name.trim());
  if (names.some((name) => !/^[\w.:]+$/.test(name)))
    throw new LanguageError(
      "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons",
      place,
    );
}

interface Rule {
  readonly words: string;
  isMet(argument: Json): boolean;
}

const isListOf =
  (least: number, most = least) =>
  (argument: Json): boolean =>
    isList(argument) && argument.length >= least && argument.length <= most;

const RULES: Readonly<Record<string, Rule>> = {
  Ref: {
    words: "every Ref object must have a single String value.",
    isMet: (argument) => typeof argument === "string",
  },
  "Fn::GetAtt": {
    words:
      "every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
    isMet(argument) {
      if (typeof argument !== "string" && !isList(argument)) return false;
      const isDynamic = isList(argument) && isObject(argument[1]);
      const parts = attributeParts(argument);
      return parts.length === 2 && parts[0] !== "" && (isDynamic || parts[1] !== "");
    },
  },
  "Fn::Join": {
    words:
      "every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.",
    isMet: (argument) =>
      isList(argument) &&
      argument.length === 2 &&
      typeof argument[0] === "string" &&
      isComposite(argument[1]),
  },
  "Fn::Split": {
    words:
      "every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.",
    isMet: isListOf(2),
  },
  "Fn::Select": {
    words:
      "every Fn::Select object requires two parameters, the index and the list of values to select from.",
    isMet: isListOf(2),
  },
  "Fn::FindInMap": {
    words:
      "every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value",
    // A fourth, the DefaultValue, belongs to the language extensions, whose Transform is refused.
    isMet: isListOf(3),
  },
  "Fn::If": {
    words: "Fn::If requires a list argument with three parameters",
    isMet: isListOf(3),
  },
  "Fn::Equals": {
    words: "every Fn::Equals object requires a list of 2 string parameters.",
    isMet: isListOf(2),
  },
  "Fn::Not": {
    words: "every Fn::Not object requires a list of 1 boolean parameters.",
    isMet: isListOf(1),
  },
  "Fn::And": {
    words: "every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.",
    isMet: isListOf(2, 10),
  },
  "Fn::Or": {
    words: "every Fn::Or object requires a list of at least 2 and at most 10 boolean parameters.",
    isMet: isListOf(2, 10),
  },
  "Fn::Sub": {
    words:
      "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    isMet: (argument) =>
      typeof argument === "string" ||
      (isList(argument) && argument.length === 2 && typeof argument[0] === "string" && isObject(argument[1])),
  },
};

const isComposite = (value: Json | undefined): boolean => typeof value === "object" && value !== null;
