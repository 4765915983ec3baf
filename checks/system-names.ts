// The names of each system's hops as types, from its template: `node checks/system-names.ts --write`. src/system/names.test.ts fails when
// a file is old.
import { readFileSync, writeFileSync } from "node:fs";
import { describeSystem } from "../src/template/describe.ts";
import { parseTemplate } from "../src/template/template.ts";

export const NAME_FILES = [
  { template: "src/system/template.yaml", file: "src/system/order-names.ts" },
  { template: "src/system/messaging/template.yaml", file: "src/system/messaging/names.ts" },
] as const;

/** The text of the file of names for a template. */
export function namesOf(template: string): string {
  const { hops } = describeSystem(parseTemplate(readFileSync(template, "utf8"), template));
  const dlqs = new Set(hops.flatMap(({ dlq }) => dlq ?? []));
  const of = (type: string) => hops.filter((hop) => hop.type === type).map(({ hop }) => hop);
  const queues = of("AWS::SQS::Queue");
  const functions = of("AWS::Lambda::Function");
  return [
    `// Room system: the names of the hops of ${template}, written from it by node checks/system-names.ts --write. Do not edit.`,
    "",
    ...typeOf("TopicId", of("AWS::SNS::Topic")),
    ...typeOf(
      "QueueId",
      queues.filter((hop) => !dlqs.has(hop)),
    ),
    ...typeOf(
      "DlqId",
      queues.filter((hop) => dlqs.has(hop)),
    ),
    ...typeOf("WorkerId", of("Ordeal::Worker")),
    ...(functions.length === 0 ? [] : typeOf("FunctionId", functions)),
    "",
  ].join("\n");
}

/** As prettier would write it; public, since not every system has a hand for each kind. */
function typeOf(name: string, ids: readonly string[]): string[] {
  const line = `export type ${name} = ${ids.map((id) => `"${id}"`).join(" | ")};`;
  if (line.length <= 110) return ["/** @public */", line];
  return ["/** @public */", `export type ${name} =`, `  ${ids.map((id) => `"${id}"`).join(" | ")};`];
}

if (import.meta.main && process.argv.includes("--write"))
  for (const { template, file } of NAME_FILES) writeFileSync(file, namesOf(template));
