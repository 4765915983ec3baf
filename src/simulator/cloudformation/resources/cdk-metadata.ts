// Room simulator/cloudformation: AWS::CDK::Metadata: what the CDK tells AWS of itself; AWS makes nothing of it either.
import type { ResourceType } from "./resource-type.ts";
import { sets } from "./rule.ts";

export const cdkMetadata: ResourceType = {
  type: "AWS::CDK::Metadata",
  properties: { Analytics: sets("string"), Modules: sets("string") },
  attributes: [],
  create(_wanted, site) {
    const physicalId = site.name({ max: 255 });
    site.initiated(physicalId);
    return Promise.resolve({ physicalId, attributes: {} });
  },
  update: (before) => Promise.resolve(before.standing),
  delete: () => Promise.resolve(),
};
