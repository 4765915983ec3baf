// Room simulator/cloudformation: CreateStack. A token that made the stack is answered with it again.
import { action, WANTED } from "../action.ts";
import { begin, isRepeated, made, newStackId, onFailureOf } from "../begin.ts";
import { stackExists } from "../errors.ts";
import { readStackName, stackNamed } from "../find.ts";
import { askedOf } from "../wanted.ts";

export const createStack = action({
  name: "CreateStack",
  input: {
    ...WANTED,
    OnFailure: "string",
    DisableRollback: "boolean",
    EnableTerminationProtection: "boolean",
  },
  output: { StackId: "string" },
  decide(state, input, call) {
    const name = readStackName(input.StackName);
    const onFailure = onFailureOf(input);
    const { ClientRequestToken: token, EnableTerminationProtection: isProtected = false } = input;
    const standing = stackNamed(state, name, call);
    if (standing !== undefined && isRepeated(standing, "create", token))
      return { events: [], answer: { StackId: standing.id } };
    if (standing !== undefined) throw stackExists(name);
    const id = newStackId(state, name, call);
    const { region, account } = call;
    const { settings } = askedOf(input, { id, name, region, account }, undefined);
    return {
      events: [
        made(id, name, settings, isProtected, call),
        ...begin(id, { operation: "create", settings, onFailure, token }, call, 0),
      ],
      answer: { StackId: id },
    };
  },
});
