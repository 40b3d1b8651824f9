/*
 * Shiming (实名) 0.1.0: the rules of China's NPPA real-name and anti-addiction system, without I/O.
 * Generated from ffi/src; do not edit. A quick start is in ffi/README.md.
 *
 * Status       Every call that can fail returns a shiming_status: SHIMING_OK, or one of SHIMING_E_... . Its last parameter
 *              is a shiming_error, or null for one who needs no detail. The detail never quotes the arguments.
 * Parameters   Handle, inputs, outputs, error. Inputs are const and not kept. Text is (const char *, size_t): UTF-8, its
 *              length in bytes, no NUL needed; bytes are (const uint8_t *, size_t). Length 0 permits a null pointer.
 *              Where the description says that null means something (no nonce, no calendar), length must be 0 too.
 * Results      Outputs are written only on SHIMING_OK; what they held before is not freed. One text or some bytes come in a
 *              shiming_buf, one number in an integer, a request in a shiming_request, decisions in structures of the
 *              caller's, and everything else as JSON text in a shiming_buf, in the shapes of the pipe protocol.
 * Structures   Those of the caller's begin with struct_size, set by the ..._INIT macros; a size that this version does not
 *              know is SHIMING_E_ABI. Those of the library may grow at the end.
 * Numbers      Times are milliseconds in int64_t, seconds only where a name says so. No bool: int32_t 1 and 0. No value is
 *              SHIMING_NONE. Enumerations are int32_t constants.
 * Memory       What ..._new, _open, _poll and out-parameters give is freed with the _free of its type; freeing null is fine.
 * Threads      Any thread may call. Calls to one engine take turns on a lock inside; different engines are independent. Free
 *              a handle when no call with it runs. No callbacks, no threads, no globals, no environment.
 * Fork         An engine belongs to the process that opened it; in a child its calls answer SHIMING_E_FORKED. Open after
 *              fork, or free the handle in the child.
 * Panics       A defect of this library is caught: SHIMING_E_PANIC, and then SHIMING_E_POISONED from that engine until it is
 *              freed. Other engines go on.
 */


#ifndef SHIMING_H
#define SHIMING_H

#include <stdint.h>
#include <stddef.h>

#define SHIMING_VERSION_MAJOR 0
#define SHIMING_VERSION_MINOR 1
#define SHIMING_VERSION_PATCH 0
/** The version as one number to compare: major * 1000000 + minor * 1000 + patch. */
#define SHIMING_VERSION_NUMBER 1000
#define SHIMING_VERSION "0.1.0"

/** No value: no time, no limit. */
#define SHIMING_NONE INT64_MIN

/* What the caller's structures are set to before a call. */
#define SHIMING_ERROR_INIT { (uint32_t)sizeof(shiming_error), 0, 0, {0}, {0}, {0} }
#define SHIMING_USAGE_INIT { (uint32_t)sizeof(shiming_usage), 0, 0, 0 }
#define SHIMING_VERDICT_INIT { 0, 0, 0, {0}, {0} }
#define SHIMING_DECISION_INIT { (uint32_t)sizeof(shiming_decision), 0, \
    SHIMING_VERDICT_INIT, SHIMING_VERDICT_INIT, SHIMING_VERDICT_INIT, SHIMING_VERDICT_INIT }
#define SHIMING_PAYMENT_INIT { (uint32_t)sizeof(shiming_payment), 0, SHIMING_VERDICT_INIT, 0, 0 }
#define SHIMING_PLAY_WINDOW_INIT { (uint32_t)sizeof(shiming_play_window), 0, 0, 0, 0, 0 }
#define SHIMING_ADMISSION_INIT { (uint32_t)sizeof(shiming_admission), 0, 0, {0}, {0}, 0 }
#define SHIMING_ROW_INIT { (uint32_t)sizeof(shiming_row), 0, 0, {0, 0}, 0, {0, 0}, {0, 0} }
#define SHIMING_BUF_INIT { 0, 0, 0 }


/**
 * A step: append to the journal.
 */
#define SHIMING_STEP_PERSIST 1

/**
 * A step: tell the application.
 */
#define SHIMING_STEP_EVENT 2

/**
 * A step: send a request.
 */
#define SHIMING_STEP_SEND 3

/**
 * A step: nothing to do until a time.
 */
#define SHIMING_STEP_WAIT 4

/**
 * Behaviour of a row (bt): the player came in.
 */
#define SHIMING_LOGIN 1

/**
 * Behaviour of a row (bt): the player left.
 */
#define SHIMING_LOGOUT 2

/**
 * Player of a row (ct): verified.
 */
#define SHIMING_VERIFIED 1

/**
 * Player of a row (ct): a guest.
 */
#define SHIMING_GUEST 2

/**
 * Endpoint: 实名认证接口.
 */
#define SHIMING_CHECK 1

/**
 * Endpoint: 实名认证结果查询接口.
 */
#define SHIMING_QUERY 2

/**
 * Endpoint: 游戏用户行为数据上报接口.
 */
#define SHIMING_REPORT 3

/**
 * normalize_id: mode: hash what does not fit exactly.
 */
#define SHIMING_ID_HASH 1

/**
 * normalize_id: mode: pad what is short, hash the rest.
 */
#define SHIMING_ID_PAD 2

/**
 * normalize_id: mode: hash all: for ids that strangers choose.
 */
#define SHIMING_ID_ALWAYS_HASH 3

/**
 * normalize_id: how: as it was.
 */
#define SHIMING_HOW_UNCHANGED 1

/**
 * normalize_id: how: hashed.
 */
#define SHIMING_HOW_HASHED 2

/**
 * normalize_id: how: padded: `shiming_unpad_id` turns it back.
 */
#define SHIMING_HOW_PADDED 3

/**
 * redact: kind: a name.
 */
#define SHIMING_REDACT_NAME 1

/**
 * redact: kind: an ID number.
 */
#define SHIMING_REDACT_ID_NUMBER 2

/**
 * redact: kind: a pi.
 */
#define SHIMING_REDACT_PI 3

/**
 * redact: kind: a secret key.
 */
#define SHIMING_REDACT_SECRET_KEY 4

/**
 * redact: kind: any text that may hold them.
 */
#define SHIMING_REDACT_TEXT 5

/**
 * age_on: rule: the day after the birthday, as the law counts.
 */
#define SHIMING_AGE_NEXT_DAY 1

/**
 * age_on: rule: the birthday.
 */
#define SHIMING_AGE_BIRTHDAY 2

/**
 * OmniSDK: platform; 0 is none: Android.
 */
#define SHIMING_PLATFORM_ANDROID 1

/**
 * OmniSDK: platform; 0 is none: iOS.
 */
#define SHIMING_PLATFORM_IOS 2

/**
 * OmniSDK: form: all in the query.
 */
#define SHIMING_FORM_GET 1

/**
 * OmniSDK: form: a JSON body.
 */
#define SHIMING_FORM_POST 2

/**
 * OmniSDK: reply: taken.
 */
#define SHIMING_REPLY_ACCEPTED 1

/**
 * OmniSDK: reply: came before.
 */
#define SHIMING_REPLY_ALREADY_HANDLED 2

/**
 * OmniSDK: reply: the signature did not match.
 */
#define SHIMING_REPLY_BAD_SIGNATURE 3

/**
 * OmniSDK: reply: a fault of ours.
 */
#define SHIMING_REPLY_INTERNAL 4

/**
 * OmniSDK: reply: to be sent again.
 */
#define SHIMING_REPLY_RESEND 5

/**
 * adapt_status: source: OmniSDK.
 */
#define SHIMING_SOURCE_OMNISDK 1

/**
 * adapt_status: source: TapTap.
 */
#define SHIMING_SOURCE_TAPTAP 2

/**
 * adapt_status: source: TapTap, age range.
 */
#define SHIMING_SOURCE_TAPTAP_AGE 3

