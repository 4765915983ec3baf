// Room target: a program of its own: waits until its stdin ends. Without the word `done` before, the run was killed, and the
// container it names is removed, with the Lambda containers that LocalStack started beside it.
import { execFileSync } from "node:child_process";

const containerId = process.argv[2] ?? "";
let said = "";
process.on("SIGINT", () => {});
process.stdin.setEncoding("utf8");
process.stdin.on("data", (text: string) => {
  said += text;
});
process.stdin.on("end", () => {
  if (!said.includes("done")) removeAll();
});

function removeAll(): void {
  // A stop with a deadline lets LocalStack remove its own Lambda containers; rm is for what is left.
  docker("stop", "--time", "25", containerId);
  docker("rm", "--force", "--volumes", containerId);
}

function docker(...args: string[]): void {
  try {
    execFileSync("docker", args, { stdio: "ignore", timeout: 60_000 });
  } catch {
    // Already gone, or no Docker any more: nothing is left to remove.
  }
}
