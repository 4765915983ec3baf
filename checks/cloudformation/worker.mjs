// A CDK app with an asset: a function from a folder, its role and log group, a table, a queue that it reads, and a bucket as production
// has it. Template and code travel through the CDK's own bucket.
import { App, CfnOutput, CliCredentialsStackSynthesizer, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table } from "aws-cdk-lib/aws-dynamodb";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import { Queue } from "aws-cdk-lib/aws-sqs";

const app = new App();
const stack = new Stack(app, "CdkWorker", {
  synthesizer: new CliCredentialsStackSynthesizer(),
  env: { account: "000000000000", region: "us-east-1" },
});
const work = new Queue(stack, "Work", { visibilityTimeout: Duration.seconds(30) });
const table = new Table(stack, "Table", {
  partitionKey: { name: "id", type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
  removalPolicy: RemovalPolicy.DESTROY,
});
const worker = new LambdaFunction(stack, "Worker", {
  runtime: Runtime.NODEJS_22_X,
  handler: "index.handler",
  code: Code.fromAsset("worker"),
  timeout: Duration.seconds(5),
  environment: { TABLE: table.tableName },
  logGroup: new LogGroup(stack, "Log", {
    retention: RetentionDays.ONE_WEEK,
    removalPolicy: RemovalPolicy.DESTROY,
  }),
});
const files = new Bucket(stack, "Files", {
  versioned: true,
  encryption: BucketEncryption.S3_MANAGED,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.DESTROY,
});
files.grantRead(worker);
worker.addEventSource(new SqsEventSource(work, { batchSize: 5, reportBatchItemFailures: true }));
table.grantReadWriteData(worker);
export const functionOutput = new CfnOutput(stack, "Function", { value: worker.functionName });
app.synth();
