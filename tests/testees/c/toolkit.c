/* The operations without a state. */
#include "testee.h"

#include <string.h>

static const char *const MODES[] = {"hash", "pad", "always_hash", NULL};
static const char *const HOWS[] = {"unchanged", "hashed", "padded", NULL};
static const char *const KINDS[] = {"name", "id_number", "pi", "secret_key", "text", NULL};
static const char *const RULES[] = {"next_day", "birthday", NULL};
static const char *const PLATFORMS[] = {"android", "ios", NULL};
static const char *const FORMS[] = {"get", "post", NULL};
static const char *const REPLIES[] = {"accepted", "already_handled", "bad_signature", "internal", "resend", NULL};
static const char *const SOURCES[] = {"omnisdk", "taptap", "taptap_age", "huawei", "huawei_playable_time", "vivo", "oppo", NULL};
static const char *const BEHAVIORS[] = {"login", "logout", NULL};
static const char *const PLAYERS[] = {"verified", "guest", NULL};

#define TEXT(name) text name = arg_text(c, c->args, #name)
#define OPTIONAL(name) text name = arg_optional(c, c->args, #name)
#define RAW(name) text name = arg_raw(c, #name)
#define BYTES(name) bytes name = arg_bytes(c, c->args, #name "_hex")
#define INT(name) int64_t name = arg_int(c, c->args, #name)
#define INT32(name) int32_t name = arg_int32(c, c->args, #name)
#define CHOICE(name, known) int32_t name = arg_choice(c, c->args, #name, known)

static shiming_app *app_of(call *c) {
    const json *given = arg_object(c, c->args, "app");
    text id = arg_text(c, given, "app_id"), biz = arg_text(c, given, "biz_id"), key = arg_text(c, given, "secret_key");
    shiming_app *app = NULL;
    (void)RUN(c, shiming_app_new, T(id), T(biz), T(key), &app);
    return app;
}

static void answer_request(call *c, shiming_request *request) {
    if (!request) return;
    puts_raw(&c->ok, "{");
    put_request(c, request);
    puts_raw(&c->ok, "}");
    shiming_request_free(request);
}

/* Operations whose answer is the library's own JSON, or one text under one name. */
#define JSON_ANSWER(function, ...) \
    do { shiming_buf b = SHIMING_BUF_INIT; if (RUN(c, function, __VA_ARGS__, &b)) whole_json(c, &b); } while (0)
#define TEXT_ANSWER(name, function, ...) \
    do { shiming_buf b = SHIMING_BUF_INIT; if (RUN(c, function, __VA_ARGS__, &b)) { member_buf(c, name, &b); finish(c); } } while (0)
#define HEX_ANSWER(name, function, ...) \
    do { shiming_buf b = SHIMING_BUF_INIT; if (RUN(c, function, __VA_ARGS__, &b)) { member_hex(c, name, &b); finish(c); } } while (0)
#define REQUEST_ANSWER(function, ...) \
    do { shiming_request *r = NULL; (void)RUN(c, function, __VA_ARGS__, &r); answer_request(c, r); } while (0)

static void op_sign(call *c) { TEXT(secret_key); RAW(params); BYTES(body); TEXT_ANSWER("sign", shiming_sign, T(secret_key), T(params), T(body)); }
static void op_explain_sign(call *c) { TEXT(secret_key); RAW(params); BYTES(body); JSON_ANSWER(shiming_explain_sign, T(secret_key), T(params), T(body)); }
static void op_encrypt_body(call *c) { TEXT(secret_key); BYTES(nonce); BYTES(plaintext); HEX_ANSWER("body_hex", shiming_encrypt_body, T(secret_key), T(nonce), T(plaintext)); }
static void op_decrypt_body(call *c) { TEXT(secret_key); BYTES(body); HEX_ANSWER("plaintext_hex", shiming_decrypt_body, T(secret_key), T(body)); }

static void op_check_request(call *c) {
    shiming_app *app = app_of(c);
    RAW(endpoints); TEXT(ai); TEXT(name); TEXT(id_number); BYTES(nonce); INT(unix);
    REQUEST_ANSWER(shiming_check_request, app, T(endpoints), T(ai), T(name), T(id_number), T(nonce), unix);
    shiming_app_free(app);
}

