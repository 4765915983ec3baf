// Room system: what a worker is told by its environment. A missing or wrong variable ends it at once, by name.

export interface WorkerSettings {
  readonly name: string;
  readonly queue: string;
  readonly queueUrl: string;
  readonly endpoint: URL;
  readonly allowedHosts: readonly string[];
  readonly region: string;
  readonly evidenceFile: string;
  readonly switchesFile: string | undefined;
  /** Read when it is asked for: not every worker calls the provider. */
  readonly providerUrl: string;
  readonly visibilityS: number;
  /** 0: the worker never extends (a variant). */
  readonly heartbeatS: number;
  readonly waitS: number;
  /** How many messages it asks for at once: 10 unless told otherwise. */
  readonly batchSize: number;
  readonly idempotent: boolean;
}

/** Reads the settings. */
export function readSettings(env: NodeJS.ProcessEnv): WorkerSettings {
  return {
    name: required(env, "ORDEAL_WORKER"),
    queue: required(env, "ORDEAL_QUEUE"),
    queueUrl: required(env, "QUEUE_URL"),
    endpoint: new URL(required(env, "ORDEAL_ENDPOINT")),
    allowedHosts: required(env, "ORDEAL_ALLOWED_HOSTS").split(","),
    region: required(env, "AWS_REGION"),
    evidenceFile: required(env, "ORDEAL_EVIDENCE"),
    switchesFile: env.ORDEAL_SWITCHES,
    get providerUrl() {
      return required(env, "PROVIDER_URL");
    },
    visibilityS: number(env, "VISIBILITY_S"),
    heartbeatS: number(env, "HEARTBEAT_S"),
    waitS: number(env, "WAIT_S"),
    batchSize: Number(env.BATCH_SIZE ?? 10),
    idempotent: env.IDEMPOTENCY !== "off",
  };
}

/** A variable that a worker cannot do without. */
export function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === "")
    throw new Error(`the worker needs the environment variable ${name}`);
  return value;
}

function number(env: NodeJS.ProcessEnv, name: string): number {
  const value = Number(required(env, name));
  if (!Number.isFinite(value) || value < 0)
    throw new Error(`${name}=${env[name]} must be a number of seconds`);
  return value;
}
