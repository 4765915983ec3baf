// Room provision: what was read of a resource when it was made or adopted. The read-back follows at once: it needs no second look, and a
// call by the SDK costs more than all that the embedded target does for it.
import type { Made } from "./resource.ts";

export interface Seen<T> {
  keep(made: Made, answer: T): Made;
  /** What was kept, once; else a look. */
  take(made: Made, look: () => Promise<T>): Promise<T>;
}

export function createSeen<T>(): Seen<T> {
  const kept = new WeakMap<Made, T>();
  return {
    keep(made, answer) {
      kept.set(made, answer);
      return made;
    },
    async take(made, look) {
      const answer = kept.get(made);
      kept.delete(made);
      return answer ?? look();
    },
  };
}
