// Room simulator/cloudformation: work on many resources: each begins when all that it waits for is done, those without dependence between
// them side by side; after the first failure nothing new begins.

export interface Outcome {
  readonly failed: readonly string[];
  /** Never begun. */
  readonly left: readonly string[];
}

/**
 * @param waitsFor by id; ids that are not among `ids` are not waited for.
 * @param run resolves to false where it failed.
 */
export async function runGraph(
  ids: readonly string[],
  waitsFor: (id: string) => readonly string[],
  run: (id: string) => Promise<boolean>,
): Promise<Outcome> {
  const waiting = new Set(ids);
  const standing = new Set(ids);
  const failed: string[] = [];
  const ready = () => [...waiting].filter((id) => !waitsFor(id).some((other) => standing.has(other)));
  const begin = async (): Promise<void> => {
    if (failed.length > 0) return;
    const now = ready();
    for (const id of now) waiting.delete(id);
    await Promise.all(
      now.map(async (id) => {
        if (!(await run(id))) {
          failed.push(id);
          return;
        }
        standing.delete(id);
        await begin();
      }),
    );
  };
  await begin();
  return { failed, left: [...waiting] };
}
