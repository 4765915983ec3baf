// Room simulator/cloudformation: what stacks of one region export and import (User Guide, Refer to resource outputs in another stack).
import type { CloudFormationState, Stack } from "./state.ts";

export interface Export {
  readonly name: string;
  readonly value: string;
  readonly stack: Stack;
}

export const liveStacks = ({ stacks, live }: CloudFormationState, region: string): readonly Stack[] =>
  [...live.values()].flatMap((id) => {
    const stack = stacks.get(id);
    return stack?.region === region ? [stack] : [];
  });

export const exportsOf = (state: CloudFormationState, region: string): readonly Export[] =>
  liveStacks(state, region).flatMap((stack) =>
    stack.outputs.flatMap(({ exportName: name, value }) =>
      name === undefined ? [] : [{ name, value, stack }],
    ),
  );

export const exportNamed = (state: CloudFormationState, region: string, name: string): Export | undefined =>
  exportsOf(state, region).find((one) => one.name === name);

export const importersOf = (state: CloudFormationState, region: string, name: string): readonly Stack[] =>
  liveStacks(state, region).filter(({ imports }) => imports.includes(name));
