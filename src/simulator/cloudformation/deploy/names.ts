// Room simulator/cloudformation: names that CloudFormation makes: the stack's, the logical id, and twelve characters that the seed decides.
import { keyedBytes } from "../../../box/keyed.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const RANDOM_CHARACTERS = 12;

export interface NameForm {
  readonly max: number;
  readonly isLower?: boolean;
  readonly suffix?: string;
}

/** Too long a name loses the ends of the stack's name and of the logical id, as AWS cuts them. */
export function physicalName(
  seed: string,
  stack: { readonly id: string; readonly name: string },
  logicalId: string,
  serial: number,
  { max, isLower = false, suffix = "" }: NameForm,
): string {
  const bytes = keyedBytes(seed, RANDOM_CHARACTERS, "cloudformation.name", stack.id, logicalId, serial);
  const random = [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
  const room = max - suffix.length - RANDOM_CHARACTERS - 2;
  const [name, id] = cut(stack.name, logicalId, room);
  const whole = `${name}-${id}-${random}${suffix}`;
  return isLower ? whole.toLowerCase() : whole;
}

function cut(name: string, id: string, room: number): readonly [string, string] {
  if (name.length + id.length <= room) return [name, id];
  const half = Math.floor(room / 2);
  const idLength = Math.min(id.length, Math.max(half, room - name.length));
  return [name.slice(0, room - idLength), id.slice(0, idLength)];
}
