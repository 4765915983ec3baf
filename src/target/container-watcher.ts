// Room target: a program of its own: waits until its stdin ends. Without the word `done` before, the run was killed, and every
// container with the label it was given is removed; LocalStack, stopped in peace, removes its Lambda containers itself.
import { execFileSync } from "node:child_process";

/** A container that was being made when the run died appears a moment later: so many looks, so far apart. */
const LOOKS = 10;
const LOOK_EVERY_MS = 1_000;

const label = process.argv[2] ?? "";
let said = "";
process.on("SIGINT", () => {});
process.stdin.setEncoding("utf8");
process.stdin.on("data", (text: string) => {
  said += text;
});
process.stdin.on("end", () => {
  if (!said.includes("done")) void removeAll();
});

async function removeAll(): Promise<void> {
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const ids = docker("ps", "--all", "--quiet", "--filter", `label=${label}`).split("\n").filter(Boolean);
    for (const id of ids) {
      // A stop with a deadline lets LocalStack remove its own Lambda containers; rm is for what is left.
      docker("stop", "--time", "25", id);
      docker("rm", "--force", "--volumes", id);
    }
    if (ids.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function docker(...args: string[]): string {
  try {
    return execFileSync("docker", args, {
      stdio: ["ignore", "pipe", "ignore"],
      encoding: "utf8",
      timeout: 60_000,
    });
  } catch {
    // Already gone, or no Docker any more: nothing is left to remove.
    return "";
  }
}
