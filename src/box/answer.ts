// Room box: the Response that fetch gives in the box. The answer is there at once and whole, so to read it as JSON, text or bytes takes no
// stream; everything else is done by a Response of Node's own, made when it is asked for.
const decoder = new TextDecoder();

/** What Node's Response has; its own constructor, with a Headers and a list of them, costs more than the rest of an answer. */
type Read = Omit<Response, "body"> & { readonly body: Response["body"] };

export interface AnswerInit {
  /** 200 to 599. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

class BoxResponse implements Read {
  readonly #bytes: Uint8Array;
  readonly #init: AnswerInit;
  #headers: Headers | undefined;
  #isUsed = false;
  #whole: Response | undefined;

  constructor(bytes: Uint8Array, init: AnswerInit) {
    this.#bytes = bytes;
    this.#init = init;
  }

  get status(): number {
    return this.#init.status;
  }

  get ok(): boolean {
    return this.#init.status >= 200 && this.#init.status <= 299;
  }

  get statusText(): string {
    return "";
  }

  get type(): Response["type"] {
    return "default";
  }

  get url(): string {
    return "";
  }

  get redirected(): boolean {
    return false;
  }

  get headers(): Headers {
    this.#headers ??= new Response(null, this.#init).headers;
    return this.#headers;
  }

  async json(): Promise<unknown> {
    return this.#whole === undefined ? (JSON.parse(this.#text()) as unknown) : this.#whole.json();
  }

  async text(): Promise<string> {
    return this.#whole === undefined ? this.#text() : this.#whole.text();
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#whole === undefined ? new Uint8Array(this.#take()).buffer : this.#whole.arrayBuffer();
  }

  get bodyUsed(): boolean {
    return this.#whole?.bodyUsed ?? this.#isUsed;
  }

  get body(): Response["body"] {
    return this.#asWhole().body;
  }

  bytes(): ReturnType<Response["bytes"]> {
    return this.#asWhole().bytes();
  }

  blob(): ReturnType<Response["blob"]> {
    return this.#asWhole().blob();
  }

  formData(): ReturnType<Response["formData"]> {
    return this.#asWhole().formData();
  }

  clone(): Response {
    return this.#asWhole().clone();
  }

  #text(): string {
    return decoder.decode(this.#take());
  }

  #take(): Uint8Array {
    if (this.#isUsed) throw new TypeError("Body is unusable: Body has already been read");
    this.#isUsed = this.#bytes.length > 0;
    return this.#bytes;
  }

  /** What was read already is read in that one too. */
  #asWhole(): Response {
    if (this.#whole !== undefined) return this.#whole;
    const { status, statusText, headers } = this;
    const body = this.#bytes.length === 0 ? null : new Uint8Array(this.#bytes);
    this.#whole = new Response(body, { status, statusText, headers });
    if (this.#isUsed) void this.#whole.body?.cancel();
    return this.#whole;
  }
}

// A Response to all who ask, made without Response's own constructor.
Object.setPrototypeOf(BoxResponse, Response);
Object.setPrototypeOf(BoxResponse.prototype, Response.prototype);

/** An answer as fetch gives it. */
export function responseOf(bytes: Uint8Array, init: AnswerInit): Response {
  const response: unknown = new BoxResponse(bytes, init);
  if (!(response instanceof Response)) throw new TypeError("a BoxResponse is a Response");
  return response;
}
