// Room template: what a value refers to: by Ref, by GetAtt, inside a Sub.
import { isList, type Json } from "./json.ts";

export interface Reference {
  readonly by: "Ref" | "Fn::GetAtt" | "Fn::Sub";
  readonly id: string;
  /** Undefined where the whole resource or a parameter is meant. */
  readonly attribute: string | undefined;
}

/** Every reference in a value, in the order of the text. */
export function referencesOf(value: Json | undefined): readonly Reference[] {
  const found: Reference[] = [];
  collect(value, found);
  return found;
}

/** The logical ids, parameters and pseudo parameters that a value refers to. */
export function referencesIn(value: Json | undefined): readonly string[] {
  return [...new Set(referencesOf(value).map(({ id }) => id))];
}

function collect(value: Json | undefined, found: Reference[]): void {
  if (typeof value !== "object" || value === null) return;
  if (isList(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (key === "Ref") found.push({ by: "Ref", id: String(item), attribute: undefined });
    else if (key === "Fn::GetAtt") found.push(attributeReference(item));
    else if (key === "Fn::Sub") found.push(...substitutions(item));
    collect(item, found);
  }
}

function attributeReference(argument: Json | undefined): Reference {
  const [id = "", attribute = ""] = attributeParts(argument);
  return { by: "Fn::GetAtt", id, attribute };
}

/** `["A", "b.c"]` and `"A.b.c"` mean the same; an attribute that is itself an intrinsic is named only at its time. */
export function attributeParts(argument: Json | undefined): readonly string[] {
  if (isList(argument)) return argument.map((part) => (typeof part === "object" ? "" : String(part)));
  const text = String(argument);
  const dot = text.indexOf(".");
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** `${A}`, `${A.b}`; not `${!literal}`, and not what the Sub brings itself. */
function substitutions(argument: Json | undefined): readonly Reference[] {
  const [text, own] = isList(argument) ? argument : [argument, undefined];
  const given = typeof own === "object" && own !== null && !isList(own) ? Object.keys(own) : [];
  return [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)]
    .map(([, name = ""]) => name.trim())
    .filter((name) => !given.includes(name))
    .map((name) => {
      const dot = name.indexOf(".");
      return dot < 0
        ? { by: "Fn::Sub", id: name, attribute: undefined }
        : { by: "Fn::Sub", id: name.slice(0, dot), attribute: name.slice(dot + 1) };
    });
}
