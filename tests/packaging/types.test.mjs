// The shipped types, as strict as TypeScript can be, in the two resolutions that matter, with and without the types of Node
// and of the browser. types/use.ts uses every export; types/wrong.ts holds calls that must not compile.
import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { project, run, tool, unpacked } from "./project.mjs";

const read = (name) => readFileSync(new URL(`types/${name}`, import.meta.url), "utf8");
const use = read("use.ts");
const wrong = read("wrong.ts");

const STRICT = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitReturns: true,
  skipLibCheck: false,
  verbatimModuleSyntax: true,
  target: "es2022",
};
const node16 = { ...STRICT, module: "node16", moduleResolution: "node16" };
const bundler = { ...STRICT, module: "esnext", moduleResolution: "bundler" };
const server = { lib: ["es2022"], types: ["node"] };
const browser = { lib: ["es2022", "dom"], types: [] };

const CASES = [
  { name: "node16, ESM, on a server", files: { "use.mts": use, "wrong.mts": wrong }, options: { ...node16, ...server } },
  { name: "node16, CommonJS, on a server", files: { "use.cts": use, "wrong.cts": wrong }, options: { ...node16, ...server, verbatimModuleSyntax: false } },
  { name: "bundler, in a browser, without the types of Node", files: { "use.ts": use, "wrong.ts": wrong }, options: { ...bundler, ...browser } },
];

for (const { name, files, options } of CASES) {
  test(name, async () => {
    const tsconfig = JSON.stringify({ compilerOptions: options, include: ["*.ts", "*.mts", "*.cts"] });
    const cwd = await project({ ...files, "tsconfig.json": tsconfig }, { type: "module" });
    for (const types of ["@types/node", "undici-types"]) {
      cpSync(fileURLToPath(new URL(`node_modules/${types}`, import.meta.url)), join(cwd, "node_modules", types), { recursive: true });
    }
    const { status, stdout, stderr } = await run(tool("tsc"), ["-p", "."], { cwd });
    assert.equal(status, 0, `${stdout}${stderr}`);
  });
}

test("use.ts uses every export, and the types name nothing that is not there", async () => {
  const imported = (from) => {
    const [, names] = new RegExp(`^import \\{([^}]*)\\} from "${from}";`, "m").exec(use);
    return names.split(",").map((name) => name.trim().split(" as ")[0]).filter(Boolean).sort();
  };
  const root = await unpacked();
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const entry = (target) => (typeof target === "string" ? target : entry(target.node ?? target.import ?? target.default));
  for (const [subpath, name] of [[".", "shiming"], ["./host", "shiming/host"]]) {
    const there = Object.keys(await import(pathToFileURL(join(root, entry(exports[subpath]))))).sort();
    assert.deepEqual(imported(name), there);
  }
});
