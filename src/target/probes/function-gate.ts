// Room target: whether what a function calls can be led through the gate of faults: whether its own variable AWS_ENDPOINT_URL reaches it,
// and a server on this machine's loopback is within its reach. In a container it is not.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Control } from "../clients.ts";
import type { Ability } from "./ability.ts";
import { withProbeFunction } from "./functions.ts";

/** A connection that is dropped on its way must not last as long as the function may. */
const CODE = `exports.handler = () => new Promise((resolve) => {
  const url = process.env.AWS_ENDPOINT_URL + process.env.ORDEAL_PROBE;
  require("node:http").get(url, { timeout: 1500 }, (answer) => resolve(answer.resume().statusCode))
    .on("timeout", function () { this.destroy(new Error("no answer")); })
    .on("error", (error) => resolve(error.message));
});`;

/** Lets a function call a server of ours. */
export async function probeFunctionGate(clients: Control): Promise<Ability> {
  const path = `/${randomUUID()}`;
  let isReached = false;
  const server = createServer((request, response) => {
    isReached ||= request.url === path;
    response.end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  try {
    const { port } = server.address() as AddressInfo; // it listens on a port
    const variables = { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, ORDEAL_PROBE: path };
    const said = await withProbeFunction({ code: CODE, variables, timeoutS: 3 }, clients);
    return isReached
      ? { has: true, evidence: "a function reached a server on this machine's loopback" }
      : {
          has: false,
          evidence: `a function did not reach this machine's loopback: ${said.slice(0, 80)}`,
        };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
