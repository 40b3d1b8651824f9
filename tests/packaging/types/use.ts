// Every export, as a strict program uses it; every union read to its end. It is compiled, never run.
import {
  Account,
  accountApply,
  accountLoad,
  accountNew,
  adaptStatus,
  ageOn,
  aiForAttempt,
  checkRequest,
  decide,
  decidePayment,
  decryptBody,
  deriveJournalKey,
  encryptBody,
  Engine,
  errcodeInfo,
  ERROR_CODES,
  explainSign,
  init,
  interfaceTest,
  interfaceTestJudge,
  interfaceTestRequest,
  nextPlayWindow,
  normalizeId,
  omnisdkCallbackReply,
  omnisdkCertification,
  omnisdkDiagnoseSignature,
  omnisdkExitRequest,
  omnisdkParseResponse,
  omnisdkPlayRequest,
  omnisdkSign,
  omnisdkVerifyCallback,
  omnisdkVerifyLogin,
  PACKAGE_CODES,
  parseCheck,
  parseQuery,
  parseReport,
  piBirthDate,
  playerNetworkDecide,
  playerNetworkParse,
  playWindows,
  queryRequest,
  reasonText,
  redact,
  reportRequest,
  ShimingError,
  sign,
  unpadId,
  validateIdNumber,
  validateName,
  versions,
} from "shiming";
import type { AccountEffect, Admission, Answer, App, Endpoints, EngineEvent, ErrorCode, HttpRequest, Now, Outcome, ReportAnswer, Row, Step, Verdict } from "shiming";
import { exchange, Host, JournalDirectory, now as clocks } from "shiming/host";
import type { Fetch, HostOptions, Journal } from "shiming/host";

/** Only what can no longer be anything may come here: a kind that is new or forgotten does not compile. */
function never(value: never): never {
  throw new Error(String(value));
}

const app: App = { appId: "a", bizId: "b", secretKey: "00112233445566778899aabbccddeeff" };
const to: Endpoints = { kind: "custom", check: "http://c", query: "http://q", report: "http://r" };
const body: Uint8Array = new Uint8Array(0);
const now: Now = { unix: 0, mono: 0 };

export function answered(answer: Answer): string {
  switch (answer.kind) {
    case "verified":
      return answer.pi;
    case "pending":
    case "failed":
      return answer.kind;
    case "refused":
      return `${answer.errcode.toFixed()} ${answer.errmsg} ${answer.class}`;
    case "unreadable":
      return answer.reason;
    default:
      return never(answer);
  }
}

export function reported(answer: ReportAnswer): number {
  switch (answer.kind) {
    case "accepted":
      return 0;
    case "partial":
      return answer.results.reduce((most, row) => Math.max(most, row.no, row.errcode), 0);
    case "refused":
      return answer.errcode;
    case "unreadable":
      return answer.reason.length;
    default:
      return never(answer);
  }
}

export function effect(effect: AccountEffect): string | number {
  switch (effect.kind) {
    case "send_check":
      return effect.ai;
    case "send_query":
      return effect.at;
    case "invalid":
      return `${effect.field} ${effect.reason}`;
    case "alert":
      return effect.code;
    case "collect_documents":
    case "end_guest_session":
    case "stale":
      return effect.kind;
    default:
      return never(effect);
  }
}

export function told(event: EngineEvent): string | number | null {
  switch (event.kind) {
    case "account_changed":
      return `${event.account} ${event.attempt.toFixed()} ${event.state} ${event.cause}`;
    case "rows_settled":
      return event.rows.map((row) => `${row.bt} ${row.outcome} ${row.trueOt.toFixed()}`).join();
    case "session_ended":
      return event.account;
    case "warning":
      return event.remainingS;
    case "throttled":
      return event.until;
    case "key_expiring":
      return event.at;
    case "game_drained":
      return event.game;
    case "alert":
      return event.errcode;
    case "recovered":
      return event.damage.length;
    default:
      return never(event);
  }
}

export async function taken(engine: Engine, step: Step, write: (segment: number, bytes: Uint8Array) => Promise<void>, send: (request: HttpRequest, timeoutMs: number) => Promise<Outcome>): Promise<number> {
  switch (step.kind) {
    case "persist": {
      await write(step.segment, step.bytes);
      engine.persisted(step.seq);
      const drop: number | null = step.dropBefore;
      return drop ?? 0;
    }
    case "event":
      told(step.event);
      engine.handled(step.seq);
      return 0;
    case "send": {
      const used: "now" | "late" | "already" = engine.complete(step.send, await send(step.request, step.timeoutMs), now);
      return used.length;
    }
    case "wait":
      return step.untilMono;
    default:
      return never(step);
  }
}

