/** Fails the build when the workbench grows beyond its budget: 45 kB of JavaScript and 12 kB of CSS, gzipped. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

type Manifest = Readonly<Record<string, Chunk>>;

const BUDGETS = { js: 45_000, css: 12_000 };
const ENTRY = "src/workbench.tsx";

const manifest = JSON.parse(readFileSync("dist/manifest.json", "utf8")) as Manifest;
const chunks = chunksOf(ENTRY);
const sizes = {
  js: gzipped(chunks.map((chunk) => chunk.file)),
  css: gzipped(chunks.flatMap((chunk) => chunk.css ?? [])),
};
for (const kind of ["js", "css"] as const) {
  process.stdout.write(`workbench ${kind}: ${sizes[kind]} of ${BUDGETS[kind]} bytes gzipped\n`);
  if (sizes[kind] > BUDGETS[kind]) process.exitCode = 1;
}

/** The entry with all that it loads. */
function chunksOf(name: string): Chunk[] {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`The manifest has no ${name}`);
  return [chunk, ...(chunk.imports ?? []).flatMap(chunksOf)];
}

function gzipped(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length, 0);
}
