// What happens after a trap: in a process of its own, because nothing works there afterwards.
import assert from "node:assert/strict";
import { test } from "node:test";

let wild = false;
const Instance = WebAssembly.Instance;
WebAssembly.Instance = function (...args) {
  const { exports } = new Instance(...args);
  // Outside of the memory: a true trap.
  const engine_call = (engine, ...rest) => exports.engine_call(wild ? 0x7fff_fff0 : engine, ...rest);
  return { exports: { ...exports, engine_call } };
};
const shiming = await import("shiming");

test("after a trap every call says so, and nothing is asked of the instance again", () => {
  const now = { unix: Date.now(), mono: 0 };
  const engine = shiming.Engine.open({ journal: "off" }, null, now);
  assert.equal(engine.poll(now).kind, "wait");
  wild = true;
  assert.throws(() => engine.poll(now), { name: "ShimingError", code: "panic" });
  wild = false;
  assert.throws(() => engine.poll(now), { name: "ShimingError", code: "poisoned" });
  assert.throws(() => shiming.validateName("某一一"), { name: "ShimingError", code: "poisoned" });
  assert.throws(() => engine.stats(null), { name: "ShimingError", code: "poisoned" });
  engine.free();
});