static void op_query_request(call *c) {
    shiming_app *app = app_of(c);
    RAW(endpoints); TEXT(ai); INT(unix);
    REQUEST_ANSWER(shiming_query_request, app, T(endpoints), T(ai), unix);
    shiming_app_free(app);
}

static shiming_text view(text of) { return (shiming_text){of.ptr, of.len}; }

static void op_report_request(call *c) {
    shiming_app *app = app_of(c);
    RAW(endpoints);
    const json *list = json_member(c->args, "rows");
    size_t count = 0;
    if (!list) invalid(c, "rows");
    else if (list->type != JSON_LIST) bad_call(c);
    for (const json *one = list ? list->child : NULL; one; one = one->next) count++;
    shiming_row *rows = take(count * sizeof(shiming_row)), *row = rows;
    for (const json *one = list ? list->child : NULL; one; one = one->next, row++) {
        if (one->type != JSON_OBJECT) bad_call(c);
        *row = (shiming_row)SHIMING_ROW_INIT;
        row->si = view(arg_text(c, one, "si"));
        row->bt = arg_choice(c, one, "bt", BEHAVIORS);
        row->ot = arg_int(c, one, "ot");
        row->ct = arg_choice(c, one, "ct", PLAYERS);
        row->pi = view(arg_optional(c, one, "pi"));
        row->di = view(arg_optional(c, one, "di"));
    }
    BYTES(nonce); INT(unix);
    REQUEST_ANSWER(shiming_report_request, app, T(endpoints), rows, count, T(nonce), unix);
    shiming_app_free(app);
}

static void op_parse_check(call *c) { INT32(status); BYTES(body); JSON_ANSWER(shiming_parse_check, status, T(body)); }
static void op_parse_query(call *c) { INT32(status); BYTES(body); JSON_ANSWER(shiming_parse_query, status, T(body)); }
static void op_parse_report(call *c) { INT32(status); BYTES(body); INT32(rows); JSON_ANSWER(shiming_parse_report, status, T(body), rows); }
static void op_errcode_info(call *c) { INT32(errcode); JSON_ANSWER(shiming_errcode_info, errcode); }

static void op_ai_for_attempt(call *c) {
    BYTES(salt); TEXT(biz_id); TEXT(account); INT(attempt); TEXT(name); TEXT(id_number);
    TEXT_ANSWER("ai", shiming_ai_for_attempt, T(salt), T(biz_id), T(account), attempt, T(name), T(id_number));
}

static void op_normalize_id(call *c) {
    TEXT(raw); CHOICE(mode, MODES);
    shiming_buf id = SHIMING_BUF_INIT;
    int32_t how = 0;
    if (!RUN(c, shiming_normalize_id, T(raw), mode, &id, &how)) return;
    member_buf(c, "id", &id);
    member_text(c, "how", HOWS[how - 1]);
    finish(c);
}

static void op_unpad_id(call *c) { TEXT(id); TEXT_ANSWER("raw", shiming_unpad_id, T(id)); }
static void op_validate_name(call *c) { TEXT(name); JSON_ANSWER(shiming_validate_name, T(name)); }
static void op_validate_id_number(call *c) { TEXT(id_number); INT(unix); JSON_ANSWER(shiming_validate_id_number, T(id_number), unix); }
static void op_pi_birth_date(call *c) { TEXT(pi); JSON_ANSWER(shiming_pi_birth_date, T(pi)); }
static void op_redact(call *c) { CHOICE(kind, KINDS); TEXT(value); TEXT_ANSWER("text", shiming_redact, kind, T(value)); }
static void op_interface_test(call *c) { int32_t number = arg_int32(c, c->args, "case"); JSON_ANSWER(shiming_interface_test, number); }

static void op_interface_test_request(call *c) {
    int32_t number = arg_int32(c, c->args, "case");
    shiming_app *app = app_of(c);
    TEXT(code); INT32(preset); BYTES(nonce); INT(unix);
    REQUEST_ANSWER(shiming_interface_test_request, number, app, T(code), preset, T(nonce), unix);
    shiming_app_free(app);
}

