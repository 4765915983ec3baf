// Room system: where the programs of the system stand: beside this file, as .ts in the repository and as .js in the package.
import { fileURLToPath } from "node:url";

/** The path of a program that the template names (`worker/inventory.ts`). */
export function programPath(command: string): string {
  const built = import.meta.url.endsWith(".js");
  return fileURLToPath(new URL(built ? command.replace(/\.ts$/, ".js") : command, import.meta.url));
}