/**
 * adapt_status: source: Huawei.
 */
#define SHIMING_SOURCE_HUAWEI 4

/**
 * adapt_status: source: Huawei, playable time.
 */
#define SHIMING_SOURCE_HUAWEI_PLAYABLE_TIME 5

/**
 * adapt_status: source: vivo.
 */
#define SHIMING_SOURCE_VIVO 6

/**
 * adapt_status: source: OPPO.
 */
#define SHIMING_SOURCE_OPPO 7

/**
 * verify: priority: a player is waiting.
 */
#define SHIMING_LIVE 1

/**
 * verify: priority: existing players (存量), only from quota that live ones leave.
 */
#define SHIMING_BACKFILL 2

/**
 * complete: sent: it certainly never reached the server.
 */
#define SHIMING_SENT_NO 1

/**
 * complete: sent: it may have.
 */
#define SHIMING_SENT_UNKNOWN 2

/**
 * complete: used: it was applied.
 */
#define SHIMING_USED_NOW 1

/**
 * complete: used: it came after its time, and was applied all the same.
 */
#define SHIMING_USED_LATE 2

/**
 * complete: used: it brought nothing that was not known.
 */
#define SHIMING_USED_ALREADY 3

/**
 * The number of the binary interface: raised when a program compiled against an older header must not run.
 */
#define SHIMING_ABI_VERSION 1

/**
 * An enterprise acting for one game, with its secret key. It never changes: any number of threads may use one at once.
 */
typedef struct shiming_app shiming_app;

/**
 * One engine: all games of one process. Any thread may call; calls to one engine take turns. Free it when no call is
 * running and none will follow.
 */
typedef struct shiming_engine shiming_engine;

/**
 * What a call answered: `SHIMING_OK`, or one of `SHIMING_E_...`. 1-99: the call is wrong; 100-199: the state forbids it;
 * 200-299: cryptography; 900 and above: a defect of this library.
 */
typedef int32_t shiming_status;

/**
 * Bytes or text that a call returned. The caller frees it with `shiming_buf_free`, and not by any other means. After `len`
 * bytes stands a NUL that is not counted, so text without a NUL of its own may go to `printf("%s")`. A result that is absent
 * has `ptr` null; an empty one has not.
 */
typedef struct shiming_buf {
  /**
   * The first byte.
   */
  uint8_t *ptr;
  /**
   * How many bytes.
   */
  size_t len;
  /**
   * This library's own; leave it as it is.
   */
  size_t cap;
} shiming_buf;

/**
 * The detail of an error. The caller owns it: `shiming_error err = SHIMING_ERROR_INIT;`, nothing to free, usable again
 * and again. Written only when a call fails. No text in it quotes the arguments, so it may be logged.
 */
typedef struct shiming_error {
  /**
   * `sizeof(shiming_error)`, set by the caller.
   */
  uint32_t struct_size;
  /**
   * The status that the call also returned.
   */
  int32_t code;
  /**
   * The authority's error code where one was the cause, else 0.
   */
  int32_t errcode;
  /**
   * Which of the code's reasons it was, with a NUL at its end; empty where the code has none.
   */
  char reason[32];
  /**
   * The argument or member that is wrong, with a NUL at its end; empty where none is.
   */
  char field[32];
  /**
   * What is wrong and what to do, in English: UTF-8 with a NUL at its end, cut between characters if too long.
   */
  char detail[256];
} shiming_error;

/**
 * What the host's ledgers say. Used under 34号 (profile `cn2019`) only; 0 elsewhere.
 */
typedef struct shiming_usage {
  /**
   * `sizeof(shiming_usage)`, set by the caller.
   */
  uint32_t struct_size;
  /**
   * Always 0.
   */
  uint32_t reserved;
  /**
   * Seconds that this person played today (UTC+8) in all games of the enterprise.
   */
  int64_t played_today_s;
  /**
   * Seconds of the guest's hour that this device used up.
   */
  int64_t guest_used_s;
} shiming_usage;

/**
 * May this player come in, and will the session be reported. `shiming_admission a = SHIMING_ADMISSION_INIT;`
 */
typedef struct shiming_admission {
  /**
   * `sizeof(shiming_admission)`, set by the caller.
   */
  uint32_t struct_size;
  /**
   * 1: may play now. 0: may not.
   */
  int32_t allowed;
  /**
   * 1: login and logout will be reported. 0: they will not.
   */
  int32_t reported;
  /**
   * Why, snake_case with a NUL at its end.
   */
  char reason[36];
  /**
   * The rule behind it, with a NUL at its end.
   */
  char rule_id[24];
  /**
   * When the verdict changes at the earliest, Unix ms, or `SHIMING_NONE`.
   */
  int64_t valid_until;
} shiming_admission;

/**
 * Bytes that belong to a step or a request: valid until that is freed.
 */
typedef struct shiming_bytes {
  /**
   * The first byte; null where there is nothing.
   */
  const uint8_t *ptr;
  /**
   * How many bytes.
   */
  size_t len;
} shiming_bytes;

/**
 * Text, UTF-8. In what this library returns, a NUL that is not counted follows; in what it takes, none is needed.
 */
typedef struct shiming_text {
  /**
   * The first byte; null where there is no text.
   */
  const char *ptr;
  /**
   * How many bytes.
   */
  size_t len;
} shiming_text;

/**
 * One header.
 */
typedef struct shiming_header {
  /**
   * In the official spelling (`appId`, `bizId`, `timestamps`, `sign`).
   */
  struct shiming_text name;
  /**
   * Its value.
   */
  struct shiming_text value;
} shiming_header;

/**
 * One HTTP request, to be sent exactly as it is and only once: the signature covers every byte of the body. All views are
 * valid until the request, or the step that holds it, is freed. Read it only; later versions may add members at the end.
 */
typedef struct shiming_request {
  /**
   * How much of this structure the library knows.
   */
  uint32_t struct_size;
  /**
   * How many headers.
   */
  uint32_t header_count;
  /**
   * `GET` or `POST`.
   */
  struct shiming_text method;
  /**
   * The whole URL with its query.
   */
  struct shiming_text url;
  /**
   * The headers, in order. Add none that signs or caches; `Content-Length` is your client's.
   */
  const struct shiming_header *headers;
  /**
   * The body; empty for `GET`.
   */
  struct shiming_bytes body;
} shiming_request;

/**
 * One step of the host's loop. `kind` says which members count; the others are 0, null or `SHIMING_NONE`. All views are
 * valid until `shiming_step_free`, and a step outlives its engine. Read it only; later versions may add members at the end.
 */
typedef struct shiming_step {
  /**
   * How much of this structure the library knows.
   */
  uint32_t struct_size;
  /**
   * `SHIMING_STEP_PERSIST`: append `bytes` to segment `segment` of the journal, sync, call `shiming_engine_persisted(seq)`, then drop the
   * segments below `drop_before`. `SHIMING_STEP_EVENT`: tell the application of `event`, then call `shiming_engine_handled(seq)`.
   * `SHIMING_STEP_SEND`: send `request` within two seconds, then call `shiming_engine_complete(send, ...)` or
   * `shiming_engine_complete_transport(send, ...)`. `SHIMING_STEP_WAIT`: nothing to do until `until_mono`. Leave other kinds alone.
   */
  int32_t kind;
  /**
   * Persist, event: the number to give back.
   */
  int64_t seq;
  /**
   * Persist: the segment to append to; a number not seen before is a new, empty one.
   */
  int64_t segment;
  /**
   * Persist: drop the segments below this number, after `shiming_engine_persisted`; or `SHIMING_NONE`.
   */
  int64_t drop_before;
  /**
   * Persist: what to append. Sealed: it shows nothing of any person.
   */
  struct shiming_bytes bytes;
  /**
   * Event: JSON text `{"kind":"account_changed","game","account",...}`; personal data.
   */
  struct shiming_text event;
  /**
   * Send: the number to give back.
   */
  int64_t send;
  /**
   * Send: the total time allowed, connection included, in milliseconds.
   */
  int64_t timeout_ms;
  /**
   * Send: the request.
   */
  const struct shiming_request *request;
  /**
   * Send: `SHIMING_CHECK`, `SHIMING_QUERY` or `SHIMING_REPORT`.
   */
  int32_t endpoint;
  /**
   * Always 0.
   */
  int32_t reserved;
  /**
   * Wait: milliseconds of the monotonic clock that `poll` was told.
   */
  int64_t until_mono;
} shiming_step;

