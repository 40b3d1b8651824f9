/* The engine's operations. A call names its engine by a number. */
#include "testee.h"

#include <stdlib.h>

static const char *const ENDPOINTS[] = {"check", "query", "report", NULL};
static const char *const PRIORITIES[] = {"live", "backfill", NULL};
static const char *const SENTS[] = {"no", "unknown", NULL};
static const char *const USEDS[] = {"now", "late", "already", NULL};

typedef struct slot {
    struct slot *next;
    int64_t number;
    shiming_engine *engine;
} slot;

static slot *engines;

static void drop(int64_t number) {
    for (slot **at = &engines; *at; at = &(*at)->next) {
        if ((*at)->number != number) continue;
        slot *gone = *at;
        *at = gone->next;
        shiming_engine_free(gone->engine);
        free(gone);
        return;
    }
}

void free_engines(void) {
    while (engines) drop(engines->number);
}

static shiming_engine *engine_of(call *c) {
    int64_t number = arg_int(c, c->args, "e");
    for (slot *at = engines; at; at = at->next)
        if (at->number == number) return at->engine;
    invalid(c, "e");
    return NULL;
}

#define ENGINE shiming_engine *engine = engine_of(c)
#define TEXT(name) text name = arg_text(c, c->args, #name)
#define OPTIONAL(name) text name = arg_optional(c, c->args, #name)
#define BYTES(name) bytes name = arg_bytes(c, c->args, #name "_hex")
#define INT(name) int64_t name = arg_int(c, c->args, #name)
#define CHOICE(name, known) int32_t name = arg_choice(c, c->args, #name, known)
#define NOW int64_t unix, mono; arg_now(c, &unix, &mono)
#define DONE(...) if (RUN(c, __VA_ARGS__)) finish(c)

static void op_engine_open(call *c) {
    INT(e);
    drop(e);
    TEXT(config); BYTES(entropy); NOW;
    shiming_engine *engine = NULL;
    if (!RUN(c, shiming_engine_open, T(config), T(entropy), unix, mono, &engine)) return;
    slot *one = malloc(sizeof(slot));
    if (!one) abort();
    *one = (slot){engines, e, engine};
    engines = one;
    finish(c);
}

static void op_engine_load(call *c) { ENGINE; INT(segment); BYTES(bytes); DONE(shiming_engine_load, engine, segment, T(bytes)); }
static void op_engine_put_app(call *c) { ENGINE; TEXT(json); DONE(shiming_engine_put_app, engine, T(json)); }
static void op_engine_put_game(call *c) { ENGINE; TEXT(json); DONE(shiming_engine_put_game, engine, T(json)); }
static void op_engine_put_policy(call *c) { ENGINE; TEXT(json); DONE(shiming_engine_put_policy, engine, T(json)); }
static void op_engine_remove_game(call *c) { ENGINE; TEXT(game); DONE(shiming_engine_remove_game, engine, T(game)); }

static void op_engine_set_share(call *c) {
    const json *share = arg_object(c, c->args, "share");
    int64_t index = arg_int(c, share, "index"), count = arg_int(c, share, "count"), from = arg_int(c, share, "from");
    int64_t until = json_member(share, "until") ? arg_int(c, share, "until") : SHIMING_NONE;
    ENGINE; TEXT(game);
    DONE(shiming_engine_set_share, engine, T(game), index, count, from, until);
}

static void op_engine_hold(call *c) { TEXT(game); CHOICE(endpoint, ENDPOINTS); INT(until); ENGINE; DONE(shiming_engine_hold, engine, T(game), endpoint, until); }

static void op_engine_verify(call *c) {
    ENGINE; TEXT(game); TEXT(account); TEXT(state); TEXT(name); TEXT(id_number); CHOICE(priority, PRIORITIES); NOW;
    shiming_buf next = SHIMING_BUF_INIT;
    int64_t attempt = 0;
    if (!RUN(c, shiming_engine_verify, engine, T(game), T(account), T(state), T(name), T(id_number), priority, unix, mono, &next, &attempt)) return;
    member_buf(c, "state", &next);
    member_int(c, "attempt", attempt);
    finish(c);
}

static void op_engine_put_account(call *c) { ENGINE; TEXT(game); TEXT(account); TEXT(state); NOW; DONE(shiming_engine_put_account, engine, T(game), T(account), T(state), unix, mono); }

static void op_engine_login(call *c) {
    TEXT(game); TEXT(session); OPTIONAL(di); ENGINE;
    shiming_usage usage = SHIMING_USAGE_INIT, *given = NULL;
    const json *ledger = json_member(c->args, "usage");
    if (ledger) {
        arg_object(c, c->args, "usage");
        usage.played_today_s = arg_int(c, ledger, "played_today_s");
        usage.guest_used_s = arg_int(c, ledger, "guest_used_s");
        given = &usage;
    }
    shiming_admission a = SHIMING_ADMISSION_INIT;
    if (di.ptr) {
        NOW;
        if (!RUN(c, shiming_engine_login_guest, engine, T(game), T(session), T(di), given, unix, mono, &a)) return;
    } else {
        TEXT(account); TEXT(state); NOW;
        if (!RUN(c, shiming_engine_login, engine, T(game), T(session), T(account), T(state), given, unix, mono, &a)) return;
    }
    member_flag(c, "allowed", a.allowed);
    member_flag(c, "reported", a.reported);
    member_text(c, "reason", a.reason);
    member_text(c, "rule_id", a.rule_id);
    member_time(c, "valid_until", a.valid_until);
    finish(c);
}

