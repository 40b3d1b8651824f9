/* What must not harm: null, wrong lengths, other versions' structures, ill-formed text, threads, fork, results untouched by errors.
   Compiled with the address and the undefined-behaviour sanitizer, run under Valgrind too; leaks count. What every function of the
   header must bear alike, sweep.rs tries. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "shiming.h"

#define S(text) (text), strlen(text)
#define KEY S("2836e95fcd10e04b0069bb1ee659955b")
#define UNIX INT64_C(1795176000000)
#define FORGETS S("{\"v\":1,\"journal\":\"off\"}")
#define KEPT S("{\"v\":1,\"journal\":\"on\",\"journal_keys\":[\"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\"]}")
#define PARAMS S("[[\"appId\",\"a\"],[\"bizId\",\"b\"],[\"timestamps\",\"1\"]]")
#define EXPECT(...) do { if (!(__VA_ARGS__)) { fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #__VA_ARGS__); exit(1); } } while (0)

static shiming_engine *open_engine(const char *config, size_t config_len) {
    shiming_engine *engine = NULL;
    EXPECT(shiming_engine_open(config, config_len, NULL, 0, UNIX, 1, &engine, NULL) == SHIMING_OK && engine);
    EXPECT(shiming_engine_put_app(engine, S("{\"app_id\":\"a\",\"keys\":[{\"secret_key\":\"2836e95fcd10e04b0069bb1ee659955b\"}]}"), NULL) == SHIMING_OK);
    EXPECT(shiming_engine_put_game(engine, S("{\"game\":\"g\",\"app_id\":\"a\",\"biz_id\":\"b\",\"endpoints\":{\"kind\":\"production\"}}"), NULL) == SHIMING_OK);
    return engine;
}

static void nulls(void) {
    shiming_error err = SHIMING_ERROR_INIT;
    shiming_buf out = SHIMING_BUF_INIT;
    shiming_step *step = NULL;
    shiming_request *request = NULL;
    int64_t unix_ms = 7, mono_ms = 7;
    EXPECT(shiming_sign(NULL, 32, PARAMS, NULL, 0, &out, &err) == SHIMING_E_NULL_POINTER);
    EXPECT(strcmp(err.field, "secret_key") == 0 && err.detail[0]);
    EXPECT(shiming_sign(NULL, 0, PARAMS, NULL, 0, &out, &err) == SHIMING_E_INVALID_KEY);
    EXPECT(shiming_sign(KEY, PARAMS, NULL, 5, &out, &err) == SHIMING_E_NULL_POINTER);
    EXPECT(shiming_sign(KEY, PARAMS, NULL, 0, NULL, &err) == SHIMING_E_NULL_POINTER && strcmp(err.field, "out") == 0);
    EXPECT(shiming_sign(KEY, PARAMS, NULL, 0, NULL, NULL) == SHIMING_E_NULL_POINTER);
    EXPECT(shiming_engine_poll(NULL, UNIX, 1, &step, &err) == SHIMING_E_NULL_POINTER && strcmp(err.field, "engine") == 0);
    EXPECT(shiming_query_request(NULL, S("{\"kind\":\"production\"}"), S("x"), UNIX, &request, &err) == SHIMING_E_NULL_POINTER && !request);
    EXPECT(shiming_now(NULL, &mono_ms, &err) == SHIMING_E_NULL_POINTER && mono_ms == 7);
    EXPECT(shiming_now(&unix_ms, &mono_ms, &err) == SHIMING_OK && unix_ms > UNIX / 2 && mono_ms >= 0);
    EXPECT(shiming_encrypt_body(KEY, NULL, 12, NULL, 0, &out, &err) == SHIMING_E_NULL_POINTER);
    EXPECT(!out.ptr && !out.len && !step);
    shiming_buf_free(NULL), shiming_step_free(NULL), shiming_request_free(NULL), shiming_engine_free(NULL), shiming_app_free(NULL);
}

static void lengths_and_text(void) {
    shiming_error err = SHIMING_ERROR_INIT;
    shiming_buf out = SHIMING_BUF_INIT;
    EXPECT(shiming_validate_name("abc", SIZE_MAX, &out, &err) == SHIMING_E_INVALID_PARAMETER && !out.ptr);
    EXPECT(shiming_parse_check(200, (const uint8_t *)"x", (size_t)-1, &out, &err) == SHIMING_E_INVALID_PARAMETER && !out.ptr);
    const char *odd[] = {"\xc3\x28", "\xff", "\xed\xa0\x80", "\xe5\xa5"};
    for (size_t i = 0; i < 4; i++) EXPECT(shiming_validate_name(S(odd[i]), &out, &err) == SHIMING_E_INVALID_TEXT && strcmp(err.field, "name") == 0);
    EXPECT(shiming_sign(KEY, S("[[\"appId\""), NULL, 0, &out, &err) == SHIMING_E_BAD_CALL && strcmp(err.field, "params") == 0);
    EXPECT(shiming_sign(KEY, S("7"), NULL, 0, &out, &err) == SHIMING_E_BAD_CALL);
    EXPECT(shiming_normalize_id(S("x"), 0, &out, &(int32_t){0}, &err) == SHIMING_E_INVALID_PARAMETER);
    EXPECT(shiming_normalize_id(S("x"), INT32_MAX, &out, &(int32_t){0}, &err) == SHIMING_E_INVALID_PARAMETER);
    EXPECT(shiming_normalize_id(S("x"), INT32_MIN, &out, &(int32_t){0}, &err) == SHIMING_E_INVALID_PARAMETER);
    /* The arguments never show in the detail. */
    EXPECT(shiming_validate_id_number(S("11000019900101001X"), UNIX, &out, &err) == SHIMING_E_INVALID_ID_NUMBER);
    EXPECT(strcmp(err.reason, "check_digit") == 0 && err.code == SHIMING_E_INVALID_ID_NUMBER && !strstr(err.detail, "1990"));
    EXPECT(!out.ptr && !out.len);
    /* An empty result is there, an absent one is null; both may be freed twice. */
    shiming_engine *engine = open_engine(FORGETS);
    EXPECT(shiming_engine_account(engine, S("g"), S("nobody"), &out, &err) == SHIMING_OK && !out.ptr);
    shiming_buf_free(&out);
    EXPECT(shiming_encrypt_body(KEY, NULL, 0, NULL, 0, &out, &err) == SHIMING_OK && out.ptr[out.len] == 0);
    shiming_buf plain = SHIMING_BUF_INIT;
    EXPECT(shiming_decrypt_body(KEY, out.ptr, out.len, &plain, &err) == SHIMING_OK && plain.ptr && plain.len == 0);
    shiming_buf_free(&out), shiming_buf_free(&out), shiming_buf_free(&plain), shiming_buf_free(&plain);
    shiming_engine_free(engine);
}

