// Room simulator/wire: what a service answers when it refuses a call. One value for all protocols, since AWS JSON and Query name and
// word some refusals differently.
import type { Fields } from "./shape.ts";

export interface AwsErrorOptions {
  readonly status?: number;
  /** Type Sender; false is Receiver. Default: the status is below 500. */
  readonly senderFault?: boolean;
  /** The code in Query and in `x-amzn-query-error`, where it differs from `code`. */
  readonly queryCode?: string;
  /** The words in Query, where they differ. */
  readonly queryMessage?: string;
  /** What the error's shape has beside its message: a cancelled transaction's reasons. */
  readonly members?: Fields;
  /** Before the code in `__type`, where it is not the service's own: `com.amazon.coral.validate#`. */
  readonly typePrefix?: string;
}

/**
 * A refusal.
 *
 * @example
 * throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.", {
 *   queryCode: "AWS.SimpleQueueService.NonExistentQueue",
 * });
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly senderFault: boolean;
  readonly queryCode: string;
  readonly queryMessage: string;
  readonly members: Fields;
  readonly typePrefix: string | undefined;

  constructor(code: string, message: string, options: AwsErrorOptions = {}) {
    super(message);
    this.name = "AwsError";
    this.code = code;
    this.status = options.status ?? 400;
    this.senderFault = options.senderFault ?? this.status < 500;
    this.queryCode = options.queryCode ?? code;
    this.queryMessage = options.queryMessage ?? message;
    this.members = options.members ?? {};
    this.typePrefix = options.typePrefix;
  }
}

/** What is not modelled is refused by name, never answered with success. */
export const notImplemented = (service: string, action: string): AwsError =>
  new AwsError("NotImplemented", `${service} ${action} is not implemented by this simulator`, {
    status: 501,
  });

/** The gateway before a JSON service could not read the body. */
export const serialization = (message: string): AwsError => new AwsError("SerializationException", message);
