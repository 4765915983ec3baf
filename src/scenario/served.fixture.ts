// A served world with clients of it, and the role that its functions take.
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { serveWorld } from "./served-world.ts";

export const ROLE = "arn:aws:iam::000000000000:role/worker";

export async function openServed(clock: "real" | "manual") {
  const server = await serveWorld({ port: 0, clock, seed: "1", account: "000000000000" });
  const config = {
    region: "us-east-1",
    endpoint: server.url.origin,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const may = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  await new IAM(config).createRole({
    RoleName: "worker",
    AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [may] }),
  });
  return { server, lambda: new Lambda(config), sqs: new SQS(config) };
}