static void structures(void) {
    const uint32_t sizes[] = {0, 4, sizeof(shiming_error) - 1, sizeof(shiming_error) + 1, UINT32_MAX};
    shiming_buf out = SHIMING_BUF_INIT;
    for (size_t i = 0; i < 5; i++) {
        shiming_error err = SHIMING_ERROR_INIT, before;
        err.struct_size = sizes[i];
        memcpy(&before, &err, sizeof err);
        EXPECT(shiming_sign(KEY, PARAMS, NULL, 0, &out, &err) == SHIMING_E_ABI && !out.ptr);
        EXPECT(memcmp(&before, &err, sizeof err) == 0);
    }
    shiming_error err = SHIMING_ERROR_INIT;
    shiming_engine *engine = open_engine(FORGETS);
    shiming_admission a = SHIMING_ADMISSION_INIT, untouched;
    shiming_usage usage = SHIMING_USAGE_INIT;
    memset(a.reason, 'x', sizeof a.reason);
    a.struct_size--;
    memcpy(&untouched, &a, sizeof a);
    EXPECT(shiming_engine_login_guest(engine, S("g"), S("s"), S("d"), NULL, UNIX, 1, &a, &err) == SHIMING_E_ABI && strcmp(err.field, "out") == 0);
    EXPECT(memcmp(&a, &untouched, sizeof a) == 0);
    a.struct_size = sizeof a;
    usage.struct_size = 0;
    EXPECT(shiming_engine_login_guest(engine, S("g"), S("s"), S("d"), &usage, UNIX, 1, &a, &err) == SHIMING_E_ABI && strcmp(err.field, "usage") == 0);
    /* An error leaves the result as it was. */
    memcpy(&untouched, &a, sizeof a);
    EXPECT(shiming_engine_login_guest(engine, S("other"), S("s"), S("d"), NULL, UNIX, 1, &a, &err) == SHIMING_E_UNKNOWN_GAME);
    EXPECT(memcmp(&a, &untouched, sizeof a) == 0);
    shiming_decision d = SHIMING_DECISION_INIT;
    EXPECT(shiming_decide(S("{\"v\":1,\"kind\":\"unverified\"}"), S("{}"), NULL, 0, NULL, UNIX, &d, &err) == SHIMING_E_NULL_POINTER);
    shiming_row row = SHIMING_ROW_INIT;
    shiming_app *app = NULL;
    shiming_request *request = NULL;
    EXPECT(shiming_app_new(S("a"), S("b"), KEY, &app, &err) == SHIMING_OK);
    row.struct_size = 8;
    EXPECT(shiming_report_request(app, S("{\"kind\":\"production\"}"), &row, 1, NULL, 0, UNIX, &request, &err) == SHIMING_E_ABI);
    row.struct_size = sizeof row;
    EXPECT(shiming_report_request(app, S("{\"kind\":\"production\"}"), &row, SIZE_MAX, NULL, 0, UNIX, &request, &err) == SHIMING_E_INVALID_PARAMETER);
    EXPECT(shiming_report_request(app, S("{\"kind\":\"production\"}"), NULL, 0, NULL, 0, UNIX, &request, &err) == SHIMING_E_INVALID_ROWS && !request);
    shiming_app_free(app);
    shiming_engine_free(engine);
}