/**
 * One answer: yes or no, why, by which rule, and how long it holds.
 */
typedef struct shiming_verdict {
  /**
   * The first instant at which `allowed` is another, Unix ms; `SHIMING_NONE`: nothing in sight changes it.
   */
  int64_t valid_until;
  /**
   * When it is allowed next, Unix ms; `SHIMING_NONE` when it is allowed, and when no such time is in sight.
   */
  int64_t next_open;
  /**
   * 1 or 0.
   */
  int32_t allowed;
  /**
   * Why, snake_case with a NUL at its end, such as `minor_outside_window`; `shiming_reason_text` has a text for the player.
   */
  char reason[36];
  /**
   * The rule behind it, with a NUL at its end: `N2021-1`, `Q187`, `host`.
   */
  char rule_id[24];
} shiming_verdict;

/**
 * The four questions, which have four answers. `shiming_decision d = SHIMING_DECISION_INIT;`
 */
typedef struct shiming_decision {
  /**
   * `sizeof(shiming_decision)`, set by the caller.
   */
  uint32_t struct_size;
  /**
   * Always 0.
   */
  uint32_t reserved;
  /**
   * May the account be used.
   */
  struct shiming_verdict account;
  /**
   * May the player play.
   */
  struct shiming_verdict play;
  /**
   * May the player pay anything at all.
   */
  struct shiming_verdict pay;
  /**
   * Is the session to be reported.
   */
  struct shiming_verdict report;
} shiming_decision;

/**
 * The answer to one payment. `shiming_payment p = SHIMING_PAYMENT_INIT;`
 */
typedef struct shiming_payment {
  /**
   * `sizeof(shiming_payment)`, set by the caller.
   */
  uint32_t struct_size;
  /**
   * Always 0.
   */
  uint32_t reserved;
  /**
   * Whether this payment is allowed now.
   */
  struct shiming_verdict verdict;
  /**
   * The most that one payment may be now, fen; `SHIMING_NONE`: no limit.
   */
  int64_t max_single_fen;
  /**
   * What the month has left, fen; `SHIMING_NONE`: no limit.
   */
  int64_t month_left_fen;
} shiming_payment;

/**
 * When a player may play. `shiming_play_window w = SHIMING_PLAY_WINDOW_INIT;`
 */
typedef struct shiming_play_window {
  /**
   * `sizeof(shiming_play_window)`, set by the caller.
   */
  uint32_t struct_size;
  /**
   * 0: nothing ever restricts this player, and the rest is `SHIMING_NONE` and 0. 1: the window follows.
   */
  int32_t restricted;
  /**
   * Its begin, Unix ms.
   */
  int64_t start;
  /**
   * Its end, Unix ms; `SHIMING_NONE`: it does not end.
   */
  int64_t end;
  /**
   * 1 where the official calendar of that year is known, else 0.
   */
  int32_t covered;
  /**
   * Always 0.
   */
  int32_t reserved;
} shiming_play_window;

/**
 * One row of a report. Text with `ptr` null is absent.
 */
typedef struct shiming_row {
  /**
   * `sizeof(shiming_row)`, set by the caller.
   */
  uint32_t struct_size;
  /**
   * `SHIMING_LOGIN` or `SHIMING_LOGOUT`.
   */
  int32_t bt;
  /**
   * `SHIMING_VERIFIED` or `SHIMING_GUEST`.
   */
  int32_t ct;
  /**
   * The session's name on the wire, 1 to 32 bytes, the same in both of its rows.
   */
  struct shiming_text si;
  /**
   * When it happened, Unix seconds.
   */
  int64_t ot;
  /**
   * The player's pi; for verified players.
   */
  struct shiming_text pi;
  /**
   * The device, 1 to 32 bytes; for guests.
   */
  struct shiming_text di;
} shiming_row;

/**
 * It worked: the out-parameters are written.
 */
#define SHIMING_OK 0

/**
 * The line is not a call of the pipe protocol.
 */
#define SHIMING_E_BAD_CALL 1

/**
 * No such operation.
 */
#define SHIMING_E_UNKNOWN_OP 2

/**
 * Another version of the pipe protocol.
 */
#define SHIMING_E_UNSUPPORTED_PROTOCOL 3

/**
 * Text that is not valid UTF-8.
 */
#define SHIMING_E_INVALID_TEXT 4

/**
 * An argument is out of range or of no known kind.
 */
#define SHIMING_E_INVALID_PARAMETER 5

/**
 * Configuration that does not fit its schema.
 */
#define SHIMING_E_INVALID_CONFIG 6

/**
 * A share of the quota that makes no sense.
 */
#define SHIMING_E_INVALID_SHARE 7

/**
 * A time outside 2020-2100.
 */
#define SHIMING_E_BAD_TIME 8

/**
 * An endpoint that is no plain http(s) URL.
 */
#define SHIMING_E_INVALID_URL 9

/**
 * The official interface test has eight cases.
 */
#define SHIMING_E_UNKNOWN_CASE 10

/**
 * A nonce that is not 12 bytes.
 */
#define SHIMING_E_INVALID_NONCE 11

/**
 * A secret key that is not 32 hex digits, or a server key of OmniSDK that is empty or badly copied.
 */
#define SHIMING_E_INVALID_KEY 12

/**
 * A body that is not an encrypted envelope.
 */
#define SHIMING_E_INVALID_BODY 13

/**
 * An `ai` the authority would refuse.
 */
#define SHIMING_E_INVALID_AI 14

/**
 * An `si` the authority would refuse.
 */
#define SHIMING_E_INVALID_SI 15

/**
 * A `di` the authority would refuse.
 */
#define SHIMING_E_INVALID_DI 16

/**
 * A `pi` that cannot be one.
 */
#define SHIMING_E_INVALID_PI 17

/**
 * A name the authority would refuse.
 */
#define SHIMING_E_INVALID_NAME 18

/**
 * An ID number the authority would refuse.
 */
#define SHIMING_E_INVALID_ID_NUMBER 19

/**
 * An identifier that cannot be normalised or unpadded.
 */
#define SHIMING_E_INVALID_ID 20

/**
 * Rows that cannot be reported.
 */
#define SHIMING_E_INVALID_ROWS 21

/**
 * A state that is not one of ours.
 */
#define SHIMING_E_INVALID_STATE 22

/**
 * A profile with an unknown base or option.
 */
#define SHIMING_E_INVALID_PROFILE 23

/**
 * A calendar that contradicts itself.
 */
#define SHIMING_E_INVALID_CALENDAR 24

/**
 * An amount of money that makes no sense.
 */
#define SHIMING_E_INVALID_AMOUNT 25

/**
 * Entropy that is plainly not random.
 */
#define SHIMING_E_WEAK_ENTROPY 26

/**
 * A signature that does not match.
 */
#define SHIMING_E_INVALID_SIGNATURE 27

/**
 * A message of OmniSDK or Player Network that cannot be read, or says nothing usable.
 */
#define SHIMING_E_INVALID_CALLBACK 28

/**
 * A pointer is null that must not be: pass the handle, the out-parameter, or length 0.
 */
#define SHIMING_E_NULL_POINTER 90

