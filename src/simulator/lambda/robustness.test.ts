// What a caller sends never harms: every answer is a refusal in Lambda's form, and no fault of the simulator's.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { world } from "./world.fixture.ts";

const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0";

async function ask(method: string, path: string, body: string | Uint8Array, more: object = {}) {
  const { simulator } = world();
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const [plain = "", query = ""] = path.split("?");
  const headers = { authorization: AUTHORIZATION, ...more };
  const answer = await simulator.handle(
    { method, path: plain, query, headers, body: bytes },
    { baseUrl: "http://lambda.test" },
  );
  return {
    status: answer.status,
    code: answer.headers["x-amzn-errortype"],
    text: new TextDecoder().decode(answer.body),
  };
}

const FUNCTIONS = "/2015-03-31/functions";

test.each<[string, string, string, string | Uint8Array, string, number]>([
  ["a body that is no JSON", "POST", FUNCTIONS, "{no", "SerializationException", 400],
  ["a body that is no object", "POST", FUNCTIONS, "[]", "SerializationException", 400],
  [
    "a member of the wrong type",
    "POST",
    FUNCTIONS,
    '{"FunctionName":1,"Code":{}}',
    "SerializationException",
    400,
  ],
  [
    "bytes that are no UTF-8",
    "POST",
    `${FUNCTIONS}/f/invocations`,
    new Uint8Array([0xff]),
    "InvalidRequestContentException",
    400,
  ],
  ["a path that cannot be decoded", "GET", `${FUNCTIONS}/%zz`, "", "ValidationException", 400],
  ["a number that is none", "GET", `${FUNCTIONS}?MaxItems=many`, "", "SerializationException", 400],
  ["a marker that is none", "GET", `${FUNCTIONS}?Marker=x`, "", "InvalidParameterValueException", 400],
  ["a path that is not there", "GET", "/2015-03-31/nothing", "", "NotImplemented", 501],
  ["a method that is not there", "PATCH", FUNCTIONS, "", "NotImplemented", 501],
  [
    "a name like a member of every object",
    "GET",
    `${FUNCTIONS}/__proto__`,
    "",
    "ResourceNotFoundException",
    404,
  ],
])("%s", async (_name, method, path, body, code, status) => {
  expect(await ask(method, path, body)).toMatchObject({ code, status });
});

test("whatever the body of a creation is, the answer is no fault", async () => {
  const member = fc.constantFrom(
    "FunctionName",
    "Code",
    "Runtime",
    "Handler",
    "Role",
    "Environment",
    "Timeout",
    "Tags",
    "Layers",
  );
  const body = fc.dictionary(member, fc.jsonValue());
  await fc.assert(
    fc.asyncProperty(body, async (fields) => {
      const { status, code } = await ask("POST", FUNCTIONS, JSON.stringify(fields));
      expect([status, code]).not.toEqual([500, "ServiceException"]);
      expect([400, 501]).toContain(status);
    }),
    { numRuns: 100 },
  );
});

test("whatever the body of a mapping is, the answer is no fault", async () => {
  const member = fc.constantFrom(
    "FunctionName",
    "EventSourceArn",
    "BatchSize",
    "FilterCriteria",
    "ScalingConfig",
    "FunctionResponseTypes",
  );
  const body = fc.dictionary(
    member,
    fc.oneof(fc.jsonValue(), fc.constant("arn:aws:sqs:us-east-1:000000000000:q")),
  );
  await fc.assert(
    fc.asyncProperty(body, async (fields) => {
      const { status, code } = await ask("POST", "/2015-03-31/event-source-mappings", JSON.stringify(fields));
      expect([status, code]).not.toEqual([500, "ServiceException"]);
      expect([400, 404, 501]).toContain(status);
    }),
    { numRuns: 100 },
  );
});
