// Room system: a handler and what it imports as the text of one file, `index.js`, as a Lambda function takes it. Made once a process,
// in memory; the AWS SDK is left to the runtime, which brings it along on Lambda. The same source gives the same text on every machine.

const made = new Map<string, Promise<string>>();

export interface Bundling {
  /** For a runtime that brings no SDK along. */
  readonly withSdk?: boolean;
}

/** Bundles the module at an absolute path. Throws what esbuild says is wrong with it. */
export function bundleHandler(file: string, { withSdk = false }: Bundling = {}): Promise<string> {
  const key = `${withSdk ? "with SDK " : ""}${file}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const bundle = makeBundle(file, withSdk);
  made.set(key, bundle);
  return bundle;
}

async function makeBundle(file: string, withSdk: boolean): Promise<string> {
  const esbuild = await import("esbuild");
  const { outputFiles } = await esbuild.build({
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: "node",
    // Node of nodejs22.x; CommonJS starts faster and needs no package.json.
    target: "node22",
    format: "cjs",
    external: withSdk ? [] : ["@aws-sdk/*", "@smithy/*"],
    // Comments would name paths of this machine.
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
