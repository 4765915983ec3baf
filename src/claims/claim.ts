// Room claims: what a claim is. A claim is declared as data in the journal and judged by a pure fold over its lines: no await,
// no clock, no file, no random.
import type { ClaimDeclaration, JsonObject, Line } from "../journal/line.ts";
import type { Ruling } from "./verdict.ts";
import type { World } from "./world.ts";

/** A declared claim: inert data, so that a copied journal is judged without the scenario. */
export type Claim = ClaimDeclaration;

/** One claim at work on one journal. */
export interface Fold {
  /** Sees every line before `phase.entered judge`, after the world has seen it. */
  line?(line: Line, world: World): void;
  /** The ruling on what was seen so far. `violated` is a proof and final; the others may still change. */
  ruling(world: World): Ruling;
  /** Whether this claim's expected sign of the order was seen; absent where it expects none of any order. */
  signSeen?(order: string, world: World): boolean;
}

export interface ClaimType {
  readonly name: string;
  /** Whether a built-in claim looks into bodies; where none does they are not kept. One's own claims always get them. */
  readsBodies?(args: JsonObject): boolean;
  open(args: JsonObject): Fold;
}
