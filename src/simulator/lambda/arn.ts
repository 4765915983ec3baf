// Room simulator/lambda: ARNs of what a function sends to or takes from.

export interface Arn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Undefined where the text is none. */
export function arnOf(text: string | undefined): Arn | undefined {
  const found = /^arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*):(\d{12})?:(.+)$/.exec(text ?? "");
  if (found === null) return undefined;
  const [, service = "", region = "", account = "", resource = ""] = found;
  return { service, region, account, resource };
}
