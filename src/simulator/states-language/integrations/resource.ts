// Room states-language, integrations: what a Task's Resource asks for, read off its ARN ("Integrating services with Step Functions").

export type Pattern = "requestResponse" | "sync" | "sync2" | "waitForTaskToken";

export type Integration =
  | { readonly kind: "lambda"; readonly functionArn: string }
  | { readonly kind: "activity"; readonly activityArn: string }
  | {
      readonly kind: "service";
      /** `sqs`, or `aws-sdk:dynamodb`: the history's resourceType. */
      readonly resourceType: string;
      /** `sendMessage.waitForTaskToken`: the history's resource. */
      readonly resource: string;
      readonly service: string;
      readonly action: string;
      readonly sdk: boolean;
      readonly pattern: Pattern;
    };

const SUFFIXES: readonly (readonly [string, Pattern])[] = [
  [".waitForTaskToken", "waitForTaskToken"],
  [".sync:2", "sync2"],
  [".sync", "sync"],
];

/** What a resource ARN asks for; undefined where AWS would not know it. */
export function integrationOf(arn: string): Integration | undefined {
  if (/^arn:[^:]*:lambda:[^:]*:[^:]*:function:.+$/.test(arn)) return { kind: "lambda", functionArn: arn };
  if (/^arn:[^:]*:states:[^:]*:[^:]*:activity:.+$/.test(arn)) return { kind: "activity", activityArn: arn };
  const found =
    /^arn:[^:]*:states:[^:]*:[^:]*:(aws-sdk:)?([a-zA-Z0-9-]+):([a-zA-Z0-9]+)(\.[A-Za-z0-9:]+)?$/.exec(arn);
  const [, sdk, service, action, suffix] = found ?? [];
  if (service === undefined || action === undefined) return undefined;
  const pattern = suffix === undefined ? "requestResponse" : SUFFIXES.find(([text]) => text === suffix)?.[1];
  if (pattern === undefined) return undefined;
  return {
    kind: "service",
    resourceType: `${sdk ?? ""}${service}`,
    resource: `${action}${suffix ?? ""}`,
    service,
    action,
    sdk: sdk !== undefined,
    pattern,
  };
}
