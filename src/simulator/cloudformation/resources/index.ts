// Room simulator/cloudformation: every type of resource that there is, one file each. Types that AWS has and that are not here are
// refused by name.
import type { ResourceType } from "./resource-type.ts";
import { cdkMetadata } from "./cdk-metadata.ts";
import { dynamoDbTable } from "./dynamodb-table.ts";
import { iamManagedPolicy } from "./iam-managed-policy.ts";
import { iamPolicy } from "./iam-policy.ts";
import { iamRole } from "./iam-role.ts";
import { lambdaAlias } from "./lambda-alias.ts";
import { lambdaEventInvokeConfig } from "./lambda-event-invoke-config.ts";
import { lambdaEventSourceMapping } from "./lambda-event-source-mapping.ts";
import { lambdaFunction } from "./lambda-function.ts";
import { lambdaPermission } from "./lambda-permission.ts";
import { lambdaVersion } from "./lambda-version.ts";
import { logsLogGroup } from "./logs-log-group.ts";
import { s3BucketPolicy } from "./s3-bucket-policy.ts";
import { s3Bucket } from "./s3-bucket.ts";
import { snsSubscription } from "./sns-subscription.ts";
import { snsTopicPolicy } from "./sns-topic-policy.ts";
import { snsTopic } from "./sns-topic.ts";
import { sqsQueuePolicy } from "./sqs-queue-policy.ts";
import { sqsQueue } from "./sqs-queue.ts";
import { waitConditionHandle } from "./wait-condition-handle.ts";

const ALL: readonly ResourceType[] = [
  cdkMetadata,
  dynamoDbTable,
  iamManagedPolicy,
  iamPolicy,
  iamRole,
  lambdaAlias,
  lambdaEventInvokeConfig,
  lambdaEventSourceMapping,
  lambdaFunction,
  lambdaPermission,
  lambdaVersion,
  logsLogGroup,
  s3BucketPolicy,
  s3Bucket,
  snsSubscription,
  snsTopicPolicy,
  snsTopic,
  sqsQueuePolicy,
  sqsQueue,
  waitConditionHandle,
];

export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(ALL.map((one) => [one.type, one]));

/** Types of services whose types are modelled only in part. */
const NOT_MODELLED = new Set([
  "AWS::CloudFormation::CustomResource",
  "AWS::CloudFormation::Macro",
  "AWS::CloudFormation::Stack",
  "AWS::CloudFormation::StackSet",
  "AWS::CloudFormation::WaitCondition",
  "AWS::DynamoDB::GlobalTable",
  "AWS::IAM::AccessKey",
  "AWS::IAM::Group",
  "AWS::IAM::InstanceProfile",
  "AWS::IAM::RolePolicy",
  "AWS::IAM::ServiceLinkedRole",
  "AWS::IAM::User",
  "AWS::Lambda::LayerVersion",
  "AWS::Lambda::Url",
  "AWS::Logs::LogStream",
  "AWS::Logs::MetricFilter",
  "AWS::Logs::ResourcePolicy",
  "AWS::Logs::SubscriptionFilter",
  "AWS::S3::AccessPoint",
  "AWS::SNS::TopicInlinePolicy",
  "AWS::SQS::QueueInlinePolicy",
  "AWS::SSM::Parameter",
]);

/** Services of AWS that CloudFormation makes resources of and that have no type here. */
const OTHER_SERVICES =
  /^AWS::(?:ApiGateway|ApiGatewayV2|AppSync|AutoScaling|Cassandra|CertificateManager|CloudFront|CloudTrail|CloudWatch|CodeBuild|CodePipeline|Cognito|EC2|ECR|ECS|EFS|EKS|ElastiCache|ElasticLoadBalancing|ElasticLoadBalancingV2|Events|Glue|Kinesis|KinesisFirehose|KMS|MSK|OpenSearchService|Pipes|RDS|Redshift|Route53|SageMaker|Scheduler|SecretsManager|Serverless|ServiceDiscovery|SES|StepFunctions|WAFv2|XRay)::\w+$/;

/** Whether AWS has a type that is not modelled here. */
export const isTypeOfAws = (type: string): boolean =>
  NOT_MODELLED.has(type) || OTHER_SERVICES.test(type) || type.startsWith("Custom::");
