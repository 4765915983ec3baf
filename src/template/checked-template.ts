// Room template: a template that is not ours: read, and checked as CloudFormation checks one, so that what is wrong is said with its file,
// its line and its logical id before anything is made.
import { checkTemplate } from "./check.ts";
import { DocumentError, readDocument } from "./document.ts";
import { LanguageError } from "./language-error.ts";
import { parseTemplate, type Template, TemplateError } from "./template.ts";

/**
 * Reads and checks a template.
 *
 * @throws TemplateError for what is no template.
 * @example checkedTemplate("Resources: {Q: {Type: AWS::SQS::Queue}}", "system.yaml").resources.size // 1
 */
export function checkedTemplate(text: string, file: string): Template {
  const template = parseTemplate(text, file);
  try {
    const { value, lineOf } = readDocument(text);
    checkTemplate(value, lineOf);
  } catch (error) {
    if (error instanceof DocumentError) throw new TemplateError(file, error.line, error.message);
    if (error instanceof LanguageError) throw new TemplateError(file, error.line, wordsOf(error));
    throw error;
  }
  return template;
}

function wordsOf({ message, logicalId, isNotModelled }: LanguageError): string {
  const words = isNotModelled ? `${message} is not supported here` : message;
  const isNamed = logicalId === undefined || message.split(/[^\w-]+/).includes(logicalId);
  return isNamed ? words : `${logicalId}: ${words}`;
}
