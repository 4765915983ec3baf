// Room scenario: what the scribe notes of a message, and the line that a note makes. Apart, since hardly a line of a served world is ever
// read: there the note is kept, and put into words for whoever reads it.
import { hash } from "node:crypto";
import type { Draft, KindData } from "../journal/line.ts";

export type OrderOf = (body: string, hop: string) => string | undefined;

/** A message as it is known in a hop: what its order is read from. */
export interface Sighting {
  readonly hop: string;
  readonly body: string;
  /** As it was known in the hop before. */
  readonly earlier: Sighting | undefined;
  /** Whether this hop's word on the order goes before the earlier one's. */
  readonly isFirstWord: boolean;
  /** Of the line that tells of it; 0 where none does. */
  seq: number;
  /** Once it was asked for: a body may be long. */
  read: { readonly order: string | undefined } | undefined;
}

export interface Seen extends Sighting {
  readonly told: "seen";
  readonly messageId: string;
  readonly receives: number;
  readonly by: KindData["message.seen"]["by"];
  readonly groupId: string | undefined;
  readonly dedupId: string | undefined;
  /** Which event of the simulator's log. */
  readonly n: number;
}

export interface Gone {
  readonly told: "gone";
  readonly hop: string;
  readonly messageId: string;
  readonly by: KindData["message.gone"]["by"];
  /** As it was known last. */
  readonly known: Sighting | undefined;
  /** The line that saw it in this hop. */
  readonly cause: number | undefined;
  readonly n: number;
}

export type Note = Seen | Gone;

export function draftOf(note: Note, orderOf: OrderOf): Draft<"message.seen" | "message.gone"> {
  const { hop } = note;
  const known = note.told === "seen" ? note : note.known;
  const order = known === undefined ? undefined : orderIn(known, orderOf);
  const about = { actor: "observe", hop, ...(order === undefined ? {} : { order }) };
  const at = { source: "simulator", n: String(note.n) };
  if (note.told === "seen") return { kind: "message.seen", ...about, at, data: dataOf(note) };
  const { messageId, by, cause } = note;
  const caused = cause === undefined ? {} : { cause };
  return { kind: "message.gone", ...about, ...caused, at, data: { messageId, by } };
}

const dataOf = ({ messageId, receives, by, body, groupId, dedupId }: Seen): KindData["message.seen"] => ({
  messageId,
  receives,
  by,
  bodySha: hash("sha256", body),
  body,
  ...(groupId === undefined ? {} : { groupId }),
  ...(dedupId === undefined ? {} : { dedupId }),
});

export function orderIn(sighting: Sighting, orderOf: OrderOf): string | undefined {
  sighting.read ??= { order: readOrder(sighting, orderOf) };
  return sighting.read.order;
}

function readOrder({ body, hop, earlier, isFirstWord }: Sighting, orderOf: OrderOf): string | undefined {
  if (isFirstWord || earlier === undefined)
    return orderOf(body, hop) ?? (earlier === undefined ? undefined : orderIn(earlier, orderOf));
  return orderIn(earlier, orderOf) ?? orderOf(body, hop);
}
