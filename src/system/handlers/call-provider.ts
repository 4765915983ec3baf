// Room system: the one function by which a function reaches the outside world; the environment says whether that is a URL or a
// Lambda function.
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { lambda, required } from "./clients.ts";

export interface ProviderCall {
  readonly step: string;
  readonly order: string;
  readonly requestId: string;
  readonly key?: string;
}

/** Calls a step of the provider; whatever is no success is an error, so that the order comes back. */
export async function callProvider(call: ProviderCall): Promise<void> {
  const url = process.env.PROVIDER_URL;
  await (url === undefined ? invoke(call) : post(url, call));
}

async function invoke(call: ProviderCall): Promise<void> {
  const Payload = new TextEncoder().encode(JSON.stringify(call));
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: required("PROVIDER_FUNCTION"), Payload }),
  );
  if (answer.FunctionError === undefined) return;
  throw new Error(`the provider failed ${call.step} of ${call.order}: ${textOf(answer.Payload)}`);
}

const textOf = (payload: Uint8Array | undefined): string =>
  payload === undefined ? "" : new TextDecoder().decode(payload);

async function post(url: string, { step, ...body }: ProviderCall): Promise<void> {
  const response = await fetch(new URL(`/${step}`, url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  await response.text();
  if (!response.ok) throw new Error(`the provider answered ${step} of ${body.order} with ${response.status}`);
}
