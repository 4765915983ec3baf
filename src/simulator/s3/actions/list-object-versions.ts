// Room simulator/s3: ListObjectVersions.
import { action, answered } from "../action.ts";
import { findBucket } from "../find.ts";
import { checkMost } from "../list-page.ts";
import { MAX_KEYS } from "../limits.ts";
import { ownerOf } from "../owner.ts";
import { OF_BUCKET, shapes } from "../shape.ts";
import { keyEncoder } from "../token.ts";
import { versionsPage } from "../version-listing.ts";

const OF_VERSION = { Key: "string", VersionId: "string", IsLatest: "boolean" } as const;

export const listObjectVersions = action({
  name: "ListObjectVersions",
  input: {
    ...OF_BUCKET,
    Prefix: { query: "prefix" },
    Delimiter: { query: "delimiter" },
    MaxKeys: { query: "max-keys", as: "integer" },
    KeyMarker: { query: "key-marker" },
    VersionIdMarker: { query: "version-id-marker" },
    EncodingType: { query: "encoding-type" },
  },
  output: {
    Name: { element: "string" },
    Prefix: { element: "string" },
    KeyMarker: { element: "string" },
    VersionIdMarker: { element: "string" },
    NextKeyMarker: { element: "string" },
    NextVersionIdMarker: { element: "string" },
    MaxKeys: { element: "integer" },
    Delimiter: { element: "string" },
    EncodingType: { element: "string" },
    IsTruncated: { element: "boolean" },
    Versions: {
      element: {
        list: { members: { ...OF_VERSION, ...shapes.objectMembers, Owner: shapes.owner } },
        item: "Version",
        flat: true,
      },
    },
    DeleteMarkers: {
      element: {
        list: { members: { ...OF_VERSION, LastModified: "timestamp", Owner: shapes.owner } },
        item: "DeleteMarker",
        flat: true,
      },
    },
    CommonPrefixes: { element: shapes.commonPrefixes },
  },
  root: "ListVersionsResult",
  decide(state, input, call) {
    const bucket = findBucket(state, input);
    const { Prefix = "", Delimiter = "", KeyMarker = "", VersionIdMarker = "", EncodingType } = input;
    const { MaxKeys: most = MAX_KEYS } = input;
    checkMost(most);
    const encode = keyEncoder(EncodingType);
    const page = versionsPage(bucket, {
      prefix: Prefix,
      delimiter: Delimiter,
      after: KeyMarker,
      afterVersion: VersionIdMarker,
      most: Math.min(most, MAX_KEYS),
    });
    const Owner = ownerOf(call);
    const ofVersion = ({ key, version, isLatest }: (typeof page.versions)[number]) => ({
      Key: encode(key),
      VersionId: version.versionId,
      IsLatest: isLatest,
      LastModified: version.modifiedS,
      Owner,
    });
    return answered({
      Name: bucket.name,
      Prefix: encode(Prefix),
      KeyMarker: encode(KeyMarker),
      VersionIdMarker,
      NextKeyMarker: page.next === undefined ? undefined : encode(page.next.key),
      NextVersionIdMarker: page.next?.versionId,
      MaxKeys: Math.min(most, MAX_KEYS),
      Delimiter: Delimiter === "" ? undefined : encode(Delimiter),
      EncodingType,
      IsTruncated: page.next !== undefined,
      Versions: page.versions.flatMap((one) =>
        one.version.kind === "marker"
          ? []
          : [
              {
                ...ofVersion(one),
                ETag: one.version.etag,
                ChecksumAlgorithm: [one.version.checksum.algorithm],
                ChecksumType: one.version.checksum.type,
                Size: one.version.body.length,
                StorageClass: one.version.storageClass,
              },
            ],
      ),
      DeleteMarkers: page.versions.flatMap((one) => (one.version.kind === "marker" ? [ofVersion(one)] : [])),
      CommonPrefixes: page.groups.map((group) => ({ Prefix: encode(group) })),
    });
  },
});
