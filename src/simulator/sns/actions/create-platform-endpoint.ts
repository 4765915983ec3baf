// Room simulator/sns: CreatePlatformEndpoint. The token is the device: asked for again with the same attributes it is the same endpoint.
import { keyedUuid } from "../../../box/keyed.ts";
import { action, answered } from "../action.ts";
import { invalidParameter, missingMember } from "../errors.ts";
import type { Named } from "../events.ts";
import { endpointAttributes, findApplication } from "../platform.ts";
import { shapes } from "../shape.ts";
import type { PlatformEndpoint } from "../state.ts";

export const createPlatformEndpoint = action({
  name: "CreatePlatformEndpoint",
  input: {
    PlatformApplicationArn: "string",
    Token: "string",
    CustomUserData: "string",
    Attributes: shapes.strings,
  },
  output: { EndpointArn: "string" },
  decide(state, { PlatformApplicationArn, Token, CustomUserData, Attributes = {} }, { seed }) {
    const application = findApplication(state, PlatformApplicationArn);
    if (Token === undefined) throw missingMember("token");
    const data: Named = CustomUserData === undefined ? {} : { CustomUserData };
    const attributes = endpointAttributes({ Enabled: "true", Token, ...Attributes, ...data });
    const standing = [...state.endpoints.values()].find(
      (endpoint) => endpoint.applicationArn === application.arn && endpoint.attributes.get("Token") === Token,
    );
    if (standing !== undefined) return answered({ EndpointArn: sameArn(standing, attributes) });
    const id = keyedUuid(seed, "sns.endpoint", state.endpointsMade + 1);
    const arn = `${application.arn.replace(":app/", ":endpoint/")}/${id}`;
    return {
      events: [{ kind: "sns.endpoint-created", arn, applicationArn: application.arn, attributes }],
      answer: { EndpointArn: arn },
    };
  },
});

function sameArn({ arn, attributes }: PlatformEndpoint, asked: Named): string {
  const names = new Set([...Object.keys(asked), ...attributes.keys()]);
  if ([...names].some((name) => asked[name] !== attributes.get(name)))
    throw invalidParameter(
      "Token",
      `Endpoint ${arn} already exists with the same Token, but different attributes.`,
    );
  return arn;
}
