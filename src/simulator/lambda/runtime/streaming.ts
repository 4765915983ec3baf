// Room simulator/lambda/runtime: `awslambda`, the global that a streaming handler uses (Developer Guide, "Response streaming"). The answer is
// buffered: whoever invoked gets it whole.
import { Writable } from "node:stream";
import type { Handler } from "./runtime.ts";

const STREAMS = Symbol.for("ordeal.streams");
/** Between the head that HttpResponseStream.from writes and the body. */
const PRELUDE_END = Buffer.alloc(8);

const awslambda = {
  streamifyResponse: (handler: Handler): Handler => Object.assign(handler, { [STREAMS]: true }),
  HttpResponseStream: {
    from(stream: ResponseStream, head: unknown): ResponseStream {
      stream.setContentType("application/vnd.awslambda.http-integration-response");
      stream.write(Buffer.concat([Buffer.from(JSON.stringify(head)), PRELUDE_END]));
      return stream;
    },
  },
};

/** A second call does nothing. */
export function defineStreaming(): void {
  Object.defineProperty(globalThis, "awslambda", { value: awslambda, configurable: true, writable: true });
}

export const isStreaming = (handler: Handler): boolean => Reflect.get(handler, STREAMS) === true;

export class ResponseStream extends Writable {
  readonly #chunks: Buffer[] = [];
  contentType = "application/octet-stream";

  setContentType(type: string): void {
    this.contentType = type;
  }

  override _write(chunk: unknown, encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(
      typeof chunk === "string" ? Buffer.from(chunk, encoding) : Buffer.from(chunk as Uint8Array),
    );
    done();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}
