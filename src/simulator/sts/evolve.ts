// Room simulator/sts: what can happen, and the state after it.
import type { Session, StsState } from "./state.ts";

export interface StsEvent {
  readonly kind: "sts.session-begun";
  readonly session: Session;
}

/** The state with a hand to change it; only `evolve` is given one. */
export interface Store extends StsState {
  readonly sessions: Map<string, Session>;
  made: number;
}

export const emptyStore = (): Store => ({ sessions: new Map(), made: 0 });

/** Applies one event. */
export function evolve(store: Store, { session }: StsEvent): void {
  store.made += 1;
  store.sessions.set(session.accessKeyId, session);
}
