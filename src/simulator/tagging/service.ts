// Room simulator/tagging: the Resource Groups Tagging API, by which a sweep finds what carries its tags whatever the service.
import {
  type Caller,
  type Fields,
  type InputOf,
  type Members,
  notImplemented,
  type Service,
} from "../wire/index.ts";
import type { AnyTaggingAction } from "./action.ts";
import { getResources } from "./actions/get-resources.ts";
import { getTagKeys } from "./actions/get-tag-keys.ts";
import { getTagValues } from "./actions/get-tag-values.ts";
import { tagResources } from "./actions/tag-resources.ts";
import { untagResources } from "./actions/untag-resources.ts";
import type { TaggingPorts } from "./ports.ts";

const ALL: readonly AnyTaggingAction[] = [
  getResources,
  getTagKeys,
  getTagValues,
  tagResources,
  untagResources,
];
const actions: ReadonlyMap<string, AnyTaggingAction> = new Map(ALL.map((one) => [one.name, one]));

/**
 * The API over what these services have.
 *
 * @example
 * const tagging = createTagging({ sources: [sqsTags(sqs), snsTags(sns)], internal });
 */
export function createTagging(ports: TaggingPorts): Service {
  return {
    name: "tagging",
    target: "ResourceGroupsTaggingAPI_20170126",
    operations: actions,
    call(name: string, fields: Fields, caller: Caller): Fields | Promise<Fields> {
      const action = actions.get(name);
      if (action === undefined) throw notImplemented("tagging", name);
      const input = fields as InputOf<Members>; // read by the shape of this very action
      return action.answer(ports, input, caller);
    },
  };
}
