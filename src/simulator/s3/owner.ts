// Room simulator/s3: the canonical user id of an account: 64 hexadecimal digits, the seed's.
import { keyedBytes } from "../../box/keyed.ts";
import type { Call } from "./action.ts";

export const ownerOf = ({ seed, account }: Call) => ({
  ID: keyedBytes(seed, 32, "s3.owner", account).toString("hex"),
});
