// The schemas that are shipped are schemas: what reads with them takes their word for it.
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";

const SCHEMAS = new URL("../../schemas/", import.meta.url);

test.each(readdirSync(SCHEMAS))("%s is a JSON Schema of draft 2020-12", (name) => {
  const schema = JSON.parse(readFileSync(new URL(name, SCHEMAS), "utf8")) as object;
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null]);
});
