// Without a bundler: every runtime imports the installed package by its name and is ready at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { missing, project, run, tool } from "./project.mjs";

// An official known answer of the signature, and proof that init() twice changes nothing.
const KNOWN = "386c03b776a28c06b8032a958fbd89337424ef45c62d0422706cca633d8ad5fd";
const USE = `
const before = sign("2836e95fcd10e04b0069bb1ee659955b", [["appId", "test-appId"], ["bizId", "test-bizId"],
  ["id", "test-id"], ["name", "test-name"], ["timestamps", "1584949895758"]],
  new TextEncoder().encode('{"data":"CqT/33f3jyoiYqT8MtxEFk3x2rlfhmgzhxpHqWosSj4d3hq2EbrtVyx2aLj565ZQNTcPrcDipnvpq/D/vQDaLKW70O83Q42zvR0//OfnYLcIjTPMnqa+SOhsjQrSdu66ySSORCAo"}'));
console.log(before);
`;
const esm = `import { init, sign } from "shiming";\n${USE}init().then(init).then(() => console.log(typeof sign));\n`;
const cjs = `const { init, sign } = require("shiming");\n${USE}init().then(init).then(() => console.log(typeof sign));\n`;

const DENO = ["run", "--no-remote", "--no-lock", "--node-modules-dir=manual", "--no-prompt", "main.ts"];
const PLACES = [
  { name: "Node, ESM", program: process.execPath, args: ["main.mjs"], file: esm },
  { name: "Node, CommonJS", program: process.execPath, args: ["main.cjs"], file: cjs },
  { name: "Node 18, ESM", program: tool("node18"), args: ["main.mjs"], file: esm, skip: await missing("node18") },
  { name: "Node 18, CommonJS", program: tool("node18"), args: ["main.cjs"], file: cjs, skip: await missing("node18") },
  { name: "Deno, without any permission", program: tool("deno"), args: DENO, file: esm, skip: await missing("deno") },
  { name: "Bun", program: tool("bun"), args: ["main.ts"], file: esm, skip: await missing("bun") },
  { name: "Bun, CommonJS", program: tool("bun"), args: ["main.cjs"], file: cjs, skip: await missing("bun") },
];

for (const { name, program, args, file, skip = false } of PLACES) {
  test(name, { skip }, async () => {
    const cwd = await project({ [args.at(-1)]: file });
    const { status, stdout, stderr } = await run(program, args, { cwd });
    assert.equal(status, 0, stderr);
    assert.equal(stdout, `${KNOWN}\nfunction\n`);
  });
}
