// Room simulator/cloudformation: why a resource failed, as its handler words what the service said.
import { LanguageError } from "../../../template/language-error.ts";
import { IntrinsicError } from "../../../template/resolve.ts";
import { AwsError } from "../../wire/index.ts";
import { StepRefused } from "./refused.ts";
import { AlreadyExists, isGone } from "../resources/values.ts";

/** As the AWS SDK for Java names its clients. */
const CLIENTS: Readonly<Record<string, string>> = { dynamodb: "DynamoDb", s3: "S3" };

const clientOf = (service: string): string =>
  CLIENTS[service] ?? service.charAt(0).toUpperCase() + service.slice(1);

/** Which service refused: what a refusal itself does not say. */
const refusers = new WeakMap<AwsError, string>();

export async function remembering<T>(service: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AwsError) refusers.set(error, service);
    throw error;
  }
}

export function reasonOf(error: unknown, ids: { readonly request: string; readonly token: string }): string {
  if (error instanceof StepRefused) return error.message;
  if (error instanceof LanguageError || error instanceof IntrinsicError)
    return error.message.startsWith("Template error") ? error.message : `Template error: ${error.message}`;
  if (error instanceof AlreadyExists) return handled(error.message, ids.token, "AlreadyExists");
  if (!(error instanceof AwsError)) {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return handled(`a fault in the simulator: ${words}`, ids.token, "InternalFailure");
  }
  const client = clientOf(refusers.get(error) ?? "cloudformation");
  const where = `(Service: ${client}, Status Code: ${error.status}, Request ID: ${ids.request}) (SDK Attempt Count: 1)`;
  return handled(`${error.message} ${where}`, ids.token, handlerCode(error));
}

const handled = (words: string, token: string, code: string): string =>
  `Resource handler returned message: "${words}" (RequestToken: ${token}, HandlerErrorCode: ${code})`;

/** CloudFormation CLI User Guide, Handler error codes. */
function handlerCode(error: AwsError): string {
  const { code, status } = error;
  if (isGone(error)) return "NotFound";
  if (/AlreadyExists|EntityAlreadyExists|ResourceInUse|AlreadyOwned/.test(code)) return "AlreadyExists";
  if (/Throttl|TooManyRequests/.test(code)) return "Throttling";
  if (/LimitExceeded/.test(code)) return "ServiceLimitExceeded";
  if (/AccessDenied|NotAuthorized/.test(code)) return "AccessDenied";
  return status >= 500 ? "ServiceInternalError" : "InvalidRequest";
}
