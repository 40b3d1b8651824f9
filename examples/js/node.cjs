// The game server of game.mjs in CommonJS: node node.cjs URL JOURNAL first, which kills itself; then the same with second, which
// goes on from the journal.
const { Buffer } = require("node:buffer");
const { accountApply, accountNew, decide, deriveJournalKey, Engine } = require("shiming");
const { Host, JournalDirectory, now } = require("shiming/host");

const SECRET_KEY = "00112233445566778899aabbccddeeff"; // the simulator's

function onEvent(event) {
  switch (event.kind) {
    case "account_changed":
      // Commit event.state beside the player; only then return, or resolve.
      console.log(`${event.account} is ${JSON.parse(event.state).kind}`);
      break;
    case "rows_settled":
      for (const row of event.rows) console.log(`${row.bt} of ${row.session} was ${row.outcome}`);
      break;
    case "recovered":
      console.log(`recovered ${event.sessions} sessions`);
      break;
    case "alert":
      console.log(`alert: ${event.code}`);
  }
}

/** Plays one part against `shiming simulate`. `kill` ends this process at once, as a loss of power does. */
async function play([url, folder, part], kill) {
  const journal = await JournalDirectory.open(folder);
  const journalKey = Buffer.from(deriveJournalKey(SECRET_KEY)).toString("hex");
  const engine = Engine.open({ v: 1, journalKeys: [journalKey], reportAccepted: true }, null, now());
  const host = await Host.open(engine, { journal, onEvent });
  engine.putApp({ appId: "example-app-id", keys: [{ secretKey: SECRET_KEY }] });
  engine.putGame({
    game: "g",
    appId: "example-app-id",
    bizId: "1101000001",
    // Without endpoints the engine talks to the authority itself.
    endpoints: {
      kind: "custom",
      check: `${url}/idcard/authentication/check`,
      query: `${url}/idcard/authentication/query`,
      report: `${url}/behavior/collection/loginout`,
    },
  });
  // The loop ends early only with an error: then this process must end too.
  const loop = host.run();
  await Promise.race([loop, part === "first" ? first(host, kill) : second(host)]);
  host.stop();
  await loop;
  engine.free();
  await journal.close();
}

async function first(host, kill) {
  login(host, "player-1", "session-1", "某一一", "110000190101010001"); // the authority answers at once
  login(host, "player-2", "session-2", "某二一", "110000190201010009"); // pending for a minute
  host.call((engine, now) => engine.heartbeat("g", "session-1", now));
  // player-1 is verified meanwhile: from then on the session is reported.
  await until(() => host.call((engine) => engine.session("g", "session-1"))?.reported);
  host.call((engine, now) => engine.logout("g", "session-2", now));
  minorAtNoon();
  // Everything accepted is on disk: now the machine loses power.
  await until(() => host.call((engine) => engine.stats(null)).unpersistedBytes === 0);
  kill();
}

async function second(host) {
  host.call((engine, now) => engine.heartbeat("g", "session-1", now)); // the session is still open
  host.call((engine, now) => engine.logout("g", "session-1", now));
  await until(() => host.call((engine) => engine.session("g", "session-1")) === null);
  await until(() => host.call((engine) => engine.stats(null)).queued === 0);
}

function login(host, account, session, name, idNumber) {
  const stored = accountNew(); // accountLoad(...) once the player has a state
  const { state } = host.call((engine, now) => engine.verify("g", account, stored, name, idNumber, "live", now));
  const a = host.call((engine, now) => engine.login("g", session, { account, state }, null, now));
  console.log(`${account}: allowed ${a.allowed}, reported ${a.reported}, because ${a.reason} (${a.ruleId})`);
}

function minorAtNoon() {
  // Verified elsewhere, born in 2010, on a Wednesday at noon in Beijing.
  const unix = Date.UTC(2026, 10, 18, 4);
  const child = { kind: "link_person", pi: "1hpfml09b57f3f8185f8cb5094ea3f26278efb", birth: "2010-01-01", source: "own" };
  const { state } = accountApply(accountNew(), child, null, { unix, mono: 0 });
  const { play } = decide(state, { base: "auto" }, null, { playedTodayS: 0, guestUsedS: 0 }, unix);
  const open = new Date(play.nextOpen + 8 * 3600_000).toISOString().slice(0, 19).replace("T", " ");
  console.log(`a minor at noon: allowed ${play.allowed}, because ${play.reason} (${play.ruleId}); open again ${open}`);
}

async function until(done) {
  while (!done()) await new Promise((go) => setTimeout(go, 20));
}

play(process.argv.slice(2), () => process.kill(process.pid, "SIGKILL"));
