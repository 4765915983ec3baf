// Room simulator/sns: every action there is, one file each in actions/. What is not here is refused by name.
import type { AnySnsAction } from "./action.ts";
import { addPermission } from "./actions/add-permission.ts";
import { checkIfPhoneNumberIsOptedOut } from "./actions/check-if-phone-number-is-opted-out.ts";
import { confirmSubscription } from "./actions/confirm-subscription.ts";
import { createPlatformApplication } from "./actions/create-platform-application.ts";
import { createPlatformEndpoint } from "./actions/create-platform-endpoint.ts";
import { createTopic } from "./actions/create-topic.ts";
import { deleteEndpoint } from "./actions/delete-endpoint.ts";
import { deletePlatformApplication } from "./actions/delete-platform-application.ts";
import { deleteTopic } from "./actions/delete-topic.ts";
import { getEndpointAttributes } from "./actions/get-endpoint-attributes.ts";
import { getPlatformApplicationAttributes } from "./actions/get-platform-application-attributes.ts";
import { getSmsAttributes } from "./actions/get-sms-attributes.ts";
import { getSubscriptionAttributes } from "./actions/get-subscription-attributes.ts";
import { getTopicAttributes } from "./actions/get-topic-attributes.ts";
import { listEndpointsByPlatformApplication } from "./actions/list-endpoints-by-platform-application.ts";
import { listPhoneNumbersOptedOut } from "./actions/list-phone-numbers-opted-out.ts";
import { listPlatformApplications } from "./actions/list-platform-applications.ts";
import { listSubscriptionsByTopic } from "./actions/list-subscriptions-by-topic.ts";
import { listSubscriptions } from "./actions/list-subscriptions.ts";
import { listTagsForResource } from "./actions/list-tags-for-resource.ts";
import { listTopics } from "./actions/list-topics.ts";
import { optInPhoneNumber } from "./actions/opt-in-phone-number.ts";
import { publishBatch } from "./actions/publish-batch.ts";
import { publish } from "./actions/publish.ts";
import { removePermission } from "./actions/remove-permission.ts";
import { setEndpointAttributes } from "./actions/set-endpoint-attributes.ts";
import { setPlatformApplicationAttributes } from "./actions/set-platform-application-attributes.ts";
import { setSmsAttributes } from "./actions/set-sms-attributes.ts";
import { setSubscriptionAttributes } from "./actions/set-subscription-attributes.ts";
import { setTopicAttributes } from "./actions/set-topic-attributes.ts";
import { subscribe } from "./actions/subscribe.ts";
import { tagResource } from "./actions/tag-resource.ts";
import { unsubscribe } from "./actions/unsubscribe.ts";
import { untagResource } from "./actions/untag-resource.ts";

const ALL: readonly AnySnsAction[] = [
  addPermission,
  checkIfPhoneNumberIsOptedOut,
  confirmSubscription,
  createPlatformApplication,
  createPlatformEndpoint,
  createTopic,
  deleteEndpoint,
  deletePlatformApplication,
  deleteTopic,
  getEndpointAttributes,
  getPlatformApplicationAttributes,
  getSmsAttributes,
  getSubscriptionAttributes,
  getTopicAttributes,
  listEndpointsByPlatformApplication,
  listPhoneNumbersOptedOut,
  listPlatformApplications,
  listSubscriptionsByTopic,
  listSubscriptions,
  listTagsForResource,
  listTopics,
  optInPhoneNumber,
  publishBatch,
  publish,
  removePermission,
  setEndpointAttributes,
  setPlatformApplicationAttributes,
  setSmsAttributes,
  setSubscriptionAttributes,
  setTopicAttributes,
  subscribe,
  tagResource,
  unsubscribe,
  untagResource,
];

/** By the name the request calls it. */
export const actions: ReadonlyMap<string, AnySnsAction> = new Map(ALL.map((one) => [one.name, one]));