/**
 * The `struct_size` of a structure is not one that this version knows: set it with the structure's `..._INIT`, and compile against the header of the library that is loaded.
 */
#define SHIMING_E_ABI 91

/**
 * The engine knows no such game.
 */
#define SHIMING_E_UNKNOWN_GAME 100

/**
 * The engine knows no such session.
 */
#define SHIMING_E_UNKNOWN_SESSION 101

/**
 * The session ended already.
 */
#define SHIMING_E_SESSION_OVER 102

/**
 * No such request is in flight.
 */
#define SHIMING_E_UNKNOWN_SEND 103

/**
 * Too much is waiting for the disk.
 */
#define SHIMING_E_JOURNAL_BACKLOG 104

/**
 * The journal is damaged in the middle.
 */
#define SHIMING_E_JOURNAL_DAMAGED 105

/**
 * The journal was written by a newer version.
 */
#define SHIMING_E_JOURNAL_NEWER 106

/**
 * None of the journal keys opens this journal.
 */
#define SHIMING_E_JOURNAL_KEY_UNKNOWN 107

/**
 * The engine crossed a fork.
 */
#define SHIMING_E_FORKED 108

/**
 * An earlier call panicked inside this engine: free it, open a new one, load the journal.
 */
#define SHIMING_E_POISONED 190

/**
 * The tag does not match: wrong key, or the body was changed.
 */
#define SHIMING_E_DECRYPT_FAILED 200

/**
 * A defect of this library.
 */
#define SHIMING_E_INTERNAL 900

/**
 * A defect of this library was caught: report it with `shiming_version()`. The engine it happened in is poisoned.
 */
#define SHIMING_E_PANIC 901

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The state of a player of whom nothing is known: `out` gets JSON text.
 */
shiming_status shiming_account_new(struct shiming_buf *out,
                                   struct shiming_error *err);

/**
 * Checks a stored state and brings it to the newest version: `out` gets JSON text.
 *
 * Errors: invalid_state.
 */
shiming_status shiming_account_load(const char *json,
                                    size_t json_len,
                                    struct shiming_buf *out,
                                    struct shiming_error *err);

/**
 * Applies one event, for hosts that keep their own loop: `state_out` gets the new state, `effects_out` JSON text, a list of
 * `{"kind":...}` of what is to be done.
 *
 * `event`: JSON text `{"kind":"submit_identity","name","id_number"}` and so on. `fresh_ai`: used if a new attempt begins; null: none may.
 * `unix_ms`, `mono_ms`: now by the wall clock and of a clock that never runs back.
 *
 * Errors: invalid_parameter, bad_time, invalid_ai, invalid_di, invalid_pi, invalid_state.
 */
shiming_status shiming_account_apply(const char *state,
                                     size_t state_len,
                                     const char *event,
                                     size_t event_len,
                                     const char *fresh_ai,
                                     size_t fresh_ai_len,
                                     int64_t unix_ms,
                                     int64_t mono_ms,
                                     struct shiming_buf *state_out,
                                     struct shiming_buf *effects_out,
                                     struct shiming_error *err);

/**
 * Keeps an appId, a bizId and a secret key for the request builders: `out` gets the handle, to be freed with `shiming_app_free`.
 * The three are copied; wipe your own copy of the key.
 *
 * `app_id`, `biz_id`: 1 to 64 visible ASCII characters. `secret_key`: 32 hexadecimal digits.
 *
 * Errors: invalid_parameter, invalid_key.
 */
shiming_status shiming_app_new(const char *app_id,
                               size_t app_id_len,
                               const char *biz_id,
                               size_t biz_id_len,
                               const char *secret_key,
                               size_t secret_key_len,
                               struct shiming_app **out,
                               struct shiming_error *err);

/**
 * Wipes and frees. Null is left alone.
 */
void shiming_app_free(struct shiming_app *app);

/**
 * Wipes and frees a result, and sets it to null. Null, and one that is freed already, are left alone.
 */
void shiming_buf_free(struct shiming_buf *buf);

/**
 * Frees an engine and wipes its secrets. Null is left alone. What was not yet persisted is lost, as in a crash; the journal
 * has the rest.
 */
void shiming_engine_free(struct shiming_engine *engine);

/**
 * A player submits an identity: `state_out` gets the state to be stored beside the player, `attempt` the number of the attempt. The result
 * comes as an event.
 *
 * `game`, `account` and `session` are the host's own keys, 1 to 64 bytes. `state`: what the host stores, JSON text. `priority`: `SHIMING_LIVE` or `SHIMING_BACKFILL`. `unix_ms`, `mono_ms`: now.
 *
 * Errors: invalid_parameter, bad_time, invalid_name, invalid_id_number, invalid_state, unknown_game, journal_backlog, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_verify(const struct shiming_engine *engine,
                                     const char *game,
                                     size_t game_len,
                                     const char *account,
                                     size_t account_len,
                                     const char *state,
                                     size_t state_len,
                                     const char *name,
                                     size_t name_len,
                                     const char *id_number,
                                     size_t id_number_len,
                                     int32_t priority,
                                     int64_t unix_ms,
                                     int64_t mono_ms,
                                     struct shiming_buf *state_out,
                                     int64_t *attempt,
                                     struct shiming_error *err);

/**
 * What the host knows of an account: settled elsewhere, or unsettled and to be followed.
 *
 * `game`, `account` and `session` are the host's own keys, 1 to 64 bytes. `state`: JSON text. `unix_ms`, `mono_ms`: now.
 *
 * Errors: invalid_parameter, bad_time, invalid_state, unknown_game, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_put_account(const struct shiming_engine *engine,
                                          const char *game,
                                          size_t game_len,
                                          const char *account,
                                          size_t account_len,
                                          const char *state,
                                          size_t state_len,
                                          int64_t unix_ms,
                                          int64_t mono_ms,
                                          struct shiming_error *err);

/**
 * A player with an account comes in: `out` says whether it may play and whether the session is reported. Store nothing: the engine reports
 * login and logout.
 *
 * `game`, `account` and `session` are the host's own keys, 1 to 64 bytes. `state`: what the host stores, JSON text. `usage`: what the
 * ledgers say, or null where no profile asks for it. `unix_ms`, `mono_ms`: now. Set `out->struct_size` before (`SHIMING_ADMISSION_INIT`).
 *
 * Errors: invalid_parameter, bad_time, invalid_di, invalid_pi, invalid_state, invalid_calendar, unknown_game, session_over, journal_backlog, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_login(const struct shiming_engine *engine,
                                    const char *game,
                                    size_t game_len,
                                    const char *session,
                                    size_t session_len,
                                    const char *account,
                                    size_t account_len,
                                    const char *state,
                                    size_t state_len,
                                    const struct shiming_usage *usage,
                                    int64_t unix_ms,
                                    int64_t mono_ms,
                                    struct shiming_admission *out,
                                    struct shiming_error *err);

/**
 * A guest comes in (34号 only, Q41): as `shiming_engine_login`. `di`: the device, 1 to 32 bytes.
 *
 * Errors: invalid_parameter, bad_time, invalid_di, invalid_pi, invalid_state, invalid_calendar, unknown_game, session_over, journal_backlog, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_login_guest(const struct shiming_engine *engine,
                                          const char *game,
                                          size_t game_len,
                                          const char *session,
                                          size_t session_len,
                                          const char *di,
                                          size_t di_len,
                                          const struct shiming_usage *usage,
                                          int64_t unix_ms,
                                          int64_t mono_ms,
                                          struct shiming_admission *out,
                                          struct shiming_error *err);

/**
 * The player is still there. Without one for the configured time (150 s) the session ends as of the last.
 *
 * `game`, `account` and `session` are the host's own keys, 1 to 64 bytes. `unix_ms`, `mono_ms`: now.
 *
 * Errors: bad_time, unknown_game, unknown_session, session_over, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_heartbeat(const struct shiming_engine *engine,
                                        const char *game,
                                        size_t game_len,
                                        const char *session,
                                        size_t session_len,
                                        int64_t unix_ms,
                                        int64_t mono_ms,
                                        struct shiming_error *err);

/**
 * The player left.
 *
 * `game`, `account` and `session` are the host's own keys, 1 to 64 bytes. `unix_ms`, `mono_ms`: now.
 *
 * Errors: bad_time, unknown_game, unknown_session, session_over, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_logout(const struct shiming_engine *engine,
                                     const char *game,
                                     size_t game_len,
                                     const char *session,
                                     size_t session_len,
                                     int64_t unix_ms,
                                     int64_t mono_ms,
                                     struct shiming_error *err);

/**
 * The state of an account as the engine holds it: `out` gets JSON text, or null when it holds none.
 *
 * Errors: unknown_game.
 */
