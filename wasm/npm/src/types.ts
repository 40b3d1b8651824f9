/** Both clocks of the host, in milliseconds. `unix`: the wall clock. `mono`: one that never runs back, with any start. Whole numbers. */
export interface Now {
  readonly unix: number;
  readonly mono: number;
}

/** An enterprise acting for one game. Keep the key on servers: whoever has it can report in your name. */
export interface App {
  /** appId, 1 to 64 visible ASCII characters. */
  readonly appId: string;
  /** bizId, 1 to 64 visible ASCII characters. */
  readonly bizId: string;
  /** 32 hexadecimal digits, as the portal shows them. */
  readonly secretKey: string;
}

/** Where requests go. `custom`: whole URLs without a query, for a relay or the simulator. */
export type Endpoints =
  | { readonly kind: "production" }
  | { readonly kind: "test"; readonly code: string }
  | { readonly kind: "custom"; readonly check: string; readonly query: string; readonly report: string };

/** One of the three calls of the authority. */
export type Endpoint = "check" | "query" | "report";

/** One HTTP request: send it once, exactly as it is, because the signature covers every byte of the body. A query may name a player: do not log it. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  /** The whole URL with its query. */
  readonly url: string;
  /** In order, in the official spelling. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Empty for GET. */
  readonly body: Uint8Array;
}

/** One row of a report (V1.9 §3.3). */
export interface Row {
  /** The session's name on the wire, 1 to 32 bytes of UTF-8, the same in both of its rows. */
  readonly si: string;
  readonly bt: "login" | "logout";
  /** When it happened, Unix **seconds**; less than 180 s before the request (Q201). */
  readonly ot: number;
  readonly ct: "verified" | "guest";
  /** For verified players: 1 to 64 visible ASCII characters. */
  readonly pi?: string | null;
  /** For guests: the device, 1 to 32 bytes. */
  readonly di?: string | null;
}

/** What kind of error a code of the authority is, and so what to do. */
export type ErrcodeClass =
  | "ok" | "retry" | "configuration" | "throttled" | "restamp" | "try_other_key" | "bad_message" | "user_input" | "total_quota"
  | "not_found" | "query_that_ai" | "new_ai" | "partial" | "bad_batch" | "row_time" | "bad_row" | "test_system" | "unknown";

/** The authority refused the call. */
export interface Refused {
  readonly kind: "refused";
  readonly errcode: number;
  readonly errmsg: string;
  readonly class: ErrcodeClass;
}

/** What came makes no sense. It says nothing about the player. */
export interface Unreadable {
  readonly kind: "unreadable";
  readonly reason: "http_status" | "not_json" | "too_large" | "depth" | "duplicate" | "errcode" | "status" | "pi";
}

/** What the authority answered to a check or a query. `pi` is personal data. */
export type Answer = { readonly kind: "verified"; readonly pi: string } | { readonly kind: "pending" } | { readonly kind: "failed" } | Refused | Unreadable;

/** What the authority answered to a report. In `partial`, the rows that are not listed were accepted. */
export type ReportAnswer =
  | { readonly kind: "accepted" }
  | { readonly kind: "partial"; readonly results: readonly { readonly no: number; readonly errcode: number; readonly errmsg: string }[] }
  | Refused
  | Unreadable;

/** What was signed. */
export interface SignExplanation {
  /** The parameters in the order of signing. */
  readonly sorted: readonly (readonly [string, string])[];
  /** The exact text, with the key shown as `<secretKey>`. */
  readonly text: string;
  /** Bytes of the true text. */
  readonly length: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sign: string;
}

/** What a code of the authority means. */
export interface ErrcodeInfo {
  readonly errcode: number;
  /** The official text; null for a code that nobody published. */
  readonly errmsg: string | null;
  readonly class: ErrcodeClass;
  /** Whether the specification lists it. */
  readonly official: boolean;
  readonly meaningZh: string;
  readonly meaningEn: string;
  readonly adviceZh: string;
  readonly adviceEn: string;
}

