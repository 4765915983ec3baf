// Starts the emulator fauxqs on loopback and says its url: this repository's default target. `startFauxqs` would bind all
// addresses, so its app is built and told where to listen. Ends when its stdin does, or on SIGTERM.
import { buildApp } from "fauxqs";

const app = buildApp({ logger: false });
const port = Number(process.argv[2] ?? "0");
const url = await app.listen({ host: "127.0.0.1", port });
console.log(JSON.stringify({ url }));
process.once("SIGTERM", () => process.exit(0));
process.stdin.once("end", () => process.exit(0)).once("error", () => process.exit(0));
process.stdin.resume();
