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
  /** The same body, where it was written as text: a socket takes it as it is. */
  readonly text?: string | undefined;
}

/** An answer written as text, which becomes bytes when somebody asks for them. A class, since a getter in a literal is made anew with each. */
class TextResponse implements WireResponse {
  readonly status: number;
  readonly headers: WireResponse["headers"];
  readonly text: string;
  #body: Uint8Array | undefined;

  constructor(status: number, headers: WireResponse["headers"], text: string) {
    this.status = status;
    this.headers = headers;
    this.text = text;
  }

  get body(): Uint8Array {
    this.#body ??= Buffer.from(this.text);
    return this.#body;
  }
}

export const textResponse = (status: number, headers: WireResponse["headers"], text: string): WireResponse =>
  new TextResponse(status, headers, text);

/** The same answer with other headers. */
export const withHeaders = (response: WireResponse, headers: WireResponse["headers"]): WireResponse =>
  response.text === undefined
    ? { ...response, headers }
    : new TextResponse(response.status, headers, response.text);