shiming_status shiming_engine_account(const struct shiming_engine *engine,
                                      const char *game,
                                      size_t game_len,
                                      const char *account,
                                      size_t account_len,
                                      struct shiming_buf *out,
                                      struct shiming_error *err);

/**
 * One session: `out` gets JSON text `{"account"|null,"si"|null,"since","reported"}`, or null when there is none.
 *
 * Errors: unknown_game.
 */
shiming_status shiming_engine_session(const struct shiming_engine *engine,
                                      const char *game,
                                      size_t game_len,
                                      const char *session,
                                      size_t session_len,
                                      struct shiming_buf *out,
                                      struct shiming_error *err);

/**
 * Numbers for a dashboard: `out` gets JSON text, a flat object of integers and `lanes`. `game`: of this game; null: of all.
 *
 * Errors: unknown_game.
 */
shiming_status shiming_engine_stats(const struct shiming_engine *engine,
                                    const char *game,
                                    size_t game_len,
                                    struct shiming_buf *out,
                                    struct shiming_error *err);

/**
 * The next step: `out` gets it, to be freed with `shiming_step_free`. Do what it says and poll again until it says wait; poll again at that
 * time, and after any other call to this engine. In a process that was forked from the one that opened the engine it answers forked.
 *
 * `unix_ms`, `mono_ms`: now.
 *
 * Errors: bad_time, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_poll(const struct shiming_engine *engine,
                                   int64_t unix_ms,
                                   int64_t mono_ms,
                                   struct shiming_step **out,
                                   struct shiming_error *err);

/**
 * The bytes of a persist step, and of all before it, are written and synced.
 *
 * Errors: invalid_parameter, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_persisted(const struct shiming_engine *engine,
                                        int64_t seq,
                                        struct shiming_error *err);

/**
 * The application dealt with an event. An event of an unknown kind is handled too.
 *
 * Errors: invalid_parameter, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_handled(const struct shiming_engine *engine,
                                      int64_t seq,
                                      struct shiming_error *err);

/**
 * A request got an HTTP answer, whatever it says: `used` gets one of `SHIMING_USED_...`.
 *
 * `send`: from the step. `body`: the bytes as they came. `date`: the raw text of the `Date` header, or null. `unix_ms`, `mono_ms`: now.
 *
 * Errors: invalid_parameter, bad_time, unknown_send, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_complete(const struct shiming_engine *engine,
                                       int64_t send,
                                       int32_t status,
                                       const uint8_t *body,
                                       size_t body_len,
                                       const char *date,
                                       size_t date_len,
                                       int64_t unix_ms,
                                       int64_t mono_ms,
                                       int32_t *used,
                                       struct shiming_error *err);

/**
 * A request got no HTTP answer: `used` gets one of `SHIMING_USED_...`.
 *
 * `sent`: `SHIMING_SENT_NO` only if it certainly never reached the server (refused connection, unknown host); when in doubt
 * `SHIMING_SENT_UNKNOWN`. `unix_ms`, `mono_ms`: now.
 *
 * Errors: invalid_parameter, bad_time, unknown_send, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_complete_transport(const struct shiming_engine *engine,
                                                 int64_t send,
                                                 int32_t sent,
                                                 int64_t unix_ms,
                                                 int64_t mono_ms,
                                                 int32_t *used,
                                                 struct shiming_error *err);

/**
 * Opens an engine: `out` gets it, to be freed with `shiming_engine_free`. Then `shiming_engine_load` what the journal holds, then
 * `..._put_app`, `..._put_policy`, `..._put_game`, `..._set_share`; then the loop of `shiming_engine_poll`.
 *
 * `config`: JSON text `{"v":1,"journal":"on","journal_keys":["64 hexadecimal digits"]}`. `entropy`: a null pointer draws 32 bytes from the
 * system (do that); else exactly 32 that were never used before. `unix_ms`, `mono_ms`: now, as from `shiming_now`.
 *
 * Errors: invalid_parameter, invalid_config, bad_time, weak_entropy.
 */
shiming_status shiming_engine_open(const char *config,
                                   size_t config_len,
                                   const uint8_t *entropy,
                                   size_t entropy_len,
                                   int64_t unix_ms,
                                   int64_t mono_ms,
                                   struct shiming_engine **out,
                                   struct shiming_error *err);

/**
 * Gives the engine what the journal holds, right after opening: segments ascending, the bytes of each in order, in pieces of at most
 * 1 MiB.
 *
 * Errors: invalid_parameter, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_load(const struct shiming_engine *engine,
                                   int64_t segment,
                                   const uint8_t *bytes,
                                   size_t bytes_len,
                                   struct shiming_error *err);

/**
 * Adds or changes an enterprise: JSON text `{"app_id","keys":[{"secret_key","not_before"|null,"not_after"|null}]}`.
 *
 * Errors: invalid_parameter, invalid_config, invalid_key, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_put_app(const struct shiming_engine *engine,
                                      const char *json,
                                      size_t json_len,
                                      struct shiming_error *err);

/**
 * Adds or changes a game: JSON text `{"game","app_id","biz_id","endpoints":{...},"role":"both","quota":{...}}`.
 *
 * Errors: invalid_parameter, invalid_config, invalid_url, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_put_game(const struct shiming_engine *engine,
                                       const char *json,
                                       size_t json_len,
                                       struct shiming_error *err);

/**
 * Sets profile and calendar: JSON text `{"profile":{...},"calendar":{...}|null}`.
 *
 * Errors: invalid_config, invalid_profile, invalid_calendar, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_put_policy(const struct shiming_engine *engine,
                                         const char *json,
                                         size_t json_len,
                                         struct shiming_error *err);

/**
 * Lets a game drain; an event tells when it has.
 *
 * Errors: unknown_game, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_remove_game(const struct shiming_engine *engine,
                                          const char *game,
                                          size_t game_len,
                                          struct shiming_error *err);

/**
 * The part of a game's quota that this process owns: `index` of `count`, `from` (inclusive) to `until` (exclusive, Unix ms; `SHIMING_NONE`:
 * for ever).
 *
 * Errors: invalid_share, unknown_game, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_set_share(const struct shiming_engine *engine,
                                        const char *game,
                                        size_t game_len,
                                        int64_t index,
                                        int64_t count,
                                        int64_t from,
                                        int64_t until,
                                        struct shiming_error *err);

/**
 * Another process was throttled: send nothing to this endpoint until then (Unix ms). `endpoint`: `SHIMING_CHECK`, `SHIMING_QUERY` or `SHIMING_REPORT`.
 *
 * Errors: invalid_parameter, unknown_game, journal_damaged, journal_newer, journal_key_unknown.
 */
shiming_status shiming_engine_hold(const struct shiming_engine *engine,
                                   const char *game,
                                   size_t game_len,
                                   int32_t endpoint,
                                   int64_t until,
                                   struct shiming_error *err);

/**
 * Frees a step and what its views show. Null is left alone.
 */
void shiming_step_free(struct shiming_step *step);

