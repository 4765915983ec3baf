// Room simulator/logs: CreateLogGroup. Keys of the caller's own are not modelled.
import { AwsError, notImplemented } from "../../wire/index.ts";
import { action, changed } from "../action.ts";
import { arnOf, invalid, readName, readTags } from "../find.ts";

const CLASSES = ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"];

export const createLogGroup = action({
  name: "CreateLogGroup",
  extent: "partial",
  input: {
    logGroupName: "string",
    kmsKeyId: "string",
    tags: { map: "string" },
    logGroupClass: "string",
    deletionProtectionEnabled: "boolean",
  },
  output: {},
  decide({ groups }, { logGroupName, tags = {}, logGroupClass = "STANDARD", ...more }, call) {
    if (more.kmsKeyId !== undefined) throw notImplemented("logs", "CreateLogGroup with kmsKeyId");
    if (more.deletionProtectionEnabled === true)
      throw notImplemented("logs", "CreateLogGroup with deletionProtectionEnabled");
    const name = readName(logGroupName);
    if (!CLASSES.includes(logGroupClass))
      throw invalid(`logGroupClass must be one of ${CLASSES.join(", ")}: ${logGroupClass}`);
    const arn = arnOf(name, call);
    if (groups.has(arn))
      throw new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
    const { region, nowMs: createdMs } = call;
    const group = { arn, name, region, createdMs, retentionDays: undefined, logGroupClass };
    return changed({ kind: "logs.group-created", group: { ...group, tags: readTags(tags) } });
  },
});
