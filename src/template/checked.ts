// Room template: a template read and checked as CloudFormation checks it before anything is made, each error with file, logical id and
// line. `parseTemplate` alone says only what keeps a text from being a template at all.
import { checkTemplate } from "./check.ts";
import { readDocument } from "./document.ts";
import { LanguageError } from "./language-error.ts";
import { parseTemplate, type Template, TemplateError } from "./template.ts";

/**
 * @param file names it in errors.
 * @throws TemplateError for the first thing that CloudFormation would not take, or that Ordeal does not know of its language.
 */
export function parseCheckedTemplate(text: string, file = "template"): Template {
  const template = parseTemplate(text, file);
  const { lineOf } = readDocument(text);
  try {
    checkTemplate(template.raw, lineOf);
    return template;
  } catch (error) {
    if (!(error instanceof LanguageError)) throw error;
    const { located, isNotModelled, line, message, logicalId } = error;
    const isNamed = logicalId === undefined || located === `${message} (line ${line})`;
    const words = isNamed ? message : `${logicalId}: ${message}`;
    throw new TemplateError(file, line, isNotModelled ? `${words} is not supported` : words);
  }
}
