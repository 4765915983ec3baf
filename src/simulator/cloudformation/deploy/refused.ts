// Room simulator/cloudformation: a resource cannot be made or changed, for a reason of CloudFormation's own, which is the reason as it is.
export class StepRefused extends Error {}
