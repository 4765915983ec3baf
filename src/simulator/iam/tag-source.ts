// Room simulator/iam: the tags of roles and policies, for the Resource Groups Tagging API. It lists policies alone: "GetResources does
// not currently support IAM users and roles" (its API Reference, "Services that support the API", read 2026-11).
import type { TagSource } from "../tagging/index.ts";
import type { IamState } from "./state.ts";
import { tagList } from "./tags.ts";

export function policyTags({ policies }: IamState): TagSource {
  const named = (arn: string) => {
    const role = /^arn:[^:]+:iam::\d*:role\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
    if (role !== undefined) return { kind: "Role", input: { RoleName: role } };
    return /^arn:[^:]+:iam::\d*:policy\/.+$/.test(arn)
      ? { kind: "Policy", input: { PolicyArn: arn } }
      : undefined;
  };
  return {
    service: "iam",
    tagged: () => [...policies.values()].filter(({ tags }) => Object.keys(tags).length > 0),
    tag(arn, tags) {
      const of = named(arn);
      if (of === undefined) return undefined;
      return { operation: `Tag${of.kind}`, input: { ...of.input, Tags: tagList(tags) } };
    },
    untag(arn, TagKeys) {
      const of = named(arn);
      return of === undefined ? undefined : { operation: `Untag${of.kind}`, input: { ...of.input, TagKeys } };
    },
  };
}
