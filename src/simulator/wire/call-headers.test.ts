// The scope of a call is its own, whoever called before.
import { expect, test } from "vitest";
import { scopeOf } from "./call-headers.ts";
import type { WireRequest } from "./message.ts";

const request = (authorization: string | undefined, query = ""): WireRequest => ({
  method: "POST",
  path: "/",
  query,
  headers: authorization === undefined ? {} : { authorization },
  body: new Uint8Array(),
});

const header = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=key/20260101/eu-west-1/${service}/aws4_request, Signature=0`;
const presigned = "X-Amz-Credential=other%2F20260101%2Fus-east-1%2Fs3%2Faws4_request";

test("by header, by query, or none, in any order", () => {
  const requests = [
    request(header("sqs")),
    request(header("sqs")),
    request(undefined, presigned),
    request(header("sns")),
    request("Bearer x", presigned),
    request("Bearer x"),
    request(undefined),
    request(header("sns"), presigned),
  ];
  expect(
    requests.map((one) => scopeOf(one)).map((one) => [one.service, one.region, one.accessKeyId]),
  ).toEqual([
    ["sqs", "eu-west-1", "key"],
    ["sqs", "eu-west-1", "key"],
    ["s3", "us-east-1", "other"],
    ["sns", "eu-west-1", "key"],
    ["s3", "us-east-1", "other"],
    [undefined, undefined, undefined],
    [undefined, undefined, undefined],
    ["sns", "eu-west-1", "key"],
  ]);
});
