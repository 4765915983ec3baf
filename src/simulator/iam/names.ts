// Room simulator/iam: names and paths as IAM takes them, and the ARNs and ids made of them.
import { keyedBytes } from "../../box/keyed.ts";
import type { Call } from "./action.ts";
import { invalidMember, missingMember } from "./errors.ts";
import { MAX_PATH_CHARACTERS } from "./limits.ts";

const NAME = /^[\w+=,.@-]+$/;
const PATH = /^\/$|^\/[\u0021-\u007f]+\/$/;
/** As in every IAM id. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const ID_LETTERS = 17;

export function readName(member: string, name: string | undefined, most: number): string {
  if (name === undefined) throw missingMember(member);
  if (name === "") throw invalidMember(member, name, "Member must have length greater than or equal to 1");
  if (name.length > most)
    throw invalidMember(member, name, `Member must have length less than or equal to ${most}`);
  if (!NAME.test(name))
    throw invalidMember(member, name, "Member must satisfy regular expression pattern: [\\w+=,.@-]+");
  return name;
}

export function readPath(path = "/"): string {
  if (path.length > MAX_PATH_CHARACTERS || !PATH.test(path))
    throw invalidMember(
      "path",
      path,
      "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.",
    );
  return path;
}

export const arnOf = (account: string, kind: "role" | "policy", path: string, name: string): string =>
  `arn:aws:iam::${account}:${kind}${path}${name}`;

/** `AROA` and seventeen letters that only the seed decides. */
export function idOf({ seed }: Call, prefix: "AROA" | "ANPA", serial: number): string {
  const bytes = keyedBytes(seed, ID_LETTERS, "iam.id", prefix, serial);
  return prefix + Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join("");
}

/** AWS's own policies, which stand without anybody making them. */
export const isAwsManaged = (arn: string): boolean => /^arn:aws[\w-]*:iam::aws:policy\/.+$/.test(arn);
