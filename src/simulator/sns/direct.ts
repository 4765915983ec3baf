// Room simulator/sns: a message to one phone or one device, without a topic: it goes straight into the outbox.
import { keyedUuid } from "../../box/keyed.ts";
import { type Draft, type PublishInput, readDraft } from "./accept.ts";
import type { Call, SnsDecision } from "./action.ts";
import { checkSize } from "./body.ts";
import { isPhoneNumber } from "./endpoint.ts";
import { invalidParameter } from "./errors.ts";
import { AwsError } from "../wire/index.ts";
import type { OutboxEntry } from "./events.ts";
import { platformOf } from "./platform.ts";
import type { PlatformEndpoint, SnsState } from "./state.ts";

type Answer = SnsDecision<{ readonly MessageId: string }>;

export function publishToPhone(state: SnsState, phone: string, input: PublishInput, call: Call): Answer {
  if (!isPhoneNumber(phone)) throw invalidParameter("PhoneNumber", `${phone} is not valid to publish to`);
  return direct(state, { channel: "sms", to: phone, protocols: ["sms"] }, input, call);
}

export function publishToEndpoint(state: SnsState, arn: string, input: PublishInput, call: Call): Answer {
  const endpoint = state.endpoints.get(arn);
  if (endpoint === undefined)
    throw invalidParameter("TargetArn", "No endpoint found for the target arn specified");
  if (!isEnabled(endpoint)) throw new AwsError("EndpointDisabled", "Endpoint is disabled");
  return direct(state, { channel: "push", to: arn, protocols: [platformOf(arn)] }, input, call);
}

/** A device takes messages unless it, or a push service for it, was switched off. */
export const isEnabled = ({ attributes }: PlatformEndpoint): boolean =>
  attributes.get("Enabled")?.toLowerCase() !== "false";

interface Target {
  readonly channel: OutboxEntry["channel"];
  readonly to: string;
  readonly protocols: readonly string[];
}

function direct(
  state: SnsState,
  { channel, to, protocols }: Target,
  input: PublishInput,
  call: Call,
): Answer {
  const draft = readDraft(undefined, input);
  checkSize(draft.bytes);
  const { bytes: _, ...message } = draft;
  const messageId = keyedUuid(call.seed, "sns.direct", state.directMessages);
  const body = bodyFor(draft, protocols);
  return {
    events: [
      {
        kind: "sns.published",
        deduplicationKey: undefined,
        message: {
          ...message,
          messageId,
          target: to,
          sequenceNumber: undefined,
          traceHeader: undefined,
          publishedAtMs: call.nowMs,
        },
      },
      { kind: "sns.outbox", channel, to, body, messageId, atMs: call.nowMs, ...subjectOf(draft) },
    ],
    answer: { MessageId: messageId },
  };
}

/** The first protocol that the message speaks to, else its default, else the plain body. */
export function bodyFor(
  { body, bodies }: Pick<Draft, "body" | "bodies">,
  protocols: readonly string[],
): string {
  const own = protocols.map((protocol) => bodies?.get(protocol)).find((text) => text !== undefined);
  return own ?? bodies?.get("default") ?? body;
}

export const subjectOf = ({ subject }: Pick<Draft, "subject">): { readonly subject?: string } =>
  subject === undefined ? {} : { subject };
