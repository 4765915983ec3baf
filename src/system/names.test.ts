// The names of hops that scenarios are typed by stand in generated files; they are not older than their templates.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { NAME_FILES, namesOf } from "../../checks/system-names.ts";

test.each(NAME_FILES)("$file is written from $template", ({ template, file }) => {
  expect(readFileSync(file, "utf8")).toBe(namesOf(template));
});
