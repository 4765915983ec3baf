// Room simulator/tagging: every bound of the service with where it stands (Resource Groups Tagging API Reference).

/** GetResources, ResourcesPerPage; also of a page of keys and values. */
export const MAX_PAGE_SIZE = 100;
/** GetResources, TagsPerPage. */
export const MIN_TAGS_PER_PAGE = 100;
export const MAX_TAGS_PER_PAGE = 500;
export const MAX_TAG_FILTERS = 50;
export const MAX_FILTER_VALUES = 20;
export const MAX_TYPE_FILTERS = 100;
/** TagResources, UntagResources. */
export const MAX_ARNS = 20;
export const MAX_TAGS = 50;
export const MAX_KEY_CHARACTERS = 128;
export const MAX_VALUE_CHARACTERS = 256;
