// Builds what is published: JavaScript and types by tsc, and the data files that the compiler does not copy.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
execFileSync("node_modules/.bin/tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit" });
cpSync("src/system/template.yaml", "dist/system/template.yaml");
cpSync("src/system/messaging/template.yaml", "dist/system/messaging/template.yaml");
