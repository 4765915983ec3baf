// Room simulator/cloudformation: a resource as the three operations show it.
import { type Call, isoOf } from "./action.ts";
import type { StackResource } from "./state.ts";

export const RESOURCE = {
  LogicalResourceId: "string",
  PhysicalResourceId: "string",
  ResourceType: "string",
  ResourceStatus: "string",
  ResourceStatusReason: "string",
  DriftInformation: { members: { StackResourceDriftStatus: "string" } },
} as const;

export const shownResource = ({ logicalId, physicalId, type, status, reason }: StackResource) => ({
  LogicalResourceId: logicalId,
  PhysicalResourceId: physicalId,
  ResourceType: type,
  ResourceStatus: status,
  ResourceStatusReason: reason,
  DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" },
});

export const timeOf = ({ atMs }: StackResource, call: Call): string => isoOf(atMs, call);
