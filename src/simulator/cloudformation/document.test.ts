// Room simulator/cloudformation, tests: docs/CLOUDFORMATION.md says what there is.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PAGE, rendered } from "../../../checks/cloudformation-table.ts";

it("the tables of operations and types are not stale (node checks/cloudformation-table.ts --write)", () => {
  const page = readFileSync(PAGE, "utf8");
  expect(page).toBe(rendered(page));
});
