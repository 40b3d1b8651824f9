// Makes dist/ of src/ and of what `cargo xtask wasm` left in src/glue/ (wasm-bindgen's output): the smallest .wasm, the entries with their types, CommonJS.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const run = (tool, ...args) => execFileSync(process.execPath, [`node_modules/${tool}`, ...args], { stdio: "inherit" });

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist/glue", { recursive: true });
const features = ["bulk-memory", "bulk-memory-opt", "reference-types", "sign-ext", "mutable-globals", "nontrapping-float-to-int", "simd"];
// The lowest 1024 bytes are the far end of the stack, where nothing lies but before it overflows: offsets may be joined into one.
const optimise = ["-Oz", "--low-memory-unused", "--strip-debug", "--strip-producers", ...features.map((name) => `--enable-${name}`)];
run("binaryen/bin/wasm-opt", ...optimise, "src/glue/shiming_wasm_bg.wasm", "-o", "dist/shiming.wasm");

const wasm = readFileSync("dist/shiming.wasm");
writeFileSync("src/inline.ts", `/** shiming.wasm, for Deno. Made by build.mjs. */\nexport const base64: string =\n  "${wasm.toString("base64")}";\n`);
copyFileSync("dist/shiming.wasm", "src/shiming.wasm");
run("typescript/bin/tsc", "-p", ".");
copyFileSync("src/glue/shiming_wasm.js", "dist/glue/shiming_wasm.js");

// One file for each entry: Node takes 2 ms for every module, as long as for all that is in it; and without what only people read, names kept, because it
// reads all of it at every start.
const common = { bundle: true, minifyWhitespace: true, minifySyntax: true, platform: "node", target: "node18", logLevel: "warning" };
const entries = ["node", "deno", "workerd", "browser", "web", "host/index", "host/web"];
const own = { outdir: "dist", allowOverwrite: true, external: ["*/inline.js", "*.wasm"] };
await build({ ...common, ...own, format: "esm", target: "es2022", entryPoints: entries.map((name) => `dist/${name}.js`) });
// The same for CommonJS. `import.meta.url` becomes the file's own URL.
const banner = { js: 'const __url = require("node:url").pathToFileURL(__filename).href;' };
const cjs = { ...common, format: "cjs" };
await build({ ...cjs, entryPoints: ["dist/node.js"], outfile: "dist/node.cjs", define: { "import.meta.url": "__url" }, banner });
await build({ ...cjs, entryPoints: ["dist/host/index.js"], outfile: "dist/host.cjs" });
const kept = new Set([...entries, "inline"].map((name) => `${name}.js`));
for (const name of readdirSync("dist", { recursive: true }).filter((name) => name.endsWith(".js") && !kept.has(name))) rmSync(`dist/${name}`);
copyFileSync("src/glue/shiming_wasm.d.ts", "dist/glue/shiming_wasm.d.ts");
// Types for `require`: the same, in a folder that TypeScript takes for CommonJS.
run("typescript/bin/tsc", "-p", ".", "--emitDeclarationOnly", "--outDir", "dist/cjs");
mkdirSync("dist/cjs/glue");
copyFileSync("src/glue/shiming_wasm.d.ts", "dist/cjs/glue/shiming_wasm.d.ts");
writeFileSync("dist/cjs/package.json", '{ "type": "commonjs" }\n');
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(`../../${name}`, name);
console.log(`shiming.wasm: ${statSync("dist/shiming.wasm").size} bytes, ${gzipSync(wasm, { level: 9 }).length} with gzip`);
