// Room simulator/lambda: PublishVersion: nothing new where nothing changed since the last one.
import { action, answered, changed, FUNCTION_PATH } from "../action.ts";
import { configurationOf } from "../answer.ts";
import { invalidParameter } from "../errors.ts";
import { findFunction } from "../names.ts";
import { checkRevision, revisionOf } from "../revision.ts";
import { isDeepStrictEqual } from "node:util";
import { checkSettled } from "../update.ts";

export const publishVersion = action({
  name: "PublishVersion",
  route: { method: "POST", path: `${FUNCTION_PATH}/versions`, status: 201 },
  input: { FunctionName: "string", CodeSha256: "string", Description: "string", RevisionId: "string" },
  decide(state, { FunctionName, CodeSha256, Description, RevisionId }, call) {
    const { fn } = findFunction(state, FunctionName, undefined, call);
    const { latest } = fn;
    checkRevision(RevisionId, latest.revisionId);
    checkSettled(fn, call);
    if (CodeSha256 !== undefined && CodeSha256 !== "" && CodeSha256 !== latest.code.sha256)
      throw invalidParameter(
        `CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST (${latest.code.sha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    const description = Description ?? latest.config.description;
    const config = { ...latest.config, description };
    const before = fn.versions.get(String(fn.versionsMade));
    if (before?.code.sha256 === latest.code.sha256 && isDeepStrictEqual(before.config, config))
      return answered(configurationOf(fn, before, call, before.version));
    const version = {
      ...latest,
      config,
      version: String(fn.versionsMade + 1),
      revisionId: revisionOf(state, call),
      modifiedMs: call.nowMs,
    };
    return changed(configurationOf(fn, version, call, version.version), {
      kind: "lambda.version-published",
      functionArn: fn.arn,
      atMs: call.nowMs,
      version,
    });
  },
});
