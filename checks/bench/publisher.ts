// Benchmark: the drive's Publish by fetch, in the Query protocol: what is left of it without the SDK is the simulator's own cost.
import { PublishCommand, type PublishCommandInput, type SNSClient } from "@aws-sdk/client-sns";
import type { Clients } from "../../src/target/clients.ts";
import type { Venue } from "../../src/scenario/venue.ts";

const AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sns/aws4_request";

/** The same venue, whose drive publishes on the wire. */
export const withPublisherOnTheWire = (venue: Venue): Venue => ({
  ...venue,
  driveBy: (clients: Clients) => ({ ...clients, sns: publisher(clients) }),
});

/** A client that knows one command. */
function publisher({ endpoint }: Clients): SNSClient {
  const client = {
    async send(command: object) {
      if (!(command instanceof PublishCommand)) throw new Error("this publisher only publishes");
      const response = await fetch(endpoint, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", authorization: AUTHORIZATION },
        body: formOf(command.input),
      });
      const answer = await response.text();
      const [, MessageId] = /<MessageId>([^<]+)</.exec(answer) ?? [];
      if (MessageId === undefined) throw new Error(`Publish: ${response.status} ${answer}`);
      return { MessageId, $metadata: { httpStatusCode: response.status, attempts: 1 } };
    },
  };
  return client as unknown as SNSClient; // the scenario of the benchmark only publishes
}

function formOf({ TopicArn = "", Message = "", MessageAttributes = {} }: PublishCommandInput): string {
  const fields = [
    ["Action", "Publish"],
    ["Version", "2010-03-31"],
    ["TopicArn", TopicArn],
    ["Message", Message],
    ...Object.entries(MessageAttributes).flatMap(([name, { DataType = "", StringValue = "" }], index) => {
      const entry = `MessageAttributes.entry.${index + 1}`;
      return [
        [`${entry}.Name`, name],
        [`${entry}.Value.DataType`, DataType],
        [`${entry}.Value.StringValue`, StringValue],
      ];
    }),
  ];
  return fields.map(([name = "", value = ""]) => `${name}=${encodeURIComponent(value)}`).join("&");
}
