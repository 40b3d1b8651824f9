/// <reference lib="esnext.disposable" preserve="true" />
import { answer, request } from "./answer.js";
import { draw, isAlive, run } from "./backend.js";
import { bytesSaid, objectOf, said, told } from "./call.js";
import { bytes, clocks, int, json, object, text, wrong } from "./check.js";
import { ShimingError } from "./errors.js";
import { Engine as Handle } from "./glue/shiming_wasm.js";
import { type Argument, begin, put, putAll, putNumber, written } from "./memory.js";
import { OfEngine, Operation } from "./operations.js";
import { seconds } from "./policy.js";
import type { Admission, Endpoint, EngineEvent, Json, Now, Outcome, Player, Session, Share, Stats, Step, Usage, Verifying } from "./types.js";

const NO_CLOCKS: Now = { unix: 0, mono: 0 };
const ENDPOINTS: readonly Endpoint[] = ["check", "query", "report"];

let words: [reasons: string[], rules: string[]] | undefined;
let opened: Handle | undefined;

/**
 * What to send next, under quota, with a journal. The host takes steps and reports back; the clauses E1 to E18 of CONTRACT.md hold. `game`, `account` and
 * `session` are the host's own keys, 1 to 64 bytes of UTF-8. `shiming/host` has the loop.
 *
 * Free it: WebAssembly's memory is not collected (a finalizer is only a safety net). Any call after that throws `closed`.
 *
 * @example
 * const engine = Engine.open({ journal: "off" }, null, now());
 * engine.putApp({ appId, keys: [{ secretKey }] });
 * engine.putGame({ game: "g", appId, bizId });
 */
export class Engine {
  #handle: Handle | undefined;

  private constructor() {
    if (!opened) throw new ShimingError("invalid_parameter", "open an engine with Engine.open(config, entropy, now)");
    this.#handle = opened;
  }

  /**
   * Opens an engine.
   *
   * @param config JSON text `{"v":1,"journal":"on","journal_keys":["<64 hex digits>"],...}`, or the same as an object.
   * @param entropy 32 bytes, fresh from the system at every open; null: drawn from the system (do that).
   * @throws ShimingError invalid_config, bad_time, weak_entropy, invalid_parameter
   */
  static open(config: Json, entropy: Uint8Array | null, now: Now): Engine {
    const settings = json(config, "config");
    const seed = entropy === null || entropy === undefined ? draw(new Uint8Array(32)) : bytes(entropy, "entropy");
    const { unix, mono } = clocks(now);
    opened = run(() => {
      const handle = Handle.open(putAll([settings, seed]), unix, mono);
      if (handle === undefined) throw said();
      return handle;
    });
    try {
      return new Engine();
    } finally {
      opened = undefined;
    }
  }

  get #engine(): Handle {
    if (!this.#handle) throw new ShimingError("closed", "this engine was closed by free(): open another one");
    return this.#handle;
  }

