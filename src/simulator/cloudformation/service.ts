// Room simulator/cloudformation: the service: a request is decided, its events are logged and applied, and what they set off goes on by
// timers.
import { type Call, type Fields, type InputOf, type Members, type Service } from "../wire/index.ts";
import { createOperations } from "./deploy/operations.ts";
import { pause } from "./deploy/work.ts";
import { notModelled, validation } from "./errors.ts";
import type { CloudFormationEvent } from "./events.ts";
import { evolve } from "./evolve.ts";
import { CHANGE_SET_MS } from "./limits.ts";
import type { CloudFormationPorts } from "./ports.ts";
import { actions } from "./registry.ts";
import { type ChangeSet, type CloudFormationState, emptyStore } from "./state.ts";
import { fetchTemplate } from "./template-url.ts";

export interface CloudFormation extends Service {
  readonly state: CloudFormationState;
}

/**
 * A CloudFormation whose time, randomness and other services are the caller's.
 *
 * @example
 * const cloudFormation = createCloudFormation({ clock, seed: "1", log: () => {}, internal });
 */
export function createCloudFormation(ports: CloudFormationPorts): CloudFormation {
  const { clock, seed } = ports;
  const store = emptyStore();
  const record = (event: CloudFormationEvent): void => {
    evolve(store, event);
    ports.log(event);
  };
  const bench = { ports, state: store, record };
  const operate = createOperations(bench);

  /** A change set is there a little later, or has failed because there is nothing to change. */
  async function settle({ id: changeSetId, name, reason }: ChangeSet): Promise<void> {
    await pause(bench, `change set ${name}`, CHANGE_SET_MS);
    const [status, execution] =
      reason === undefined ? ["CREATE_COMPLETE", "AVAILABLE"] : ["FAILED", "UNAVAILABLE"];
    if (store.changeSets.has(changeSetId))
      record({ kind: "cloudformation.change-set-status", changeSetId, status, execution, reason });
  }

  return {
    name: "cloudformation",
    namespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
    operations: actions,
    state: store,
    async call(name, fields, { region, account, baseUrl, protocol, traceHeader, actor }) {
      const action = actions.get(name);
      if (action === undefined) throw notModelled(name);
      const input = await withTemplate(fields, ports, region);
      const now = { nowMs: clock.nowMs(), epochMs: clock.epochMs };
      const call: Call = { region, account, baseUrl, protocol, traceHeader, actor, seed, ...now };
      const { events, answer } = action.decide(store, input, call);
      for (const event of events) record(event);
      for (const event of events) {
        if (event.kind === "cloudformation.stack-begun") operate(event);
        if (event.kind === "cloudformation.change-set-made") void settle(event.changeSet);
      }
      return answer;
    },
  };
}

/** A template in S3 is read before anything is decided. */
async function withTemplate(
  fields: Fields,
  { internal }: CloudFormationPorts,
  region: string,
): Promise<InputOf<Members>> {
  const input = fields as InputOf<Members>; // read by the shape of the action that is called
  const { TemplateURL: url, TemplateBody: body } = fields;
  if (typeof url !== "string") return input;
  if (body !== undefined)
    throw validation("You may specify either TemplateBody or TemplateURL, but not both.");
  return { ...input, TemplateBody: await fetchTemplate(url, internal, region) };
}
