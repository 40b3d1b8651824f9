// A short run of the soak; `npm run soak` does a million cycles.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

test("memory is flat over 200,000 cycles", () => {
  const soak = join(process.env.SHIMING_ROOT ?? "../..", "wasm/bench/soak.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [soak, "200000"], { encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
});
