// Room simulator/sqs: what a body may hold (SQS-25).

const NOT_XML = /[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Most texts are of these alone, and half as long to look at. */
const UNCOMMON = /[^\t\n\r\u0020-\uD7FF]/;

/** Characters of XML 1.0; a lone surrogate is none. */
export const isXmlText = (text: string): boolean => !UNCOMMON.test(text) || !NOT_XML.test(text);
