// Room simulator/iam: the shapes that several actions share.

const TAGS = { list: { members: { Key: "string", Value: "string" } } } as const;
const ROLE = {
  members: {
    Path: "string",
    RoleName: "string",
    RoleId: "string",
    Arn: "string",
    CreateDate: "string",
    AssumeRolePolicyDocument: "string",
    Description: "string",
    MaxSessionDuration: "integer",
    PermissionsBoundary: {
      members: { PermissionsBoundaryType: "string", PermissionsBoundaryArn: "string" },
    },
    Tags: TAGS,
    RoleLastUsed: { members: {} },
  },
} as const;
const POLICY = {
  members: {
    PolicyName: "string",
    PolicyId: "string",
    Arn: "string",
    Path: "string",
    DefaultVersionId: "string",
    AttachmentCount: "integer",
    PermissionsBoundaryUsageCount: "integer",
    IsAttachable: "boolean",
    Description: "string",
    CreateDate: "string",
    UpdateDate: "string",
    Tags: TAGS,
  },
} as const;
const VERSION = {
  members: {
    Document: "string",
    VersionId: "string",
    IsDefaultVersion: "boolean",
    CreateDate: "string",
  },
} as const;

export const shapes = { tags: TAGS, role: ROLE, policy: POLICY, version: VERSION } as const;

/** Of a call that asks for a page, and of the page. */
export const ASKED_PAGE = { Marker: "string", MaxItems: "integer" } as const;
export const TOLD_PAGE = { IsTruncated: "boolean", Marker: "string" } as const;
