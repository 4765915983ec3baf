// Checks: `ordeal serve` under the tools that people deploy with: `aws cloudformation deploy` and the CDK's `cdk deploy`, installed from
// PyPI and npm at check time. Without Python, PyPI or npm, or without a service that an app needs, it says so by name and fails nothing.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { installPython } from "./peers/install.ts";
import { venvProgram } from "./peers/python.ts";

const root = path.resolve(import.meta.dirname, "..");
const sources = path.join(import.meta.dirname, "cloudformation");
const REQUIREMENTS = ["boto3==1.44.5", "awscli==1.46.3"];
const CDK_PACKAGES = ["aws-cdk-lib@2", "aws-cdk@2", "constructs@10"];
/** Where the CDK keeps templates and code of an account that was never bootstrapped by its own stack. */
const CDK_BUCKET = "cdk-hnb659fds-assets-000000000000-us-east-1";

interface Done {
  readonly status: number | null;
  readonly text: string;
}

const problems: string[] = [];

function expectThat(what: string, isSo: boolean, { text }: Done): void {
  console.log(`${isSo ? "ok" : "NOT OK"}: ${what}`);
  if (isSo) return;
  problems.push(what);
  console.log(text.split("\n").slice(-30).join("\n"));
}

function run(
  program: string,
  args: readonly string[],
  url: string,
  options: { cwd?: string; env?: object } = {},
): Done {
  const env = {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_ENDPOINT_URL: url,
    ...options.env,
  };
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: options.cwd ?? root,
    env,
    encoding: "utf8",
  });
  return { status, text: `${stdout}${stderr}` };
}

const server = spawn(process.execPath, ["bin/ordeal.js", "serve", "--port", "0", "--json"], {
  cwd: root,
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  const [line = ""] = (await new Promise<Buffer>((resolve) => server.stdout.once("data", resolve)))
    .toString()
    .split("\n");
  const { url } = JSON.parse(line) as { url: string };
  if (installPython("clients", REQUIREMENTS)) byAwsCli(url);
  await byCdk(url);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  server.kill("SIGTERM");
}

/** Up, up again, changed, used, down. */
function byAwsCli(url: string): void {
  const aws = (...args: readonly string[]) =>
    run(venvProgram("clients", "aws"), ["--endpoint-url", url, ...args], url);
  const deploy = (...more: readonly string[]) =>
    aws(
      "cloudformation",
      "deploy",
      "--stack-name",
      "demo",
      "--no-fail-on-empty-changeset",
      "--template-file",
      path.join(sources, "queues.yaml"),
      ...more,
    );
  const output = (key: string) =>
    aws(
      "cloudformation",
      "describe-stacks",
      "--stack-name",
      "demo",
      "--output",
      "text",
      "--query",
      `Stacks[0].Outputs[?OutputKey=='${key}'].OutputValue`,
    ).text.trim();
  const first = deploy();
  expectThat("aws cloudformation deploy", first.status === 0, first);
  const again = deploy();
  expectThat("the same again changes nothing", again.text.includes("No changes to deploy"), again);
  const changed = deploy("--parameter-overrides", "Visibility=60");
  expectThat(
    "another parameter is an update",
    changed.status === 0 && changed.text.includes("Successfully"),
    changed,
  );
  aws("sns", "publish", "--topic-arn", output("EventsArn"), "--message", "through");
  const got = aws("sqs", "receive-message", "--queue-url", output("WorkUrl"), "--wait-time-seconds", "5");
  expectThat("a message goes through what was deployed", got.text.includes("through"), got);
  aws("cloudformation", "delete-stack", "--stack-name", "demo");
  aws("cloudformation", "wait", "stack-delete-complete", "--stack-name", "demo");
  const left = aws("sqs", "list-queues");
  const isEmpty = left.status === 0 && !left.text.includes("demo-");
  expectThat("deleted, nothing is left", isEmpty, left);
}

async function byCdk(url: string): Promise<void> {
  const missing = await missingServices(url, ["sts"]);
  if (missing.length > 0) return console.log(`skipped: cdk: this version has no ${missing.join(", ")}`);
  const folder = mkdtempSync(path.join(os.tmpdir(), "ordeal-cdk-"));
  try {
    writeFileSync(path.join(folder, "package.json"), '{"private":true}');
    const npm = spawnSync("npm", ["install", "--no-audit", "--no-fund", ...CDK_PACKAGES], {
      cwd: folder,
      encoding: "utf8",
    });
    if (npm.status !== 0) return console.log(`skipped: cdk: npm install failed: ${npm.stderr.slice(0, 200)}`);
    cpSync(sources, folder, { recursive: true });
    shop(url, folder);
    const lacking = await missingServices(url, ["s3", "iam", "lambda", "dynamodb"]);
    if (lacking.length > 0)
      console.log(`skipped: cdk app with assets: this version has no ${lacking.join(", ")}`);
    else worker(url, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return undefined;
}

function cdk(
  url: string,
  folder: string,
  command: string,
  app: string,
  more: readonly string[],
  env = {},
): Done {
  const args = [command, "--app", `${process.execPath} ${app}`, "--no-notices", ...more];
  return run(path.join(folder, "node_modules/.bin/cdk"), args, url, { cwd: folder, env });
}

function shop(url: string, folder: string): void {
  const deploy = (more: readonly string[], env = {}) =>
    cdk(url, folder, "deploy", "shop.mjs", ["--require-approval", "never", ...more], env);
  const direct = deploy(["--method=direct"]);
  expectThat("cdk deploy --method=direct", direct.status === 0, direct);
  const again = deploy(["--method=direct"]);
  expectThat("cdk deploy again changes nothing", again.text.includes("(no changes)"), again);
  const bySet = deploy([], { VISIBILITY_S: "60" });
  expectThat("cdk deploy by change set", bySet.status === 0, bySet);
  const gone = cdk(url, folder, "destroy", "shop.mjs", ["--force"]);
  expectThat("cdk destroy", gone.status === 0, gone);
}

function worker(url: string, folder: string): void {
  const aws = (...args: readonly string[]) =>
    run(venvProgram("clients", "aws"), ["--endpoint-url", url, ...args], url);
  aws("s3api", "create-bucket", "--bucket", CDK_BUCKET);
  const up = cdk(url, folder, "deploy", "worker.mjs", ["--require-approval", "never"]);
  expectThat("cdk deploy of a function from a folder, through S3", up.status === 0, up);
  const gone = cdk(url, folder, "destroy", "worker.mjs", ["--force"]);
  expectThat("cdk destroy of it", gone.status === 0, gone);
}

async function missingServices(url: string, names: readonly string[]): Promise<readonly string[]> {
  const answer = await fetch(`${url}/_ordeal/capabilities`);
  const { operations } = (await answer.json()) as { operations: object };
  return names.filter((name) => !(name in operations));
}
