// Room simulator/s3: DeleteObjects.
import { action } from "../action.ts";
import { malformedXml } from "../errors.ts";
import { findBucket } from "../find.ts";
import { MAX_KEYS } from "../limits.ts";
import { deletion } from "../remove.ts";
import { OF_BUCKET } from "../shape.ts";

const OBJECT = { members: { Key: "string", VersionId: "string" } } as const;

export const deleteObjects = action({
  name: "DeleteObjects",
  input: {
    ...OF_BUCKET,
    Delete: {
      root: "Delete",
      xml: { members: { Objects: { list: OBJECT, item: "Object", flat: true }, Quiet: "boolean" } },
    },
  },
  output: {
    Deleted: {
      element: {
        list: {
          members: {
            Key: "string",
            VersionId: "string",
            DeleteMarker: "boolean",
            DeleteMarkerVersionId: "string",
          },
        },
        item: "Deleted",
        flat: true,
      },
    },
  },
  root: "DeleteResult",
  decide(state, input, call) {
    const bucket = findBucket(state, input);
    const { Objects: objects = [], Quiet = false } = input.Delete ?? {};
    if (objects.length === 0 || objects.length > MAX_KEYS) throw malformedXml();
    if (objects.some(({ Key }) => Key === undefined || Key === "")) throw malformedXml();
    const deletions = objects.map((object, nth) => ({
      object,
      ...deletion(state, bucket, object, call, nth),
    }));
    const Deleted = deletions.map(({ object: { Key, VersionId }, removed }) => ({
      Key,
      VersionId,
      DeleteMarker: removed.isMarker ? true : undefined,
      DeleteMarkerVersionId: removed.isMarker ? removed.versionId : undefined,
    }));
    return {
      events: deletions.flatMap(({ events }) => events),
      answer: { Deleted: Quiet ? [] : Deleted },
    };
  },
});
