// Room scenario: what a run adds to a system with functions so that they can be watched and broken: their code, bundled; a queue for
// their evidence; a table for their switches; and the variables and rights by which they reach both.
import { feedsOf } from "../template/describe.ts";
import { referencesIn } from "../template/resolve.ts";
import {
  type Json,
  type JsonObject,
  type PatchOp,
  patchTemplate,
  type Template,
} from "../template/template.ts";

export const EVIDENCE_QUEUE = "OrdealEvidence";
export const SWITCH_TABLE = "OrdealSwitches";

/** The text of each function's bundle, by logical id. */
export type Code = Readonly<Record<string, string>>;

export const hasFunctions = (template: Template): boolean => functionsOf(template).length > 0;

function functionsOf({
  resources,
}: Template): readonly { readonly id: string; readonly properties: JsonObject }[] {
  return [...resources.values()].filter(({ type }) => type === "AWS::Lambda::Function");
}

/**
 * The template as it is put up. One without functions is put up as it stands. With an endpoint, functions find AWS there: it is the gate,
 * where that is within their reach.
 */
export function instrument(template: Template, code: Code, endpoint?: URL): Template {
  const functions = functionsOf(template);
  if (functions.length === 0) return template;
  const roles = new Set(functions.flatMap(({ properties }) => referencesIn(properties.Role)));
  return patchTemplate(template, [
    ...add(`/Resources/${EVIDENCE_QUEUE}`, {
      Type: "AWS::SQS::Queue",
      Properties: { QueueName: { "Fn::Sub": `\${AWS::StackName}-${EVIDENCE_QUEUE}` } },
    }),
    ...add(`/Resources/${SWITCH_TABLE}`, {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        TableName: { "Fn::Sub": `\${AWS::StackName}-${SWITCH_TABLE}` },
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      },
    }),
    ...[...roles].flatMap((role) => rights(role, template)),
    ...functions.flatMap((one) => equip(one, code[one.id], endpoint)),
  ]);
}

/** The template with its functions' bundles and nothing else: a system that is put up by hand is watched by nobody. */
export function withCode(template: Template, code: Code): Template {
  return patchTemplate(
    template,
    Object.entries(code).flatMap(([id, ZipFile]) => add(`/Resources/${id}/Properties/Code`, { ZipFile })),
  );
}

const add = (path: string, value: Json): readonly PatchOp[] => [{ op: "add", path, value }];

function equip(
  { id, properties }: { readonly id: string; readonly properties: JsonObject },
  text: string | undefined,
  endpoint: URL | undefined,
): readonly PatchOp[] {
  const own = ((properties.Environment ?? {}) as JsonObject).Variables as JsonObject | undefined;
  const variables = {
    ...own,
    ...(endpoint === undefined ? {} : { AWS_ENDPOINT_URL: endpoint.origin }),
    ORDEAL_EVIDENCE_QUEUE: { Ref: EVIDENCE_QUEUE },
    ORDEAL_SWITCHES: { Ref: SWITCH_TABLE },
  };
  return [
    ...add(`/Resources/${id}/Properties/Environment`, { Variables: variables }),
    ...(text === undefined ? [] : add(`/Resources/${id}/Properties/Code`, { ZipFile: text })),
  ];
}

function rights(role: string, { resources }: Template): readonly PatchOp[] {
  const own = resources.get(role)?.properties.Policies;
  const policy = {
    PolicyName: "ordeal",
    PolicyDocument: {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "sqs:SendMessage", Resource: { "Fn::GetAtt": [EVIDENCE_QUEUE, "Arn"] } },
        {
          Effect: "Allow",
          Action: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
          Resource: { "Fn::GetAtt": [SWITCH_TABLE, "Arn"] },
        },
      ],
    },
  };
  const policies: readonly Json[] = [...(Array.isArray(own) ? (own as readonly Json[]) : []), policy];
  return add(`/Resources/${role}/Properties/Policies`, policies);
}

/** What the evidence of functions tells about: the queues that feed them, and themselves. */
export const watchedByFunctions = (template: Template): readonly string[] => [
  ...new Set(feedsOf(template).flatMap(({ queue, name }) => [queue, name])),
];
