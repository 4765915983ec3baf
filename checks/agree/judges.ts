// Checks: who judges which file of recorded AWS answers. A new engine adds its judges here.
import type { RowJudge } from "./judge.ts";
import { matchingJudges } from "./matching.ts";
import { statesLanguageJudges } from "./states-language.ts";

export const judges: readonly RowJudge[] = [...matchingJudges, ...statesLanguageJudges];