export interface ValidName {
  /** The name as it is to be sent. Personal data. */
  readonly name: string;
  readonly warnings: readonly ("private_use" | "latin" | "single_character")[];
}

export interface ValidIdNumber {
  /** As it is to be sent. Personal data. */
  readonly idNumber: string;
  readonly kind: "mainland" | "hmt_resident" | "foreign_permanent";
  /** `YYYY-MM-DD`. */
  readonly birth: string;
  /** `manual`: the authority does not know such numbers; review the document yourself. */
  readonly route: "submit" | "manual";
}

/** One of the eight official test cases (M5). */
export interface TestCase {
  readonly case: number;
  readonly endpoint: Endpoint;
  readonly expect: string;
  readonly presets: readonly {
    readonly ai: string | null;
    readonly name: string | null;
    readonly idNumber: string | null;
    readonly pi: string | null;
    readonly di: string | null;
  }[];
}

export interface TestVerdict {
  readonly passed: boolean;
  readonly reason: string;
  readonly adviceZh: string;
  readonly adviceEn: string;
}

/** One answer: yes or no, why, by which rule, and how long it holds. `reasonText` has words for the player. */
export interface Verdict {
  readonly allowed: boolean;
  /** snake_case, such as `minor_outside_window`. */
  readonly reason: string;
  /** The rule behind it: `N2021-1`, `Q187`, `host`. */
  readonly ruleId: string;
  /** The first instant at which `allowed` is another, Unix ms; null: nothing in sight changes it. */
  readonly validUntil: number | null;
  /** When it is allowed next, Unix ms; null when it is, and when no such time is in sight. */
  readonly nextOpen: number | null;
}

/** Four questions, which have four answers. */
export interface Decision {
  /** May the account be used. */
  readonly account: Verdict;
  /** May the player play. */
  readonly play: Verdict;
  /** May the player pay anything at all. */
  readonly pay: Verdict;
  /** Is the session to be reported. */
  readonly report: Verdict;
}

/** Limits in fen; null: no limit. */
export interface Payment {
  readonly verdict: Verdict;
  readonly maxSingleFen: number | null;
  readonly monthLeftFen: number | null;
}

export interface PlayWindow {
  /** Unix ms. */
  readonly start: number;
  /** Unix ms; null: it does not end. */
  readonly end: number | null;
  /** Whether the official calendar of that year is known. */
  readonly covered: boolean;
}

export interface PlayDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly open: boolean;
  readonly reason: string;
  readonly covered: boolean;
}

/** What the host's ledgers say, in seconds. Used under 34号 (profile `cn2019`) only; 0 elsewhere. */
export interface Usage {
  /** Of this person, today (UTC+8), in all games of the enterprise. */
  readonly playedTodayS: number;
  /** Of the guest's hour of this device. */
  readonly guestUsedS: number;
}

/** Which law and which readings of it: JSON text in the shape that all languages share, or the same as an object with camelCase members. Unknown members are refused. */
export type Json = string | { readonly [member: string]: unknown };

export interface ReasonText {
  readonly reason: string;
  readonly textZh: string;
  readonly textEn: string;
}

export type RealName = "channel_managed" | "unverified" | "pending" | "verified" | "minor" | "adult" | "unknown";

export interface OmnisdkAnswer {
  readonly kind: "accepted" | "rejected" | "malformed";
  readonly code: number | null;
  readonly msg: string | null;
  readonly class: "signature" | "config" | "retryable" | "unknown" | null;
}

export interface OmnisdkCallback {
  /** Each uid once, in order. */
  readonly uids: readonly string[];
  /** Unix ms. */
  readonly unix: number;
  /** 32 bytes: a callback that repeats has the same. */
  readonly dedupe: Uint8Array;
}

export interface OmnisdkMatch {
  readonly arrayMode: string;
  readonly variant: "standard" | "empty_kept" | "known_members" | "percent_encoded";
  readonly upperHex: boolean;
}

