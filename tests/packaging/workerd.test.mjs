// Cloudflare's own runtime, as it serves a worker: bundled, the .wasm beside it, one request over loopback.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { missing, project, tool } from "./project.mjs";

const WORKERD = tool("workerd");
const skip = await missing("workerd");

const WORKER = `
import { Engine, checkRequest, decryptBody, encryptBody, init, validateName, versions } from "shiming";
const key = "2836e95fcd10e04b0069bb1ee659955b";
export default {
  async fetch() {
    await init();
    const now = { unix: Date.now(), mono: 0 };
    const app = { appId: "test-appId", bizId: "test-bizId", secretKey: key };
    const request = checkRequest(app, { kind: "production" }, "ai-1", "某一一", "110000190101010001", null, now.unix);
    const engine = Engine.open({ journal: "off" }, null, now);
    const step = engine.poll(now);
    engine.free();
    // Longer than what other runtimes leave to their own cryptography.
    const long = new Uint8Array(5000).fill(7);
    const same = decryptBody(key, encryptBody(key, null, long)).every((byte) => byte === 7);
    let refused;
    try { validateName("1"); } catch (error) { refused = error.code; }
    return Response.json({ url: request.url, name: JSON.parse(new TextDecoder().decode(decryptBody(key, request.body))).name,
      step: step.kind, same, refused, versions: versions() });
  },
};
`;
const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker.js", esModule = embed "out.js"), (name = "shiming.wasm", wasm = embed "shiming.wasm")],
    compatibilityDate = "2025-01-01"
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
);
`;

/** The port, from what workerd says on its control channel. */
async function port(worker) {
  let told = "";
  for await (const piece of worker.stdio[3]) {
    told += piece;
    const found = /"port":(\d+)/.exec(told);
    if (found) return found[1];
  }
  throw new Error(`workerd ended: ${told}`);
}

test("workerd", { skip }, async () => {
  const root = await project({ "worker.js": WORKER, "config.capnp": CONFIG });
  const from = { absWorkingDir: root, entryPoints: ["worker.js"], outfile: "out.js", external: ["*.wasm"] };
  await build({ ...from, bundle: true, format: "esm", conditions: ["workerd"], logLevel: "error" });
  copyFileSync(join(root, "node_modules/shiming/dist/shiming.wasm"), join(root, "shiming.wasm"));
  const worker = spawn(WORKERD, ["serve", "config.capnp", "--control-fd=3"], { cwd: root, stdio: ["ignore", "inherit", "inherit", "pipe"] });
  try {
    const answered = await fetch(`http://127.0.0.1:${await port(worker)}/`);
    const text = await answered.text();
    assert.equal(answered.status, 200, text);
    const { versions, ...rest } = JSON.parse(text);
    assert.equal(versions.package, versions.core);
    const url = "https://api.wlc.nppa.gov.cn/idcard/authentication/check";
    assert.deepEqual(rest, { url, name: "某一一", step: "wait", same: true, refused: "invalid_name" });
  } finally {
    worker.kill();
  }
});
