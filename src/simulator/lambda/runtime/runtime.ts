// Room simulator/lambda/runtime: what runs a function's code. The service decides when an environment starts, what it is invoked with and
// how long it may take; a runtime only runs it. Two stand behind this: one in the box, one of worker threads for `serve`.

/** The shape in which Node's runtime reports an error to whoever invoked. */
export interface ErrorObject {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** A function's own, in whatever style. */
export type Handler = (...args: unknown[]) => unknown;

/** The files of a deployment package, by their path in it. */
export type CodeFiles = ReadonlyMap<string, Uint8Array>;

/** Where a runtime has the files: as AWS has them. */
export const TASK_ROOT = "/var/task";

export interface EnvironmentSpec {
  /** Unique in its world: `lambda:OrderWorker#3`. */
  readonly name: string;
  readonly files: CodeFiles;
  /** Of the package: files need be unpacked only once. */
  readonly codeSha256: string;
  /** `index.handler`. */
  readonly handler: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Of the invocation that starts it: an end before the first handler call is told under it. */
  readonly requestId: string;
  /** A line of its log. */
  readonly print: (line: string) => void;
}

/** What Lambda tells a handler about one invocation. */
export interface Invocation {
  readonly requestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryMb: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly timeoutMs: number;
  /** JSON, as the client sent it. */
  readonly clientContext: string | undefined;
  readonly traceHeader: string | undefined;
}

export type Outcome =
  | { readonly kind: "ok"; readonly payload: string }
  /** The handler failed; the environment lives on. */
  | { readonly kind: "error"; readonly error: ErrorObject }
  /** The environment is gone: an exit, or a rejection that nobody handled. */
  | { readonly kind: "ended"; readonly error: ErrorObject };

export interface Environment {
  /** Settles when its code is loaded; with an error where it cannot be, and the environment is gone. */
  readonly ready: Promise<ErrorObject | undefined>;
  /** One at a time. Between two invocations the environment is frozen. */
  invoke(payload: string, invocation: Invocation): Promise<Outcome>;
  /** Ends it, whatever it does: what it waits for never comes. */
  stop(): void;
}

export interface Runtime {
  /** Between the invocation and the first line of code, in the time of the simulator's clock: stated, not measured. */
  readonly coldStartMs: number;
  readonly warmStartMs: number;
  start(spec: EnvironmentSpec): Environment;
  close(): Promise<void>;
}
