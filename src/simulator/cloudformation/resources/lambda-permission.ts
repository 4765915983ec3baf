// Room simulator/cloudformation: AWS::Lambda::Permission: one statement of a function's policy; a change is another statement.
import type { ResourceType } from "./resource-type.ts";
import { each, needs, refused, replaces } from "./rule.ts";
import { deleteQuietly, given, optionalText, text } from "./values.ts";

const MAX_STATEMENT_ID = 100;

export const lambdaPermission: ResourceType = {
  type: "AWS::Lambda::Permission",
  properties: {
    ...each(needs(replaces("string")), "Action", "FunctionName", "Principal"),
    ...each(replaces("string"), "EventSourceToken", "PrincipalOrgID", "SourceAccount", "SourceArn"),
    ...each(refused, "FunctionUrlAuthType", "InvokedViaFunctionUrl"),
  },
  attributes: ["Id"],
  async create({ properties: wanted }, site) {
    const StatementId = site.name({ max: MAX_STATEMENT_ID });
    await site.call(
      "lambda",
      "AddPermission",
      given({
        FunctionName: text(wanted.FunctionName),
        StatementId,
        Action: text(wanted.Action),
        Principal: text(wanted.Principal),
        SourceArn: optionalText(wanted.SourceArn),
        SourceAccount: optionalText(wanted.SourceAccount),
        EventSourceToken: optionalText(wanted.EventSourceToken),
        PrincipalOrgID: optionalText(wanted.PrincipalOrgID),
      }),
    );
    site.initiated(StatementId);
    return { physicalId: StatementId, attributes: { Id: StatementId } };
  },
  delete: ({ standing: { physicalId: StatementId }, properties: { FunctionName } }, site) =>
    deleteQuietly(site, "lambda", "RemovePermission", { FunctionName: text(FunctionName), StatementId }),
};
