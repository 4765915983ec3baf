// Room simulator/s3: continuation tokens: the last key or group that was told, so that a list that changes meanwhile neither repeats
// nor skips what stays.
import { invalidArgument } from "./errors.ts";

const MARK = "1";

export const tokenOf = (last: string): string => Buffer.from(MARK + last).toString("base64");

export function readToken(token: string): string {
  const text = Buffer.from(token, "base64").toString();
  if (text.startsWith(MARK) && tokenOf(text.slice(1)) === token) return text.slice(1);
  throw invalidArgument("continuation-token", token, "The continuation token provided is incorrect");
}

/** As `encoding-type=url` has keys: what XML could not carry is escaped. */
export function keyEncoder(encodingType: string | undefined): (text: string) => string {
  if (encodingType === undefined) return (text) => text;
  if (encodingType !== "url")
    throw invalidArgument("encoding-type", encodingType, "Invalid Encoding Method specified in Request");
  return (text) =>
    encodeURIComponent(text.toWellFormed())
      .replaceAll("%2F", "/")
      .replaceAll("%20", "+")
      .replaceAll(/[!'()]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
