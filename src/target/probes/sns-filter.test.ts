// The filter probe against services that deliver on several threads: what must not match may be overtaken by what must.
import { PublishCommand } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import type { Clients } from "../clients.ts";
import { probeFilter } from "./sns-filter.ts";

/** A topic with one queue. Each Publish brings what `deliver` says, and what it left out before may come with a later one. */
function clients(deliver: (message: string, nth: number) => readonly string[]): Clients {
  const queue: string[] = [];
  let published = 0;
  const answer = (command: { readonly input: object }): object => {
    if (command instanceof PublishCommand)
      queue.push(...deliver(command.input.Message ?? "", (published += 1)));
    if (command instanceof ReceiveMessageCommand)
      return { Messages: queue.splice(0).map((Body) => ({ Body })) };
    return { TopicArn: "t", QueueUrl: "q", Attributes: { QueueArn: "a" } };
  };
  const client = { send: async (command: { readonly input: object }) => answer(command) };
  return { sqs: client, sns: client, tags: {} } as unknown as Clients;
}

const isWrong = (message: string): boolean => message.includes("wrong");

test("a strict filter has the ability", async () => {
  const ability = await probeFilter(
    clients((message) => (isWrong(message) ? [] : [message])),
    "attributes",
  );
  expect(ability).toMatchObject({ has: true });
});

test("a filter that takes text for a number is seen, although the first two were overtaken", async () => {
  const held: string[] = [];
  const late = clients((message, nth) => {
    if (!isWrong(message)) return [message];
    held.push(message);
    return nth < 5 ? [] : held.splice(0);
  });
  expect(await probeFilter(late, "attributes")).toMatchObject({
    has: false,
    evidence: 'the String "1000" was delivered through a numeric filter',
  });
});

test("a service that delivers nothing has no filter to speak of", async () => {
  const ability = await probeFilter(
    clients(() => []),
    "body",
  );
  expect(ability).toEqual({ has: false, evidence: "the number 1000 did not arrive" });
});
