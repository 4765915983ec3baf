// Room simulator/lambda/runtime: stacks in the lines of the source, where the function asks for it as on Lambda: NODE_OPTIONS with
// --enable-source-maps, and a map in the package or in the file.
import { SourceMap } from "node:module";
import path from "node:path/posix";
import { type CodeFiles, TASK_ROOT } from "./runtime.ts";

const FRAME = /(?:file:\/\/)?\/var\/task\/([^\s:()]+):(\d+):(\d+)/g;
const REFERENCE = /\/\/# sourceMappingURL=(\S+)\s*$/;
const INLINE = /^data:application\/json(?:;charset=[\w-]+)?;base64,/;

export const wantsSourceMaps = ({ NODE_OPTIONS = "" }: Readonly<Record<string, string>>): boolean =>
  NODE_OPTIONS.includes("--enable-source-maps");

/** Rewrites the places in a stack; what has no map stays as it is. */
export function sourceMapper(files: CodeFiles): (stack: string) => string {
  const maps = new Map<string, SourceMap | undefined>();
  const mapOf = (file: string): SourceMap | undefined => {
    if (!maps.has(file)) maps.set(file, readMap(files, file));
    return maps.get(file);
  };
  return (stack) =>
    stack.replaceAll(FRAME, (whole: string, file: string, line: string, column: string) => {
      const entry = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (entry === undefined || !("originalSource" in entry)) return whole;
      // A source outside of the package is told as if it stood in it: where it was built is nobody's business.
      const source = path.join(path.dirname(file), entry.originalSource).replace(/^(\.\.\/)+/, "");
      return `${TASK_ROOT}/${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });
}

function readMap(files: CodeFiles, file: string): SourceMap | undefined {
  const [, url] = REFERENCE.exec(textOf(files.get(file))) ?? [];
  if (url === undefined) return undefined;
  const text = INLINE.test(url)
    ? Buffer.from(url.replace(INLINE, ""), "base64").toString()
    : textOf(files.get(path.join(path.dirname(file), url)));
  try {
    return new SourceMap(JSON.parse(text) as ConstructorParameters<typeof SourceMap>[0]);
  } catch {
    return undefined; // as Node does with a map that cannot be read
  }
}

const textOf = (bytes: Uint8Array | undefined): string =>
  bytes === undefined ? "" : new TextDecoder().decode(bytes);
