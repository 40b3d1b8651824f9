// Through vite, webpack and esbuild: the bundle runs where it should, has one .wasm, and that imports nothing but the glue.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { test } from "node:test";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";
import webpack from "webpack";
import { noBrowser, open } from "./browser.mjs";
import { filesOf, project, run } from "./project.mjs";

// The first official example of the platform's own pi; and the year of birth in it.
const ASK = `piBirthDate("1hpfml09b57f3f8185f8cb5094ea3f26278efb").shape`;
const SHAPE = "standard";
const PAGE = '<!doctype html><meta charset="utf-8"><title>t</title><p role="status"></p><script type="module" src="./main.js"></script>';
const SHOW = `(text) => { document.querySelector("[role=status]").textContent = text; }`;

const browserMain = `
import { init, piBirthDate } from "shiming";
init().then(() => (${SHOW})(${ASK}));
`;
const nodeMain = `
import { piBirthDate } from "shiming";
console.log(${ASK});
`;

/** One .wasm, compiled for this package and for nothing else. */
function oneWasm(folder) {
  const found = filesOf(folder).filter((path) => path.endsWith(".wasm"));
  assert.equal(found.length, 1, `one .wasm was expected: ${found}`);
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(join(folder, found[0]))));
  assert.deepEqual(imports.filter(({ module }) => module === "env"), []);
  // Nor a copy of it as text inside the scripts.
  const texts = filesOf(folder).filter((path) => /\.m?js$/.test(path)).map((path) => readFileSync(join(folder, path), "utf8"));
  assert.ok(!texts.some((text) => text.includes("AGFzbQEAAAA")), "the .wasm is also in a script, as base64");
}

async function shows(folder) {
  const { page, seen, stop } = await open(folder);
  try {
    await page.getByRole("status").getByText(SHAPE, { exact: true }).waitFor().catch((error) => {
      throw new Error(`${error.message}\n${seen.complaints.join("\n")}`);
    });
    assert.deepEqual(seen.complaints, []);
    assert.equal(seen.requests.filter((path) => path.endsWith(".wasm")).length, 1);
  } finally {
    await stop();
  }
}

async function prints(folder, file) {
  const { status, stdout, stderr } = await run(process.execPath, [join(folder, file)], { cwd: folder });
  assert.equal(status, 0, stderr);
  assert.equal(stdout, `${SHAPE}\n`);
}

async function pack(configuration) {
  // Its advice on sizes is for scripts that hold up a page.
  const stats = await promisify(webpack)({ mode: "production", performance: { hints: false }, ...configuration });
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  assert.deepEqual([errors, warnings], [[], []], "webpack has no complaint");
}

test("vite: a site", { skip: noBrowser }, async () => {
  const root = await project({ "index.html": PAGE, "main.js": browserMain }, { type: "module" });
  await vite({ root, configFile: false, logLevel: "error", base: "./" });
  oneWasm(join(root, "dist"));
  await shows(join(root, "dist"));
});

test("webpack: a site", { skip: noBrowser }, async () => {
  const root = await project({ "dist/index.html": PAGE, "main.js": browserMain });
  await pack({ context: root, entry: "./main.js", target: "web", output: { path: join(root, "dist"), filename: "main.js" } });
  oneWasm(join(root, "dist"));
  await shows(join(root, "dist"));
});

test("esbuild: a site, which names the .wasm itself because esbuild does not follow new URL", { skip: noBrowser }, async () => {
  const main = `
import { init, piBirthDate } from "shiming/web";
import wasm from "shiming/shiming.wasm";
init(new URL(wasm, import.meta.url)).then(() => (${SHOW})(${ASK}));
`;
  const root = await project({ "dist/index.html": PAGE, "main.js": main });
  await esbuild({ absWorkingDir: root, entryPoints: ["main.js"], bundle: true, format: "esm", outdir: "dist", loader: { ".wasm": "file" }, logLevel: "error" });
  oneWasm(join(root, "dist"));
  await shows(join(root, "dist"));
});

for (const [module, file] of [["module", "main.mjs"], ["commonjs", "main.cjs"]]) {
  test(`webpack: a server as ${module}`, async () => {
    const root = await project({ "main.js": nodeMain });
    const output = { path: join(root, "dist"), filename: file, ...(module === "module" && { module: true, chunkFormat: "module" }) };
    await pack({ context: root, entry: "./main.js", target: "node18", output, experiments: { outputModule: module === "module" } });
    oneWasm(join(root, "dist"));
    await prints(join(root, "dist"), file);
  });
}

const required = nodeMain.replace(/import (.*) from (.*);/, "const $1 = require($2);");
for (const [format, file, source] of [["esm", "main.mjs", nodeMain], ["cjs", "main.cjs", nodeMain], ["cjs", "required.cjs", required]]) {
  test(`esbuild: a server as ${format}, ${file}, with the .wasm put beside it`, async () => {
    const root = await project({ "main.js": source });
    await esbuild({ absWorkingDir: root, entryPoints: ["main.js"], bundle: true, platform: "node", format, outfile: `dist/${file}`, logLevel: "error" });
    const wasm = filesOf(join(root, "node_modules/shiming")).find((path) => path.endsWith(".wasm"));
    await copyFile(join(root, "node_modules/shiming", wasm), join(root, "dist", basename(wasm)));
    oneWasm(join(root, "dist"));
    await prints(join(root, "dist"), file);
  });
}
