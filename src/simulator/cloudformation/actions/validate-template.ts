// Room simulator/cloudformation: ValidateTemplate: the language alone; values of parameters come with a stack.
import { action, answered, shapes } from "../action.ts";
import { capabilityReason, defaultOf, descriptionOf, isHidden, summaryOf } from "../summary.ts";
import { bodyOf } from "../wanted.ts";

export const validateTemplate = action({
  name: "ValidateTemplate",
  input: { TemplateBody: "string", TemplateURL: "string" },
  output: {
    Parameters: {
      list: {
        members: {
          ParameterKey: "string",
          DefaultValue: "string",
          NoEcho: "boolean",
          Description: "string",
        },
      },
    },
    Description: "string",
    Capabilities: shapes.strings,
    CapabilitiesReason: "string",
    DeclaredTransforms: shapes.strings,
  },
  decide(_state, input) {
    const summary = summaryOf(bodyOf(input, undefined));
    return answered({
      Parameters: summary.parameters.map(([ParameterKey, one]) => ({
        ParameterKey,
        DefaultValue: defaultOf(one),
        NoEcho: isHidden(one),
        Description: descriptionOf(one),
      })),
      Description: summary.description,
      Capabilities: summary.capability === undefined ? undefined : [summary.capability],
      CapabilitiesReason: capabilityReason(summary.iamTypes),
      DeclaredTransforms: [],
    });
  },
});
