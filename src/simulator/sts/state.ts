// Room simulator/sts: what STS knows: the credentials it gave out and whom they stand for. It changes only in evolve.ts, by events.

/** Who a caller is, as GetCallerIdentity tells it. */
export interface Identity {
  readonly arn: string;
  readonly userId: string;
}

export interface Session extends Identity {
  readonly accessKeyId: string;
  readonly expiresS: number;
}

export interface StsState {
  /** By access key id. */
  readonly sessions: ReadonlyMap<string, Session>;
  /** Sessions so far: credentials derive from it. */
  readonly made: number;
}