static void op_interface_test_judge(call *c) {
    int32_t number = arg_int32(c, c->args, "case");
    INT32(status); BYTES(body);
    JSON_ANSWER(shiming_interface_test_judge, number, status, T(body));
}

static void op_derive_journal_key(call *c) { TEXT(secret_key); HEX_ANSWER("key_hex", shiming_derive_journal_key, T(secret_key)); }

static void op_age_on(call *c) {
    TEXT(birth); INT(unix); CHOICE(rule, RULES);
    int32_t age = 0;
    if (RUN(c, shiming_age_on, T(birth), unix, rule, &age)) { member_int(c, "age", age); finish(c); }
}

static void verdict(call *c, const char *name, const shiming_verdict *v) {
    call inner = {.status = SHIMING_OK};
    member_flag(&inner, "allowed", v->allowed);
    member_text(&inner, "reason", v->reason);
    member_text(&inner, "rule_id", v->rule_id);
    member_time(&inner, "valid_until", v->valid_until);
    member_time(&inner, "next_open", v->next_open);
    finish(&inner);
    member(c, name);
    put(&c->ok, inner.ok.ptr, inner.ok.len);
    free_out(&inner.ok);
}

static void op_decide(call *c) {
    TEXT(state); TEXT(profile); OPTIONAL(calendar);
    const json *given = arg_object(c, c->args, "usage");
    shiming_usage usage = SHIMING_USAGE_INIT;
    usage.played_today_s = arg_int(c, given, "played_today_s");
    usage.guest_used_s = arg_int(c, given, "guest_used_s");
    INT(unix);
    shiming_decision d = SHIMING_DECISION_INIT;
    if (!RUN(c, shiming_decide, T(state), T(profile), T(calendar), &usage, unix, &d)) return;
    verdict(c, "account", &d.account);
    verdict(c, "play", &d.play);
    verdict(c, "pay", &d.pay);
    verdict(c, "report", &d.report);
    finish(c);
}

static void op_decide_payment(call *c) {
    TEXT(state); TEXT(profile); OPTIONAL(calendar); INT(spent_month_fen); INT(amount_fen); INT(unix);
    shiming_payment p = SHIMING_PAYMENT_INIT;
    if (!RUN(c, shiming_decide_payment, T(state), T(profile), T(calendar), spent_month_fen, amount_fen, unix, &p)) return;
    verdict(c, "verdict", &p.verdict);
    member_time(c, "max_single_fen", p.max_single_fen);
    member_time(c, "month_left_fen", p.month_left_fen);
    finish(c);
}

static void op_next_play_window(call *c) {
    TEXT(state); TEXT(profile); OPTIONAL(calendar); INT(unix);
    shiming_play_window w = SHIMING_PLAY_WINDOW_INIT;
    if (!RUN(c, shiming_next_play_window, T(state), T(profile), T(calendar), unix, &w)) return;
    if (!w.restricted) { puts_raw(&c->ok, "null"); return; }
    member_time(c, "start", w.start);
    member_time(c, "end", w.end);
    member_flag(c, "covered", w.covered);
    finish(c);
}

static void op_play_windows(call *c) { INT32(year); INT32(month); TEXT(profile); OPTIONAL(calendar); JSON_ANSWER(shiming_play_windows, year, month, T(profile), T(calendar)); }
static void op_reason_text(call *c) { TEXT(reason); JSON_ANSWER(shiming_reason_text, T(reason)); }

#define OMNI_REQUEST(function) \
    TEXT(profile); TEXT(key); TEXT(uid); \
    int32_t platform = json_member(c->args, "platform") ? arg_choice(c, c->args, "platform", PLATFORMS) : 0; \
    CHOICE(form, FORMS); INT(unix); \
    REQUEST_ANSWER(function, T(profile), T(key), T(uid), platform, form, unix)