/** One decision for a login of Player Network. Unknown kinds of actions are to be shown to nobody and ignored. */
export interface PlayerNetworkDecision {
  readonly gate: { readonly kind: string; readonly reason?: string };
  readonly actions: readonly ({ readonly kind: string; readonly blocks: boolean } & { readonly [member: string]: unknown })[];
  readonly degraded: readonly string[];
  /** Unix ms. */
  readonly recheckAt: number | null;
}

/** What an attempt brought, for hosts that keep their own loop. */
export type AttemptAnswer = Answer | { readonly kind: "not_sent" } | { readonly kind: "no_answer" };

/** What happens to an account. */
export type AccountEvent =
  | { readonly kind: "submit_identity"; readonly name: string; readonly idNumber: string }
  | { readonly kind: "check_answer" | "query_answer"; readonly ai: string; readonly answer: AttemptAnswer }
  | { readonly kind: "tick" }
  | { readonly kind: "link_person"; readonly pi: string; readonly birth?: string | null; readonly source: "own" | "other" | "channel" }
  | { readonly kind: "reset_identity"; readonly reason: string }
  | { readonly kind: "request_manual_review"; readonly document: string; readonly birth?: string | null }
  | { readonly kind: "review"; readonly approved: boolean; readonly birth?: string | null }
  | { readonly kind: "enter_guest"; readonly di: string }
  | { readonly kind: "guest_played"; readonly seconds: number };

/** What is to be done after an event. */
export type AccountEffect =
  | { readonly kind: "send_check"; readonly ai: string }
  | { readonly kind: "send_query"; readonly ai: string; readonly at: number }
  | { readonly kind: "collect_documents" }
  | { readonly kind: "invalid"; readonly field: string; readonly reason: string }
  | { readonly kind: "end_guest_session" }
  | { readonly kind: "alert"; readonly code: string }
  | { readonly kind: "stale" };

export interface Applied {
  /** The new state: store it beside the player. */
  readonly state: string;
  readonly effects: readonly AccountEffect[];
}

/** The part of a game's quota that this process owns. */
export interface Share {
  /** From 0. */
  readonly index: number;
  readonly count: number;
  /** Unix ms, inclusive. */
  readonly from: number;
  /** Unix ms, exclusive; null: for ever. */
  readonly until?: number | null;
}

/** Who comes in: an account with the state that the host stores, or a guest (34号 only, Q41). */
export type Player = { readonly account: string; readonly state: string; readonly di?: null } | { readonly di: string };

/** May this player come in, and will the session be reported. */
export interface Admission {
  readonly allowed: boolean;
  /** Login and logout will be reported. Where a login refuses who is in already, that ends the session, and its logout is reported. */
  readonly reported: boolean;
  /** snake_case; `reasonText` has words for the player. */
  readonly reason: string;
  readonly ruleId: string;
  /** When the verdict changes at the earliest, Unix ms. */
  readonly validUntil: number | null;
}

export interface Verifying {
  /** Store it beside the player. */
  readonly state: string;
  /** The number of the attempt, ascending per account. */
  readonly attempt: number;
}

/** One step of the host's loop; take steps until `wait`. */
export type Step =
  /** Append `bytes` to `segment`, sync, `persisted(seq)`; then drop the segments below `dropBefore`, if it is there. */
  | { readonly kind: "persist"; readonly seq: number; readonly segment: number; readonly dropBefore: number | null; readonly bytes: Uint8Array }
  /** Tell the application, then `handled(seq)`. */
  | { readonly kind: "event"; readonly seq: number; readonly event: EngineEvent }
  /** Send within two seconds, then `complete(send, outcome, now)`. `timeoutMs` covers everything. */
  | { readonly kind: "send"; readonly send: number; readonly endpoint: Endpoint; readonly timeoutMs: number; readonly request: HttpRequest }
  /** Nothing to do until this time of the monotonic clock, or until any other call. */
  | { readonly kind: "wait"; readonly untilMono: number };

