// With the runtime's own cryptography and without: the same bytes. The CommonJS build has it, the entry for browsers has not; they
// are two instances.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const crypto = require("node:crypto");
// For the entry of browsers, which have it; Node 18 has it only when asked.
globalThis.crypto ??= crypto.webcrypto;

let calls = 0;
for (const name of ["createHash", "createCipheriv", "createDecipheriv"]) {
  const original = crypto[name];
  crypto[name] = (...args) => {
    calls += 1;
    return original(...args);
  };
}
const fast = require("shiming");
const soft = await import("shiming/web");
soft.initSync(readFileSync(require.resolve("shiming/shiming.wasm")));

const key = "2836e95fcd10e04b0069bb1ee659955b";
const nonce = Uint8Array.from({ length: 12 }, (_, at) => at);
const params = [["appId", "a"], ["bizId", "b"], ["timestamps", "1705975788903"]];
const lengths = [0, 1, 16, 350, 383, 384, 385, 1_000, 17_189, 100_000];

/** How often the runtime was asked meanwhile. */
function asked(call) {
  const before = calls;
  call();
  return calls - before;
}

test("bodies and signatures are the same, and long ones are the runtime's", () => {
  for (const length of lengths) {
    const plain = Uint8Array.from({ length }, (_, at) => at % 251);
    const body = soft.encryptBody(key, nonce, plain);
    const long = Number(length >= 384);
    assert.equal(asked(() => assert.deepEqual(fast.encryptBody(key, nonce, plain), body)), long, `seal ${length}`);
    assert.equal(asked(() => assert.deepEqual(fast.decryptBody(key, body), plain)), long, `open ${length}`);
    assert.deepEqual(soft.decryptBody(key, body), plain);
    assert.equal(fast.sign(key, params, body), soft.sign(key, params, body));
  }
});

test("a changed body is refused by both", () => {
  for (const length of lengths) {
    const body = soft.encryptBody(key, nonce, new Uint8Array(length));
    // The first character of the ciphertext or of the tag, after 16 of the nonce.
    const at = 9 + 16;
    body[at] = body[at] === 65 ? 66 : 65;
    for (const surface of [fast, soft]) {
      assert.throws(() => surface.decryptBody(key, body), { code: "decrypt_failed" });
    }
  }
});

test("a runtime that fails is done without", () => {
  const [plain, original] = [new Uint8Array(5_000), crypto.createCipheriv];
  const expected = soft.encryptBody(key, nonce, plain);
  crypto.createCipheriv = () => {
    throw new Error("no such cipher here");
  };
  try {
    assert.deepEqual(fast.encryptBody(key, nonce, plain), expected);
  } finally {
    crypto.createCipheriv = original;
  }
});

test("reports are the same", () => {
  const app = { appId: "test-appId", bizId: "test-bizId", secretKey: key };
  const unix = 1_705_975_788_903;
  for (const count of [1, 2, 128]) {
    const rows = Array.from({ length: count }, (_, at) => ({
      si: `session-${at}`,
      bt: at % 2 ? "logout" : "login",
      ot: Math.floor(unix / 1000) - 1 - at,
      ct: at % 3 ? "verified" : "guest",
      pi: at % 3 ? "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u" : null,
      di: at % 3 ? null : `device-${at}`,
    }));
    const [ours, theirs] = [fast, soft].map((s) => s.reportRequest(app, { kind: "production" }, rows, nonce, unix));
    assert.deepEqual(ours, theirs);
  }
});

test("each message has a nonce of its own, and a request keeps its bytes when the next is made", () => {
  const app = { appId: "test-appId", bizId: "test-bizId", secretKey: key };
  for (const surface of [fast, soft]) {
    const check = () => surface.checkRequest(app, { kind: "production" }, "ai-1", "某一一", "110000190101010001", null, 1_705_975_788_903).body;
    const bodies = Array.from({ length: 50 }, () => [check(), surface.encryptBody(key, null, new Uint8Array(500))]).flat();
    const nonces = bodies.map((body) => Buffer.from(JSON.parse(Buffer.from(body)).data, "base64").toString("hex", 0, 12));
    assert.equal(new Set(nonces).size, bodies.length);
    for (const body of bodies) assert.ok(surface.decryptBody(key, body).length > 0);
  }
});
