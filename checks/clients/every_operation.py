"""Calls every operation that an endpoint says it has, once by boto3 and once by the AWS CLI, and validates each answer against the
service's own model. Prints one JSON object: {"boto3": {"called": n, "problems": [...]}, "cli": {...}, "missing": [...]}.

usage: every_operation.py ENDPOINT [AWS_PROGRAM]
"""

import json
import re
import subprocess
import sys
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.validate import ParamValidator

import cloudformation_calls

ENDPOINT = sys.argv[1]
AWS = sys.argv[2] if len(sys.argv) > 2 else None
ENV = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1", "PATH": "/usr/bin:/bin"}
ACCOUNT = "000000000000"
# The model requires both lists of a batch's answer; AWS leaves out the one that is empty (recorded: aws-recordings, answers of SQS).
LEFT_OUT = re.compile(r'Missing required parameter in input: "(Failed|Successful)"')


def arn(service, name):
    return f"arn:aws:{service}:us-east-1:{ACCOUNT}:{name}"


def kebab(name):
    name = name.replace("SMS", "Sms")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


class Caller:
    """One way to call; keeps what later calls need."""

    def __init__(self, how):
        self.how = how
        self.called = set()
        self.problems = []
        config = Config(retries={"max_attempts": 0})
        self.clients = {
            service: boto3.client(
                service,
                endpoint_url=ENDPOINT,
                region_name="us-east-1",
                aws_access_key_id="test",
                aws_secret_access_key="test",
                config=config,
            )
            for service in ("sqs", "sns", "cloudformation")
        }

    def __call__(self, service, operation, expects=None, **params):
        model = self.clients[service].meta.service_model.operation_model(operation)
        self.called.add((service, operation))
        try:
            answer = self.how(self, service, operation, params)
        except RuntimeError as error:
            if expects is None or expects not in str(error):
                self.problems.append(f"{service} {operation}: {error}")
            return {}
        answer = {key: value for key, value in answer.items() if key != "ResponseMetadata"}
        if model.output_shape is not None:
            report = ParamValidator().validate(answer, model.output_shape)
            report = LEFT_OUT.sub("", report.generate_report()).strip()
            if report != "":
                self.problems.append(f"{service} {operation}: {report}")
        return answer


def by_boto3(caller, service, operation, params):
    client = caller.clients[service]
    names = {value: key for key, value in client.meta.method_to_api_mapping.items()}
    try:
        return getattr(client, names[operation])(**params)
    except ClientError as error:
        raise RuntimeError(str(error)) from error