/** What became of a request. `date`: the raw HTTP header. `sent`: `no` only for what certainly did not leave. */
export type Outcome =
  | { readonly kind: "http"; readonly status: number; readonly body: Uint8Array; readonly date?: string | null }
  | { readonly kind: "transport"; readonly sent: "no" | "unknown" };

/** How a row ended. */
export interface SettledRow {
  readonly session: string;
  readonly si: string;
  readonly bt: "login" | "logout";
  /** As sent, Unix seconds. */
  readonly ot: number;
  /** As it was, Unix seconds. */
  readonly trueOt: number;
  readonly outcome: "accepted" | "shifted" | "refused" | "dropped";
  readonly errcode: number | null;
  readonly outsideWindow: boolean;
}

/** What the engine tells the application. Kinds that you do not know are to be ignored, and handled. Personal data: do not log. */
export type EngineEvent =
  /** A fact: store `state` beside the player, then call `handled`. */
  | { readonly kind: "account_changed"; readonly game: string; readonly account: string; readonly attempt: number; readonly state: string; readonly cause: string }
  /** A fact: rows came to their end. Accepted ones only if the configuration asks. */
  | { readonly kind: "rows_settled"; readonly game: string; readonly rows: readonly SettledRow[] }
  | { readonly kind: "session_ended"; readonly game: string; readonly session: string; readonly account: string | null; readonly cause: string; readonly at: number }
  | { readonly kind: "warning"; readonly game: string; readonly sessions: readonly string[]; readonly remainingS: number }
  | { readonly kind: "throttled"; readonly game: string; readonly endpoint: Endpoint; readonly until: number }
  | { readonly kind: "key_expiring"; readonly appId: string; readonly at: number }
  | { readonly kind: "game_drained"; readonly game: string }
  | { readonly kind: "alert"; readonly code: string; readonly game: string | null; readonly endpoint: Endpoint | null; readonly errcode: number | null }
  | {
      readonly kind: "recovered"; readonly segments: number; readonly accounts: number; readonly sessions: number; readonly rows: number;
      readonly damage: readonly { readonly segment: number; readonly offset: number }[];
    };

/** One session as the engine holds it. */
export interface Session {
  readonly account: string | null;
  /** Its name on the wire, while it is open and reported. */
  readonly si: string | null;
  /** Unix ms. */
  readonly since: number;
  readonly reported: boolean;
}

/** Numbers for a dashboard, and the lanes that are not simply open, or those of the game asked for. */
export interface Stats {
  /** Rows that the authority stored, since open; `shifted`, `refused`, `dropped` likewise. */
  readonly accepted: number;
  /** Records of the journal that were accepted, and that are durable (`durableSeq`). */
  readonly acceptedSeq: number;
  /** Server time minus `unix`, as learned from a 1007. */
  readonly clockOffsetMs: number;
  readonly dropped: number;
  readonly durableSeq: number;
  readonly failed: number;
  /** Requests that are out. */
  readonly inFlight: number;
  /** 1: on. 0: off, and nothing survives a crash. */
  readonly journal: number;
  /** Of the oldest row that waits. */
  readonly oldestRowAgeMs: number;
  /** Accounts by the kind of their state; `verified`, `failed`, `verifying` likewise. */
  readonly pending: number;
  /** Rows that wait. */
  readonly queued: number;
  readonly refused: number;
  /** Since open. */
  readonly resent: number;
  /** Requests since open; `sentQuery`, `sentReport` likewise. */
  readonly sentCheck: number;
  readonly sentQuery: number;
  readonly sentReport: number;
  /** Open ones. */
  readonly sessions: number;
  readonly shifted: number;
  /** Events that were not handled. */
  readonly unhandled: number;
  /** What waits for the disk. */
  readonly unpersistedBytes: number;
  readonly verified: number;
  readonly verifying: number;
  readonly lanes: readonly { readonly game: string; readonly endpoint: Endpoint; readonly state: string; readonly until: number | null }[];
}
