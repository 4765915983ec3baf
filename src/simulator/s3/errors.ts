// Room simulator/s3: what S3 answers when it refuses a call: code, HTTP status and AWS's own words (S3 API Reference, "Error
// responses"; words as the service sends them), one maker for each.
import { AwsError, notImplemented } from "../wire/index.ts";

/** A refusal with the further elements that S3 puts into its error document. */
export class S3Error extends AwsError {
  readonly details: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    status: number,
    details: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(code, message, { status });
    this.name = "S3Error";
    this.details = details;
    this.headers = headers;
  }
}

export const noSuchBucket = (BucketName: string): S3Error =>
  new S3Error("NoSuchBucket", "The specified bucket does not exist", 404, { BucketName });

export const noSuchKey = (Key: string): S3Error =>
  new S3Error("NoSuchKey", "The specified key does not exist.", 404, { Key });

export const noSuchVersion = (Key: string, VersionId: string): S3Error =>
  new S3Error("NoSuchVersion", "The specified version does not exist.", 404, { Key, VersionId });

export const noSuchUpload = (UploadId: string): S3Error =>
  new S3Error(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    404,
    { UploadId },
  );

export const bucketNotEmpty = (BucketName: string): S3Error =>
  new S3Error("BucketNotEmpty", "The bucket you tried to delete is not empty", 409, { BucketName });

export const bucketAlreadyOwnedByYou = (BucketName: string): S3Error =>
  new S3Error(
    "BucketAlreadyOwnedByYou",
    "Your previous request to create the named bucket succeeded and you already own it.",
    409,
    { BucketName },
  );

export const bucketAlreadyExists = (BucketName: string): S3Error =>
  new S3Error(
    "BucketAlreadyExists",
    "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
    409,
    { BucketName },
  );

export const invalidBucketName = (BucketName: string): S3Error =>
  new S3Error("InvalidBucketName", "The specified bucket is not valid.", 400, { BucketName });

export const wrongRegion = (Bucket: string, region: string): S3Error =>
  new S3Error(
    "PermanentRedirect",
    "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
    301,
    { Endpoint: `s3.${region}.amazonaws.com`, Bucket },
    { "x-amz-bucket-region": region },
  );

export const malformedXml = (): S3Error =>
  new S3Error(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
    400,
  );

export const invalidArgument = (ArgumentName: string, ArgumentValue: string, message: string): S3Error =>
  new S3Error("InvalidArgument", message, 400, { ArgumentName, ArgumentValue });

export const invalidRequest = (message: string): S3Error => new S3Error("InvalidRequest", message, 400);

export const invalidTag = (message: string): S3Error => new S3Error("InvalidTag", message, 400);

export const preconditionFailed = (Condition: string): S3Error =>
  new S3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412, {
    Condition,
  });

export const accessDenied = (): S3Error => new S3Error("AccessDenied", "Access Denied", 403);

export const methodNotAllowed = (Method: string, headers: Readonly<Record<string, string>> = {}): S3Error =>
  new S3Error(
    "MethodNotAllowed",
    "The specified method is not allowed against this resource.",
    405,
    { Method, ResourceType: "DeleteMarker" },
    headers,
  );

/** What is not modelled is refused by name. */
export const notModelled = (what: string): AwsError => notImplemented("s3", what);
