// Room simulator/s3: CopyObject.
import { action, nowS } from "../action.ts";
import { algorithmNamed, checksumMembers, digestOf, md5Hex } from "../checksum.ts";
import { copySourceOf } from "../copy-source.ts";
import { checkCopySource, COPY_SOURCE } from "../copy-source-conditions.ts";
import { checkWrite } from "../conditions.ts";
import { invalidArgument, invalidRequest } from "../errors.ts";
import { currentOf, findBucket, findObject, nextVersionId, readKey, shownVersionId } from "../find.ts";
import { readSettings, type SettingsInput, toldEncryption } from "../settings.ts";
import { CHECKSUM_ELEMENTS, ENCRYPTION, OF_OBJECT, SETTINGS, SHOWN_VERSION } from "../shape.ts";
import type { Bucket, ObjectSettings, StoredObject } from "../state.ts";

export const copyObject = action({
  name: "CopyObject",
  extent: "partial",
  input: {
    ...OF_OBJECT,
    ...COPY_SOURCE,
    MetadataDirective: { header: "x-amz-metadata-directive" },
    TaggingDirective: { header: "x-amz-tagging-directive" },
    ChecksumAlgorithm: { header: "x-amz-checksum-algorithm" },
    IfMatch: { header: "if-match" },
    IfNoneMatch: { header: "if-none-match" },
    ...SETTINGS,
  },
  output: {
    CopyObjectResult: {
      root: "CopyObjectResult",
      xml: {
        members: { ETag: "string", LastModified: "timestamp", ChecksumType: "string", ...CHECKSUM_ELEMENTS },
      },
    },
    CopySourceVersionId: { header: "x-amz-copy-source-version-id" },
    ...ENCRYPTION,
    ...SHOWN_VERSION,
  },
  decide(state, input, call) {
    const bucket = findBucket(state, input);
    const key = readKey(input);
    const source = copySourceOf(input.CopySource);
    const sourceBucket = findBucket(state, source);
    const object = findObject(sourceBucket, source);
    checkCopySource(input, object);
    const settings = settingsOf(input, bucket, object);
    if (isNoChange(input) && source.Bucket === input.Bucket && source.Key === key && !source.VersionId)
      throw invalidRequest(
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      );
    checkWrite(input, currentOf(bucket, key), key);
    const versionId = nextVersionId(state, bucket, call);
    const algorithm = algorithmNamed(input.ChecksumAlgorithm) ?? object.checksum.algorithm;
    const version = {
      ...settings,
      kind: "object" as const,
      versionId,
      body: object.body,
      etag: `"${md5Hex(object.body)}"`,
      checksum: { algorithm, type: "FULL_OBJECT" as const, value: digestOf(algorithm, object.body) },
      modifiedS: nowS(call),
    };
    return {
      events: [{ kind: "s3.version-added", bucket: bucket.name, key, version }],
      answer: {
        CopyObjectResult: {
          ETag: version.etag,
          LastModified: version.modifiedS,
          ...checksumMembers(version.checksum),
        },
        CopySourceVersionId: shownVersionId(sourceBucket, object.versionId),
        ...toldEncryption(settings.encryption),
        VersionId: shownVersionId(bucket, versionId),
      },
    };
  },
});

interface Directives extends SettingsInput {
  readonly MetadataDirective?: string | undefined;
  readonly TaggingDirective?: string | undefined;
}

/** Metadata and tags go along unless the caller brings its own. */
function settingsOf(input: Directives, bucket: Bucket, object: StoredObject): ObjectSettings {
  const own = readSettings(input, bucket);
  const isOwn = directive("x-amz-metadata-directive", input.MetadataDirective);
  const hasOwnTags = directive("x-amz-tagging-directive", input.TaggingDirective);
  return {
    ...own,
    headers: isOwn ? own.headers : object.headers,
    metadata: isOwn ? own.metadata : object.metadata,
    tags: hasOwnTags ? own.tags : object.tags,
  };
}

function directive(name: string, value = "COPY"): boolean {
  if (value !== "COPY" && value !== "REPLACE")
    throw invalidArgument(name, value, `Unknown ${name.slice("x-amz-".length)}.`);
  return value === "REPLACE";
}

const isNoChange = ({ MetadataDirective, StorageClass, ServerSideEncryption }: Directives): boolean =>
  MetadataDirective !== "REPLACE" && StorageClass === undefined && ServerSideEncryption === undefined;
