// Room simulator/cloudformation: what CloudFormation answers when it refuses a call: code, status and words (API Reference; answers of
// AWS as users quote them).
import { AwsError } from "../wire/index.ts";

export const validation = (message: string): AwsError => new AwsError("ValidationError", message);

export const notModelled = (what: string): AwsError =>
  new AwsError("NotImplemented", `cloudformation ${what} is not implemented by this simulator`, {
    status: 501,
  });

export const stackExists = (name: string): AwsError =>
  new AwsError("AlreadyExistsException", `Stack [${name}] already exists`);

/** `Stack with id X does not exist`: DescribeStacks and most others. */
export const noSuchStack = (name: string): AwsError => validation(`Stack with id ${name} does not exist`);

/** UpdateStack and DescribeStackEvents say it so. */
export const noSuchStackInBrackets = (name: string): AwsError => validation(`Stack [${name}] does not exist`);

export const insufficientCapabilities = (capability: string): AwsError =>
  new AwsError("InsufficientCapabilitiesException", `Requires capabilities : [${capability}]`);

export const noSuchChangeSet = (name: string): AwsError =>
  new AwsError("ChangeSetNotFound", `ChangeSet [${name}] does not exist`, { status: 404 });

/** Of a member that its model constrains. */
export const constraint = (value: string, member: string, wanted: string): AwsError =>
  validation(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${wanted}`,
  );
