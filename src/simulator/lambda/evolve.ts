// Room simulator/lambda: the one place where state changes: an event is applied to it.
import type { LambdaEvent } from "./events.ts";
import type { LambdaFunction, Mapping, Store, Version } from "./state.ts";

export function evolve(store: Store, event: LambdaEvent): void {
  switch (event.kind) {
    case "lambda.function-created": {
      store.revisions += 1;
      const empty = { versions: new Map(), versionsMade: 0, aliases: new Map(), reserved: undefined };
      const others = { invokeConfigs: new Map(), policies: new Map() };
      const tags = new Map(Object.entries(event.tags));
      store.functions.set(event.functionArn, {
        ...event.function,
        ...empty,
        ...others,
        tags,
        latest: event.latest,
      });
      return;
    }
    case "lambda.function-updated":
      store.revisions += 1;
      return change(store, event.functionArn, () => ({ latest: event.latest }));
    case "lambda.function-deleted": {
      const { version } = event;
      if (version === undefined) store.functions.delete(event.functionArn);
      else change(store, event.functionArn, ({ versions }) => ({ versions: without(versions, version) }));
      return;
    }
    case "lambda.version-published":
      store.revisions += 1;
      return change(store, event.functionArn, ({ versions, versionsMade }) => ({
        versions: versions.has(event.version.version) ? versions : withVersion(versions, event.version),
        versionsMade: versionsMade + 1,
      }));
    case "lambda.alias-put":
      store.revisions += 1;
      return change(store, event.functionArn, ({ aliases }) => ({
        aliases: withEntry(aliases, event.alias.name, event.alias),
      }));
    case "lambda.alias-deleted":
      return change(store, event.functionArn, ({ aliases }) => ({ aliases: without(aliases, event.name) }));
    case "lambda.concurrency-set":
      return change(store, event.functionArn, () => ({ reserved: event.reserved }));
    case "lambda.invoke-config-set":
      return change(store, event.functionArn, ({ invokeConfigs }) => ({
        invokeConfigs:
          event.config === undefined
            ? without(invokeConfigs, event.qualifier)
            : withEntry(invokeConfigs, event.qualifier, event.config),
      }));
    case "lambda.permission-added":
      store.revisions += 1;
      return changeStatements(store, event, (before) =>
        withEntry(before, event.statement.sid, event.statement),
      );
    case "lambda.permission-removed":
      store.revisions += 1;
      return changeStatements(store, event, (before) => without(before, event.sid));
    case "lambda.tagged":
      return change(store, event.functionArn, () => ({ tags: new Map(Object.entries(event.tags)) }));
    case "lambda.mapping-created": {
      store.mappingsMade += 1;
      const { kind: _, atMs: modifiedMs, tags, ...mapping } = event;
      const lastResult = event.settings.stream === undefined ? undefined : "No records processed";
      const named = new Map(Object.entries(tags));
      store.mappings.set(event.uuid, { ...mapping, modifiedMs, lastResult, tags: named });
      return;
    }
    case "lambda.mapping-tagged": {
      const before = store.mappings.get(event.uuid);
      const tags = new Map(Object.entries(event.tags));
      if (before !== undefined) store.mappings.set(event.uuid, { ...before, tags });
      return;
    }
    case "lambda.mapping-updated":
      return changeMapping(store, event, { settings: event.settings, state: event.state });
    case "lambda.mapping-state":
      return changeMapping(store, event, { state: event.state });
    case "lambda.mapping-result":
      return changeMapping(store, event, { lastResult: event.result });
    case "lambda.mapping-deleted":
      store.mappings.delete(event.uuid);
      return;
    case "lambda.invoked":
    case "lambda.ended":
    case "lambda.logged":
    case "lambda.queued":
    case "lambda.retried":
    case "lambda.told":
    case "lambda.lost":
      return;
  }
}

function change(store: Store, arn: string, how: (before: LambdaFunction) => Partial<LambdaFunction>): void {
  const before = store.functions.get(arn);
  if (before !== undefined) store.functions.set(arn, { ...before, ...how(before) });
}

type Statements =
  LambdaFunction["policies"] extends ReadonlyMap<string, infer P>
    ? P extends { readonly statements: infer S }
      ? S
      : never
    : never;

function changeStatements(
  store: Store,
  { functionArn, qualifier, revisionId }: { functionArn: string; qualifier: string; revisionId: string },
  how: (before: Statements) => Statements,
): void {
  change(store, functionArn, ({ policies }) => {
    const statements = how(policies.get(qualifier)?.statements ?? new Map());
    const left = without(policies, qualifier);
    return {
      policies: statements.size === 0 ? left : withEntry(left, qualifier, { statements, revisionId }),
    };
  });
}

function changeMapping(
  store: Store,
  { uuid, atMs }: { uuid: string; atMs: number },
  how: Partial<Mapping>,
): void {
  const before = store.mappings.get(uuid);
  if (before !== undefined) store.mappings.set(uuid, { ...before, modifiedMs: atMs, ...how });
}

const withVersion = (versions: ReadonlyMap<string, Version>, version: Version) =>
  withEntry(versions, version.version, version);

function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  return new Map([...map, [key, value]]);
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  return new Map([...map].filter(([one]) => one !== key));
}
