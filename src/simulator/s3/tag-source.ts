// Room simulator/s3: the tags of buckets, for the Resource Groups Tagging API. S3 sets all tags of a bucket at once, so what stands is
// set again with what changes.
import type { TagCall, TagSource } from "../tagging/index.ts";
import type { S3State, Tags } from "./state.ts";
import { tagSet } from "./tags.ts";

const ARN = /^arn:aws[\w-]*:s3:::([^/*]+)$/;

export function bucketTags({ buckets }: S3State): TagSource {
  const nameOf = (arn: string): string | undefined => ARN.exec(arn)?.[1];
  const tagsOf = (name: string): Tags => buckets.get(name)?.settings.tags ?? {};
  return {
    service: "s3",
    regionOf: (arn) => buckets.get(nameOf(arn) ?? "")?.region,
    tagged: () =>
      [...buckets.values()]
        .filter(({ name }) => Object.keys(tagsOf(name)).length > 0)
        .map(({ name }) => ({ arn: `arn:aws:s3:::${name}`, tags: tagsOf(name) })),
    tag(arn, tags) {
      const Bucket = nameOf(arn);
      return Bucket === undefined ? undefined : setting(Bucket, { ...tagsOf(Bucket), ...tags });
    },
    untag(arn, keys) {
      const Bucket = nameOf(arn);
      if (Bucket === undefined) return undefined;
      const rest = Object.entries(tagsOf(Bucket)).filter(([key]) => !keys.includes(key));
      if (rest.length === 0) return { operation: "DeleteBucketTagging", input: { Bucket } };
      return setting(Bucket, Object.fromEntries(rest));
    },
  };
}

const setting = (Bucket: string, tags: Tags): TagCall => ({
  operation: "PutBucketTagging",
  input: { Bucket, Tagging: { TagSet: tagSet(tags) } },
});
