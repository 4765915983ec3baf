// Room simulator/s3: the names a bucket may have (S3 User Guide, "General purpose bucket naming rules").
import { invalidBucketName } from "./errors.ts";
import { MAX_BUCKET_NAME_CHARACTERS, MIN_BUCKET_NAME_CHARACTERS } from "./limits.ts";

const SHAPE = /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/;
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const RESERVED = /^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

export function checkBucketName(name: string): void {
  const isValid =
    name.length >= MIN_BUCKET_NAME_CHARACTERS &&
    name.length <= MAX_BUCKET_NAME_CHARACTERS &&
    SHAPE.test(name) &&
    !name.includes("..") &&
    !ADDRESS.test(name) &&
    !RESERVED.test(name);
  if (!isValid) throw invalidBucketName(name);
}
