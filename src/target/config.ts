// Room target: how a project names the places its scenarios run on.

export interface NamedTarget {
  /** URL of an AWS-compatible endpoint. With `start`, the program's own word is taken instead. */
  readonly endpoint?: string;
  /** A program that Ordeal starts, waits for and stops: it prints one JSON line with its `url` when it is ready. */
  readonly start?: readonly string[];
}

export interface TargetConfig {
  /** What `run` uses without `--target`: `localstack`, `endpoint=URL` or a name of `targets`. */
  readonly target?: string;
  readonly targets?: Readonly<Record<string, NamedTarget>>;
  /** The image of target `localstack`. */
  readonly image?: string;
}
