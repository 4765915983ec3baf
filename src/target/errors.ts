// Room target: why a run cannot use a target.

/** A target or tool that is needed is not there, or failed for reasons of its own (69). */
export class TargetUnavailable extends Error {
  readonly exitCode = 69;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TargetUnavailable";
  }
}

/** A guard refused: a host that no local run may reach (77). */
export class GuardRefused extends Error {
  readonly exitCode = 77;
  constructor(message: string) {
    super(message);
    this.name = "GuardRefused";
  }
}

/** A target that does not exist or is written wrong (64). */
export class TargetUsageError extends Error {
  readonly exitCode = 64;
  constructor(message: string) {
    super(message);
    this.name = "TargetUsageError";
  }
}
