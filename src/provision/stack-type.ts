// Room provision: the stack as a resource of its own: the type its intent and deletion are journaled under.
export const STACK_TYPE = "AWS::CloudFormation::Stack";