static void op_omnisdk_play_request(call *c) { OMNI_REQUEST(shiming_omnisdk_play_request); }
static void op_omnisdk_exit_request(call *c) { OMNI_REQUEST(shiming_omnisdk_exit_request); }
static void op_omnisdk_sign(call *c) { TEXT(profile); TEXT(key); BYTES(body); TEXT_ANSWER("sign", shiming_omnisdk_sign, T(profile), T(key), T(body)); }
static void op_omnisdk_diagnose_signature(call *c) { TEXT(profile); TEXT(key); BYTES(body); JSON_ANSWER(shiming_omnisdk_diagnose_signature, T(profile), T(key), T(body)); }
static void op_omnisdk_parse_response(call *c) { INT32(status); BYTES(body); JSON_ANSWER(shiming_omnisdk_parse_response, status, T(body)); }
static void op_omnisdk_verify_callback(call *c) { TEXT(profile); TEXT(key); BYTES(body); JSON_ANSWER(shiming_omnisdk_verify_callback, T(profile), T(key), T(body)); }
static void op_omnisdk_callback_reply(call *c) { CHOICE(outcome, REPLIES); HEX_ANSWER("body_hex", shiming_omnisdk_callback_reply, outcome); }

static void op_omnisdk_verify_login(call *c) {
    TEXT(app_id); TEXT(key); TEXT(uid); TEXT(verify_timestamp); TEXT(signature);
    int32_t valid = 0;
    if (RUN(c, shiming_omnisdk_verify_login, T(app_id), T(key), T(uid), T(verify_timestamp), T(signature), &valid)) { member_flag(c, "valid", valid); finish(c); }
}

static void op_omnisdk_certification(call *c) { INT32(value); TEXT_ANSWER("real_name", shiming_omnisdk_certification, value); }
static void op_player_network_parse(call *c) { BYTES(body); TEXT_ANSWER("login", shiming_player_network_parse, T(body)); }
static void op_player_network_decide(call *c) { TEXT(login); TEXT(options); INT(unix); JSON_ANSWER(shiming_player_network_decide, T(login), T(options), unix); }
static void op_adapt_status(call *c) { CHOICE(source, SOURCES); TEXT(value); TEXT_ANSWER("real_name", shiming_adapt_status, source, T(value)); }

static void op_account_new(call *c) {
    shiming_buf b = SHIMING_BUF_INIT;
    if ((c->status = shiming_account_new(&b, &c->err)) == SHIMING_OK) { member_buf(c, "state", &b); finish(c); }
}

static void op_account_load(call *c) { text state = arg_text(c, c->args, "json"); TEXT_ANSWER("state", shiming_account_load, T(state)); }

static void op_account_apply(call *c) {
    TEXT(state); RAW(event); OPTIONAL(fresh_ai);
    int64_t unix, mono;
    arg_now(c, &unix, &mono);
    shiming_buf next = SHIMING_BUF_INIT, effects = SHIMING_BUF_INIT;
    if (!RUN(c, shiming_account_apply, T(state), T(event), T(fresh_ai), unix, mono, &next, &effects)) return;
    member_buf(c, "state", &next);
    member(c, "effects");
    whole_json(c, &effects);
    finish(c);
}

#define OP(name) {#name, op_##name}
const entry toolkit_ops[] = {
    OP(sign), OP(explain_sign), OP(encrypt_body), OP(decrypt_body), OP(check_request), OP(query_request), OP(report_request),
    OP(parse_check), OP(parse_query), OP(parse_report), OP(errcode_info), OP(ai_for_attempt), OP(normalize_id), OP(unpad_id),
    OP(validate_name), OP(validate_id_number), OP(pi_birth_date), OP(redact), OP(interface_test), OP(interface_test_request),
    OP(interface_test_judge), OP(derive_journal_key), OP(age_on), OP(decide), OP(decide_payment), OP(next_play_window),
    OP(play_windows), OP(reason_text), OP(omnisdk_play_request), OP(omnisdk_exit_request), OP(omnisdk_sign),
    OP(omnisdk_diagnose_signature), OP(omnisdk_parse_response), OP(omnisdk_verify_callback), OP(omnisdk_callback_reply),
    OP(omnisdk_verify_login), OP(omnisdk_certification), OP(player_network_parse), OP(player_network_decide), OP(adapt_status),
    OP(account_new), OP(account_load), OP(account_apply), {NULL, NULL},
};