  /** Calls an operation. Its answer is a number, or waits to be read. */
  #call(engine: Handle, operation: OfEngine, given: readonly Argument[], { unix, mono } = NO_CLOCKS): number {
    return told(() => engine.call(operation, putAll(given), unix, mono));
  }

  /** The same for what is called for every player, of a session. */
  #visit(operation: OfEngine, game: string, session: string, now: Now): void {
    const [engine, key, visit] = [this.#engine, text(game, "game"), text(session, "session")];
    const { unix, mono } = clocks(now);
    told(() => {
      begin(2, key.length + visit.length);
      put(key);
      put(visit);
      return engine.call(operation, written(), unix, mono);
    });
  }

  /**
   * Feeds what the journal holds: right after `open`, segments ascending, in pieces of up to 1 MiB, empty segments too.
   *
   * @throws ShimingError invalid_parameter, journal_damaged, journal_newer, journal_key_unknown
   */
  load(segment: number, data: Uint8Array): void {
    const [engine, number, piece] = [this.#engine, int(segment, "segment"), bytes(data, "bytes")];
    this.#call(engine, OfEngine.load, [number, piece]);
  }

  /**
   * An enterprise and its keys: `{"app_id","keys":[{"secret_key","not_before","not_after"}]}`. Repeat at will.
   *
   * @throws ShimingError invalid_config, invalid_key, invalid_parameter
   */
  putApp(app: Json): void {
    const [engine, settings] = [this.#engine, json(app, "json")];
    this.#call(engine, OfEngine.putApp, [settings]);
  }

  /**
   * A game: `{"game","app_id","biz_id","endpoints","role","quota"}`. Repeat at will.
   *
   * @throws ShimingError invalid_config, invalid_url, invalid_parameter
   */
  putGame(game: Json): void {
    const [engine, settings] = [this.#engine, json(game, "json")];
    this.#call(engine, OfEngine.putGame, [settings]);
  }

  /**
   * The rules of play: `{"profile":{...},"calendar":{...}|null}`.
   *
   * @throws ShimingError invalid_config, invalid_profile, invalid_calendar
   */
  putPolicy(policy: Json): void {
    const [engine, settings] = [this.#engine, json(policy, "json")];
    this.#call(engine, OfEngine.putPolicy, [settings]);
  }

  /**
   * Takes no more players; what is under way is brought to its end, then `game_drained` comes.
   *
   * @throws ShimingError unknown_game
   */
  removeGame(game: string): void {
    const [engine, key] = [this.#engine, text(game, "game")];
    this.#call(engine, OfEngine.removeGame, [key]);
  }

  /**
   * Which part of the game's quota this process owns.
   *
   * @throws ShimingError invalid_share, unknown_game
   */
  setShare(game: string, share: Share): void {
    const [engine, key] = [this.#engine, text(game, "game")];
    const { index, count, from, until } = object(share, "share");
    const [at, of, begin] = [int(index, "index"), int(count, "count"), int(from, "from")];
    const end = until === null || until === undefined ? Number.NaN : int(until, "until");
    this.#call(engine, OfEngine.setShare, [key, at, of, begin, end]);
  }

  /**
   * Another process was told 1006: rest until then, Unix ms.
   *
   * @throws ShimingError unknown_game, invalid_parameter
   */
  hold(game: string, endpoint: Endpoint, until: number): void {
    const [engine, key, call, time] = [this.#engine, text(game, "game"), text(endpoint, "endpoint"), int(until, "until")];
    this.#call(engine, OfEngine.hold, [key, call, time]);
  }

  /**
   * Submits a player's identity. Store the state beside the player; the result comes as `account_changed`.
   *
   * @param state What the host stores for this player (`accountNew()` for a new one).
   * @param priority `backfill`: existing players (存量), who use only the quota that live ones leave.
   * @throws ShimingError invalid_name, invalid_id_number, invalid_state, invalid_parameter, unknown_game, journal_backlog, bad_time
   */
  verify(game: string, account: string, state: string, name: string, idNumber: string, priority: "live" | "backfill", now: Now): Verifying {
    const [engine, key, player, known] = [this.#engine, text(game, "game"), text(account, "account"), text(state, "state")];
    const [person, number, who] = [text(name, "name"), text(idNumber, "id_number"), text(priority, "priority")];
    this.#call(engine, OfEngine.verify, [key, player, known, person, number, who], clocks(now));
    return { state: said(), attempt: engine.number(0) };
  }

  /**
   * Says what the host knows of an account: settled elsewhere, or unsettled and to be followed.
   *
   * @throws ShimingError invalid_state, invalid_parameter, unknown_game, bad_time
   */
  putAccount(game: string, account: string, state: string, now: Now): void {
    const [engine, key, player, known] = [this.#engine, text(game, "game"), text(account, "account"), text(state, "state")];
    this.#call(engine, OfEngine.putAccount, [key, player, known], clocks(now));
  }

  /**
   * Lets a player in; the engine reports login and logout.
   *
   * @param usage What the ledgers say; null where no profile asks (all but `cn2019`).
   * @throws ShimingError invalid_parameter, invalid_state, invalid_di, invalid_pi, unknown_game, session_over, journal_backlog, bad_time
   * @example
   * const admission = engine.login("g", "session-1", { account: "player-1", state }, null, now());
   * if (!admission.allowed) show(reasonText(admission.reason).textZh);
   */
  login(game: string, session: string, player: Player, usage: Usage | null, now: Now): Admission {
    const engine = this.#engine;
    const { account, state, di } = object(player, "player");
    const guest = di !== null && di !== undefined;
    const device = guest ? text(di, "di") : "";
    const who = guest ? "" : text(account, "account");
    const known = guest ? "" : text(state, "state");
    const [key, visit] = [text(game, "game"), text(session, "session")];
    const [played, used] = usage === null || usage === undefined ? [Number.NaN, Number.NaN] : seconds(usage);
    const { unix, mono } = clocks(now);
    const bits = told(() => {
      begin(6, key.length + visit.length + device.length + who.length + known.length);
      put(key);
      put(visit);
      if (guest) put(device);
      else {
        put(who);
        put(known);
      }
      putNumber(played);
      putNumber(used);
      return engine.call(guest ? OfEngine.loginGuest : OfEngine.login, written(), unix, mono);
    });
    const until = engine.number(0);
    const [reasons, rules] = (words ??= objectOf<[string[], string[]]>(Operation.loginWords));
    return {
      allowed: (bits & 1) !== 0,
      reported: (bits & 2) !== 0,
      reason: reasons[(bits >> 8) & 255]!,
      ruleId: rules[(bits >> 16) & 255]!,
      validUntil: Number.isNaN(until) ? null : until,
    };
  }

  /**
   * The player is still there. Without one for the configured time (150 s) the session ends as of the last.
   *
   * @throws ShimingError unknown_session, session_over, unknown_game, bad_time
   */
  heartbeat(game: string, session: string, now: Now): void {
    this.#visit(OfEngine.heartbeat, game, session, now);
  }

  /**
   * The player left.
   *
   * @throws ShimingError unknown_session, session_over, unknown_game, bad_time
   */
  logout(game: string, session: string, now: Now): void {
    this.#visit(OfEngine.logout, game, session, now);
  }

  /**
   * The next step. Take steps until `wait` (E1).
   *
   * @throws ShimingError bad_time, and what `load` found
   */
  poll(now: Now): Step {
    const engine = this.#engine;
    const { unix, mono } = clocks(now);
    const kind = told(() => engine.call(OfEngine.poll, 0, unix, mono));
    const first = engine.number(0);
    if (kind === 0) return { kind: "wait", untilMono: first };
    if (kind === 2) return { kind: "event", seq: first, event: answer<EngineEvent>(said()) };
    if (kind > 2) {
      return { kind: "send", send: first, endpoint: ENDPOINTS[kind - 3]!, timeoutMs: engine.number(1), request: request(engine.number(2)) };
    }
    const drop = engine.number(2);
    return { kind: "persist", seq: first, segment: engine.number(1), dropBefore: Number.isNaN(drop) ? null : drop, bytes: bytesSaid() };
  }

  /**
   * The bytes of this Persist are on disk.
   *
   * @throws ShimingError invalid_parameter
   */
  persisted(seq: number): void {
    const [engine, number] = [this.#engine, int(seq, "seq")];
    this.#call(engine, OfEngine.persisted, [number]);
  }

  /**
   * The application has taken this event; facts are stored.
   *
   * @throws ShimingError invalid_parameter
   */
  handled(seq: number): void {
    const [engine, number] = [this.#engine, int(seq, "seq")];
    this.#call(engine, OfEngine.handled, [number]);
  }

  /**
   * What became of a request. `already` and an `unknown_send` of an earlier open are harmless.
   *
   * @throws ShimingError unknown_send, invalid_parameter, bad_time
   */
  complete(send: number, outcome: Outcome, now: Now): "now" | "late" | "already" {
    const [engine, number] = [this.#engine, int(send, "send")];
    const { kind, status, body, date, sent } = object(outcome, "outcome");
    if (kind === "http") {
      const [code, data] = [int(status, "status"), bytes(body, "body")];
      const stamp = date === null || date === undefined ? undefined : text(date, "date");
      this.#call(engine, OfEngine.complete, [number, code, data, stamp], clocks(now));
      return said() as "now";
    }
    if (kind !== "transport") throw wrong("outcome", "the kind http or transport");
    const left = text(sent, "sent");
    this.#call(engine, OfEngine.completeTransport, [number, left], clocks(now));
    return said() as "now";
  }

  /**
   * The state of an account as the engine holds it; null when it holds none.
   *
   * @throws ShimingError unknown_game
   */
  account(game: string, account: string): string | null {
    const [engine, key, player] = [this.#engine, text(game, "game"), text(account, "account")];
    return this.#call(engine, OfEngine.account, [key, player]) > 0 ? said() : null;
  }

  /**
   * One session; null when there is none.
   *
   * @throws ShimingError unknown_game
   */
  session(game: string, session: string): Session | null {
    const [engine, key, visit] = [this.#engine, text(game, "game"), text(session, "session")];
    this.#call(engine, OfEngine.session, [key, visit]);
    return answer(said());
  }

  /**
   * Numbers of one game; null: of all.
   *
   * @throws ShimingError unknown_game
   */
  stats(game: string | null): Stats {
    const engine = this.#engine;
    const key = game === null || game === undefined ? undefined : text(game, "game");
    this.#call(engine, OfEngine.stats, [key]);
    return answer(said());
  }

  /** Gives the memory back. Freeing twice does nothing. */
  free(): void {
    const handle = this.#handle;
    this.#handle = undefined;
    // After a trap there is no memory to give back.
    if (handle && isAlive()) run(() => handle.free());
  }
}

/** `using engine = Engine.open(...)`, where the runtime has it. */
export interface Engine {
  [Symbol.dispose](): void;
}
if (Symbol.dispose) Engine.prototype[Symbol.dispose] = Engine.prototype.free;
