// Checks: a script sends what the recorder sent, each call under the label of its answer; what comes back is compared with that.
import { readFileSync } from "node:fs";
import { differences, type Json } from "./compare.ts";

export interface Place<C> {
  readonly client: C;
  /** The same service by its other protocol. */
  readonly other?: C;
  /** A name of this script's own: on an endpoint that others use it differs each time. */
  readonly name: (base: string) => string;
  readonly queueArn: (base: string) => string;
  readonly topicArn: (base: string) => string;
  /** Lets time pass: really, or by moving a clock. */
  readonly wait: (s: number) => Promise<void>;
  readonly plain: (sent: Promise<object>) => Promise<Json>;
  /** Takes from both sides what cannot agree. */
  readonly tidy?: (value: unknown) => unknown;
}

export interface Scripting<C> extends Omit<Place<C>, "client" | "plain" | "tidy"> {
  /** Under "" the answer is not compared. */
  readonly send: (label: string, call: (client: C) => Promise<object>) => Promise<Json>;
  /** Holds what the script saw by itself to what the recorder saw. */
  readonly saw: (label: string, value: unknown) => void;
  /** AWS's answers by label, for a request that an answer repeats. */
  readonly recorded: Json;
}

export type Script<C> = (at: Scripting<C>) => Promise<void>;

/** By test id, without the file it stands in: what AWS answered, by label. */
export function answersIn(file: string): ReadonlyMap<string, Json> {
  const all = JSON.parse(readFileSync(file, "utf8")) as Record<string, { "recorded-content": Json }>; // its README says so
  return new Map(
    Object.entries(all).map(([id, answer]) => [id.slice(id.indexOf("::") + 2), answer["recorded-content"]]),
  );
}

/** Where the answers differ from those recorded; an answer that nobody asked for differs too. */
export async function playScript<C>(
  script: Script<C> | undefined,
  recorded: Json,
  { client, plain, tidy = (value) => value, ...place }: Place<C>,
): Promise<readonly string[]> {
  const bound = new Map<string, string>();
  const found: string[] = [];
  const compared = new Set<string>();
  const saw: Scripting<C>["saw"] = (label, value) => {
    compared.add(label);
    found.push(...differences(tidy(withoutTwins(recorded[label])), tidy(value), bound, label));
  };
  const send: Scripting<C>["send"] = async (label, call) => {
    const answer = await plain(call(client));
    if (label !== "") saw(label, answer);
    return answer;
  };
  await script?.({ send, saw, recorded, ...place });
  const left = Object.keys(recorded).filter((label) => !compared.has(label));
  return [...found, ...left.map((label) => `${label}: not asked`)];
}

/** The recorder's client tells an error's code and words twice, and now and then an empty detail. */
function withoutTwins(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("Error" in value)) return value;
  const { message: _twin, Error: error, ...rest } = value as { message?: string; Error: Json };
  const { QueryErrorCode: _code, Detail: _empty, ...members } = error;
  return { ...rest, Error: members };
}
