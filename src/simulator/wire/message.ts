// Room simulator/wire: a request and an answer as they stand on the wire, whatever door they came through.

export interface WireRequest {
  readonly method: string;
  /** Without the query: `/000000000000/orders`. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
