// Room states-language, validation: a Map's processor, its mode, its label and its reader.
import type { QueryLanguage } from "../definition.ts";
import { isArray, isObject, type JsonObject, member, objectOf, textOf } from "../json.ts";
import { type Report, schema } from "./issue.ts";

interface Around {
  readonly express: boolean;
  readonly language: QueryLanguage;
  readonly labels: Map<string, string>;
}

export function checkMap(state: JsonObject, place: string, around: Around, report: Report): void {
  const fields = ["ItemProcessor", "Iterator"].filter((field) => member(state, field) !== undefined);
  const [field] = fields;
  if (field === undefined) {
    return report(
      schema("This object should have only one of the following fields: [ItemProcessor, Iterator]", place),
    );
  }
  const processor = member(state, field);
  if (!isObject(processor)) return report(schema("Expected value of type [OBJECT]", `${place}/${field}`));
  checkMode(processor, `${place}/${field}`, around, report);
  checkLabel(state, place, around, report);
  checkObjects(state, place, report);
  const reader = objectOf(state, "ItemReader");
  if (reader !== undefined) checkReader(reader, `${place}/ItemReader`, report);
  const items = member(state, "Items");
  if (items !== undefined && typeof items !== "string" && !isArray(items)) {
    report(schema("Expected value of type [ARRAY]", `${place}/Items`));
  }
}

function checkMode(processor: JsonObject, place: string, around: Around, report: Report): void {
  const config = member(processor, "ProcessorConfig");
  if (config === undefined) return;
  const path = `${place}/ProcessorConfig`;
  if (!isObject(config)) return report(schema("Expected value of type [OBJECT]", path));
  const mode = member(config, "Mode");
  const type = member(config, "ExecutionType");
  if (mode !== undefined && mode !== "INLINE" && mode !== "DISTRIBUTED") {
    report(schema("Value should be one of the following: [INLINE, DISTRIBUTED]", `${path}/Mode`));
  }
  if (type !== undefined && type !== "STANDARD" && type !== "EXPRESS") {
    report(schema("Value should be one of the following: [STANDARD, EXPRESS]", `${path}/ExecutionType`));
  }
  if (mode !== "DISTRIBUTED" && type !== undefined)
    report(schema("Field 'ExecutionType' is not supported", path));
  if (mode === "DISTRIBUTED" && type === undefined)
    report(schema("These fields are required: [ExecutionType]", path));
  if (mode === "DISTRIBUTED" && around.express) {
    report(
      schema(
        "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
        `${path}/Mode`,
      ),
    );
  }
}

const LABEL_MAX = 40;

function checkLabel(state: JsonObject, place: string, around: Around, report: Report): void {
  const label = member(state, "Label");
  if (label === undefined) return;
  const location = `${place}/Label`;
  if (typeof label !== "string") return report(schema("Expected value of type [STRING]", location));
  if (label === "")
    return report({ code: "INVALID_LABEL_NAME", message: "The label cannot be empty", location });
  if (label.length > LABEL_MAX) {
    const message = `The label '${label}' exceeds the ${LABEL_MAX}-character limit allowed by the service`;
    report({ code: "INVALID_LABEL_NAME", message, location });
  }
  if (/[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/.test(label)) {
    report({
      code: "INVALID_LABEL_NAME",
      message: `The label '${label}' contains invalid characters`,
      location,
    });
  }
  if (around.labels.has(label))
    report({ code: "DUPLICATE_LABEL_NAME", message: `Duplicate Label name: ${label}`, location });
  around.labels.set(label, place);
}

function checkObjects(state: JsonObject, place: string, report: Report): void {
  for (const field of ["ItemReader", "ItemBatcher", "ResultWriter"]) {
    const value = member(state, field);
    if (value !== undefined && !isObject(value))
      report(schema("Expected value of type [OBJECT]", `${place}/${field}`));
  }
}

function checkReader(reader: JsonObject, place: string, report: Report): void {
  const resource = member(reader, "Resource");
  if (resource === undefined) report(schema("These fields are required: [Resource]", place));
  else if (
    typeof resource !== "string" ||
    !/^arn:[^:]+:states:::s3:(?:getObject|listObjectsV2)$/.test(resource)
  ) {
    report(schema("The field 'Resource' does not match any of the allowed values", `${place}/Resource`));
  }
  const config = objectOf(reader, "ReaderConfig");
  if (config === undefined) return;
  const path = `${place}/ReaderConfig`;
  const location = textOf(config, "CSVHeaderLocation");
  if (textOf(config, "InputType") === "CSV" && location === undefined) {
    report(schema("The field 'CSVHeaderLocation' is required", path));
  }
  if (textOf(config, "InputType") === "JSON" && location !== undefined) {
    report(schema("Field 'CSVHeaderLocation' is not supported", path));
  }
  if (location === "GIVEN" && member(config, "CSVHeaders") === undefined) {
    report(schema("These fields are required: [CSVHeaders]", path));
  }
}
