// Room scenario: the undo stack. The undo is registered before the do, runs in reverse, and runs also after a failure or Ctrl-C.

/** One undo may take this long: a container stops in 7 s, a stack of thirty resources is deleted in seconds. */
const UNDO_LIMIT_MS = 60_000;

export interface UndoFailure {
  readonly what: string;
  readonly error: unknown;
}

export interface UndoStack {
  /** Registers what undoes the next step. The returned function takes it off again, for what was undone early. */
  push(what: string, undo: () => Promise<unknown> | void): () => void;
  /** Runs all undos, newest first, each under its own deadline; a failed one never stops the others. */
  unwind(): Promise<readonly UndoFailure[]>;
}

interface Entry {
  readonly what: string;
  readonly undo: () => Promise<unknown> | void;
}

/** Opens an empty undo stack. */
export function openUndoStack(limitMs = UNDO_LIMIT_MS): UndoStack {
  const entries: Entry[] = [];
  return {
    push(what, undo) {
      const entry = { what, undo };
      entries.push(entry);
      return () => {
        const index = entries.indexOf(entry);
        if (index >= 0) entries.splice(index, 1);
      };
    },
    async unwind() {
      const failures: UndoFailure[] = [];
      for (let entry = entries.pop(); entry !== undefined; entry = entries.pop()) {
        const failure = await runOne(entry, limitMs);
        if (failure !== undefined) failures.push(failure);
      }
      return failures;
    },
  };
}

async function runOne(entry: Entry, limitMs: number): Promise<UndoFailure | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${entry.what} did not finish in ${limitMs} ms; look for what it left behind`));
    }, limitMs);
  });
  try {
    await Promise.race([Promise.resolve().then(entry.undo), deadline]);
    return undefined;
  } catch (error) {
    return { what: entry.what, error };
  } finally {
    clearTimeout(timer);
  }
}
