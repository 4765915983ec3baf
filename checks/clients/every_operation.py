"""Calls every operation that an endpoint says it has, once by boto3 and once by the AWS CLI, and validates each answer against the
service's own model. Prints one JSON object: {"boto3": {"called": n, "problems": [...]}, "cli": {...}, "missing": [...]}.

usage: every_operation.py ENDPOINT [AWS_PROGRAM]
"""

import atexit
import hashlib
import io
import json
import os
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

import cloudformation_calls

ENDPOINT = sys.argv[1]
AWS = sys.argv[2] if len(sys.argv) > 2 else None
ENV = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1", "PATH": "/usr/bin:/bin"}
ACCOUNT = "000000000000"
# The model requires both lists of a batch's answer; AWS leaves out the one that is empty (recorded: aws-recordings, answers of SQS).
LEFT_OUT = re.compile(r'Missing required parameter in input: "(Failed|Successful)"')
# The model wants at least 1; AWS answers 0 (recorded: aws-recordings, test_dynamodb.json, test_table_crud).
NO_DECREASES = re.compile(r"Invalid value for parameter \S+\.NumberOfDecreasesToday, value: 0, valid min value: 1")


# What a client calls a service that signs by another name, and the commands of the AWS CLI that are called otherwise.
CLIENTS = {"tagging": "resourcegroupstaggingapi"}
COMMANDS = {"s3": "s3api", **CLIENTS}
# Both clients answer these documents taken apart.
DOCUMENTS = {"PolicyDocument", "AssumeRolePolicyDocument", "Document"}
TRUST = json.dumps({"Statement": [{"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"}]})
DOCUMENT = json.dumps({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})


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
                CLIENTS.get(service, service),
                endpoint_url=ENDPOINT,
                region_name="us-east-1",
                aws_access_key_id="test",
                aws_secret_access_key="test",
                config=config,
            )
            for service in (
                "sqs",
                "sns",
                "lambda",
                "s3",
                "iam",
                "sts",
                "logs",
                "tagging",
                "dynamodb",
                "dynamodbstreams",
                "cloudformation",
            )
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
        answer = whole({key: value for key, value in answer.items() if key != "ResponseMetadata"})
        if model.output_shape is not None:
            report = ParamValidator().validate(answer, model.output_shape)
            report = NO_DECREASES.sub("", LEFT_OUT.sub("", report.generate_report())).strip()
            if report != "":
                self.problems.append(f"{service} {operation}: {report}")
        return answer


