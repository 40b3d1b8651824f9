// Makes dist/ of src/ and of what `cargo xtask wasm` left in src/glue/ (wasm-bindgen's output): the smallest .wasm, the entries with their types, CommonJS.
import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const run = (tool, ...args) => execFileSync(process.execPath, [`node_modules/${tool}`, ...args], { stdio: "inherit" });

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist/glue", { recursive: true });
const features = ["bulk-memory", "bulk-memory-opt", "reference-types", "multivalue", "sign-ext", "mutable-globals", "nontrapping-float-to-int", "simd"];
const optimise = ["-Oz", "--strip-debug", "--strip-producers", ...features.map((name) => `--enable-${name}`)];
run("binaryen/bin/wasm-opt", ...optimise, "src/glue/shiming_wasm_bg.wasm", "-o", "dist/shiming.wasm");

const wasm = readFileSync("dist/shiming.wasm");
writeFileSync("src/inline.ts", `/** shiming.wasm, for Deno. Made by build.mjs. */\nexport const base64: string =\n  "${wasm.toString("base64")}";\n`);
copyFileSync("dist/shiming.wasm", "src/shiming.wasm");
run("typescript/bin/tsc", "-p", ".");
for (const name of ["shiming_wasm.js", "shiming_wasm.d.ts"]) copyFileSync(`src/glue/${name}`, `dist/glue/${name}`);

// The same sources as CommonJS. `import.meta.url` becomes the file's own URL.
const common = { bundle: true, platform: "node", format: "cjs", target: "node18", logLevel: "warning" };
const banner = { js: 'const __url = require("node:url").pathToFileURL(__filename).href;' };
await build({ ...common, entryPoints: ["dist/node.js"], outfile: "dist/node.cjs", define: { "import.meta.url": "__url" }, banner });
await build({ ...common, entryPoints: ["dist/host/index.js"], outfile: "dist/host.cjs" });
// Types for `require`: the same, in a folder that TypeScript takes for CommonJS.
run("typescript/bin/tsc", "-p", ".", "--emitDeclarationOnly", "--outDir", "dist/cjs");
mkdirSync("dist/cjs/glue");
copyFileSync("src/glue/shiming_wasm.d.ts", "dist/cjs/glue/shiming_wasm.d.ts");
writeFileSync("dist/cjs/package.json", '{ "type": "commonjs" }\n');
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(`../../${name}`, name);
console.log(`shiming.wasm: ${statSync("dist/shiming.wasm").size} bytes, ${gzipSync(wasm, { level: 9 }).length} with gzip`);