/* Reads every byte that a step shows: the sanitizers see one that is not there any more. */
static void read_all(const shiming_step *step) {
    volatile uint8_t sum = 0;
#define READ(view) for (size_t i = 0; i < (view).len; i++) sum = (uint8_t)(sum + ((const uint8_t *)(view).ptr)[i])
    READ(step->bytes);
    READ(step->event);
    if (!step->request) return;
    READ(step->request->method);
    READ(step->request->url);
    READ(step->request->body);
    for (uint32_t at = 0; at < step->request->header_count; at++) {
        READ(step->request->headers[at].name);
        READ(step->request->headers[at].value);
    }
}

static void pump_of(shiming_engine *engine, int64_t mono_ms) {
    for (int i = 0; i < 20; i++) {
        shiming_step *step = NULL;
        EXPECT(shiming_engine_poll(engine, UNIX + mono_ms, mono_ms, &step, NULL) == SHIMING_OK);
        int32_t kind = step->kind, used;
        read_all(step);
        if (kind == SHIMING_STEP_EVENT) shiming_engine_handled(engine, step->seq, NULL);
        if (kind == SHIMING_STEP_SEND) shiming_engine_complete_transport(engine, step->send, SHIMING_SENT_UNKNOWN, UNIX + mono_ms, mono_ms, &used, NULL);
        shiming_step_free(step);
        if (kind == SHIMING_STEP_WAIT) return;
    }
}

