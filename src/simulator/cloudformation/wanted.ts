// Room simulator/cloudformation: from the members of a call to the settings of a stack, in the order in which AWS looks at them.
import type { Instance } from "../../template/instance.ts";
import type { InputOf, WANTED } from "./action.ts";
import { notModelled, validation } from "./errors.ts";
import { bind, checkCapabilities, type Identity, instanceOf, openTemplate } from "./intake.ts";
import { MAX_BODY_BYTES, MAX_S3_BODY_BYTES, MAX_TAGS } from "./limits.ts";
import type { Settings, Tag } from "./state.ts";

export type WantedInput = InputOf<typeof WANTED>;

export interface Asked {
  readonly settings: Settings;
  readonly instance: Instance;
}

/** Throws AwsError where AWS refuses; what is not modelled is refused by name. */
export function askedOf(input: WantedInput, identity: Identity, previous: Settings | undefined): Asked {
  refuseUnmodelled(input);
  const body = bodyOf(input, previous);
  const given = (input.Parameters ?? []).map(({ ParameterKey, ParameterValue, UsePreviousValue }) => ({
    key: ParameterKey ?? "",
    value: ParameterValue,
    usePrevious: UsePreviousValue,
  }));
  const repeated = given.find(({ key }, at) => given.findIndex((other) => other.key === key) !== at);
  if (repeated !== undefined) throw validation(`Duplicate parameter key: ${repeated.key}`);
  const opened = openTemplate(body);
  const { texts } = bind(opened, given, new Map(previous?.parameters));
  const settings: Settings = {
    body,
    parameters: [...texts],
    capabilities: input.Capabilities ?? [],
    tags: input.Tags === undefined ? (previous?.tags ?? []) : tagsOf(input.Tags),
    roleArn: input.RoleARN ?? previous?.roleArn,
    timeoutMinutes: input.TimeoutInMinutes,
  };
  const instance = instanceOf(settings, identity);
  checkCapabilities(instance.resources.values(), settings.capabilities);
  return { settings, instance };
}

function refuseUnmodelled(input: WantedInput): void {
  const { RollbackConfiguration: rollback } = input;
  if ((rollback?.RollbackTriggers ?? []).length > 0) throw notModelled("RollbackConfiguration with triggers");
  if ((input.NotificationARNs ?? []).length > 0) throw notModelled("NotificationARNs");
  if ((input.ResourceTypes ?? []).length > 0) throw notModelled("ResourceTypes");
  if (input.StackPolicyBody !== undefined) throw notModelled("StackPolicyBody");
  if (input.StackPolicyURL !== undefined) throw notModelled("StackPolicyURL");
  if (input.RetainExceptOnCreate === true) throw notModelled("RetainExceptOnCreate");
}

/** A body that came by TemplateURL has been read by the service already. */
export function bodyOf(
  { TemplateBody, TemplateURL, UsePreviousTemplate }: WantedInput,
  previous: Settings | undefined,
): string {
  if (UsePreviousTemplate === true) {
    if (previous === undefined) throw validation("Stack template cannot be reused: the stack has none");
    return previous.body;
  }
  if (TemplateBody === undefined || TemplateBody === "")
    throw validation("Either Template URL or Template Body must be specified.");
  const most = TemplateURL === undefined ? MAX_BODY_BYTES : MAX_S3_BODY_BYTES;
  if (Buffer.byteLength(TemplateBody) > most) throw tooLong(TemplateBody, TemplateURL === undefined);
  return TemplateBody;
}

/** AWS repeats the whole body; so much of it is enough to know it by. */
const SHOWN_CHARACTERS = 200;

const tooLong = (body: string, isBody: boolean) =>
  isBody
    ? validation(
        `1 validation error detected: Value '${body.slice(0, SHOWN_CHARACTERS)}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${MAX_BODY_BYTES}`,
      )
    : validation(`Template may not exceed ${MAX_S3_BODY_BYTES} bytes in size.`);

function tagsOf(tags: NonNullable<WantedInput["Tags"]>): readonly Tag[] {
  if (tags.length > MAX_TAGS)
    throw validation(`Stack tags may not exceed ${MAX_TAGS} in number: ${tags.length} were given`);
  const read = tags.map(({ Key = "", Value = "" }) => ({ Key, Value }));
  for (const { Key } of read) {
    if (Key === "" || Key.length > 128) throw validation("Tag keys must be between 1 and 128 characters.");
    if (/^aws:/i.test(Key)) throw validation("aws: prefixed tag key names are not allowed for external use.");
    if (read.filter((one) => one.Key === Key).length > 1)
      throw validation(`Duplicate tag keys found. Please provide unique tag keys: ${Key}`);
  }
  return read;
}
