// Room simulator/sns: the shapes that several actions share.
export type { InputOf } from "../wire/index.ts";

const STRINGS = { map: "string" } as const;
const TAG = { members: { Key: "string", Value: "string" } } as const;
const MESSAGE_ATTRIBUTE = {
  members: { DataType: "string", StringValue: "string", BinaryValue: "blob" },
} as const;
const MESSAGE_ATTRIBUTES = { map: MESSAGE_ATTRIBUTE, entry: ["Name", "Value"] } as const;

/** Shapes that several actions share. */
export const shapes = {
  strings: STRINGS,
  tags: { list: TAG },
  messageAttributes: MESSAGE_ATTRIBUTES,
  stringList: { list: "string" },
  applications: { list: { members: { PlatformApplicationArn: "string", Attributes: STRINGS } } },
  endpoints: { list: { members: { EndpointArn: "string", Attributes: STRINGS } } },
  subscriptions: {
    list: {
      members: {
        SubscriptionArn: "string",
        Owner: "string",
        Protocol: "string",
        Endpoint: "string",
        TopicArn: "string",
      },
    },
  },
} as const;
