// Builds a source for a test, with the modules named taken from `mocks` (by name, as the text of a module) in place of their own.
import { build } from "esbuild";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

export const here = path.dirname(new URL(import.meta.url).pathname);

export async function load(source, mocks = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "realist-"));
  const outfile = path.join(folder, "module.mjs");
  await build({
    entryPoints: [path.join(here, "..", source)], bundle: true, platform: "node", format: "esm", outfile, logLevel: "error",
    plugins: [{
      name: "mocks",
      setup(of) {
        of.onResolve({ filter: /.*/ }, (args) => (args.path in mocks ? { path: args.path, namespace: "mock" } : undefined));
        of.onLoad({ filter: /.*/, namespace: "mock" }, (args) => ({ contents: mocks[args.path], loader: "js" }));
      },
    }],
  });
  const module = await import(pathToFileURL(outfile));
  await rm(folder, { recursive: true });
  return module;
}
