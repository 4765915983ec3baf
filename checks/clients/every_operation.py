"""Calls every operation that an endpoint says it has, once by boto3 and once by the AWS CLI, and validates each answer against the
service's own model. Prints one JSON object: {"boto3": {"called": n, "problems": [...]}, "cli": {...}, "missing": [...]}.

usage: every_operation.py ENDPOINT [AWS_PROGRAM]
"""

import io
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.validate import ParamValidator

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
            for service in ("sqs", "sns", "lambda")
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
    if service == "lambda":
        params, more = cli_files(operation, params)
        command += more
    command += ["--cli-input-json", json.dumps(params)]
    done = subprocess.run(command, capture_output=True, text=True, env=ENV, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return json.loads(done.stdout) if done.stdout.strip() else {}


def cli_files(operation, params):
    """What the CLI takes as files: a package, and where an answer's payload goes."""
    rest = {key: value for key, value in params.items() if key not in ("Code", "ZipFile")}
    zipped = params.get("ZipFile") or params.get("Code", {}).get("ZipFile")
    if zipped is not None:
        with tempfile.NamedTemporaryFile(suffix=".zip", delete=False) as file:
            file.write(zipped)
        return rest, ["--zip-file", f"fileb://{file.name}"]
    return rest, ["/dev/null"] if operation == "Invoke" else []


def zip_of(text):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        zipped.writestr("index.mjs", text)
    return file.getvalue()


def play_lambda(call, own):
    client = call.clients["lambda"]
    name = f"{own}-worker"
    function = arn("lambda", f"function:{name}")
    role = f"arn:aws:iam::{ACCOUNT}:role/worker"
    code = {"ZipFile": zip_of("export const handler = async () => 1")}
    settings = {"Runtime": "nodejs22.x", "Handler": "index.handler", "Role": role}
    call("lambda", "CreateFunction", FunctionName=name, Code=code, Tags={"a": "b"}, **settings)
    client.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
    call("lambda", "GetAccountSettings")
    call("lambda", "GetFunction", FunctionName=name)
    call("lambda", "GetFunctionConfiguration", FunctionName=name)
    call("lambda", "ListFunctions")
    call("lambda", "UpdateFunctionConfiguration", FunctionName=name, Timeout=5)
    client.get_waiter("function_updated_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
    call("lambda", "UpdateFunctionCode", FunctionName=name, ZipFile=zip_of("export const handler = async () => 2"))
    client.get_waiter("function_updated_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
    call("lambda", "Invoke", FunctionName=name, Payload="{}", LogType="Tail")
    call("lambda", "PublishVersion", FunctionName=name)
    call("lambda", "ListVersionsByFunction", FunctionName=name)
    call("lambda", "CreateAlias", FunctionName=name, Name="live", FunctionVersion="1")
    call("lambda", "GetAlias", FunctionName=name, Name="live")
    call("lambda", "UpdateAlias", FunctionName=name, Name="live", Description="the one in use")
    call("lambda", "ListAliases", FunctionName=name)
    call("lambda", "DeleteAlias", FunctionName=name, Name="live")
    call("lambda", "PutFunctionConcurrency", FunctionName=name, ReservedConcurrentExecutions=5)
    call("lambda", "GetFunctionConcurrency", FunctionName=name)
    call("lambda", "DeleteFunctionConcurrency", FunctionName=name)
    call("lambda", "PutFunctionEventInvokeConfig", FunctionName=name, MaximumRetryAttempts=0)
    call("lambda", "UpdateFunctionEventInvokeConfig", FunctionName=name, MaximumEventAgeInSeconds=60)
    call("lambda", "GetFunctionEventInvokeConfig", FunctionName=name)
    call("lambda", "ListFunctionEventInvokeConfigs", FunctionName=name)
    call("lambda", "DeleteFunctionEventInvokeConfig", FunctionName=name)
    permission = {"StatementId": "sns", "Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com"}
    call("lambda", "AddPermission", FunctionName=name, **permission)
    call("lambda", "GetPolicy", FunctionName=name)
    call("lambda", "RemovePermission", FunctionName=name, StatementId="sns")
    call("lambda", "TagResource", Resource=function, Tags={"c": "d"})
    call("lambda", "ListTags", Resource=function)
    call("lambda", "UntagResource", Resource=function, TagKeys=["c"])
    call.clients["sqs"].create_queue(QueueName=f"{own}-mapped")
    source = arn("sqs", f"{own}-mapped")
    uuid = call("lambda", "CreateEventSourceMapping", FunctionName=name, EventSourceArn=source).get("UUID")
    call("lambda", "ListEventSourceMappings", FunctionName=name)
    settle(client, uuid)
    call("lambda", "UpdateEventSourceMapping", UUID=uuid, BatchSize=5)
    settle(client, uuid)
    call("lambda", "GetEventSourceMapping", UUID=uuid)
    call("lambda", "DeleteEventSourceMapping", UUID=uuid)
    call("lambda", "DeleteFunction", FunctionName=name)
    call.clients["sqs"].delete_queue(QueueUrl=f"{ENDPOINT}/{ACCOUNT}/{own}-mapped")


def settle(client, uuid):
    for _ in range(50):
        if client.get_event_source_mapping(UUID=uuid)["State"] == "Enabled":
            return
        time.sleep(0.2)


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
        play_lambda(caller, name)
        missing = [" ".join(one) for one in sorted(wanted - caller.called)]
        result[name] = {"called": len(caller.called), "problems": caller.problems, "missing": missing}
    print(json.dumps(result))


main()
