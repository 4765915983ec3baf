// Room scenario: the harness's own calls in a box: what puts the system up, reads it back and takes it down is not what is tested, and
// was two thirds of all calls. They skip the SDK's client and the wire, and take as long as any call; workers, functions and the drive
// do not. While a fault is on, the SDK sends them through its gate.
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { actorHere } from "../box/here.ts";
import { overNetwork } from "../box/network.ts";
import { senderFor } from "../simulator/sdk-sender.ts";
import type { SdkModule } from "../simulator/sdk-answers.ts";
import type { Simulator } from "../simulator/simulator.ts";
import type { Clients, Control } from "../target/clients.ts";

interface Client {
  send(command: object): Promise<object>;
}

/** The clients as they are, but for the single calls of the services that most systems consist of. */
export function controlWithoutWire(clients: Clients, simulator: Simulator, isOpen: () => boolean): Control {
  /** `client` is only made when it is needed. */
  function lightly<C>(service: string, sdk: SdkModule, client: () => C | Promise<C>): C {
    const sender = senderFor(simulator, { service, sdk });
    const light: Client = {
      async send(command) {
        if (!isOpen() || !sender.takes(command)) return ((await client()) as unknown as Client).send(command);
        const actor = actorHere();
        return overNetwork(actor, undefined, (signal) => sender.send(command, { actor: actor.name, signal }));
      },
    };
    return light as unknown as C; // it answers each command of this service as the SDK does (sdk-sender.test.ts)
  }
  return {
    sdk: clients,
    endpoint: clients.endpoint,
    region: clients.region,
    tags: clients.tags,
    sqs: lightly<Control["sqs"]>("sqs", sqs, () => clients.sqs),
    sns: lightly<Control["sns"]>("sns", sns, () => clients.sns),
    lambda: async () => lightly("lambda", await import("@aws-sdk/client-lambda"), () => clients.lambda()),
    dynamoDb: async () =>
      lightly("dynamodb", await import("@aws-sdk/client-dynamodb"), () => clients.dynamoDb()),
    iam: async () => lightly("iam", await import("@aws-sdk/client-iam"), () => clients.iam()),
    cloudFormation: () => clients.cloudFormation(),
    s3: () => clients.s3(),
  };
}
