// Room simulator/cloudformation: GetTemplateSummary: of a text, a stack or a change set.
import { isList } from "../../../template/json.ts";
import { action, answered, shapes } from "../action.ts";
import { findStack } from "../find.ts";
import { capabilityReason, defaultOf, descriptionOf, isHidden, summaryOf } from "../summary.ts";
import { bodyOf } from "../wanted.ts";

export const getTemplateSummary = action({
  name: "GetTemplateSummary",
  input: { TemplateBody: "string", TemplateURL: "string", StackName: "string" },
  output: {
    Parameters: {
      list: {
        members: {
          ParameterKey: "string",
          DefaultValue: "string",
          ParameterType: "string",
          NoEcho: "boolean",
          Description: "string",
          ParameterConstraints: { members: { AllowedValues: shapes.strings } },
        },
      },
    },
    Description: "string",
    Capabilities: shapes.strings,
    CapabilitiesReason: "string",
    ResourceTypes: shapes.strings,
    Version: "string",
    Metadata: "string",
    DeclaredTransforms: shapes.strings,
  },
  decide(state, input, call) {
    const { StackName } = input;
    const body =
      StackName === undefined ? bodyOf(input, undefined) : findStack(state, StackName, call).settings.body;
    const summary = summaryOf(body);
    return answered({
      Parameters: summary.parameters.map(([ParameterKey, one]) => ({
        ParameterKey,
        DefaultValue: defaultOf(one),
        ParameterType: String(one.Type),
        NoEcho: isHidden(one),
        Description: descriptionOf(one),
        ParameterConstraints: isList(one.AllowedValues)
          ? { AllowedValues: one.AllowedValues.map(String) }
          : {},
      })),
      Description: summary.description,
      Capabilities: summary.capability === undefined ? undefined : [summary.capability],
      CapabilitiesReason: capabilityReason(summary.iamTypes),
      ResourceTypes: summary.types,
      Version: "2010-09-09",
      Metadata: summary.metadata,
      DeclaredTransforms: [],
    });
  },
});
