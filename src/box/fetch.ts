// Room box: fetch in the box: a host that the world has a route for answers without a socket; any other is refused by name.
import { LeavesVirtualTime } from "./errors.ts";
import { actorHere } from "./here.ts";
import { overNetwork } from "./network.ts";

/** Answers a request in the box; `gone` tells that the caller has died. */
export type Route = (request: Request, gone: AbortSignal) => Promise<Response>;

let routes: ReadonlyMap<string, Route> = new Map();

/** Sets the routes of the world that begins, by host. */
export function setRoutes(given: ReadonlyMap<string, Route>): void {
  routes = given;
}

export async function virtualFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const actor = actorHere();
  const { signal, ...rest } = init ?? {};
  const request = new Request(input, rest);
  const { host } = new URL(request.url);
  const route = routes.get(host);
  if (route === undefined) throw new LeavesVirtualTime(actor.name, `fetch of ${host}`);
  return overNetwork(actor, signal ?? undefined, (gone) => route(request, gone));
}
