// The entry that loads nothing by itself, as browsers have it: in a process of its own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { webcrypto } from "node:crypto";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as shiming from "shiming/web";

// Browsers have it; Node 18 has it only when asked.
globalThis.crypto ??= webcrypto;

const bytes = readFileSync(createRequire(import.meta.url).resolve("shiming/shiming.wasm"));

test("nothing works before init, and everything after it; init may be called again", async () => {
  const unready = { name: "ShimingError", code: "not_initialized" };
  assert.throws(() => shiming.validateName("某一一"), unready);
  assert.throws(() => shiming.Engine.open("{}", null, { unix: Date.now(), mono: 0 }), unready);
  assert.throws(() => shiming.versions(), unready);
  await assert.rejects(shiming.init(), unready);
  // A failed load can be tried again.
  await assert.rejects(shiming.init(new Uint8Array([1, 2, 3])));
  assert.throws(() => shiming.initSync(new Uint8Array([1, 2, 3])));
  assert.throws(() => shiming.validateName("某一一"), unready);
  await Promise.all([shiming.init(bytes), shiming.init(bytes)]);
  const engine = shiming.Engine.open({ journal: "off" }, null, { unix: Date.now(), mono: 0 });
  // Another instance would not know this engine.
  await shiming.init(bytes);
  shiming.initSync(new WebAssembly.Module(bytes));
  assert.equal(engine.poll({ unix: Date.now(), mono: 1 }).kind, "wait");
  engine.free();
});
