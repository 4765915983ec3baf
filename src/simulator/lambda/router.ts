// Room simulator/lambda: which action a request means, by method and path, and its members from path, query and body.
import { AwsError, type Fields, type Members, type WireRequest } from "../wire/index.ts";
import { readJson } from "../wire/read-json.ts";
import type { AnyLambdaAction } from "./action.ts";
import type { Shape } from "../wire/shape.ts";
import { UNMODELLED } from "./unmodelled.ts";

export interface Routed {
  readonly action: AnyLambdaAction;
  readonly fields: Fields;
}

interface Entry {
  readonly action: AnyLambdaAction;
  readonly parts: readonly string[];
}

export interface Router {
  readonly route: (request: WireRequest) => Routed | undefined;
  /** What a request that was not routed would have been in AWS. */
  readonly nameOf: (request: WireRequest) => string;
}

export function createRouter(actions: Iterable<AnyLambdaAction>): Router {
  const entries: readonly Entry[] = [...actions].map((action) => ({
    action,
    parts: partsOf(action.route.path),
  }));
  const unmodelled = UNMODELLED.map((one) => ({ ...one, parts: partsOf(one.path) }));
  return {
    nameOf({ method, path }) {
      const given = partsOf(path);
      const found = unmodelled.find((one) => one.method === method && isAlike(one.parts, given));
      return found?.name ?? `${method} ${path.slice(0, 100)}`;
    },
    route(request) {
      const given = partsOf(request.path);
      const entry = entries.find(
        ({ action, parts }) => action.route.method === request.method && isAlike(parts, given),
      );
      return entry === undefined
        ? undefined
        : { action: entry.action, fields: fieldsOf(entry, given, request) };
    },
  };
}

const partsOf = (path: string): readonly string[] => path.split("/").filter((part) => part !== "");
const nameIn = (part: string): string | undefined => /^\{(.+)\}$/.exec(part)?.[1];

function isAlike(parts: readonly string[], given: readonly string[]): boolean {
  return (
    parts.length === given.length &&
    parts.every((part, at) => nameIn(part) !== undefined || part === given[at])
  );
}

function fieldsOf({ action, parts }: Entry, given: readonly string[], request: WireRequest): Fields {
  const { input, route } = action;
  const body = isBodyless(request) ? {} : readJson(request.body, input);
  const fields: Record<string, unknown> = { ...body };
  const query = new URLSearchParams(request.query);
  for (const [name, key] of Object.entries(route.query ?? {})) {
    if (!query.has(key)) continue;
    const shape = shapeOf(input, name);
    fields[name] = typeof shape === "object" ? query.getAll(key) : scalar(query.get(key) ?? "", shape, name);
  }
  parts.forEach((part, at) => {
    const name = nameIn(part);
    if (name !== undefined) fields[name] = decoded(given[at] ?? "");
  });
  return fields;
}

const isBodyless = ({ method, body }: WireRequest): boolean => method === "GET" || body.length === 0;

const shapeOf = (members: Members, name: string): Shape | undefined => members[name];

function scalar(text: string, shape: Shape | undefined, name: string): unknown {
  if (shape !== "integer") return text;
  if (!/^-?\d{1,15}$/.test(text)) throw new AwsError("SerializationException", `${name} must be a number`);
  return Number(text);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new AwsError("ValidationException", `${part.slice(0, 100)} is not a valid path segment`);
  }
}
