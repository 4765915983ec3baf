// The messaging system as data: what a scenario sets of it, as operations on its template; and its code, the same bytes each time.
import path from "node:path";
import { describe, expect, test } from "vitest";
import { bundleHandler } from "../bundle.ts";
import { messagingPatch, messagingSystem } from "./messaging-system.ts";

describe("what a scenario sets", () => {
  test.each([
    [
      "ESM-13: a function's timeout brings its queue six times as much visibility",
      { InventoryWorker: { timeout: 3 } },
      [
        { op: "add", path: "/Resources/InventoryWorker/Properties/Timeout", value: 3 },
        { op: "add", path: "/Resources/InventoryQueue/Properties/VisibilityTimeout", value: 18 },
      ],
    ],
    [
      "a queue's own visibility comes after it, and so counts",
      { InventoryQueue: { visibility: 7 }, InventoryWorker: { timeout: 1 } },
      [
        { op: "add", path: "/Resources/InventoryWorker/Properties/Timeout", value: 1 },
        { op: "add", path: "/Resources/InventoryQueue/Properties/VisibilityTimeout", value: 6 },
        { op: "add", path: "/Resources/InventoryQueue/Properties/VisibilityTimeout", value: 7 },
      ],
    ],
    [
      "ESM-16: a mapping's own",
      { LedgerWorker: { batchSize: 1, window: 2, maximumConcurrency: 2 } },
      [
        { op: "add", path: "/Resources/LedgerMapping/Properties/BatchSize", value: 1 },
        { op: "add", path: "/Resources/LedgerMapping/Properties/MaximumBatchingWindowInSeconds", value: 2 },
        {
          op: "add",
          path: "/Resources/LedgerMapping/Properties/ScalingConfig",
          value: { MaximumConcurrency: 2 },
        },
      ],
    ],
    [
      "the provider is fed by nothing",
      { Provider: { timeout: 2 } },
      [{ op: "add", path: "/Resources/Provider/Properties/Timeout", value: 2 }],
    ],
  ])("%s", (_, settings, operations) => {
    expect(messagingPatch(messagingSystem(settings).settings)).toEqual(operations);
  });
});

test("a bundle leaves the SDK to the runtime and names no path of this machine", async () => {
  const file = path.join(import.meta.dirname, "..", "handlers", "inventory.ts");
  const text = await bundleHandler(file);
  expect([...new Set(text.match(/require\("@aws-sdk\/[a-z-]+"\)/g))].toSorted()).toEqual([
    'require("@aws-sdk/client-dynamodb")',
    'require("@aws-sdk/client-lambda")',
    'require("@aws-sdk/client-sqs")',
  ]);
  expect(text).not.toContain(process.cwd());
  expect(await bundleHandler(file)).toBe(text);
});
