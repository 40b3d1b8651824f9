// What the package costs in Node, each number beside what is promised of it, in one run: `npm run bench` in wasm/npm, after
// `cargo xtask wasm`. Requests are measured beside plain.mjs, in turns, best of many short runs: a busy machine slows both.

import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { plainClient } from "./plain.mjs";

const entry = new URL("../npm/dist/node.js", import.meta.url);
const { Engine, accountApply, accountNew, checkRequest, reportRequest } = await import(entry);

const app = {
  appId: "fdc6688637bc468e9aea874654cbead2",
  bizId: "1101999999",
  secretKey: "b4c932250dbe59ff53b15ee993a9feb5",
};
const [ai, name, number] = ["0123456789abcdef0123456789abcdef", "某一一", "110000190101010001"];
const pi = "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u";
const unix = 1_705_975_788_903;
const nonce = Buffer.alloc(12, 7);
const endpoints = { kind: "production" };

let kept;
let missed = 0;

function time(call, calls) {
  const start = process.hrtime.bigint();
  for (let at = 0; at < calls; at++) kept = call();
  return Number(process.hrtime.bigint() - start) / calls;
}

/** Nanoseconds of each, at best. */
function best(calls) {
  const each = calls.map((call) => {
    let count = 1;
    time(call, 2_000);
    while (time(call, count) * count < 300_000) count *= 2;
    return count;
  });
  const least = calls.map(() => Infinity);
  for (let round = 0; round < 2_000; round++) {
    calls.forEach((call, at) => {
      least[at] = Math.min(least[at], time(call, each[at]));
    });
  }
  return least;
}

function line(what, measured, promise, holds) {
  if (!holds) missed++;
  console.log(`${what.padEnd(28)}${measured.padEnd(44)}${promise.padEnd(30)}${holds ? "holds" : "MISSED"}`);
}

/** Both draw a nonce for each message; with the same one they must make the same message. */
function beside(what, ours, plain, promise) {
  const same = Buffer.from(ours(nonce).body).toString() === plain(nonce).body;
  if (!same) throw new Error(`${what}: the two bodies differ, there is nothing to compare`);
  const [mine, theirs] = best([() => ours(null), () => plain(randomBytes(12))]);
  const [us, them] = [mine, theirs].map((ns) => (ns / 1000).toFixed(1));
  const ratio = theirs / mine;
  line(what, `${us} us, node:crypto ${them} us: ${ratio.toFixed(2)} x`, `>= ${promise.toFixed(1)} x node:crypto`, ratio >= promise);
}

function open(journal) {
  const config = journal
    ? { v: 1, journal: "on", journalKeys: ["0123456789abcdef".repeat(4)] }
    : { v: 1, journal: "off" };
  const engine = Engine.open(config, null, { unix: 1_795_176_000_000, mono: 0 });
  engine.putApp({ appId: "test-appId", keys: [{ secretKey: app.secretKey }] });
  const [check, query, report] = ["c", "q", "r"].map((path) => `http://127.0.0.1/${path}`);
  engine.putGame({
    game: "g",
    appId: "test-appId",
    bizId: "test-bizId",
    endpoints: { kind: "custom", check, query, report },
  });
  return engine;
}

/** Everything that can be done at once. The first second after opening is quiet: nothing is sent. */
function serve(engine, now) {
  for (;;) {
    const step = engine.poll(now);
    if (step.kind === "persist") engine.persisted(step.seq);
    else if (step.kind === "event") engine.handled(step.seq);
    else return;
  }
}

/** In short runs of 128 pairs and the journal of them; the best counts. */
function pairsPerSecond(journal) {
  const now = { unix: 1_795_176_000_000, mono: 10 };
  const linked = { kind: "link_person", pi, birth: null, source: "own" };
  const { state } = accountApply(accountNew(), linked, null, now, null);
  let least = Infinity;
  for (let round = 0; round < 20; round++) {
    const engine = open(journal);
    for (let run = 0; run < 64; run++) {
      const visits = Array.from({ length: 128 }, (_, at) => [`session-${run}-${at}`, { account: `player-${run}-${at}`, state }]);
      const start = process.hrtime.bigint();
      for (const [session, player] of visits) {
        engine.login("g", session, player, null, now);
        engine.logout("g", session, now);
      }
      serve(engine, now);
      least = Math.min(least, Number(process.hrtime.bigint() - start) / visits.length);
    }
    engine.free();
  }
  return 1e9 / least;
}

function coldStart() {
  const script = `
    const start = performance.now();
    const { sign } = await import(${JSON.stringify(entry.href)});
    const params = [["appId", "a"], ["bizId", "b"], ["timestamps", "1705975788903"]];
    sign("${app.secretKey}", params, new Uint8Array());
    console.log(performance.now() - start);`;
  const run = () => Number(execFileSync(process.execPath, ["--input-type=module", "-e", script]));
  return Math.min(...Array.from({ length: 30 }, run));
}

const plain = plainClient(app);
beside(
  "check request",
  (nonce) => checkRequest(app, endpoints, ai, name, number, nonce, unix),
  (nonce) => plain.check(ai, name, number, nonce, unix),
  1.5,
);

const at = (place) => Math.floor(unix / 1000) - 1 - place;
const si = (place) => place.toString(16).padStart(32, "0");
const rows = Array.from({ length: 128 }, (_, place) => ({
  si: si(place), bt: place % 2 ? "logout" : "login", ot: at(place), ct: "verified", pi, di: null,
}));
const plainRows = rows.map((row, place) => ({ si: row.si, bt: place % 2 ? 0 : 1, ot: row.ot, ct: 0, pi }));
beside(
  "report of 128 rows",
  (nonce) => reportRequest(app, endpoints, rows, nonce, unix),
  (nonce) => plain.report(plainRows, nonce, unix),
  1,
);

for (const journal of [true, false]) {
  const pairs = pairsPerSecond(journal);
  const shown = `${Math.round(pairs / 1000)},000 pairs/s`;
  line(`login + logout, journal ${journal ? "on" : "off"}`, shown, ">= 300,000 pairs/s", pairs >= 300_000);
}

const cold = coldStart();
line("import to first signature", `${cold.toFixed(1)} ms`, "<= 15 ms", cold <= 15);

const size = gzipSync(readFileSync(new URL("shiming.wasm", new URL("./", entry))), { level: 9 }).length;
line("shiming.wasm, gzip", `${Math.round(size / 1000)} KB`, "<= 120 KB", size <= 120_000);
if (missed > 0 && process.argv.includes("--strict")) process.exitCode = 1;
