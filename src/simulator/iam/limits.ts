// Room simulator/iam: every bound of the service with where it stands (IAM User Guide, "IAM and STS quotas"; IAM API Reference).

export const MAX_ROLE_NAME_CHARACTERS = 64;
export const MAX_POLICY_NAME_CHARACTERS = 128;
export const MAX_PATH_CHARACTERS = 512;
export const MAX_DESCRIPTION_CHARACTERS = 1000;
/** Of trust policies; not counting white space, as for all documents. */
export const MAX_TRUST_CHARACTERS = 2048;
/** All inline policies of a role together. */
export const MAX_INLINE_CHARACTERS = 10_240;
export const MAX_MANAGED_CHARACTERS = 6144;
export const MAX_ATTACHED_POLICIES = 10;
export const MAX_POLICY_VERSIONS = 5;
export const MAX_TAGS = 50;
export const MIN_SESSION_S = 3600;
export const MAX_SESSION_S = 43_200;
export const MAX_ROLES = 1000;
/** Of lists that name no other. */
export const PAGE_SIZE = 100;
export const MAX_PAGE_SIZE = 1000;
