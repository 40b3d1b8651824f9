// A short run of the soak; `npm run soak` does a million cycles.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

test("memory is flat over 50,000 cycles", () => {
  const soak = fileURLToPath(new URL("../../bench/soak.mjs", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [soak, "50000"], { encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
});
