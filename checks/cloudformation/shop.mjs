// A small CDK app without assets: a queue with a dead letter queue, subscribed to a topic. The template travels in the call itself.
import { App, CfnOutput, Duration, LegacyStackSynthesizer, Stack } from "aws-cdk-lib";
import { Topic } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue } from "aws-cdk-lib/aws-sqs";

const app = new App();
const stack = new Stack(app, "CdkShop", {
  synthesizer: new LegacyStackSynthesizer(),
  env: { account: "000000000000", region: "us-east-1" },
});
const dead = new Queue(stack, "Dead");
const work = new Queue(stack, "Work", {
  visibilityTimeout: Duration.seconds(Number(process.env.VISIBILITY_S ?? "30")),
  deadLetterQueue: { queue: dead, maxReceiveCount: 3 },
});
const events = new Topic(stack, "Events");
events.addSubscription(new SqsSubscription(work, { rawMessageDelivery: true }));
export const workUrlOutput = new CfnOutput(stack, "WorkUrl", { value: work.queueUrl });
export const eventsArnOutput = new CfnOutput(stack, "EventsArn", { value: events.topicArn });
app.synth();
