// Random calls with values of every kind: each returns, or throws a ShimingError that is no defect. A trap would end the instance, and every later call.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as shiming from "shiming";
import { spellings } from "./operations.mjs";

const SEED = Number(process.env.SEED ?? 1);
const CALLS = Number(process.env.CALLS ?? 10_000);

/** mulberry32: small, and the same everywhere. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function detached() {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

const cycle = {};
cycle.self = cycle;
let deep = {};
for (let at = 0; at < 10_000; at += 1) deep = { deep };
const now = { unix: 1_600_000_000_000, mono: 5 };
const state = shiming.accountNew();
const good = [
  "", "g", "s", "a", "player-1", "某一一", "110000190101010001", "2836e95fcd10e04b0069bb1ee659955b", "hash", "pad", "live", "check", "post", "next_day",
  "production", "2000-02-29", "omnisdk", state, "{}", '{"base":"cn2021"}', '{"journal":"off"}', '{"base":"cn_v1","app_id":"1"}', 0, 1, 7, 128, 1010,
  1_600_000_000_000, new Uint8Array(), new Uint8Array(12), new Uint8Array(32).map((_, at) => at), new TextEncoder().encode('{"errcode":0}'), now,
  { kind: "production" }, { kind: "test", code: "Ab1" }, { kind: "tick" }, { kind: "http", status: 200, body: new Uint8Array(3) },
  { kind: "transport", sent: "unknown" }, { account: "a", state }, { di: "device" }, { index: 0, count: 1, from: 0 }, { playedTodayS: 1, guestUsedS: 2 },
  { appId: "a", bizId: "b", secretKey: "2836e95fcd10e04b0069bb1ee659955b" }, [], [["appId", "a"], ["bizId", "b"], ["timestamps", "1"]],
  [{ si: "s", bt: "login", ot: 1_599_999_999, ct: "guest", di: "d" }], [{ si: "s\u001f", bt: "login", ot: 1, ct: "guest", di: "d" }], null,
];
const bad = [
  undefined, Number.NaN, Infinity, -Infinity, 0.5, -0, 2 ** 53, -(2 ** 53), 2 ** 31, -1, 1n, 2n ** 64n, true, false, "\ud800", "x\udc00y", "\0", "\u001f", "[",
  "a".repeat(5_000), Symbol("s"), () => 1, new Date(0), /x/, new Map(), new ArrayBuffer(4), new DataView(new ArrayBuffer(4)), new Uint16Array(4),
  new Float64Array(2), new Uint8ClampedArray(2), "not json", "{", '{"a":{"a":{}}}', [1, 2], [[]], [["a"]], [["a", 1n]], [null], [undefined], [{}], cycle, deep,
  { kind: 5 }, { kind: "no_such" }, { kind: "check_answer", ai: "x", answer: { kind: "refused", errcode: 2 ** 40, errmsg: 5, class: "x" } },
  { unix: 1.5, mono: 0 }, { unix: 1n, mono: "0" }, { account: 1, state: 2 }, { get kind() { return cycle; } }, Object.create(null), new Proxy({}, {}),
  { kind: "http", status: 200, body: [1, 2] }, { kind: "http", status: 2 ** 40, body: new Uint8Array(1), date: 5 }, JSON.parse('{"__proto__":{"x":1}}'),
  new String("text"), new Number(5), class {}, "[".repeat(5_000), '{"a":'.repeat(2_000),
];

test(`${CALLS} random calls, seed ${SEED}`, () => {
  const random = generator(SEED);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const value = () => {
    const chosen = random() < 0.7 ? pick(good) : random() < 0.1 ? detached() : pick(bad);
    return chosen;
  };
  const fresh = () => shiming.Engine.open({ journal: "off" }, null, now);
  let engine = fresh();
  let returned = 0;
  for (let call = 0; call < CALLS; call += 1) {
    const name = pick(spellings);
    const [of, method] = name.split(".");
    const values = Array.from({ length: Math.floor(random() * 9) }, value);
    try {
      if (!method) shiming[name](...values);
      else if (shiming[of][method]) shiming[of][method](...values)?.free?.();
      else if (method === "free" && random() < 0.9) continue;
      else engine[method](...values);
      returned += 1;
    } catch (error) {
      if (!(error instanceof shiming.ShimingError)) throw new Error(`${name}, seed ${SEED}, call ${call}: ${error?.stack}`);
      assert.ok(!["internal", "panic", "poisoned"].includes(error.code), `${name}, seed ${SEED}, call ${call}: ${error.message}`);
      assert.ok(error.message.length > 5);
      if (error.code === "closed") engine = fresh();
    }
  }
  assert.ok(returned > CALLS / 100, `only ${returned} calls had good arguments`);
  assert.equal(shiming.validateName("某一一").name, "某一一");
});

test("each wrong type is told with its field", () => {
  const wrong = (call, code, field) => assert.throws(call, (error) => error instanceof shiming.ShimingError && error.code === code && error.field === field);
  wrong(() => shiming.validateName(5), "invalid_parameter", "name");
  wrong(() => shiming.validateName("x\ud800"), "invalid_text", "name");
  for (const time of [Number.NaN, Infinity, 1.5, 2 ** 53, 1n, "1", null, undefined]) {
    wrong(() => shiming.validateIdNumber("110000190101010001", time), "invalid_parameter", "unix");
  }
  for (const body of [[1], "x", new ArrayBuffer(2), detached(), null, new Uint16Array(2)]) wrong(() => shiming.parseCheck(200, body), "invalid_parameter", "body");
  wrong(() => shiming.parseCheck(2 ** 31, new Uint8Array()), "invalid_parameter", "status");
  wrong(() => shiming.parseCheck(200, { [Symbol.toStringTag]: "Uint8Array" }), "invalid_parameter", "body");
  wrong(() => shiming.sign("x".repeat(40 << 20), [], new Uint8Array()), "invalid_parameter", "secret_key");
});
