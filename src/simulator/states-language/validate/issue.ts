// Room states-language, validation: one thing that is wrong with a definition, in AWS's words. CreateStateMachine joins them into one
// message; ValidateStateMachineDefinition lists them.

export interface Issue {
  readonly code: string;
  readonly message: string;
  /** `/States/X/Next`; AWS prints null where there is no place. */
  readonly location: string | null;
}

export type Report = (issue: Issue) => void;

export function schema(message: string, location: string): Issue {
  return { code: "SCHEMA_VALIDATION_FAILED", message, location };
}

/** A definition that CreateStateMachine refuses. */
export class InvalidDefinition extends Error {
  readonly code = "InvalidDefinition";
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    const texts = issues.map(({ code, message, location }) => `${code}: ${message} at ${location ?? "null"}`);
    super(`Invalid State Machine Definition: '${texts.join(", ")}'`);
    this.name = "InvalidDefinition";
    this.issues = issues;
  }
}
