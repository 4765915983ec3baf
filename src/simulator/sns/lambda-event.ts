// Room simulator/sns: the event in which a function gets a message (Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS
// notifications"): the members of the envelope, some of them under other names.
import { type Envelope, envelopeOf } from "./envelope.ts";

export function lambdaEventOf(envelope: Envelope): string {
  const { SigningCertURL, UnsubscribeURL, Subject, MessageAttributes, ...same } = JSON.parse(
    envelopeOf(envelope),
  ) as Readonly<Record<string, unknown>>; // written one line above
  const Sns = {
    ...same,
    // Whatever the topic says (recorded: test_publish_lambda_verify_signature[2]).
    SignatureVersion: "1",
    Subject: Subject ?? null,
    SigningCertUrl: SigningCertURL,
    UnsubscribeUrl: UnsubscribeURL,
    MessageAttributes: MessageAttributes ?? {},
  };
  const record = {
    EventSource: "aws:sns",
    EventVersion: "1.0",
    EventSubscriptionArn: envelope.subscription.arn,
    Sns,
  };
  return JSON.stringify({ Records: [record] });
}
