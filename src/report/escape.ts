// Room report: text into markup. Order ids and error texts come from outside and must stay text.

/** For HTML and XML text and attributes; characters that XML 1.0 does not allow become U+FFFD. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll(/[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** For a cell of a Markdown table, where text from outside makes no link and no emphasis. */
export function escapeCell(text: string): string {
  return escapeMarkup(text)
    .replaceAll(/[\\|`[\]*_~]/g, "\\$&")
    .replaceAll(/[\r\n]+/g, " ");
}