/* A check from the player's words to the event: persist, send, event. All steps outlive their engine. */
static void steps(void) {
    static const char answer[] = "{\"errcode\":0,\"errmsg\":\"ok\",\"data\":{\"result\":{\"status\":0,\"pi\":\"1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u\"}}}";
    shiming_engine *engine = open_engine(KEPT);
    shiming_buf state = SHIMING_BUF_INIT, next = SHIMING_BUF_INIT;
    shiming_step *kept[200];
    const shiming_step *persist = NULL, *sent = NULL, *event = NULL;
    int64_t attempt = 0;
    int32_t used = 7;
    size_t count = 0;
    EXPECT(shiming_account_new(&state, NULL) == SHIMING_OK);
    EXPECT(shiming_engine_verify(engine, S("g"), S("alice"), (char *)state.ptr, state.len, S("某甲"), S("110000199001010013"), SHIMING_LIVE, UNIX, 1, &next, &attempt, NULL) == SHIMING_OK);
    EXPECT(attempt == 1 && next.len > state.len);
    for (int64_t mono_ms = 1; !event && count < 200; mono_ms += 100) {
        shiming_step *step = NULL;
        EXPECT(shiming_engine_poll(engine, UNIX + mono_ms, mono_ms, &step, NULL) == SHIMING_OK);
        kept[count++] = step;
        if (step->kind == SHIMING_STEP_PERSIST) {
            persist = step;
            EXPECT(shiming_engine_persisted(engine, step->seq, NULL) == SHIMING_OK);
        } else if (step->kind == SHIMING_STEP_SEND) {
            sent = step;
            EXPECT(shiming_engine_complete(engine, step->send + 1, 200, NULL, 0, NULL, 0, UNIX, 1, &used, NULL) == SHIMING_E_UNKNOWN_SEND && used == 7);
            EXPECT(shiming_engine_complete(engine, step->send, 200, (const uint8_t *)answer, strlen(answer), NULL, 0, UNIX + mono_ms, mono_ms, &used, NULL) == SHIMING_OK);
        } else if (step->kind == SHIMING_STEP_EVENT) {
            EXPECT(strlen(step->event.ptr) == step->event.len);
            EXPECT(shiming_engine_handled(engine, step->seq, NULL) == SHIMING_OK);
            if (strstr(step->event.ptr, "alice")) event = step;
        }
    }
    shiming_engine_free(engine);
    for (size_t i = 0; i < count; i++) read_all(kept[i]);
    EXPECT(persist && persist->bytes.len > 0 && sent && event);
    EXPECT(sent->endpoint == SHIMING_CHECK && sent->struct_size == sizeof(shiming_step) && sent->request->struct_size == sizeof(shiming_request));
    EXPECT(strcmp(sent->request->method.ptr, "POST") == 0 && strlen(sent->request->url.ptr) == sent->request->url.len);
    EXPECT(sent->request->header_count == 5 && strcmp(sent->request->headers[4].name.ptr, "sign") == 0 && sent->request->body.len > 0);
    for (size_t i = 0; i < count; i++) shiming_step_free(kept[i]);
    shiming_buf_free(&state), shiming_buf_free(&next);
}

static void *caller(void *argument) {
    shiming_engine *engine = argument;
    shiming_error err = SHIMING_ERROR_INIT;
    char session[32];
    for (int i = 0; i < 300; i++) {
        shiming_admission a = SHIMING_ADMISSION_INIT;
        shiming_buf stats = SHIMING_BUF_INIT;
        snprintf(session, sizeof session, "%lx-%d", (unsigned long)pthread_self(), i);
        EXPECT(shiming_engine_login_guest(engine, S("g"), S(session), S("device"), NULL, UNIX, 1, &a, &err) == SHIMING_OK && a.reason[0]);
        shiming_engine_heartbeat(engine, S("g"), S(session), UNIX, 1, &err);
        pump_of(engine, 1);
        EXPECT(shiming_engine_stats(engine, NULL, 0, &stats, &err) == SHIMING_OK);
        shiming_buf_free(&stats);
        shiming_engine_logout(engine, S("g"), S(session), UNIX, 1, &err);
    }
    return NULL;
}

static void threads(void) {
    pthread_t all[8];
    shiming_engine *engine = open_engine(FORGETS);
    for (int i = 0; i < 8; i++) EXPECT(pthread_create(&all[i], NULL, caller, engine) == 0);
    for (int i = 0; i < 8; i++) EXPECT(pthread_join(all[i], NULL) == 0);
    shiming_engine_free(engine);
}

