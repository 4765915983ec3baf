// Room simulator/dynamodb: what callers may ask to be told, in the order in which AWS lists it.
export const RETURN_VALUES = ["ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"] as const;
export const FAILURE_VALUES = ["ALL_OLD", "NONE"] as const;
export const METRICS = ["SIZE", "NONE"] as const;