def by_cli(_caller, service, operation, params):
    command = [AWS, "--endpoint-url", ENDPOINT, "--output", "json", "--no-paginate", service, kebab(operation)]
    command += ["--cli-input-json", json.dumps(params)]
    done = subprocess.run(command, capture_output=True, text=True, env=ENV, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return json.loads(done.stdout) if done.stdout.strip() else {}


def play(call, own):
    dlq = call("sqs", "CreateQueue", QueueName=f"{own}-dlq")["QueueUrl"]
    policy = json.dumps({"deadLetterTargetArn": arn("sqs", f"{own}-dlq"), "maxReceiveCount": "1"})
    queue = call("sqs", "CreateQueue", QueueName=f"{own}-q", Attributes={"RedrivePolicy": policy}, tags={"a": "b"})["QueueUrl"]
    call("sqs", "GetQueueUrl", QueueName=f"{own}-q")
    call("sqs", "ListQueues", QueueNamePrefix=own)
    call("sqs", "ListDeadLetterSourceQueues", QueueUrl=dlq)
    call("sqs", "SetQueueAttributes", QueueUrl=queue, Attributes={"VisibilityTimeout": "30"})
    call("sqs", "GetQueueAttributes", QueueUrl=queue, AttributeNames=["All"])
    call("sqs", "TagQueue", QueueUrl=queue, Tags={"c": "d"})
    call("sqs", "ListQueueTags", QueueUrl=queue)
    call("sqs", "UntagQueue", QueueUrl=queue, TagKeys=["c"])
    call("sqs", "AddPermission", QueueUrl=queue, Label="l", AWSAccountIds=["111111111111"], Actions=["SendMessage"])
    call("sqs", "RemovePermission", QueueUrl=queue, Label="l")
    attributes = {"n": {"DataType": "Number", "StringValue": "1"}}
    call("sqs", "SendMessage", QueueUrl=queue, MessageBody="one", MessageAttributes=attributes)
    call("sqs", "SendMessageBatch", QueueUrl=queue, Entries=[{"Id": "a", "MessageBody": "two"}, {"Id": "b", "MessageBody": "three"}])
    wanted = {"MaxNumberOfMessages": 10, "AttributeNames": ["All"], "MessageAttributeNames": ["All"]}
    messages = call("sqs", "ReceiveMessage", QueueUrl=queue, **wanted)["Messages"]
    first, second, third = [message["ReceiptHandle"] for message in messages]
    call("sqs", "ChangeMessageVisibility", QueueUrl=queue, ReceiptHandle=first, VisibilityTimeout=60)
    call("sqs", "ChangeMessageVisibilityBatch", QueueUrl=queue, Entries=[{"Id": "a", "ReceiptHandle": second, "VisibilityTimeout": 0}])
    call("sqs", "DeleteMessage", QueueUrl=queue, ReceiptHandle=first)
    call("sqs", "DeleteMessageBatch", QueueUrl=queue, Entries=[{"Id": "a", "ReceiptHandle": third}])
    call("sqs", "ReceiveMessage", QueueUrl=queue)
    handle = call("sqs", "StartMessageMoveTask", SourceArn=arn("sqs", f"{own}-dlq"), MaxNumberOfMessagesPerSecond=1)["TaskHandle"]
    call("sqs", "ListMessageMoveTasks", SourceArn=arn("sqs", f"{own}-dlq"))
    call("sqs", "CancelMessageMoveTask", TaskHandle=handle)
    call("sqs", "PurgeQueue", QueueUrl=queue)

    topic = call("sns", "CreateTopic", Name=f"{own}-t", Tags=[{"Key": "a", "Value": "b"}])["TopicArn"]
    call("sns", "ListTopics")
    call("sns", "SetTopicAttributes", TopicArn=topic, AttributeName="DisplayName", AttributeValue="orders")
    call("sns", "GetTopicAttributes", TopicArn=topic)
    call("sns", "TagResource", ResourceArn=topic, Tags=[{"Key": "c", "Value": "d"}])
    call("sns", "ListTagsForResource", ResourceArn=topic)
    call("sns", "UntagResource", ResourceArn=topic, TagKeys=["c"])
    call("sns", "AddPermission", TopicArn=topic, Label="l", AWSAccountId=["111111111111"], ActionName=["Publish"])
    call("sns", "RemovePermission", TopicArn=topic, Label="l")
    endpoint = arn("sqs", f"{own}-q")
    subscription = call("sns", "Subscribe", TopicArn=topic, Protocol="sqs", Endpoint=endpoint, ReturnSubscriptionArn=True)["SubscriptionArn"]
    call("sns", "SetSubscriptionAttributes", SubscriptionArn=subscription, AttributeName="RawMessageDelivery", AttributeValue="true")
    call("sns", "GetSubscriptionAttributes", SubscriptionArn=subscription)
    call("sns", "ListSubscriptions")
    call("sns", "ListSubscriptionsByTopic", TopicArn=topic)
    call("sns", "ConfirmSubscription", expects="Invalid", TopicArn=topic, Token="0" * 64)
    call("sns", "Publish", TopicArn=topic, Message="one", MessageAttributes=attributes)
    call("sns", "PublishBatch", TopicArn=topic, PublishBatchRequestEntries=[{"Id": "a", "Message": "two"}])
    call("sns", "Unsubscribe", SubscriptionArn=subscription)
    call("sns", "SetSMSAttributes", attributes={"DefaultSMSType": "Promotional"})
    call("sns", "GetSMSAttributes")
    call("sns", "CheckIfPhoneNumberIsOptedOut", phoneNumber="+15550100")
    call("sns", "ListPhoneNumbersOptedOut")
    call("sns", "OptInPhoneNumber", expects="opt", phoneNumber="+15550100")
    key = {"PlatformPrincipal": "p", "PlatformCredential": "c"}
    application = call("sns", "CreatePlatformApplication", Name=own, Platform="GCM", Attributes=key)["PlatformApplicationArn"]
    call("sns", "SetPlatformApplicationAttributes", PlatformApplicationArn=application, Attributes={"SuccessFeedbackSampleRate": "100"})
    call("sns", "GetPlatformApplicationAttributes", PlatformApplicationArn=application)
    call("sns", "ListPlatformApplications")
    device = call("sns", "CreatePlatformEndpoint", PlatformApplicationArn=application, Token="token")["EndpointArn"]
    call("sns", "SetEndpointAttributes", EndpointArn=device, Attributes={"CustomUserData": "u"})
    call("sns", "GetEndpointAttributes", EndpointArn=device)
    call("sns", "ListEndpointsByPlatformApplication", PlatformApplicationArn=application)
    call("sns", "DeleteEndpoint", EndpointArn=device)
    call("sns", "DeletePlatformApplication", PlatformApplicationArn=application)
    call("sns", "DeleteTopic", TopicArn=topic)
    call("sqs", "DeleteQueue", QueueUrl=queue)
    call("sqs", "DeleteQueue", QueueUrl=dlq)


def main():
    with urllib.request.urlopen(f"{ENDPOINT}/_ordeal/capabilities") as answer:
        operations = json.load(answer)["operations"]
    wanted = {(service, operation) for service, all_of in operations.items() for operation in all_of}
    result = {}
    for name, how in (("boto3", by_boto3), ("cli", by_cli)):
        if how is by_cli and AWS is None:
            continue
        caller = Caller(how)
        play(caller, name)
        cloudformation_calls.play(caller, name)
        missing = [" ".join(one) for one in sorted(wanted - caller.called)]
        result[name] = {"called": len(caller.called), "problems": caller.problems, "missing": missing}
    print(json.dumps(result))


main()
