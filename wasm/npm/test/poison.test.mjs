// What happens after a trap: in a process of its own, because nothing works there afterwards.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as shiming from "shiming";

const glue = await import(new URL("./glue/shiming_wasm.js", import.meta.resolve("shiming")));

test("after a trap every call says so, and nothing is asked of the instance again", () => {
  const now = { unix: Date.now(), mono: 0 };
  const engine = shiming.Engine.open({ journal: "off" }, null, now);
  const poll = glue.Engine.prototype.poll;
  glue.Engine.prototype.poll = function (...clocks) {
    this.__wbg_ptr = 0x7fff_fff0; // Outside of the memory: a true trap.
    return poll.apply(this, clocks);
  };
  assert.throws(() => engine.poll(now), { name: "ShimingError", code: "panic" });
  assert.throws(() => shiming.validateName("某一一"), { name: "ShimingError", code: "poisoned" });
  assert.throws(() => engine.stats(null), { name: "ShimingError", code: "poisoned" });
  engine.free();
});
