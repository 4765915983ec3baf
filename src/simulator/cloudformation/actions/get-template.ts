// Room simulator/cloudformation: GetTemplate: the text as it was given. Nothing is transformed, so both stages are the same.
import { action, answered, shapes } from "../action.ts";
import { validation } from "../errors.ts";
import { findChangeSet, findStack } from "../find.ts";

export const getTemplate = action({
  name: "GetTemplate",
  input: { StackName: "string", ChangeSetName: "string", TemplateStage: "string" },
  output: { TemplateBody: "string", StagesAvailable: shapes.strings },
  decide(state, { StackName, ChangeSetName, TemplateStage = "Original" }, call) {
    if (TemplateStage !== "Original" && TemplateStage !== "Processed")
      throw validation(
        `1 validation error detected: Value '${TemplateStage}' at 'templateStage' failed to satisfy constraint: Member must satisfy enum value set: [Original, Processed]`,
      );
    const { body } =
      ChangeSetName === undefined
        ? findStack(state, StackName, call).settings
        : findChangeSet(state, ChangeSetName, StackName, call).settings;
    return answered({ TemplateBody: body, StagesAvailable: ["Original", "Processed"] });
  },
});