/**
 * The `ai` of one attempt of one account: `out` gets 32 lower-case hexadecimal digits, the same for the same arguments.
 *
 * `salt`: 16 to 64 bytes, the host's own secret. `attempt`: from 1, one more for every new check.
 *
 * Errors: invalid_parameter, invalid_name, invalid_id_number.
 */
shiming_status shiming_ai_for_attempt(const uint8_t *salt,
                                      size_t salt_len,
                                      const char *biz_id,
                                      size_t biz_id_len,
                                      const char *account,
                                      size_t account_len,
                                      int64_t attempt,
                                      const char *name,
                                      size_t name_len,
                                      const char *id_number,
                                      size_t id_number_len,
                                      struct shiming_buf *out,
                                      struct shiming_error *err);

/**
 * Makes any identifier fit 32 characters: `out` gets the id, `how` one of `SHIMING_HOW_...`.
 *
 * `raw`: 1 to 4,096 bytes. `mode`: one of `SHIMING_ID_...`.
 *
 * Errors: invalid_parameter, invalid_id.
 */
shiming_status shiming_normalize_id(const char *raw,
                                    size_t raw_len,
                                    int32_t mode,
                                    struct shiming_buf *out,
                                    int32_t *how,
                                    struct shiming_error *err);

/**
 * Turns an id back that `shiming_normalize_id` padded.
 *
 * Errors: invalid_id.
 */
shiming_status shiming_unpad_id(const char *id,
                                size_t id_len,
                                struct shiming_buf *out,
                                struct shiming_error *err);

/**
 * Checks a name and brings it to the form that is sent: `out` gets JSON text `{"name","warnings":[...]}`.
 *
 * Errors: invalid_name.
 */
shiming_status shiming_validate_name(const char *name,
                                     size_t name_len,
                                     struct shiming_buf *out,
                                     struct shiming_error *err);

/**
 * Checks an ID number and brings it to the form that is sent: `out` gets JSON text `{"id_number","kind","birth","route"}`.
 * `unix_ms`: now; births after its day are refused.
 *
 * Errors: bad_time, invalid_id_number.
 */
shiming_status shiming_validate_id_number(const char *id_number,
                                          size_t id_number_len,
                                          int64_t unix_ms,
                                          struct shiming_buf *out,
                                          struct shiming_error *err);

/**
 * The birth date that a pi carries: `out` gets JSON text `{"birth":"YYYY-MM-DD"|null,"shape":"standard"|"other"}`. Personal data.
 *
 * Errors: invalid_pi.
 */
shiming_status shiming_pi_birth_date(const char *pi,
                                     size_t pi_len,
                                     struct shiming_buf *out,
                                     struct shiming_error *err);

/**
 * Makes text fit for a log: `out` gets it. `kind`: one of `SHIMING_REDACT_...`; `SHIMING_REDACT_TEXT` searches a whole text.
 *
 * Errors: invalid_parameter.
 */
shiming_status shiming_redact(int32_t kind,
                              const char *value,
                              size_t value_len,
                              struct shiming_buf *out,
                              struct shiming_error *err);

/**
 * A journal key from a secret key: `out` gets 32 bytes. The configuration of an engine takes them as 64 hexadecimal digits.
 *
 * Errors: invalid_key.
 */
shiming_status shiming_derive_journal_key(const char *secret_key,
                                          size_t secret_key_len,
                                          struct shiming_buf *out,
                                          struct shiming_error *err);

/**
 * One of the eight official test cases, `number` 1 to 8: `out` gets JSON text `{"case","endpoint","expect","presets":[...]}`.
 *
 * Errors: unknown_case.
 */
shiming_status shiming_interface_test(int32_t number,
                                      struct shiming_buf *out,
                                      struct shiming_error *err);

/**
 * The request of one test case: `out` gets it, to be freed with `shiming_request_free`.
 *
 * `number`: 1 to 8. `code`: the test code of this case. `preset`: which of the official persons, from 1. `nonce`: 12 bytes, or null to draw
 * them. `unix_ms`: now.
 *
 * Errors: invalid_parameter, bad_time, unknown_case, invalid_nonce, invalid_key.
 */
shiming_status shiming_interface_test_request(int32_t number,
                                              const struct shiming_app *app,
                                              const char *code,
                                              size_t code_len,
                                              int32_t preset,
                                              const uint8_t *nonce,
                                              size_t nonce_len,
                                              int64_t unix_ms,
                                              struct shiming_request **out,
                                              struct shiming_error *err);

/**
 * Whether an answer passes the case: `out` gets JSON text `{"passed","reason","advice_zh","advice_en"}`.
 *
 * Errors: unknown_case.
 */
shiming_status shiming_interface_test_judge(int32_t number,
                                            int32_t status,
                                            const uint8_t *body,
                                            size_t body_len,
                                            struct shiming_buf *out,
                                            struct shiming_error *err);

/**
 * Tells OmniSDK that a player entered: `out` gets the request, to be freed with `shiming_request_free`.
 *
 * `profile`: JSON text such as `{"base":"cn_v1","app_id":"..."}`. `key`: the server key. `platform`: `SHIMING_PLATFORM_ANDROID`,
 * `SHIMING_PLATFORM_IOS`, or 0 for none. `form`: `SHIMING_FORM_GET` or `SHIMING_FORM_POST`. `unix_ms`: now.
 *
 * Errors: invalid_parameter, bad_time, invalid_key, invalid_profile.
 */
shiming_status shiming_omnisdk_play_request(const char *profile,
                                            size_t profile_len,
                                            const char *key,
                                            size_t key_len,
                                            const char *uid,
                                            size_t uid_len,
                                            int32_t platform,
                                            int32_t form,
                                            int64_t unix_ms,
                                            struct shiming_request **out,
                                            struct shiming_error *err);

/**
 * Tells OmniSDK that a player left: as `shiming_omnisdk_play_request`.
 *
 * Errors: invalid_parameter, bad_time, invalid_key, invalid_profile.
 */
shiming_status shiming_omnisdk_exit_request(const char *profile,
                                            size_t profile_len,
                                            const char *key,
                                            size_t key_len,
                                            const char *uid,
                                            size_t uid_len,
                                            int32_t platform,
                                            int32_t form,
                                            int64_t unix_ms,
                                            struct shiming_request **out,
                                            struct shiming_error *err);

/**
 * The signature of an OmniSDK message: `out` gets 40 lower-case hexadecimal digits.
 *
 * `profile`: JSON text such as `{"base":"cn_v1","app_id":"..."}`. `key`: the server key. `body`: the message, JSON.
 *
 * Errors: invalid_key, invalid_profile, invalid_callback.
 */
shiming_status shiming_omnisdk_sign(const char *profile,
                                    size_t profile_len,
                                    const char *key,
                                    size_t key_len,
                                    const uint8_t *body,
                                    size_t body_len,
                                    struct shiming_buf *out,
                                    struct shiming_error *err);

/**
 * Which way of signing explains a message's signature: `out` gets JSON text `{"matches":[{"array_mode","variant","upper_hex"}...]}`.
 *
 * `profile`: JSON text such as `{"base":"cn_v1","app_id":"..."}`. `key`: the server key.
 *
 * Errors: invalid_key, invalid_profile, invalid_callback.
 */
shiming_status shiming_omnisdk_diagnose_signature(const char *profile,
                                                  size_t profile_len,
                                                  const char *key,
                                                  size_t key_len,
                                                  const uint8_t *body,
                                                  size_t body_len,
                                                  struct shiming_buf *out,
                                                  struct shiming_error *err);

/**
 * What OmniSDK answered: `out` gets JSON text `{"kind":"accepted"|"rejected"|"malformed","code","msg","class"}`.
 */
shiming_status shiming_omnisdk_parse_response(int32_t status,
                                              const uint8_t *body,
                                              size_t body_len,
                                              struct shiming_buf *out,
                                              struct shiming_error *err);