/* Every call to this engine, each with good arguments, is refused with `status` and writes nothing. */
static void refuses(const shiming_engine *engine, shiming_status status) {
    shiming_error err = SHIMING_ERROR_INIT;
    shiming_buf state = SHIMING_BUF_INIT, out = SHIMING_BUF_INIT;
    shiming_admission a = SHIMING_ADMISSION_INIT, untouched = SHIMING_ADMISSION_INIT;
    shiming_step *step = NULL;
    int64_t attempt = 7;
    int32_t used = 7;
    EXPECT(shiming_account_new(&state, &err) == SHIMING_OK);
#define STATE (const char *)state.ptr, state.len
#define REFUSED(...) EXPECT((__VA_ARGS__) == status && err.code == status && err.detail[0])
    REFUSED(shiming_engine_load(engine, 1, NULL, 0, &err));
    REFUSED(shiming_engine_put_app(engine, S("{\"app_id\":\"a\",\"keys\":[{\"secret_key\":\"2836e95fcd10e04b0069bb1ee659955b\"}]}"), &err));
    REFUSED(shiming_engine_put_game(engine, S("{\"game\":\"g\",\"app_id\":\"a\",\"biz_id\":\"b\",\"endpoints\":{\"kind\":\"production\"}}"), &err));
    REFUSED(shiming_engine_put_policy(engine, S("{\"profile\":{\"base\":\"auto\"},\"calendar\":null}"), &err));
    REFUSED(shiming_engine_remove_game(engine, S("g"), &err));
    REFUSED(shiming_engine_set_share(engine, S("g"), 0, 1, UNIX, SHIMING_NONE, &err));
    REFUSED(shiming_engine_hold(engine, S("g"), SHIMING_CHECK, UNIX, &err));
    REFUSED(shiming_engine_verify(engine, S("g"), S("alice"), STATE, S("某甲"), S("110000199001010013"), SHIMING_LIVE, UNIX, 1, &out, &attempt, &err));
    REFUSED(shiming_engine_put_account(engine, S("g"), S("alice"), STATE, UNIX, 1, &err));
    REFUSED(shiming_engine_login(engine, S("g"), S("s"), S("alice"), STATE, NULL, UNIX, 1, &a, &err));
    REFUSED(shiming_engine_login_guest(engine, S("g"), S("s"), S("d"), NULL, UNIX, 1, &a, &err));
    REFUSED(shiming_engine_heartbeat(engine, S("g"), S("s"), UNIX, 1, &err));
    REFUSED(shiming_engine_logout(engine, S("g"), S("s"), UNIX, 1, &err));
    REFUSED(shiming_engine_poll(engine, UNIX, 1, &step, &err));
    REFUSED(shiming_engine_persisted(engine, 1, &err));
    REFUSED(shiming_engine_handled(engine, 1, &err));
    REFUSED(shiming_engine_complete(engine, 1, 200, NULL, 0, NULL, 0, UNIX, 1, &used, &err));
    REFUSED(shiming_engine_complete_transport(engine, 1, SHIMING_SENT_NO, UNIX, 1, &used, &err));
    REFUSED(shiming_engine_account(engine, S("g"), S("alice"), &out, &err));
    REFUSED(shiming_engine_session(engine, S("g"), S("s"), &out, &err));
    REFUSED(shiming_engine_stats(engine, NULL, 0, &out, &err));
    EXPECT(!step && !out.ptr && !out.len && attempt == 7 && used == 7 && memcmp(&a, &untouched, sizeof a) == 0);
    shiming_buf_free(&state);
}

static void forks(void) {
    shiming_engine *engine = open_engine(FORGETS);
    pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
        refuses(engine, SHIMING_E_FORKED);
        shiming_engine_free(engine);
        shiming_engine_free(open_engine(FORGETS)); /* one of its own works */
        _exit(0);
    }
    int status = -1;
    EXPECT(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    pump_of(engine, 1);
    shiming_engine_free(engine);
}

#ifdef PANIC_TEST
shiming_status shiming_test_panic(const shiming_engine *engine, shiming_error *err);

static void *poisoned_caller(void *engine) {
    refuses(engine, SHIMING_E_POISONED);
    return NULL;
}

static void poison(void) {
    shiming_error err = SHIMING_ERROR_INIT;
    shiming_engine *engine = open_engine(FORGETS), *other = open_engine(FORGETS);
    pthread_t thread;
    EXPECT(shiming_test_panic(engine, &err) == SHIMING_E_PANIC && err.code == SHIMING_E_PANIC && !strstr(err.detail, "planted"));
    refuses(engine, SHIMING_E_POISONED);
    refuses(engine, SHIMING_E_POISONED); /* until it is freed */
    EXPECT(pthread_create(&thread, NULL, poisoned_caller, engine) == 0 && pthread_join(thread, NULL) == 0);
    pump_of(other, 1); /* another engine goes on */
    shiming_engine_free(engine);
    shiming_engine_free(other);
}
#endif

int main(void) {
    EXPECT(shiming_check_abi() == SHIMING_OK);
    EXPECT(strcmp(shiming_status_name(SHIMING_E_FORKED), "forked") == 0 && !shiming_status_name(12345));
    nulls();
    lengths_and_text();
    structures();
    steps();
    threads();
    forks();
#ifdef PANIC_TEST
    poison();
#endif
    puts("ok");
    return 0;
}
