// The testee of JavaScript: reads calls of the pipe protocol, makes them through the package as a user would, and writes the answers. Glue only. One
// source for every runtime: main.mjs and main.cjs start it with the package as their module system finds it.

const MAX_LINE = 4 << 20;

/** A call that the protocol answers by itself. */
class Refusal extends Error {
  constructor(code, field, detail) {
    super(detail);
    this.shown = { code, number: { bad_call: 1, unknown_op: 2, unsupported_protocol: 3, invalid_parameter: 5 }[code], reason: null, field, errcode: null, detail };
  }
}

/** A call that no JavaScript program can make. */
class Skip extends Error {}

const badCall = () => new Refusal("bad_call", null, "see the shapes of the protocol");
const invalid = (field) => new Refusal("invalid_parameter", field, "this argument is missing or out of range: see the protocol");

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function unhex(digits) {
  if (typeof digits !== "string" || digits.length % 2 !== 0 || /[^0-9a-f]/.test(digits)) throw badCall();
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The arguments of one call. */
class Args {
  constructor(members) {
    this.members = members;
  }
  optional(name) {
    const value = Object.hasOwn(this.members, name) ? this.members[name] : null;
    return value === undefined ? null : value;
  }
  required(name) {
    const value = this.optional(name);
    if (value === null) throw invalid(name);
    return value;
  }
  text(name) {
    return textOf(this.required(name));
  }
  optionalText(name) {
    return this.optional(name) === null ? null : this.text(name);
  }
  int(name) {
    const value = this.required(name);
    if (Number.isSafeInteger(value)) return value;
    const digits = value?.$int;
    if (typeof digits !== "string" || !/^-?\d+$/.test(digits)) throw badCall();
    // The package refuses such numbers before they reach the core; other surfaces answer what the number's range says.
    if (!Number.isSafeInteger(Number(digits))) throw new Skip("JavaScript's numbers end at 2^53 - 1");
    return Number(digits);
  }
  /** Where 32 bits are needed, every surface refuses what is larger in the same way. */
  int32(name) {
    const value = this.required(name);
    return typeof value?.$int === "string" ? Number(value.$int) : this.int(name);
  }
  optionalInt(name) {
    return this.optional(name) === null ? null : this.int(name);
  }
  bytes(name) {
    return unhex(this.required(`${name}_hex`));
  }
  object(name) {
    const value = this.required(name);
    if (typeof value !== "object" || Array.isArray(value)) throw badCall();
    return new Args(value);
  }
  list(name) {
    const value = this.required(name);
    if (!Array.isArray(value)) throw badCall();
    return value;
  }
  now() {
    const clocks = this.object("now");
    return { unix: clocks.int("unix"), mono: clocks.int("mono") };
  }
  app() {
    const app = this.object("app");
    return { appId: app.text("app_id"), bizId: app.text("biz_id"), secretKey: app.text("secret_key") };
  }
  usage() {
    const usage = this.object("usage");
    return { playedTodayS: usage.int("played_today_s"), guestUsedS: usage.int("guest_used_s") };
  }
  params() {
    return this.list("params").map((pair) => {
      if (!Array.isArray(pair) || pair.length !== 2) throw badCall();
      return pair.map(textOf);
    });
  }
  rows() {
    return this.list("rows").map((one) => {
      const row = new Args(one);
      return { si: row.text("si"), bt: row.text("bt"), ot: row.int("ot"), ct: row.text("ct"), pi: row.optionalText("pi"), di: row.optionalText("di") };
    });
  }
  /** An object as the package takes it: camelCase members, marked text and numbers resolved. */
  given(name) {
    this.object(name);
    return given(this.required(name));
  }
}

function textOf(value) {
  if (typeof value === "string") return value;
  const bytes = unhex(value?.$utf8_hex);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return "\ud800"; // What ill-formed text is in JavaScript.
  }
}

function given(value) {
  if (Array.isArray(value)) return value.map(given);
  if (typeof value !== "object" || value === null) return value;
  if ("$utf8_hex" in value) return textOf(value);
  if ("$int" in value) return new Args({ value }).int("value");
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.replace(/_([a-z0-9])/g, (_, c) => c.toUpperCase()), given(member)]));
}

/** An answer as the protocol shows it: snake_case members, bytes as hex. */
function shown(value) {
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const snake = name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
      return member instanceof Uint8Array ? [`${snake}_hex`, hex(member)] : [snake, shown(member)];
    }),
  );
}