export async function toolkit(): Promise<void> {
  await init();
  const names: string = sign(app.secretKey, [["appId", app.appId]], body) + versions().core;
  const explained: readonly (readonly [string, string])[] = explainSign(app.secretKey, [["appId", app.appId]], body).sorted;
  const sealed: Uint8Array = encryptBody(app.secretKey, null, body);
  const opened: Uint8Array = decryptBody(app.secretKey, sealed);
  const rows: readonly Row[] = [
    { si: "s", bt: "login", ot: 0, ct: "verified", pi: "p" },
    { si: "s", bt: "logout", ot: 0, ct: "guest", di: "d", pi: null },
  ];
  const requests: HttpRequest[] = [
    checkRequest(app, to, "ai", "某一一", "110000190101010001", null, 0),
    queryRequest(app, { kind: "production" }, "ai", 0),
    reportRequest(app, { kind: "test", code: "c" }, rows, new Uint8Array(12), 0),
    interfaceTestRequest(1, app, "code", 1, null, 0),
    omnisdkPlayRequest("{}", "key", "uid", "android", "post", 0),
    omnisdkExitRequest("{}", "key", "uid", null, "get", 0),
  ];
  const method: "GET" | "POST" | undefined = requests[0]?.method;
  const readings: (string | number)[] = [answered(parseCheck(200, body)), answered(parseQuery(200, body)), reported(parseReport(200, body, 2))];
  const advice: string = errcodeInfo(1006).adviceZh + reasonText("verified_adult").textEn;
  const ids: string = aiForAttempt(body, "b", "account", 1, "n", "i") + normalizeId("raw", "hash").id + unpadId("id");
  const birth: string | null = piBirthDate("pi").birth;
  const route: "submit" | "manual" = validateIdNumber("i", 0).route;
  const warnings: readonly string[] = validateName("n").warnings;
  const shown: string = redact("id_number", "i");
  const passed: boolean = interfaceTestJudge(interfaceTest(1).case, 200, body).passed;
  const key: Uint8Array = deriveJournalKey(app.secretKey);
  const age: number = ageOn("2010-01-01", 0, "next_day");
  const usage = { playedTodayS: 0, guestUsedS: 0 };
  const verdict: Verdict = decide(accountNew(), { base: "auto" }, null, usage, 0).play;
  const single: number | null = decidePayment(accountLoad(accountNew()), '{"base":"auto"}', null, 0, 600, 0).maxSingleFen;
  const end: number | null | undefined = nextPlayWindow(accountNew(), { base: "auto" }, null, 0)?.end;
  const open: boolean | undefined = playWindows(2026, 10, { base: "cn2021" }, null).days[0]?.open;
  const signed: string = omnisdkSign("{}", "key", body) + omnisdkCertification(1) + adaptStatus("taptap", "1");
  const variant: string | undefined = omnisdkDiagnoseSignature("{}", "key", body).matches[0]?.variant;
  const code: number | null = omnisdkParseResponse(200, body).code;
  const uids: readonly string[] = omnisdkVerifyCallback("{}", "key", body).uids;
  const reply: Uint8Array = omnisdkCallbackReply("accepted");
  const valid: boolean = omnisdkVerifyLogin("app", "key", "uid", "0", "signature");
  const gate: string = playerNetworkDecide(playerNetworkParse(body), "{}", 0).gate.kind;
  const { state, effects } = accountApply(accountNew(), { kind: "submit_identity", name: "n", idNumber: "i" }, "ai", now);
  const todo: (string | number)[] = effects.map(effect);
  const person: string = Account.load(Account.create().state).apply({ kind: "tick" }, null, now).account.state;
  const closed: ErrorCode = "closed";
  const numbers: readonly number[] = [ERROR_CODES.invalid_name, PACKAGE_CODES[closed]];
  void [names, explained, opened, method, readings, advice, ids, birth, route, warnings, shown, passed, key, age, verdict, single, end, open];
  void [signed, variant, code, uids, reply, valid, gate, state, todo, person, numbers];
}

export function engine(): void {
  const engine = Engine.open({ v: 1 }, null, now);
  try {
    engine.load(1, body);
    engine.putApp({ appId: app.appId, keys: [{ secretKey: app.secretKey }] });
    engine.putPolicy({ profile: { base: "cn2021" } });
    engine.putGame('{"game":"g","app_id":"a","biz_id":"b"}');
    engine.setShare("g", { index: 0, count: 1, from: 0 });
    engine.hold("g", "report", 0);
    const { state, attempt } = engine.verify("g", "account", accountNew(), "某一一", "110000190101010001", "live", now);
    engine.putAccount("g", "account", state, now);
    const admission: Admission = engine.login("g", "session", { account: "account", state }, null, now);
    engine.login("g", "session-2", { di: "device" }, { playedTodayS: 0, guestUsedS: 0 }, now);
    engine.heartbeat("g", "session", now);
    engine.logout("g", "session", now);
    const step: Step = engine.poll(now);
    const known: string | null = engine.account("g", "account");
    const since: number | undefined = engine.session("g", "session")?.since;
    const stats = engine.stats("g");
    const queued: number = stats.queued;
    const lane: string | undefined = stats.lanes[0]?.state;
    engine.removeGame("g");
    void [attempt, admission.ruleId, step.kind, known, since, queued, lane];
  } catch (error) {
    if (error instanceof ShimingError) {
      const what: string = `${error.code} ${error.number.toFixed()} ${error.reason} ${error.field} ${error.errcode}`;
      void what;
    }
    throw error;
  } finally {
    engine.free();
  }
}

/** A journal of one's own: a table of a database, say. */
class Table implements Journal {
  async *read(): AsyncGenerator<readonly [number, Uint8Array]> {
    yield [1, body];
  }
  async append(segment: number, seq: number, bytes: Uint8Array): Promise<void> {
    void [segment, seq, bytes];
  }
  async dropBefore(segment: number): Promise<void> {
    void segment;
  }
}

export async function host(signal: AbortSignal, fetch: Fetch): Promise<void> {
  const engine = Engine.open({ v: 1 }, null, clocks());
  const options: HostOptions = { journal: new Table(), onEvent: (event) => void told(event), fetch };
  const host = await Host.open(engine, options);
  const admission: Admission = host.call((engine, now) => engine.login("g", "s", { di: "device" }, null, now));
  const outcome: Outcome = await exchange({ method: "GET", url: "http://q", headers: [["sign", "s"]], body }, 1000, signal, fetch);
  await host.run(signal);
  host.stop();
  const folder: JournalDirectory = await JournalDirectory.open("journal");
  await folder.close();
  void [admission, outcome];
}
