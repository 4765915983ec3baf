// Room simulator/sns: every action there is, one file each in actions/. What is not here is refused by name.
import type { AnyAction } from "./action.ts";
import { addPermission } from "./actions/add-permission.ts";
import { confirmSubscription } from "./actions/confirm-subscription.ts";
import { createTopic } from "./actions/create-topic.ts";
import { deleteTopic } from "./actions/delete-topic.ts";
import { getSubscriptionAttributes } from "./actions/get-subscription-attributes.ts";
import { getTopicAttributes } from "./actions/get-topic-attributes.ts";
import { listSubscriptionsByTopic } from "./actions/list-subscriptions-by-topic.ts";
import { listSubscriptions } from "./actions/list-subscriptions.ts";
import { listTagsForResource } from "./actions/list-tags-for-resource.ts";
import { listTopics } from "./actions/list-topics.ts";
import { publishBatch } from "./actions/publish-batch.ts";
import { publish } from "./actions/publish.ts";
import { removePermission } from "./actions/remove-permission.ts";
import { setSubscriptionAttributes } from "./actions/set-subscription-attributes.ts";
import { setTopicAttributes } from "./actions/set-topic-attributes.ts";
import { subscribe } from "./actions/subscribe.ts";
import { tagResource } from "./actions/tag-resource.ts";
import { unsubscribe } from "./actions/unsubscribe.ts";
import { untagResource } from "./actions/untag-resource.ts";

const ALL: readonly AnyAction[] = [
  addPermission,
  confirmSubscription,
  createTopic,
  deleteTopic,
  getSubscriptionAttributes,
  getTopicAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  listTagsForResource,
  listTopics,
  publish,
  publishBatch,
  removePermission,
  setSubscriptionAttributes,
  setTopicAttributes,
  subscribe,
  tagResource,
  unsubscribe,
  untagResource,
];

/** By the name the request calls it. */
export const actions: ReadonlyMap<string, AnyAction> = new Map(ALL.map((one) => [one.name, one]));