/** Answers every line of `input`; `write` takes text. `s` is the package. */
export function testee(s, version) {
  const engines = new Map();
  const engine = (a) => engines.get(a.int("e")) ?? raise(invalid("e"));
  const raise = (error) => {
    throw error;
  };
  const drop = (number) => {
    engines.get(number)?.free();
    engines.delete(number);
  };
  const done = () => ({});
  const omni = (a) => [a.text("profile"), a.text("key"), a.bytes("body")];
  const play = (a) => [a.text("profile"), a.text("key"), a.text("uid"), a.optionalText("platform"), a.text("form"), a.int("unix")];
  const policy = (a) => [a.text("state"), a.text("profile"), a.optionalText("calendar")];

  const ops = {
    hello: (a) => {
      if (a.int("protocol") !== 1) throw new Refusal("unsupported_protocol", "protocol", "this program speaks protocol 1");
      return { protocol: 1, language: "javascript", version, abi: null, ops: Object.keys(ops).sort(), error_codes: s.ERROR_CODES };
    },
    sign: (a) => ({ sign: s.sign(a.text("secret_key"), a.params(), a.bytes("body")) }),
    explain_sign: (a) => s.explainSign(a.text("secret_key"), a.params(), a.bytes("body")),
    encrypt_body: (a) => {
      const [nonce, plaintext] = [a.bytes("nonce"), a.bytes("plaintext")];
      return { body: s.encryptBody(a.text("secret_key"), nonce, plaintext) };
    },
    decrypt_body: (a) => ({ plaintext: s.decryptBody(a.text("secret_key"), a.bytes("body")) }),
    check_request: (a) => s.checkRequest(a.app(), a.given("endpoints"), a.text("ai"), a.text("name"), a.text("id_number"), a.bytes("nonce"), a.int("unix")),
    query_request: (a) => s.queryRequest(a.app(), a.given("endpoints"), a.text("ai"), a.int("unix")),
    report_request: (a) => s.reportRequest(a.app(), a.given("endpoints"), a.rows(), a.bytes("nonce"), a.int("unix")),
    parse_check: (a) => s.parseCheck(a.int32("status"), a.bytes("body")),
    parse_query: (a) => s.parseQuery(a.int32("status"), a.bytes("body")),
    parse_report: (a) => s.parseReport(a.int32("status"), a.bytes("body"), a.int32("rows")),
    errcode_info: (a) => s.errcodeInfo(a.int32("errcode")),
    ai_for_attempt: (a) => ({ ai: s.aiForAttempt(a.bytes("salt"), a.text("biz_id"), a.text("account"), a.int("attempt"), a.text("name"), a.text("id_number")) }),
    normalize_id: (a) => s.normalizeId(a.text("raw"), a.text("mode")),
    unpad_id: (a) => ({ raw: s.unpadId(a.text("id")) }),
    validate_name: (a) => s.validateName(a.text("name")),
    validate_id_number: (a) => s.validateIdNumber(a.text("id_number"), a.int("unix")),
    pi_birth_date: (a) => s.piBirthDate(a.text("pi")),
    redact: (a) => ({ text: s.redact(a.text("kind"), a.text("value")) }),
    interface_test: (a) => s.interfaceTest(a.int32("case")),
    interface_test_request: (a) => s.interfaceTestRequest(a.int32("case"), a.app(), a.text("code"), a.int32("preset"), a.bytes("nonce"), a.int("unix")),
    interface_test_judge: (a) => s.interfaceTestJudge(a.int32("case"), a.int32("status"), a.bytes("body")),
    derive_journal_key: (a) => ({ key: s.deriveJournalKey(a.text("secret_key")) }),
    age_on: (a) => ({ age: s.ageOn(a.text("birth"), a.int("unix"), a.text("rule")) }),
    decide: (a) => s.decide(...policy(a), a.usage(), a.int("unix")),
    decide_payment: (a) => s.decidePayment(...policy(a), a.int("spent_month_fen"), a.int("amount_fen"), a.int("unix")),
    next_play_window: (a) => s.nextPlayWindow(...policy(a), a.int("unix")),
    play_windows: (a) => s.playWindows(a.int32("year"), a.int32("month"), a.text("profile"), a.optionalText("calendar")),
    reason_text: (a) => s.reasonText(a.text("reason")),
    omnisdk_play_request: (a) => s.omnisdkPlayRequest(...play(a)),
    omnisdk_exit_request: (a) => s.omnisdkExitRequest(...play(a)),
    omnisdk_sign: (a) => ({ sign: s.omnisdkSign(...omni(a)) }),
    omnisdk_diagnose_signature: (a) => s.omnisdkDiagnoseSignature(...omni(a)),
    omnisdk_parse_response: (a) => s.omnisdkParseResponse(a.int32("status"), a.bytes("body")),
    omnisdk_verify_callback: (a) => s.omnisdkVerifyCallback(...omni(a)),
    omnisdk_callback_reply: (a) => ({ body: s.omnisdkCallbackReply(a.text("outcome")) }),
    omnisdk_verify_login: (a) => ({ valid: s.omnisdkVerifyLogin(a.text("app_id"), a.text("key"), a.text("uid"), a.text("verify_timestamp"), a.text("signature")) }),
    omnisdk_certification: (a) => ({ real_name: s.omnisdkCertification(a.int32("value")) }),
    player_network_parse: (a) => ({ login: s.playerNetworkParse(a.bytes("body")) }),
    player_network_decide: (a) => s.playerNetworkDecide(a.text("login"), a.text("options"), a.int("unix")),
    adapt_status: (a) => ({ real_name: s.adaptStatus(a.text("source"), a.text("value")) }),
    account_new: () => ({ state: s.Account.create().state }),
    account_load: (a) => ({ state: s.Account.load(a.text("json")).state }),
    account_apply: (a) => s.accountApply(a.text("state"), a.given("event"), a.optionalText("fresh_ai"), a.now()),
    engine_open: (a) => {
      const number = a.int("e");
      drop(number);
      engines.set(number, s.Engine.open(a.text("config"), a.bytes("entropy"), a.now()));
      return {};
    },
    engine_load: (a) => done(engine(a).load(a.int("segment"), a.bytes("bytes"))),
    engine_put_app: (a) => done(engine(a).putApp(a.text("json"))),
    engine_put_game: (a) => done(engine(a).putGame(a.text("json"))),
    engine_put_policy: (a) => done(engine(a).putPolicy(a.text("json"))),
    engine_remove_game: (a) => done(engine(a).removeGame(a.text("game"))),
    engine_set_share: (a) => {
      const share = a.object("share");
      const part = { index: share.int("index"), count: share.int("count"), from: share.int("from"), until: share.optionalInt("until") };
      return done(engine(a).setShare(a.text("game"), part));
    },
    engine_hold: (a) => done(engine(a).hold(a.text("game"), a.text("endpoint"), a.int("until"))),
    engine_verify: (a) =>
      engine(a).verify(a.text("game"), a.text("account"), a.text("state"), a.text("name"), a.text("id_number"), a.text("priority"), a.now()),
    engine_put_account: (a) => done(engine(a).putAccount(a.text("game"), a.text("account"), a.text("state"), a.now())),
    engine_login: (a) => {
      const di = a.optionalText("di");
      const player = di === null ? { account: a.text("account"), state: a.text("state") } : { di };
      const [game, session] = [a.text("game"), a.text("session")];
      return engine(a).login(game, session, player, a.optional("usage") === null ? null : a.usage(), a.now());
    },
    engine_heartbeat: (a) => done(engine(a).heartbeat(a.text("game"), a.text("session"), a.now())),
    engine_logout: (a) => done(engine(a).logout(a.text("game"), a.text("session"), a.now())),
    engine_poll: (a) => engine(a).poll(a.now()),
    engine_persisted: (a) => done(engine(a).persisted(a.int("seq"))),
    engine_handled: (a) => done(engine(a).handled(a.int("seq"))),
    engine_complete: (a) => {
      const [send, given] = [a.int("send"), a.object("outcome")];
      const kind = given.text("kind");
      const outcome =
        kind === "http"
          ? { kind, status: given.int32("status"), body: given.bytes("body"), date: given.optionalText("date") }
          : kind === "transport"
            ? { kind, sent: given.text("sent") }
            : raise(invalid("outcome"));
      return { used: engine(a).complete(send, outcome, a.now()) };
    },
    engine_account: (a) => {
      const state = engine(a).account(a.text("game"), a.text("account"));
      return state === null ? null : { state };
    },
    engine_session: (a) => engine(a).session(a.text("game"), a.text("session")),
    engine_stats: (a) => engine(a).stats(a.optionalText("game")),
    engine_free: (a) => {
      engine(a);
      drop(a.int("e"));
      return {};
    },
  };

  function call(line) {
    let id = null;
    try {
      const read = line.length <= MAX_LINE ? parse(line) : null;
      if (!Number.isSafeInteger(read?.id) || typeof read.op !== "string" || !isObject(read.args)) throw badCall();
      id = read.id;
      const op = Object.hasOwn(ops, read.op) ? ops[read.op] : raise(new Refusal("unknown_op", null, "no operation has this name: hello lists them all"));
      const ok = op(new Args(read.args));
      return { id, ok: read.op === "hello" ? ok : shown(ok) };
    } catch (error) {
      if (error instanceof Skip) return { id, skip: error.message };
      const { shown: refusal, code, number, reason, field, errcode, message } = error;
      const about = refusal ?? (error instanceof s.ShimingError ? { code, number, reason, field, errcode, detail: message } : null);
      if (about === null) throw error;
      return { id: about.code === "bad_call" ? null : id, error: about };
    }
  }
  return (line) => `${JSON.stringify(call(line))}\n`;
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Answers what comes from `input`, a stream of bytes, until it ends. */
export async function serve(s, version, input, write) {
  const answer = testee(s, version);
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of input) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop();
    if (lines.length > 0) write(lines.map(answer).join(""));
  }
  if (rest !== "") write(answer(rest));
}