static void op_engine_heartbeat(call *c) { ENGINE; TEXT(game); TEXT(session); NOW; DONE(shiming_engine_heartbeat, engine, T(game), T(session), unix, mono); }
static void op_engine_logout(call *c) { ENGINE; TEXT(game); TEXT(session); NOW; DONE(shiming_engine_logout, engine, T(game), T(session), unix, mono); }

static void op_engine_poll(call *c) {
    ENGINE; NOW;
    shiming_step *step = NULL;
    if (!RUN(c, shiming_engine_poll, engine, unix, mono, &step)) return;
    switch (step->kind) {
    case SHIMING_STEP_PERSIST:
        member_text(c, "kind", "persist");
        member_int(c, "seq", step->seq);
        member_int(c, "segment", step->segment);
        member_time(c, "drop_before", step->drop_before);
        member(c, "bytes_hex");
        put_hex(&c->ok, step->bytes.ptr, step->bytes.len);
        break;
    case SHIMING_STEP_EVENT:
        member_text(c, "kind", "event");
        member_int(c, "seq", step->seq);
        member(c, "event");
        put(&c->ok, step->event.ptr, step->event.len);
        break;
    case SHIMING_STEP_SEND:
        member_text(c, "kind", "send");
        member_int(c, "send", step->send);
        member_text(c, "endpoint", ENDPOINTS[step->endpoint - 1]);
        member_int(c, "timeout_ms", step->timeout_ms);
        member(c, "request");
        puts_raw(&c->ok, "{");
        put_request(c, step->request);
        puts_raw(&c->ok, "}");
        break;
    default:
        member_text(c, "kind", "wait");
        member_int(c, "until_mono", step->until_mono);
    }
    finish(c);
    shiming_step_free(step);
}

static void op_engine_persisted(call *c) { ENGINE; INT(seq); DONE(shiming_engine_persisted, engine, seq); }
static void op_engine_handled(call *c) { ENGINE; INT(seq); DONE(shiming_engine_handled, engine, seq); }

static void op_engine_complete(call *c) {
    INT(send); ENGINE;
    const json *outcome = arg_object(c, c->args, "outcome");
    static const char *const kinds[] = {"http", "transport", NULL};
    int32_t kind = arg_choice(c, outcome, "kind", kinds), used = 0;
    if (kind == 1) {
        int32_t status = arg_int32(c, outcome, "status");
        bytes body = arg_bytes(c, outcome, "body_hex");
        text date = arg_optional(c, outcome, "date");
        NOW;
        (void)RUN(c, shiming_engine_complete, engine, send, status, T(body), T(date), unix, mono, &used);
    } else if (kind == 2) {
        int32_t sent = arg_choice(c, outcome, "sent", SENTS);
        NOW;
        (void)RUN(c, shiming_engine_complete_transport, engine, send, sent, unix, mono, &used);
    } else {
        invalid(c, "outcome");
    }
    if (c->status != SHIMING_OK) return;
    member_text(c, "used", USEDS[used - 1]);
    finish(c);
}

static void op_engine_account(call *c) {
    ENGINE; TEXT(game); TEXT(account);
    shiming_buf state = SHIMING_BUF_INIT;
    if (!RUN(c, shiming_engine_account, engine, T(game), T(account), &state)) return;
    if (!state.ptr) { puts_raw(&c->ok, "null"); return; }
    member_buf(c, "state", &state);
    finish(c);
}

static void op_engine_session(call *c) {
    ENGINE; TEXT(game); TEXT(session);
    shiming_buf view = SHIMING_BUF_INIT;
    if (RUN(c, shiming_engine_session, engine, T(game), T(session), &view)) whole_json(c, &view);
}

static void op_engine_stats(call *c) {
    ENGINE; OPTIONAL(game);
    shiming_buf stats = SHIMING_BUF_INIT;
    if (RUN(c, shiming_engine_stats, engine, T(game), &stats)) whole_json(c, &stats);
}

static void op_engine_free(call *c) {
    ENGINE; INT(e);
    if (!engine || c->status != SHIMING_OK) return;
    drop(e);
    finish(c);
}

#define OP(name) {#name, op_##name}
const entry engine_ops[] = {
    OP(engine_open), OP(engine_load), OP(engine_put_app), OP(engine_put_game), OP(engine_put_policy), OP(engine_remove_game),
    OP(engine_set_share), OP(engine_hold), OP(engine_verify), OP(engine_put_account), OP(engine_login), OP(engine_heartbeat),
    OP(engine_logout), OP(engine_poll), OP(engine_persisted), OP(engine_handled), OP(engine_complete), OP(engine_account),
    OP(engine_session), OP(engine_stats), OP(engine_free), {NULL, NULL},
};
