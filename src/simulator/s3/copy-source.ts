// Room simulator/s3: the source of a copy: `/bucket/key?versionId=ID`, encoded as a URL; the slash before it may be left out.
import { addressOf } from "./address.ts";
import { invalidArgument } from "./errors.ts";

export function copySourceOf(header = ""): {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId: string | undefined;
} {
  const mark = header.lastIndexOf("?versionId=");
  const path = mark < 0 ? header : header.slice(0, mark);
  const { bucket, key } = addressOf("", path);
  if (bucket === undefined || key === undefined)
    throw invalidArgument(
      "x-amz-copy-source",
      header,
      "You can only specify a copy source header for copy requests.",
    );
  return {
    Bucket: bucket,
    Key: key,
    VersionId: mark < 0 ? undefined : header.slice(mark + "?versionId=".length),
  };
}
