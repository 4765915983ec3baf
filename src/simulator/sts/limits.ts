// Room simulator/sts: every bound of the service with where it stands (STS API Reference: AssumeRole, GetSessionToken).

export const MIN_SESSION_S = 900;
export const DEFAULT_ROLE_SESSION_S = 3600;
export const DEFAULT_TOKEN_SESSION_S = 43_200;
export const MAX_TOKEN_SESSION_S = 129_600;
export const MAX_ROLE_SESSION_S = 43_200;
