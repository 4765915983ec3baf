// Room simulator/tagging: what the API answers when it refuses a call.
import { AwsError } from "../wire/index.ts";

export const invalidParameter = (message: string): AwsError =>
  new AwsError("InvalidParameterException", message);

export const badToken = (): AwsError =>
  new AwsError(
    "PaginationTokenExpiredException",
    "The specified pagination token is not valid or has expired.",
  );
