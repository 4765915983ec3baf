// Room template: a template that CloudFormation would not take, in CloudFormation's words where they are known; which logical id and
// which line are said beside them.

export interface Place {
  readonly logicalId?: string | undefined;
  readonly line?: number | undefined;
  /** What AWS takes and we do not: refused by name. */
  readonly isNotModelled?: boolean;
}

export class LanguageError extends Error {
  readonly exitCode = 64;
  readonly logicalId: string | undefined;
  readonly line: number;
  readonly isNotModelled: boolean;

  constructor(words: string, { logicalId, line = 0, isNotModelled = false }: Place = {}) {
    super(words);
    this.name = "LanguageError";
    this.logicalId = logicalId;
    this.line = line;
    this.isNotModelled = isNotModelled;
  }

  /** The words with the place in parentheses after them, as far as they do not name it. */
  get located(): string {
    const { message, logicalId, line } = this;
    const isNamed = logicalId !== undefined && message.split(/[^\w-]+/).includes(logicalId);
    const id = logicalId === undefined || isNamed ? [] : [logicalId];
    const place = [...id, ...(line > 0 ? [`line ${line}`] : [])].join(", ");
    return place === "" ? message : `${message} (${place})`;
  }
}
