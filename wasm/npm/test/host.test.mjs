import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Engine, accountNew } from "shiming";
import { exchange, Host, JournalDirectory, now } from "shiming/host";

async function serve(answer) {
  const server = createServer((request, response) => {
    const pieces = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => answer(request, response, Buffer.concat(pieces)));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${server.address().port}`;
  return { url, close: () => new Promise((done) => { server.closeAllConnections?.(); server.close(done); }) };
}

const request = (url) => ({ method: "POST", url, headers: [["appId", "a"], ["sign", "s"]], body: new TextEncoder().encode('{"data":"x"}') });

async function inFolder(run) {
  const folder = await mkdtemp(join(tmpdir(), "shiming-"));
  try {
    await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test("an error status is an answer, redirects are not followed, and the request goes as it is", async () => {
  const seen = [];
  const { url, close } = await serve((incoming, response, body) => {
    seen.push([incoming.url, incoming.headers.appid, body.toString()]);
    response.writeHead(incoming.url === "/moved" ? 302 : 502, { date: "Sat, 21 Nov 2026 00:00:00 GMT", location: "/elsewhere" }).end("no");
  });
  const failed = await exchange(request(`${url}/p`), 5_000);
  assert.deepEqual({ ...failed, body: Buffer.from(failed.body).toString() }, { kind: "http", status: 502, body: "no", date: "Sat, 21 Nov 2026 00:00:00 GMT" });
  assert.equal((await exchange(request(`${url}/moved`), 5_000)).status, 302);
  assert.deepEqual(seen, [["/p", "a", '{"data":"x"}'], ["/moved", "a", '{"data":"x"}']]);
  await close();
});

test("a refused connection was certainly not sent; a broken one may have been", async () => {
  const gone = await serve(() => {});
  await gone.close();
  const refused = await exchange(request(gone.url), 5_000);
  // Deno does not say why: there it stays unknown.
  assert.deepEqual(refused, { kind: "transport", sent: globalThis.Deno ? "unknown" : "no" });
  const { url, close } = await serve((incoming) => incoming.socket.destroy());
  assert.deepEqual(await exchange(request(url), 5_000), { kind: "transport", sent: "unknown" });
  await close();
});

test("an endless answer is cut, a silent server timed out, a signal heard", async () => {
  const { url, close } = await serve((incoming, response) => {
    if (incoming.url === "/long") response.end(Buffer.alloc(3_000_000, 32));
  });
  assert.equal((await exchange(request(`${url}/long`), 5_000)).body.length, (1 << 20) + 1);
  assert.deepEqual(await exchange(request(url), 1), { kind: "transport", sent: "unknown" });
  const stop = new AbortController();
  const waiting = exchange(request(url), 60_000, stop.signal);
  stop.abort();
  assert.deepEqual(await waiting, { kind: "transport", sent: "unknown" });
  await close();
});

test("the journal keeps what was appended, in order, for one process at a time", () =>
  inFolder(async (folder) => {
    const all = async (journal) => {
      const found = [];
      for await (const [segment, bytes] of journal.read()) found.push([segment, Buffer.from(bytes).toString()]);
      return found;
    };
    const journal = await JournalDirectory.open(folder);
    await assert.rejects(JournalDirectory.open(folder), /another process/);
    await journal.append(9, 1, Buffer.from("a"));
    await journal.append(9, 2, Buffer.from("b"));
    await journal.append(10, 3, Buffer.from(""));
    assert.deepEqual(await all(journal), [[9, "ab"], [10, ""]]);
    await assert.rejects(journal.append(10, 3, Buffer.from("x")), /two engines/);
    await journal.dropBefore(10);
    assert.deepEqual(await all(journal), [[10, ""]]);
    await journal.close();
    const second = await JournalDirectory.open(folder);
    await assert.rejects(second.append(10, 1, Buffer.from("x")), { code: "EEXIST" });
    await second.close();
  }));

test("the loop verifies a player, survives a restart, and stops when all is durable", () =>
  inFolder(async (folder) => {
    const pi = "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u";
    const paths = [];
    const { url, close } = await serve((incoming, response) => {
      paths.push(incoming.url.split("?")[0]);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ errcode: 0, errmsg: "ok", data: { result: { status: 0, pi } } }));
    });
    const config = { journalKeys: ["00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"] };
    const start = async (onEvent) => {
      const journal = await JournalDirectory.open(folder);
      const engine = Engine.open(config, null, now());
      const host = await Host.open(engine, { journal, onEvent });
      host.call((it) => {
        it.putApp({ appId: "test-appId", keys: [{ secretKey: "2836e95fcd10e04b0069bb1ee659955b" }] });
        it.putPolicy({ profile: { base: "cn2021" } });
        it.putGame({
          game: "g", appId: "test-appId", bizId: "test-bizId",
          endpoints: { kind: "custom", check: `${url}/check`, query: `${url}/query`, report: `${url}/report` },
        });
      });
      const end = async () => {
        engine.free();
        await journal.close();
      };
      return { host, end };
    };
    const seen = new Map();
    let verified;
    const arrived = new Promise((done) => (verified = done));
    const first = await start((event) => {
      seen.set(event.kind, event);
      if (event.kind === "account_changed") verified();
    });
    const loop = first.host.run();
    const { state } = first.host.call((engine, at) => engine.verify("g", "player-1", accountNew(), "某一一", "110000190101010001", "live", at));
    assert.equal(JSON.parse(state).kind, "submitting");
    await arrived;
    const known = seen.get("account_changed").state;
    assert.equal(JSON.parse(known).pi, pi);
    first.host.stop();
    await loop;
    await first.end();
    assert.equal(paths[0], "/check");
    assert.ok((await readdir(folder)).some((name) => name.endsWith(".journal")));

    let recovered;
    const told = new Promise((done) => (recovered = done));
    const second = await start((event) => event.kind === "recovered" && recovered(event));
    const stop = new AbortController();
    const again = second.host.run(stop.signal);
    assert.ok((await told).segments >= 1);
    stop.abort();
    await again;
    await second.end();
    await close();
  }));

test("a handler that fails ends the loop with its error", async () => {
  const engine = Engine.open({ journal: "off" }, null, now());
  const host = await Host.open(engine, { journal: null, onEvent: () => Promise.reject(new Error("disk full")) });
  host.call((it) => {
    it.putApp({ appId: "a", keys: [{ secretKey: "2836e95fcd10e04b0069bb1ee659955b" }] });
    it.putGame({ game: "g", appId: "a", bizId: "b" });
    it.removeGame("g");
  });
  await assert.rejects(host.run(), /disk full/);
  engine.free();
});
