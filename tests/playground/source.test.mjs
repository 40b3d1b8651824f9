// What the page's own code may not do.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const PAGE = new URL("../../examples/playground/", import.meta.url);
const files = readdirSync(PAGE, { recursive: true }).filter((name) => /\.(js|html)$/.test(name) && name !== "serve.js");
const read = (name) => readFileSync(new URL(name, PAGE), "utf8");

test("it sends nothing, stores nothing, and reads no input as markup", () => {
  const banned =
    /\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection|localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function)\s*[(.=]/;
  assert.ok(files.length > 15);
  for (const name of files) assert.doesNotMatch(read(name), banned, name);
});

test("it names no other site but the authority's, in examples", () => {
  for (const name of files) {
    const sites = [...read(name).matchAll(/https?:\/\/([\w.-]+)/g)].map(([, site]) => site);
    const allowed = ["www.w3.org", "127.0.0.1", "api.wlc.nppa.gov.cn", "api2.wlc.nppa.gov.cn"];
    for (const site of sites) assert.ok(allowed.includes(site) || site === "h", `${name}: ${site}`);
  }
});

test("the policy in the page allows itself and WebAssembly only", () => {
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(read("index.html"))[1];
  const rules = Object.fromEntries(
    policy.split("; ").map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1).join(" ")]),
  );
  assert.deepEqual(rules, {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
  });
});

test("files are small", () => {
  for (const name of files) assert.ok(read(name).split("\n").length <= 600, name);
});
