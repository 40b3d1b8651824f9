// Memory over many cycles of everything that a game server does: `npm run soak [-- cycles]` in wasm/npm, a million by default.
// After half of them the instance's memory must have its final size: it has after about 90,000.

import assert from "node:assert/strict";

const [cycles, entry] = [Number(process.argv[2] ?? 1_000_000), new URL("../npm/dist/node.js", import.meta.url)];

let memory;
const Instance = WebAssembly.Instance;
WebAssembly.Instance = function (module, imports) {
  const instance = new Instance(module, imports);
  memory = instance.exports.memory;
  return instance;
};
const { Engine, accountApply, accountNew, checkRequest, decryptBody, parseCheck } = await import(entry);

const secretKey = "2836e95fcd10e04b0069bb1ee659955b";
const app = { appId: "test-appId", bizId: "test-bizId", secretKey };
const start = 1_795_176_000_000;
const pi = "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u";
const ok = new TextEncoder().encode('{"errcode":0,"errmsg":"ok"}');

const engine = Engine.open({ v: 1, journal: "on", journalKeys: ["0123456789abcdef".repeat(4)] }, null, { unix: start, mono: 0 });
engine.putApp({ appId: app.appId, keys: [{ secretKey }] });
engine.putGame({ game: "g", appId: app.appId, bizId: app.bizId });
const linked = { kind: "link_person", pi, birth: null, source: "own" };
const { state } = accountApply(accountNew(), linked, null, { unix: start, mono: 0 }, null);

/** The host's loop, with an authority that accepts everything at once. */
function serve(now) {
  let reports = 0;
  for (;;) {
    const step = engine.poll(now);
    if (step.kind === "persist") engine.persisted(step.seq);
    else if (step.kind === "event") engine.handled(step.seq);
    else if (step.kind === "send") {
      reports += 1;
      engine.complete(step.send, { kind: "http", status: 200, body: ok, date: null }, now);
    } else return reports;
  }
}

let reports = 0;
let settled;
for (let cycle = 0; cycle < cycles; cycle++) {
  // Two rows in 2 ms: what the authority's quota of reports carries.
  const now = { unix: start + 2_000 + cycle * 2, mono: 2_000 + cycle * 2 };
  const session = `session-${cycle % 5_000}-${Math.floor(cycle / 5_000)}`;
  engine.login("g", session, { account: `player-${cycle % 5_000}`, state }, null, now);
  engine.logout("g", session, now);
  if (cycle % 32 === 0) reports += serve(now);
  if (cycle % 16 === 0) {
    const { body } = checkRequest(app, { kind: "production" }, `ai-${cycle}`, "某一一", "110000190101010001", null, now.unix);
    decryptBody(secretKey, body);
    parseCheck(200, ok);
    assert.throws(() => engine.logout("g", "nobody", now));
    Engine.open({ v: 1, journal: "off" }, null, now).free();
  }
  if (cycle === Math.floor(cycles / 2)) settled = memory.buffer.byteLength;
}
const end = memory.buffer.byteLength;
const mib = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
console.log(`${cycles} cycles, ${reports} reports: ${mib(settled)} after half, ${mib(end)} at the end`);
assert.ok(reports > 0, "nothing was reported: the cycle did not do what it is for");
// Two pages of 64 KiB: the allocator's own play. A byte lost in each cycle would be more.
assert.ok(end <= settled + 2 * 65_536, "the memory of the instance grew");
