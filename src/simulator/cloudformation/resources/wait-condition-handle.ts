// Room simulator/cloudformation: AWS::CloudFormation::WaitConditionHandle: a URL, and nothing behind it as long as nobody waits
// (AWS::CloudFormation::WaitCondition is not modelled).
import type { ResourceType } from "./resource-type.ts";

export const waitConditionHandle: ResourceType = {
  type: "AWS::CloudFormation::WaitConditionHandle",
  properties: {},
  attributes: [],
  create(_wanted, site) {
    const { region } = site;
    const physicalId = `https://cloudformation-waitcondition-${region}.s3.${region}.amazonaws.com/${site.name({ max: 255 })}`;
    site.initiated(physicalId);
    return Promise.resolve({ physicalId, attributes: {} });
  },
  update: (before) => Promise.resolve(before.standing),
  delete: () => Promise.resolve(),
};