def whole(value):
    """An answer with its documents as the text that the model says they are."""
    if isinstance(value, list):
        return [whole(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: json.dumps(item) if key in DOCUMENTS and isinstance(item, dict) else whole(item)
        for key, item in value.items()
        if item is not None  # what boto3 makes of an empty location
    }


def by_boto3(caller, service, operation, params):
    client = caller.clients[service]
    names = {value: key for key, value in client.meta.method_to_api_mapping.items()}
    try:
        return getattr(client, names[operation])(**params)
    except ClientError as error:
        raise RuntimeError(str(error)) from error


def by_cli(_caller, service, operation, params):
    command = [AWS, "--endpoint-url", ENDPOINT, "--output", "json", "--no-paginate"]
    command += [COMMANDS.get(service, service), kebab(operation)]
    with tempfile.NamedTemporaryFile() as file:
        if "Body" in params:
            file.write(params.pop("Body"))
            file.flush()
            command += ["--body", file.name]
        if operation == "GetObject":
            command += ["--bucket", params["Bucket"], "--key", params["Key"], os.devnull]
        elif operation == "Invoke":
            command += ["--function-name", params["FunctionName"], "--payload", params["Payload"]]
            command += ["--log-type", params["LogType"], os.devnull]
        else:
            if service == "lambda":
                params, more = cli_files(params)
                command += more
            command += ["--cli-input-json", json.dumps(params)]
        done = subprocess.run(command, capture_output=True, text=True, env=ENV, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return json.loads(done.stdout) if done.stdout.strip() else {}


def cli_files(params):
    """A package, which the CLI takes as a file."""
    rest = {key: value for key, value in params.items() if key not in ("Code", "ZipFile")}
    zipped = params.get("ZipFile") or params.get("Code", {}).get("ZipFile")
    if zipped is not None:
        with tempfile.NamedTemporaryFile(suffix=".zip", delete=False) as file:
            file.write(zipped)
        atexit.register(os.unlink, file.name)
        return rest, ["--zip-file", f"fileb://{file.name}"]
    return rest, []


def zip_of(text):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        zipped.writestr("index.mjs", text)
    return file.getvalue()


def play_lambda(call, own):
    client = call.clients["lambda"]
    name = f"{own}-worker"
    function = arn("lambda", f"function:{name}")
    role = f"arn:aws:iam::{ACCOUNT}:role/{own}-lambda"
    may = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    call("iam", "CreateRole", RoleName=f"{own}-lambda", AssumeRolePolicyDocument=json.dumps({"Statement": [may]}))
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
    play_messaging(call, own)
    play_s3(call, f"{own}-orders")
    play_iam(call, own)
    play_logs(call, own)
    play_tagging(call, own)


def play_s3(call, bucket):
    of = {"Bucket": bucket}
    one = {**of, "Key": "a/one é+.txt"}
    tags = {"TagSet": [{"Key": "a", "Value": "b"}]}
    call("s3", "CreateBucket", **of)
    call("s3", "HeadBucket", **of)
    call("s3", "ListBuckets")
    call("s3", "GetBucketLocation", **of)
    call("s3", "PutBucketTagging", **of, Tagging=tags)
    call("s3", "GetBucketTagging", **of)
    call("s3", "DeleteBucketTagging", **of)
    call("s3", "PutBucketPolicy", **of, Policy=json.dumps({"Statement": []}))
    call("s3", "GetBucketPolicy", **of)
    call("s3", "DeleteBucketPolicy", **of)
    rules = [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": True}]
    call("s3", "PutBucketEncryption", **of, ServerSideEncryptionConfiguration={"Rules": rules})
    call("s3", "GetBucketEncryption", **of)
    call("s3", "DeleteBucketEncryption", **of)
    call("s3", "PutPublicAccessBlock", **of, PublicAccessBlockConfiguration={"BlockPublicAcls": True})
    call("s3", "GetPublicAccessBlock", **of)
    call("s3", "DeletePublicAccessBlock", **of)
    call("s3", "GetBucketVersioning", **of)
    call("s3", "PutBucketVersioning", **of, VersioningConfiguration={"Status": "Enabled"})
    call("s3", "PutObject", **one, Body=b"hello", Metadata={"order": "o-1"})
    call("s3", "GetObject", **one)
    call("s3", "HeadObject", **one)
    call("s3", "PutObjectTagging", **one, Tagging=tags)
    call("s3", "GetObjectTagging", **one)
    call("s3", "DeleteObjectTagging", **one)
    call("s3", "CopyObject", **of, Key="b/two", CopySource=f"{bucket}/{one['Key']}")
    call("s3", "ListObjects", **of, Delimiter="/")
    listed = call("s3", "ListObjectsV2", **of, Prefix="a/")
    if [entry["Key"] for entry in listed.get("Contents", [])] != [one["Key"]]:
        call.problems.append(f"s3 ListObjectsV2: keys are not as they were put: {listed}")
    upload = {**of, "Key": "c/three"}
    started = call("s3", "CreateMultipartUpload", **upload)
    upload_id = {"UploadId": started.get("UploadId", "")}
    part = call("s3", "UploadPart", **upload, **upload_id, PartNumber=1, Body=b"part")
    call("s3", "UploadPartCopy", **upload, **upload_id, PartNumber=2, CopySource=f"{bucket}/b/two")
    call("s3", "ListParts", **upload, **upload_id)
    call("s3", "ListMultipartUploads", **of)
    parts = [{"PartNumber": 1, "ETag": part.get("ETag", "")}]
    call("s3", "CompleteMultipartUpload", **upload, **upload_id, MultipartUpload={"Parts": parts})
    again = call("s3", "CreateMultipartUpload", **upload)
    call("s3", "AbortMultipartUpload", **upload, UploadId=again.get("UploadId", ""))
    call("s3", "DeleteObject", **upload)
    versions = call("s3", "ListObjectVersions", **of)
    every = versions.get("Versions", []) + versions.get("DeleteMarkers", [])
    objects = [{"Key": version["Key"], "VersionId": version["VersionId"]} for version in every]
    call("s3", "DeleteObjects", **of, Delete={"Objects": objects})
    call("s3", "DeleteBucket", **of)


def play_iam(call, own):
    role = {"RoleName": f"{own}-role"}
    inline = {**role, "PolicyName": "inline"}
    tags = [{"Key": "a", "Value": "b"}]
    made = call("iam", "CreateRole", **role, AssumeRolePolicyDocument=TRUST, Tags=tags)
    call("iam", "GetRole", **role)
    call("iam", "UpdateRole", **role, Description="d")
    call("iam", "UpdateRoleDescription", **role, Description="e")
    call("iam", "UpdateAssumeRolePolicy", **role, PolicyDocument=TRUST)
    call("iam", "ListRoles")
    call("iam", "PutRolePolicy", **inline, PolicyDocument=DOCUMENT)
    call("iam", "GetRolePolicy", **inline)
    call("iam", "ListRolePolicies", **role)
    call("iam", "DeleteRolePolicy", **inline)
    call("iam", "TagRole", **role, Tags=tags)
    call("iam", "ListRoleTags", **role)
    call("iam", "UntagRole", **role, TagKeys=["a"])
    call("iam", "ListInstanceProfilesForRole", **role)
    policy = {"PolicyArn": call("iam", "CreatePolicy", PolicyName=f"{own}-policy", PolicyDocument=DOCUMENT)["Policy"]["Arn"]}
    call("iam", "GetPolicy", **policy)
    call("iam", "ListPolicies", Scope="Local")
    call("iam", "TagPolicy", **policy, Tags=tags)
    call("iam", "ListPolicyTags", **policy)
    call("iam", "UntagPolicy", **policy, TagKeys=["a"])
    call("iam", "CreatePolicyVersion", **policy, PolicyDocument=DOCUMENT)
    call("iam", "GetPolicyVersion", **policy, VersionId="v2")
    call("iam", "ListPolicyVersions", **policy)
    call("iam", "SetDefaultPolicyVersion", **policy, VersionId="v2")
    call("iam", "DeletePolicyVersion", **policy, VersionId="v1")
    call("iam", "AttachRolePolicy", **role, **policy)
    call("iam", "ListAttachedRolePolicies", **role)
    call("iam", "ListEntitiesForPolicy", **policy)
    call("iam", "DetachRolePolicy", **role, **policy)
    call("iam", "DeletePolicy", **policy)
    call("iam", "CreateAccountAlias", AccountAlias="ordeal-check")
    call("iam", "ListAccountAliases")
    call("iam", "DeleteAccountAlias", AccountAlias="ordeal-check")
    call("sts", "GetCallerIdentity")
    call("sts", "GetSessionToken")
    call("sts", "GetAccessKeyInfo", AccessKeyId="AKIAIOSFODNN7EXAMPLE")
    call("sts", "AssumeRole", RoleArn=made["Role"]["Arn"], RoleSessionName="check")
    call("iam", "DeleteRole", **role)


def play_logs(call, own):
    group = f"/aws/lambda/{own}"
    call("logs", "CreateLogGroup", logGroupName=group, tags={"run": own})
    call("logs", "PutRetentionPolicy", logGroupName=group, retentionInDays=7)
    (found,) = call("logs", "DescribeLogGroups", logGroupNamePrefix=group)["logGroups"]
    call("logs", "DeleteRetentionPolicy", logGroupName=group)
    group_arn = found["logGroupArn"]
    call("logs", "TagResource", resourceArn=group_arn, tags={"team": "orders"})
    call("logs", "ListTagsForResource", resourceArn=group_arn)
    call("logs", "UntagResource", resourceArn=group_arn, tagKeys=["team"])
    call("logs", "DeleteLogGroup", logGroupName=group)


def play_tagging(call, own):
    queue = call("sqs", "CreateQueue", QueueName=f"{own}-tagged")["QueueUrl"]
    arns = [arn("sqs", f"{own}-tagged")]
    call("tagging", "TagResources", ResourceARNList=arns, Tags={"run": own})
    call("tagging", "GetResources", TagFilters=[{"Key": "run", "Values": [own]}])
    call("tagging", "GetTagKeys")
    call("tagging", "GetTagValues", Key="run")
    call("tagging", "UntagResources", ResourceARNList=arns, TagKeys=["run"])
    call("sqs", "DeleteQueue", QueueUrl=queue)


def play_files(problems):
    """What `aws s3` does beyond single calls: files in parts, listings by folders, signed URLs."""

    def aws(*args):
        command = [AWS, "--endpoint-url", ENDPOINT, *args]
        done = subprocess.run(command, capture_output=True, text=True, env=ENV, check=False)
        if done.returncode != 0:
            problems.append(f"aws {' '.join(args)}: {done.stderr.strip()}")
        return done.stdout

    with tempfile.TemporaryDirectory() as folder:
        up, down = os.path.join(folder, "up"), os.path.join(folder, "down")
        with open(up, "wb") as file:
            file.write(b"order " * 3_500_000)
        aws("s3", "mb", "s3://files")
        aws("s3", "cp", up, "s3://files/folder/large file")
        aws("s3", "cp", "s3://files/folder/large file", down)
        if hashlib.sha256(open(up, "rb").read()).digest() != hashlib.sha256(open(down, "rb").read()).digest():
            problems.append("aws s3 cp: a file of 21 MB came down unlike it went up")
        if "PRE folder/" not in aws("s3", "ls", "s3://files"):
            problems.append("aws s3 ls: no folder")
        aws("s3", "sync", folder, "s3://files/folder")
        url = aws("s3", "presign", "s3://files/folder/up").strip()
        with urllib.request.urlopen(url) as answer:
            if len(answer.read()) != 21_000_000:
                problems.append("a signed URL answers another length")
        aws("s3", "mv", "s3://files/folder/up", "s3://files/moved")
        aws("s3", "rb", "s3://files", "--force")


def play_messaging(call, own):
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
    play_dynamodb(call, own)


def play_dynamodb(call, own):
    table = f"{own}-orders"
    key = [{"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "n", "AttributeType": "N"}]
    schema = [{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "n", "KeyType": "RANGE"}]
    index = {"KeySchema": [{"AttributeName": "customer", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}
    call(
        "dynamodb",
        "CreateTable",
        TableName=table,
        AttributeDefinitions=[*key, {"AttributeName": "customer", "AttributeType": "S"}],
        KeySchema=schema,
        BillingMode="PAY_PER_REQUEST",
        GlobalSecondaryIndexes=[{"IndexName": "byCustomer", **index}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        Tags=[{"Key": "a", "Value": "b"}],
    )
    described = call("dynamodb", "DescribeTable", TableName=table)["Table"]
    table_arn, stream_arn = described["TableArn"], described["LatestStreamArn"]
    call("dynamodb", "ListTables")
    call("dynamodb", "UpdateTable", TableName=table, DeletionProtectionEnabled=False)
    call("dynamodb", "TagResource", ResourceArn=table_arn, Tags=[{"Key": "c", "Value": "d"}])
    call("dynamodb", "ListTagsOfResource", ResourceArn=table_arn)
    call("dynamodb", "UntagResource", ResourceArn=table_arn, TagKeys=["c"])
    ttl = {"Enabled": True, "AttributeName": "expires"}
    call("dynamodb", "UpdateTimeToLive", TableName=table, TimeToLiveSpecification=ttl)
    call("dynamodb", "DescribeTimeToLive", TableName=table)
    call("dynamodb", "DescribeContinuousBackups", TableName=table)
    one = {"id": {"S": "a"}, "n": {"N": "1"}}
    item = {**one, "customer": {"S": "c"}, "list": {"L": [{"BOOL": True}, {"NULL": True}]}, "map": {"M": {"x": {"SS": ["y"]}}}}
    told = {"ReturnConsumedCapacity": "INDEXES"}
    call("dynamodb", "PutItem", TableName=table, Item=item, ReturnValues="ALL_OLD", **told)
    call("dynamodb", "GetItem", TableName=table, Key=one, **told)
    update = {"UpdateExpression": "SET amount = if_not_exists(amount, :n) + :n", "ExpressionAttributeValues": {":n": {"N": "1"}}}
    call("dynamodb", "UpdateItem", TableName=table, Key=one, ReturnValues="ALL_NEW", **update, **told)
    refused = {"ConditionExpression": "attribute_not_exists(id)", "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    call("dynamodb", "DeleteItem", expects="ConditionalCheckFailed", TableName=table, Key=one, **refused)
    where = {"KeyConditionExpression": "id = :id", "ExpressionAttributeValues": {":id": {"S": "a"}}}
    call("dynamodb", "Query", TableName=table, **where, **told)
    call("dynamodb", "Scan", TableName=table, IndexName="byCustomer", Limit=1, **told)
    two = {"id": {"S": "b"}, "n": {"N": "2"}}
    call("dynamodb", "BatchWriteItem", RequestItems={table: [{"PutRequest": {"Item": two}}]}, **told)
    call("dynamodb", "BatchGetItem", RequestItems={table: {"Keys": [one, two]}}, **told)
    writes = [{"Delete": {"TableName": table, "Key": two}}, {"Update": {"TableName": table, "Key": one, **update}}]
    call("dynamodb", "TransactWriteItems", TransactItems=writes, ClientRequestToken=own, **told)
    call("dynamodb", "TransactGetItems", TransactItems=[{"Get": {"TableName": table, "Key": one}}], **told)
    call("dynamodbstreams", "ListStreams", TableName=table)
    shard = call("dynamodbstreams", "DescribeStream", StreamArn=stream_arn)["StreamDescription"]["Shards"][0]["ShardId"]
    place = {"StreamArn": stream_arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
    iterator = call("dynamodbstreams", "GetShardIterator", **place)["ShardIterator"]
    call("dynamodbstreams", "GetRecords", ShardIterator=iterator)
    call("dynamodb", "DeleteTable", TableName=table)


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
        if how is by_cli:
            play_files(caller.problems)
        cloudformation_calls.play(caller, name)
        missing = [" ".join(one) for one in sorted(wanted - caller.called)]
        result[name] = {"called": len(caller.called), "problems": caller.problems, "missing": missing}
    print(json.dumps(result))


main()
