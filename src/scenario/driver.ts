// Room scenario: who plays scenarios on a target: with processes in real time, or in boxes in virtual time.
import type { TargetInfo } from "../target/start.ts";
import type { Abilities } from "./abilities.ts";
import type { LoadedScenario } from "./find.ts";
import type { PlayOptions } from "./play-options.ts";
import type { Played } from "./play.ts";

/** What is played: everything but where. */
export type PlayRequest = Omit<PlayOptions, "venue">;

export interface ProbeRequest {
  readonly loaded: readonly LoadedScenario[];
  readonly run: string;
  readonly logDir: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Driver {
  readonly info: TargetInfo;
  /** Scenarios side by side unless the user says otherwise. */
  readonly jobs: number;
  /** The same for systems with functions, each of which may be a container on the target. */
  readonly jobsWithFunctions: number;
  /** Part of every resource's name: the run's id, or nothing where each scenario has a world of its own. */
  prefixOf(run: string, scenario: string): string;
  tagsOf(run: string, kept: boolean): Readonly<Record<string, string>>;
  /** Deletes what killed runs left; says what it did. */
  sweep(runs: string): Promise<readonly string[]>;
  probe(request: ProbeRequest): Promise<Abilities>;
  play(request: PlayRequest): Promise<Played>;
  stop(): Promise<void>;
}
