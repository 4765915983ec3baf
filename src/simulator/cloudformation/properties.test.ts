// Room simulator/cloudformation, tests: any acyclic template comes up in an order that respects its references and goes down to nothing;
// any update ends as if the new template had been created, or changes nothing.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { world, type World } from "./world.fixture.ts";

interface Node {
  /** Of earlier nodes only, so there is no circle. */
  readonly refersTo: number | undefined;
  readonly dependsOn: readonly number[];
  readonly delayS: number;
  readonly kind: "queue" | "topic";
}

const node = (index: number): fc.Arbitrary<Node> =>
  fc.record({
    refersTo: index === 0 ? fc.constant(undefined) : fc.option(fc.nat(index - 1), { nil: undefined }),
    dependsOn: index === 0 ? fc.constant([]) : fc.array(fc.nat(index - 1), { maxLength: 2 }),
    delayS: fc.integer({ min: 0, max: 900 }),
    kind: fc.constantFrom("queue", "topic"),
  });
const system = fc
  .integer({ min: 1, max: 12 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => node(index))));

const ref = (index: number) => ({ "Fn::Sub": `\${R${index}}` });

/** Later nodes stand first in the text, so that its order is never that of creation. */
function templateOf(nodes: readonly Node[]) {
  const entries = nodes.map(({ kind, refersTo, dependsOn, delayS }, index) => {
    const tag = refersTo === undefined ? [] : [{ Key: "of", Value: ref(refersTo) }];
    const Properties = {
      Tags: tag,
      ...(kind === "queue" ? { DelaySeconds: delayS } : { DisplayName: `d${delayS}` }),
    };
    const DependsOn = dependsOn.map((other) => `R${other}`);
    const Type = kind === "queue" ? "AWS::SQS::Queue" : "AWS::SNS::Topic";
    return [`R${index}`, { Type, Properties, ...(DependsOn.length === 0 ? {} : { DependsOn }) }] as const;
  });
  return { Resources: Object.fromEntries(entries.toReversed()) };
}

const needs = ({ refersTo, dependsOn }: Node): readonly string[] =>
  [...dependsOn, ...(refersTo === undefined ? [] : [refersTo])].map((index) => `R${index}`);

const nothingLeft = async ({ sqs, sns }: World) => [
  (await sqs.listQueues({})).QueueUrls ?? [],
  (await sns.listTopics({})).Topics ?? [],
];

it("comes up with what it refers to before it, and goes down after what refers to it, to nothing", async () => {
  await fc.assert(
    fc.asyncProperty(system, async (nodes) => {
      const at = world();
      const { StackId: id } = await at.cloudFormation.createStack({
        StackName: "shop",
        TemplateBody: JSON.stringify(templateOf(nodes)),
      });
      await at.clock.untilIdle();
      expect(await at.status()).toBe("CREATE_COMPLETE");
      await at.remove();
      const story = await at.story(id);
      const at1 = (line: string) => story.indexOf(line);
      for (const [index, one] of nodes.entries())
        for (const other of needs(one)) {
          expect(at1(`${other} CREATE_COMPLETE`)).toBeLessThan(at1(`R${index} CREATE_IN_PROGRESS`));
          expect(at1(`R${index} DELETE_COMPLETE`)).toBeLessThan(at1(`${other} DELETE_IN_PROGRESS`));
        }
      expect(await nothingLeft(at)).toEqual([[], []]);
    }),
    { numRuns: 40 },
  );
});

it("an update is the new template or the old one, never something between, and then goes down to nothing", async () => {
  const change = fc.record({ before: system, after: system, isBad: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(change, async ({ before, after, isBad }) => {
      const at = world();
      await at.create(templateOf(before));
      const physical = await at.physical();
      const { Resources } = templateOf(after);
      const last = `R${after.length - 1}`;
      const Bad = { Type: "AWS::SQS::Queue", DependsOn: last, Properties: { DelaySeconds: 901 } };
      const next = { Resources: { ...Resources, ...(isBad ? { Bad } : {}) } };
      const status = await at.update(next).catch((error: unknown) => String(error));
      // A type cannot change, and what is the same is no update: then nothing happened.
      const isRefused = /Update of resource type|No updates/.test(String(status));
      expect(status).toSatisfy(
        (one: string) => isRefused || one === (isBad ? "UPDATE_ROLLBACK_COMPLETE" : "UPDATE_COMPLETE"),
      );
      const expected = isRefused || isBad ? Object.keys(physical) : Object.keys(Resources);
      expect(Object.keys(await at.physical()).toSorted()).toEqual(expected.toSorted());
      expect(isRefused || isBad ? await at.physical() : physical).toEqual(physical);
      await at.remove();
      expect(await nothingLeft(at)).toEqual([[], []]);
    }),
    { numRuns: 40 },
  );
});
