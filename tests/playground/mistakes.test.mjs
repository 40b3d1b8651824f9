// Each mistake is found from the signature that it makes. The signatures are computed here by node:crypto, the page's own
// arithmetic has no part in them.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { findMistakes } from "../../examples/playground/mistakes.js";

const KEY = "2836e95fcd10e04b0069bb1ee659955b";
const SIGNED = {
  key: KEY,
  params: [
    ["bizId", "test-bizId"],
    ["appId", "test-appId"],
    ["timestamps", "1584949895758"],
    ["ai", "a b"],
  ],
  body: '{"data":"a/b"}',
  contentType: "application/json",
};
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");
/** What the library does: the parameters by the bytes of their names, and the signature. */
const explain = (key, params, body) => {
  const sorted = [...params].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return { sorted, sign: sha256(key, sorted.flat().join(""), body) };
};
const digest = async (bytes) => sha256(bytes);
const RIGHT = 'aia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{"data":"a/b"}';

const find = (got, signed = SIGNED, hash = digest) => findMistakes(signed, got, explain, hash);
const names = (found) => found && found.mistakes.map(({ name, value }) => (value ? `${name} ${value}` : name));

test("no mistake is no finding, and nonsense has no cause", async () => {
  const found = await find(sha256(KEY, RIGHT));
  assert.deepEqual(found, { mistakes: [], text: `<secretKey>${RIGHT}` });
  assert.equal(await find("0".repeat(64)), null);
});

test("each mistake is named, with the string that was signed", async () => {
  const cases = {
    joint_dash: 'ai-a bappId-test-appIdbizId-test-bizIdtimestamps-1584949895758{"data":"a/b"}',
    joint_equals: 'ai=a bappId=test-appIdbizId=test-bizIdtimestamps=1584949895758{"data":"a/b"}',
    joint_form: 'ai=a b&appId=test-appId&bizId=test-bizId&timestamps=1584949895758{"data":"a/b"}',
    joint_ampersand: 'aia b&appIdtest-appId&bizIdtest-bizId&timestamps1584949895758{"data":"a/b"}',
    order_given: 'bizIdtest-bizIdappIdtest-appIdtimestamps1584949895758aia b{"data":"a/b"}',
    query_absent: 'appIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{"data":"a/b"}',
    query_encoded: 'aia%20bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{"data":"a/b"}',
    query_plus: 'aia+bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{"data":"a/b"}',
    content_type:
      'Content-Typeapplication/jsonaia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{"data":"a/b"}',
    "unsigned bizId": 'aia bappIdtest-appIdtimestamps1584949895758{"data":"a/b"}',
    "unsigned timestamps": 'aia bappIdtest-appIdbizIdtest-bizId{"data":"a/b"}',
    stamp_seconds: 'aia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895{"data":"a/b"}',
    body_absent: "aia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758",
    body_spaced: 'aia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{"data": "a/b"}',
    body_slash: 'aia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{"data":"a\\/b"}',
    body_newline: `${RIGHT}\n`,
  };
  for (const [name, text] of Object.entries(cases)) {
    const found = await find(sha256(KEY, text));
    assert.deepEqual(names(found), [name]);
    assert.equal(found.text, `<secretKey>${text}`);
  }
});

test("order without regard to case shows with a name between", async () => {
  const signed = { ...SIGNED, params: [...SIGNED.params, ["Zone", "1"]] };
  const text = 'aia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758Zone1{"data":"a/b"}';
  // It is also the given order of another request: here it is not.
  signed.params = [["Zone", "1"], ...SIGNED.params];
  assert.deepEqual(names(await find(sha256(KEY, text), signed)), ["order_no_case"]);
});

test("the key: as bytes, in upper case, absent, last", async () => {
  assert.deepEqual(names(await find(sha256(Buffer.from(KEY, "hex"), RIGHT))), ["key_bytes"]);
  assert.deepEqual(names(await find(sha256(KEY.toUpperCase(), RIGHT))), ["key_upper"]);
  assert.deepEqual(names(await find(sha256(RIGHT))), ["key_absent"]);
  const last = await find(sha256(RIGHT, KEY));
  assert.deepEqual([names(last), last.text], [["key_last"], `${RIGHT}<secretKey>`]);
  const signed = { ...SIGNED, key: KEY.toUpperCase() };
  assert.deepEqual(names(await find(sha256(KEY, RIGHT), signed)), ["key_lower"]);
});

test("what was sent differs from what was signed: seconds, blanks", async () => {
  const seconds = {
    ...SIGNED,
    params: SIGNED.params.map(([k, v]) => (k === "timestamps" ? [k, "1584949895"] : [k, v])),
  };
  assert.deepEqual(names(await find(sha256(KEY, RIGHT.replace("895758", "895000")), seconds)), ["stamp_millis"]);
  const spaced = { ...SIGNED, body: '{ "data" : "a/b" }' };
  assert.deepEqual(names(await find(sha256(KEY, RIGHT), spaced)), ["body_compact"]);
  const trimmed = { ...SIGNED, body: "x \n" };
  assert.deepEqual(names(await find(sha256(KEY, RIGHT.replace(SIGNED.body, "x")), trimmed)), ["body_trimmed"]);
});

test("upper case alone, and beside others", async () => {
  assert.deepEqual(names(await find(sha256(KEY, RIGHT).toUpperCase())), ["upper"]);
  const dashes = "ai-a bappId-test-appIdbizId-test-bizIdtimestamps-1584949895758";
  assert.deepEqual(names(await find(sha256(KEY, dashes).toUpperCase())), ["joint_dash", "body_absent", "upper"]);
});

test("three at once are found, four are not looked for", async () => {
  const three = "appId=test-appId&bizId=test-bizId&timestamps=1584949895";
  assert.deepEqual(names(await find(sha256(KEY, `${three}{"data":"a/b"}`))), [
    "joint_form",
    "query_absent",
    "stamp_seconds",
  ]);
  assert.equal(await find(sha256(KEY, three)), null);
});

test("the search is bounded", async () => {
  let calls = 0;
  await find("0".repeat(64), SIGNED, async (bytes) => ((calls += 1), sha256(bytes)));
  assert.ok(calls > 500 && calls < 5000, `${calls} digests`);
});

test("without a digest the mistakes that the library itself can sign are still found", async () => {
  assert.deepEqual(names(await find(sha256(KEY, RIGHT.replace('{"data":"a/b"}', "")), SIGNED, null)), ["body_absent"]);
  assert.equal(await find(sha256(KEY, `x${RIGHT}`), SIGNED, null), null);
});
