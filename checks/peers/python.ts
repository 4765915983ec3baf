// Checks: the emulators on PyPI that the trial is run against, pinned, each in a virtual environment of its own under .venv.
import path from "node:path";

export interface PythonPeer {
  readonly requirement: string;
  readonly program: string;
  readonly args: (port: number) => string[];
  readonly env: (port: number) => Readonly<Record<string, string>>;
}

export const PEERS: ReadonlyMap<string, PythonPeer> = new Map([
  [
    "moto",
    {
      requirement: "moto[server]==5.2.5",
      program: "moto_server",
      args: (port: number) => ["-H", "127.0.0.1", "-p", String(port)],
      env: () => ({}),
    },
  ],
  [
    "ministack",
    {
      requirement: "ministack==1.5.33",
      program: "ministack",
      args: () => [],
      env: (port: number) => ({
        GATEWAY_PORT: String(port),
        MINISTACK_HOST: "127.0.0.1",
        BIND_HOST: "127.0.0.1",
      }),
    },
  ],
]);

const root = path.resolve(import.meta.dirname, "../..");

export function venvOf(name: string): string {
  return path.join(root, ".venv", name);
}

export function venvProgram(name: string, program: string): string {
  return path.join(venvOf(name), "bin", program);
}
