// What is in the tarball, and what the usual judges of packages say about it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { filesOf, TARBALL, unpacked } from "./project.mjs";

const GOLDEN = new URL("files.txt", import.meta.url);
const manifestOf = async () => JSON.parse(readFileSync(join(await unpacked(), "package.json"), "utf8"));

test("the list of files is the one that was agreed on", async () => {
  const files = `${filesOf(await unpacked()).join("\n")}\n`;
  if (process.env.BLESS) writeFileSync(GOLDEN, files);
  assert.equal(files, readFileSync(GOLDEN, "utf8"), "after an intended change: BLESS=1 sh tests/packaging/test.sh");
});

test("every file that the manifest names is there", async () => {
  const files = new Set(filesOf(await unpacked()).map((path) => `./${path}`));
  const named = (target) => (typeof target === "string" ? [target] : Object.values(target ?? {}).flatMap(named));
  const { exports, main, types, sideEffects } = await manifestOf();
  for (const path of named(exports)) assert.ok(files.has(path), `exports name ${path}`);
  for (const path of [main, types].filter(Boolean)) assert.ok(files.has(path.replace(/^(?!\.\/)/, "./")), `${path} is named`);
  assert.ok(Array.isArray(sideEffects), "the entries install the .wasm: sideEffects must list them");
});

test("nothing runs at installation, and nothing else is installed", async () => {
  const { dependencies = {}, peerDependencies = {}, optionalDependencies = {}, scripts = {} } = await manifestOf();
  assert.deepEqual([dependencies, peerDependencies, optionalDependencies], [{}, {}, {}]);
  for (const name of ["preinstall", "install", "postinstall"]) assert.equal(scripts[name], undefined);
});

test("no entry awaits at its top level", async () => {
  // A module with an await at its top breaks service workers and bundles of CommonJS. As a classic script it does not parse.
  const { transform } = await import("esbuild");
  const root = await unpacked();
  for (const path of filesOf(root).filter((name) => /\.[cm]?js$/.test(name))) {
    const text = readFileSync(join(root, path), "utf8");
    await assert.doesNotReject(transform(text, { format: "cjs", logLevel: "silent", supported: { "top-level-await": false } }), path);
  }
});

test("publint has no complaint", async () => {
  const pkg = await manifestOf();
  const { messages } = await publint({ pkgDir: await unpacked(), pack: false, strict: true });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
});

test("are the types wrong? No", async () => {
  const analysis = await checkPackage(createPackageFromTarballData(readFileSync(TARBALL)), { excludeEntrypoints: ["./shiming.wasm"] });
  assert.ok(analysis.types, "there are types");
  // TypeScript's oldest resolution, node10, knows no exports: its users are told to leave it.
  // `shiming/web` is for modules only.
  const problems = analysis.problems.filter(
    ({ resolutionKind, kind, entrypoint }) => resolutionKind !== "node10" && !(kind === "CJSResolvesToESM" && entrypoint === "./web"),
  );
  assert.deepEqual(problems, []);
});