/**
 * Checks and reads a callback of OmniSDK: `out` gets JSON text `{"uids":[...],"unix","dedupe_hex"}`.
 *
 * `profile`: JSON text such as `{"base":"cn_v1","app_id":"..."}`. `key`: the server key. `body`: the bytes as they came.
 *
 * Errors: invalid_key, invalid_profile, invalid_signature, invalid_callback.
 */
shiming_status shiming_omnisdk_verify_callback(const char *profile,
                                               size_t profile_len,
                                               const char *key,
                                               size_t key_len,
                                               const uint8_t *body,
                                               size_t body_len,
                                               struct shiming_buf *out,
                                               struct shiming_error *err);

/**
 * What to answer to a callback: `out` gets the body. `outcome`: one of `SHIMING_REPLY_...`.
 *
 * Errors: invalid_parameter.
 */
shiming_status shiming_omnisdk_callback_reply(int32_t outcome,
                                              struct shiming_buf *out,
                                              struct shiming_error *err);

/**
 * Whether the client's login proof is genuine: `valid` gets 1 or 0. `verify_timestamp` is the text that the client sent.
 *
 * Errors: invalid_parameter, invalid_key.
 */
shiming_status shiming_omnisdk_verify_login(const char *app_id,
                                            size_t app_id_len,
                                            const char *key,
                                            size_t key_len,
                                            const char *uid,
                                            size_t uid_len,
                                            const char *verify_timestamp,
                                            size_t verify_timestamp_len,
                                            const char *signature,
                                            size_t signature_len,
                                            int32_t *valid,
                                            struct shiming_error *err);

/**
 * What the client's certification value means: `out` gets `channel_managed`, `unverified`, `minor`, `adult` or `unknown`.
 *
 * Errors: invalid_parameter.
 */
shiming_status shiming_omnisdk_certification(int32_t value,
                                             struct shiming_buf *out,
                                             struct shiming_error *err);

/**
 * Reads the login result of the Player Network SDK: `out` gets JSON text, to be stored and given to `shiming_player_network_decide`.
 *
 * Errors: invalid_callback.
 */
shiming_status shiming_player_network_parse(const uint8_t *body,
                                            size_t body_len,
                                            struct shiming_buf *out,
                                            struct shiming_error *err);

/**
 * What to do with this login now: `out` gets JSON text `{"gate","actions":[...],"degraded":[...],"recheck_at"|null}`.
 *
 * `login`: from `shiming_player_network_parse`. `options`: JSON text. `unix_ms`: now.
 *
 * Errors: invalid_parameter, bad_time, invalid_state.
 */
shiming_status shiming_player_network_decide(const char *login,
                                             size_t login_len,
                                             const char *options,
                                             size_t options_len,
                                             int64_t unix_ms,
                                             struct shiming_buf *out,
                                             struct shiming_error *err);

/**
 * Another channel's status value in our terms: `out` gets `channel_managed`, `unverified`, `pending`, `verified`, `minor`,
 * `adult` or `unknown`. `source`: one of `SHIMING_SOURCE_...`.
 *
 * Errors: invalid_parameter.
 */
shiming_status shiming_adapt_status(int32_t source,
                                    const char *value,
                                    size_t value_len,
                                    struct shiming_buf *out,
                                    struct shiming_error *err);

/**
 * Full years: `age` gets them, 0 from the day of birth.
 *
 * `birth`: `YYYY-MM-DD`. `unix_ms`: milliseconds. `rule`: one of `SHIMING_AGE_...`.
 *
 * Errors: invalid_parameter, bad_time.
 */
shiming_status shiming_age_on(const char *birth,
                              size_t birth_len,
                              int64_t unix_ms,
                              int32_t rule,
                              int32_t *age,
                              struct shiming_error *err);

/**
 * May the account be used, may the player play and pay, is the session reported: `out` gets four verdicts.
 *
 * `state`: the account's state, JSON text. `profile`: JSON text such as `{"base":"auto"}`. `calendar`: JSON text, or null for the built-in one. `usage`: what the ledgers
 * say; used under 34号 only. `unix_ms`: now. Set `out->struct_size` before (`SHIMING_DECISION_INIT`).
 *
 * Errors: invalid_parameter, invalid_state, invalid_profile, invalid_calendar, bad_time.
 */
shiming_status shiming_decide(const char *state,
                              size_t state_len,
                              const char *profile,
                              size_t profile_len,
                              const char *calendar,
                              size_t calendar_len,
                              const struct shiming_usage *usage,
                              int64_t unix_ms,
                              struct shiming_decision *out,
                              struct shiming_error *err);

/**
 * May the player pay this sum: `out` gets the verdict and the limits. Sums are fen (1 yuan = 100 fen).
 *
 * `state`: the account's state, JSON text. `profile`: JSON text such as `{"base":"auto"}`. `calendar`: JSON text, or null for the built-in one. `spent_month_fen`: what this person paid in this calendar
 * month in all games of the enterprise. `unix_ms`: now. Set `out->struct_size` before (`SHIMING_PAYMENT_INIT`).
 *
 * Errors: invalid_parameter, invalid_state, invalid_profile, invalid_calendar, invalid_amount, bad_time.
 */
shiming_status shiming_decide_payment(const char *state,
                                      size_t state_len,
                                      const char *profile,
                                      size_t profile_len,
                                      const char *calendar,
                                      size_t calendar_len,
                                      int64_t spent_month_fen,
                                      int64_t amount_fen,
                                      int64_t unix_ms,
                                      struct shiming_payment *out,
                                      struct shiming_error *err);

/**
 * When the player may play next: `out` gets the window, or says that nothing restricts this player.
 *
 * `state`: the account's state, JSON text. `profile`: JSON text such as `{"base":"auto"}`. `calendar`: JSON text, or null for the built-in one. `unix_ms`: now. Set `out->struct_size`
 * before (`SHIMING_PLAY_WINDOW_INIT`).
 *
 * Errors: invalid_parameter, invalid_state, invalid_profile, invalid_calendar, bad_time.
 */
shiming_status shiming_next_play_window(const char *state,
                                        size_t state_len,
                                        const char *profile,
                                        size_t profile_len,
                                        const char *calendar,
                                        size_t calendar_len,
                                        int64_t unix_ms,
                                        struct shiming_play_window *out,
                                        struct shiming_error *err);

/**
 * A month of a minor's play windows: `out` gets JSON text `{"days":[{"date","open","reason","covered"}...]}`.
 *
 * `profile`: JSON text such as `{"base":"auto"}`. `calendar`: JSON text, or null for the built-in one.
 *
 * Errors: invalid_parameter, invalid_profile, invalid_calendar.
 */
shiming_status shiming_play_windows(int32_t year,
                                    int32_t month,
                                    const char *profile,
                                    size_t profile_len,
                                    const char *calendar,
                                    size_t calendar_len,
                                    struct shiming_buf *out,
                                    struct shiming_error *err);

/**
 * What to tell the player: `out` gets JSON text `{"reason","text_zh","text_en"}` for the reason of a verdict.
 *
 * Errors: invalid_parameter.
 */
shiming_status shiming_reason_text(const char *reason,
                                   size_t reason_len,
                                   struct shiming_buf *out,
                                   struct shiming_error *err);

/**
 * Frees a request. Null is left alone. A request inside a step is freed with the step.
 */
void shiming_request_free(struct shiming_request *request);

/**
 * The stable name of a status, snake_case, the same in every language: "invalid_key". "ok" for 0, and null for a number
 * that no status has. Static text with a NUL at its end; nothing to free.
 */
const char *shiming_status_name(shiming_status status);

/**
 * The version of the library that is loaded, such as "0.1.0". Static text; nothing to free.
 */
const char *shiming_version(void);

/**
 * The `SHIMING_ABI_VERSION` of the library that is loaded. `shiming_check_abi` compares it with the header's.
 */
