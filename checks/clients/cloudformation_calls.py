"""Every operation of CloudFormation once, on a stack of one queue."""

import json
import time

EXPORT = "ordeal-clients"


def template(delay):
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": delay}}
    output = {"Value": {"Fn::GetAtt": ["Queue", "Arn"]}, "Description": "d", "Export": {"Name": EXPORT}}
    body = {"Description": "one queue", "Resources": {"Queue": queue}, "Outputs": {"Arn": output}}
    # With a comment it is YAML: the clients turn the JSON of GetTemplate into a map that their own model does not know.
    return "# one queue\n" + json.dumps(body)


TAKER = json.dumps(
    {
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {"Arn": {"Value": {"Fn::ImportValue": EXPORT}}},
    }
)


def play(call, own):
    def settled(name):
        for _ in range(100):
            [stack] = call("cloudformation", "DescribeStacks", StackName=name)["Stacks"]
            if not stack["StackStatus"].endswith("_IN_PROGRESS"):
                return stack["StackStatus"]
            time.sleep(0.1)
        raise RuntimeError(f"stack {name} does not settle")

    stack, taker = f"{own}-stack", f"{own}-taker"
    call("cloudformation", "ValidateTemplate", TemplateBody=template(0))
    call("cloudformation", "GetTemplateSummary", TemplateBody=template(0))
    made = call("cloudformation", "CreateStack", StackName=stack, TemplateBody=template(0), Tags=[{"Key": "a", "Value": "b"}])
    settled(stack)
    call("cloudformation", "CreateStack", StackName=taker, TemplateBody=TAKER)
    settled(taker)
    call("cloudformation", "DescribeStackEvents", StackName=stack)
    call("cloudformation", "DescribeStackResource", StackName=stack, LogicalResourceId="Queue")
    call("cloudformation", "DescribeStackResources", StackName=stack)
    call("cloudformation", "ListStackResources", StackName=stack)
    call("cloudformation", "ListStacks")
    call("cloudformation", "GetTemplate", StackName=stack)
    call("cloudformation", "ListExports")
    call("cloudformation", "ListImports", ExportName=EXPORT)
    call("cloudformation", "UpdateTerminationProtection", StackName=stack, EnableTerminationProtection=False)
    call("cloudformation", "UpdateStack", StackName=stack, TemplateBody=template(1))
    settled(stack)
    change = {"StackName": stack, "ChangeSetName": "next"}
    call("cloudformation", "CreateChangeSet", TemplateBody=template(2), **change)
    time.sleep(0.2)
    call("cloudformation", "DescribeChangeSet", **change)
    call("cloudformation", "ListChangeSets", StackName=stack)
    call("cloudformation", "ExecuteChangeSet", **change)
    settled(stack)
    call("cloudformation", "DeleteChangeSet", StackName=stack, ChangeSetName="none")
    call("cloudformation", "DeleteStack", StackName=taker)
    time.sleep(0.5)
    call("cloudformation", "DeleteStack", StackName=stack)
    for _ in range(100):
        [gone] = call("cloudformation", "DescribeStacks", StackName=made["StackId"])["Stacks"]
        if gone["StackStatus"] == "DELETE_COMPLETE":
            return
        time.sleep(0.1)
    raise RuntimeError(f"stack {stack} is not deleted: {gone['StackStatus']}")
