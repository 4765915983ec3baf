// Room simulator/cloudformation: the code of a function: a bundle in S3, or a text that CloudFormation puts into index.js and zips itself
// (AWS::Lambda::Function Code, ZipFile).
import { zipSync } from "fflate";
import type { JsonObject } from "../../../template/json.ts";
import type { Fields } from "../../wire/index.ts";
import { given, optionalText, text } from "./values.ts";

/** The same text is the same bundle, whenever it is made. */
const MADE_AT = new Date(Date.UTC(2026, 0, 1));

export function codeOf(code: JsonObject, runtime: string | undefined): Fields {
  if (code.ZipFile !== undefined) {
    const file = runtime?.startsWith("python") === true ? "index.py" : "index.js";
    const bytes = zipSync({ [file]: new TextEncoder().encode(text(code.ZipFile)) }, { mtime: MADE_AT });
    return { ZipFile: Buffer.from(bytes).toString("base64") };
  }
  return given({
    S3Bucket: optionalText(code.S3Bucket),
    S3Key: optionalText(code.S3Key),
    S3ObjectVersion: optionalText(code.S3ObjectVersion),
  });
}