uint32_t shiming_abi_version(void);

/**
 * Both clocks in milliseconds: `unix_ms` gets the wall clock, `mono_ms` one that never runs back. For languages without a
 * monotonic clock of their own; a program may use its own clocks instead, but always the same.
 *
 * Errors: internal (the system has no such clock).
 */
shiming_status shiming_now(int64_t *unix_ms,
                           int64_t *mono_ms,
                           struct shiming_error *err);

/**
 * The signature of a request (V1.9 §4): `out` gets 64 lower-case hexadecimal digits.
 *
 * `params` is JSON text, a list of pairs `[["appId","..."],["bizId","..."],["timestamps","..."],...]` in any order, with the query's
 * parameters decoded; `body` the exact bytes to be sent, empty for a GET. `secret_key` is 32 hexadecimal digits.
 *
 * Errors: invalid_parameter, invalid_key.
 */
shiming_status shiming_sign(const char *secret_key,
                            size_t secret_key_len,
                            const char *params,
                            size_t params_len,
                            const uint8_t *body,
                            size_t body_len,
                            struct shiming_buf *out,
                            struct shiming_error *err);

/**
 * What was signed, to find out why the authority answers 1011: `out` gets JSON text `{"sorted":[[k,v]...],"text","length","sign"}`.
 * The key is masked in `text`; `length` is the bytes of the true text.
 *
 * `params` is JSON text, a list of pairs `[["appId","..."],["bizId","..."],["timestamps","..."],...]` in any order, with the query's
 * parameters decoded; `body` the exact bytes to be sent, empty for a GET. `secret_key` is 32 hexadecimal digits.
 *
 * Errors: invalid_parameter, invalid_key.
 */
shiming_status shiming_explain_sign(const char *secret_key,
                                    size_t secret_key_len,
                                    const char *params,
                                    size_t params_len,
                                    const uint8_t *body,
                                    size_t body_len,
                                    struct shiming_buf *out,
                                    struct shiming_error *err);

/**
 * Encrypts a body: `out` gets `{"data":"base64(nonce, ciphertext, tag)"}`.
 *
 * `nonce`: 12 bytes that were never used with this key, or a null pointer to draw them from the system (do that).
 *
 * Errors: invalid_nonce, invalid_key.
 */
shiming_status shiming_encrypt_body(const char *secret_key,
                                    size_t secret_key_len,
                                    const uint8_t *nonce,
                                    size_t nonce_len,
                                    const uint8_t *plaintext,
                                    size_t plaintext_len,
                                    struct shiming_buf *out,
                                    struct shiming_error *err);

/**
 * Decrypts a body `{"data":"..."}`: `out` gets the plaintext.
 *
 * Errors: invalid_key, invalid_body, decrypt_failed.
 */
shiming_status shiming_decrypt_body(const char *secret_key,
                                    size_t secret_key_len,
                                    const uint8_t *body,
                                    size_t body_len,
                                    struct shiming_buf *out,
                                    struct shiming_error *err);

/**
 * A check of one person (V1.9 §3.1): `out` gets the request, to be freed with `shiming_request_free`.
 *
 * `endpoints`: JSON text `{"kind":"production"}`, `{"kind":"test","code":"..."}` or `{"kind":"custom","check":url,"query":url,"report":url}`.
 * `ai`: 1 to 32 bytes, new for every attempt. `name`, `id_number`: as the player typed them. `nonce`: 12 bytes, or null to draw them.
 * `unix_ms`: now.
 *
 * Errors: invalid_parameter, bad_time, invalid_url, invalid_nonce, invalid_key, invalid_ai, invalid_name, invalid_id_number.
 */
shiming_status shiming_check_request(const struct shiming_app *app,
                                     const char *endpoints,
                                     size_t endpoints_len,
                                     const char *ai,
                                     size_t ai_len,
                                     const char *name,
                                     size_t name_len,
                                     const char *id_number,
                                     size_t id_number_len,
                                     const uint8_t *nonce,
                                     size_t nonce_len,
                                     int64_t unix_ms,
                                     struct shiming_request **out,
                                     struct shiming_error *err);

/**
 * Asks for the result of a check that was pending: `out` gets the request, to be freed with `shiming_request_free`.
 *
 * `endpoints`: as for `shiming_check_request`. `ai`: that of the check. `unix_ms`: now.
 *
 * Errors: invalid_parameter, bad_time, invalid_url, invalid_key, invalid_ai.
 */
shiming_status shiming_query_request(const struct shiming_app *app,
                                     const char *endpoints,
                                     size_t endpoints_len,
                                     const char *ai,
                                     size_t ai_len,
                                     int64_t unix_ms,
                                     struct shiming_request **out,
                                     struct shiming_error *err);

/**
 * A report of 1 to 128 rows: `out` gets the request, to be freed with `shiming_request_free`. They are numbered from 1 in the order given.
 *
 * `endpoints`: as for `shiming_check_request`. `rows`: an array of `row_count`. `nonce`: 12 bytes, or null to draw them. `unix_ms`: now;
 * every `ot` lies before it and less than 180 s before.
 *
 * Errors: invalid_parameter, bad_time, invalid_url, invalid_nonce, invalid_key, invalid_si, invalid_di, invalid_pi, invalid_rows.
 */
shiming_status shiming_report_request(const struct shiming_app *app,
                                      const char *endpoints,
                                      size_t endpoints_len,
                                      const struct shiming_row *rows,
                                      size_t row_count,
                                      const uint8_t *nonce,
                                      size_t nonce_len,
                                      int64_t unix_ms,
                                      struct shiming_request **out,
                                      struct shiming_error *err);

/**
 * What the authority answered to a check. Never an error for what came from the network: bytes that make no sense are unreadable.
 *
 * `status` is the HTTP status, `body` the bytes as they came. `out` gets JSON text `{"kind":"verified","pi"}`, `{"kind":"pending"}`, `{"kind":"failed"}`,
 * `{"kind":"refused","errcode","errmsg","class"}` or `{"kind":"unreadable","reason"}`.
 */
shiming_status shiming_parse_check(int32_t status,
                                   const uint8_t *body,
                                   size_t body_len,
                                   struct shiming_buf *out,
                                   struct shiming_error *err);

/**
 * What the authority answered to a query: as `shiming_parse_check`.
 */
shiming_status shiming_parse_query(int32_t status,
                                   const uint8_t *body,
                                   size_t body_len,
                                   struct shiming_buf *out,
                                   struct shiming_error *err);

/**
 * What the authority answered to a report of `rows` rows (1 to 128).
 *
 * `status` is the HTTP status, `body` the bytes as they came. `out` gets JSON text `{"kind":"accepted"}`, `{"kind":"partial","results":[{"no","errcode","errmsg"}...]}`, or refused
 * or unreadable as for `shiming_parse_check`.
 *
 * Errors: invalid_parameter.
 */
shiming_status shiming_parse_report(int32_t status,
                                    const uint8_t *body,
                                    size_t body_len,
                                    int32_t rows,
                                    struct shiming_buf *out,
                                    struct shiming_error *err);

/**
 * What a code of the authority means and what to do: `out` gets JSON text
 * `{"errcode","errmsg"|null,"class","official","meaning_zh","meaning_en","advice_zh","advice_en"}`. Unknown codes are explained too.
 */
shiming_status shiming_errcode_info(int32_t errcode,
                                    struct shiming_buf *out,
                                    struct shiming_error *err);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SHIMING_H */


#ifndef SHIMING_CHECK_ABI
#define SHIMING_CHECK_ABI

/** SHIMING_OK when the library that is loaded fits this header, else SHIMING_E_ABI. Call it once at the start. */
static inline shiming_status shiming_check_abi(void) {
    return shiming_abi_version() == SHIMING_ABI_VERSION ? SHIMING_OK : SHIMING_E_ABI;
}

#endif
