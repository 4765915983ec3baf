// Room simulator/lambda: CreateFunction.
import { action, changed } from "../action.ts";
import { configurationOf } from "../answer.ts";
import { CODE_SOURCE, readCode } from "../code.ts";
import { CONFIG, newConfig } from "../config.ts";
import { conflict, notModelled, validation } from "../errors.ts";
import { CREATE_MS } from "../limits.ts";
import { functionArnOf, readReference } from "../names.ts";
import { revisionOf } from "../revision.ts";
import { checkTags } from "../tags.ts";
import type { Version } from "../state.ts";

export const createFunction = action({
  name: "CreateFunction",
  route: { method: "POST", path: "/2015-03-31/functions", status: 201 },
  input: {
    FunctionName: "string",
    Code: { members: CODE_SOURCE },
    Publish: "boolean",
    PackageType: "string",
    Tags: { map: "string" },
    CodeSigningConfigArn: "string",
    Architectures: { list: "string" },
    ...CONFIG,
  },
  gather: async (input, call, internal) => ({ code: await readCode(input.Code, call, internal) }),
  decide(state, input, call, { code }) {
    const { FunctionName, PackageType = "Zip", Tags = {}, Publish = false } = input;
    if (PackageType !== "Zip") throw notModelled(`functions with PackageType ${PackageType}`);
    if (input.CodeSigningConfigArn !== undefined) throw notModelled("CodeSigningConfigArn");
    const reference = readReference(FunctionName, undefined, call);
    if (reference.qualifier !== undefined)
      throw validation(FunctionName, "functionName", "Member must not have a qualifier");
    const { name } = reference;
    const config = newConfig(name, input, input.Architectures);
    const arn = functionArnOf({ ...call, name });
    if (state.functions.has(arn)) throw conflict(`Function already exist: ${name}`);
    checkTags(Tags);
    if (code === undefined) throw new Error("the code was not gathered");
    const latest: Version = {
      version: "$LATEST",
      config,
      code,
      revisionId: revisionOf(state, call),
      modifiedMs: call.nowMs,
      activeAtMs: call.nowMs + CREATE_MS,
      updatedAtMs: undefined,
    };
    const fn = { arn, name, region: call.region, account: call.account };
    const at = { functionArn: arn, atMs: call.nowMs };
    const created = { kind: "lambda.function-created", function: fn, latest, tags: Tags, ...at } as const;
    if (!Publish) return changed(configurationOf(fn, latest, call), created);
    const version = { ...latest, version: "1", revisionId: revisionOf(state, call, 1) };
    const published = { kind: "lambda.version-published", version, ...at } as const;
    return changed(configurationOf(fn, version, call, "1"), created, published);
  },
});
