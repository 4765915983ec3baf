// Room system: the one function by which a worker reaches the outside world; the environment says where that is.

/** Longer than any hold or slow answer of a scenario, shorter than a run's own limit. */
const ANSWER_LIMIT_MS = 20_000;

export interface ProviderCall {
  readonly step: string;
  readonly order: string;
  readonly requestId: string;
  readonly key?: string;
}

/** Calls a step of the provider; anything but 200 is an error, so that the order comes back. */
export async function callProvider(url: string, call: ProviderCall): Promise<void> {
  const { step, ...body } = call;
  const response = await fetch(new URL(`/${step}`, url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
  });
  await response.text();
  if (!response.ok) throw new Error(`the provider answered ${step} of ${call.order} with ${response.status}`);
}
