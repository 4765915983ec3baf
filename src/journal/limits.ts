// Room journal: the limits of the format, each with its reason.

/** CONTRACTS 1: a line over this is refused; a body is in a blob long before. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** Strings over this go to `blobs/<sha256>`, so that a journal stays a file one can page through. */
export const MAX_INLINE_BYTES = 4 * 1024;

/** The writer gathers lines up to this before one write(2); intents are written at once. */
export const WRITE_BUFFER_BYTES = 64 * 1024;

/** The reader's chunk: large enough that a million lines cost few reads, small beside the memory limit. */
export const READ_CHUNK_BYTES = 1024 * 1024;
