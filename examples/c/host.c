/* A game server's side in C: verify, pending, login, heartbeat, logout, a minor at noon, a crash and what the journal saves.
   `host URL FOLDER START SPEED first` ends as a crash does; the same with `second` goes on from the journal in FOLDER.
   START and SPEED are the clock of the simulator at URL; a real server calls shiming_now. */
#define _POSIX_C_SOURCE 200809L
#include <time.h>
#include "journal.h"
#include "transport.h"
#define S(text) (text), strlen(text)
/* Every call is checked; a real server logs err.detail, which never holds personal data. */
#define MUST(...) do { if ((__VA_ARGS__) != SHIMING_OK) fail(); } while (0)

static shiming_error err = SHIMING_ERROR_INIT;
static shiming_engine *engine;
static const char *url, *folder;
static int64_t start, speed, began, unix_ms, mono_ms;
static shiming_buf alice, bob; /* a real server keeps each player's state in its database */
static int verified, accepted;

static void fail(void) {
    fprintf(stderr, "%s %s: %s\n", shiming_status_name(err.code), err.field, err.detail);
    exit(1);
}

static void now(void) {
    MUST(shiming_now(&unix_ms, &mono_ms, &err));
    if (!began) began = mono_ms;
    mono_ms = (mono_ms - began) * speed + 1, unix_ms = start + mono_ms;
}

static void persist(const shiming_step *step) {
    if (journal_append(folder, step->segment, step->bytes) != 0) exit(2); /* what is not durable must not go on */
    MUST(shiming_engine_persisted(engine, step->seq, &err));
    if (step->drop_before != SHIMING_NONE) journal_drop_before(folder, step->drop_before);
}

static void transmit(const shiming_step *step) { /* a real server does this on another thread */
    int32_t used;
    answer got = transport_send(step->request, step->timeout_ms);
    now();
    if (got.status) MUST(shiming_engine_complete(engine, step->send, got.status, (uint8_t *)got.body, got.len, S(got.date), unix_ms, mono_ms, &used, &err));
    else MUST(shiming_engine_complete_transport(engine, step->send, got.sent, unix_ms, mono_ms, &used, &err));
    free(got.body);
}

static void keep(shiming_buf *state, const char *account) {
    shiming_buf newer;
    MUST(shiming_engine_account(engine, S("game"), S(account), &newer, &err));
    if (newer.ptr) { shiming_buf_free(state); *state = newer; }
}

static void event(const shiming_step *step) { /* JSON text: use your JSON library; here two words are enough */
    if (strstr(step->event.ptr, "\"account_changed\"")) {
        keep(&alice, "alice"), keep(&bob, "bob");
        verified = alice.ptr && bob.ptr && strstr((char *)alice.ptr, "\"verified\"") && strstr((char *)bob.ptr, "\"verified\"");
    }
    for (const char *at = step->event.ptr; (at = strstr(at, "\"outcome\":\"accepted\"")) != NULL; at++) accepted++;
    MUST(shiming_engine_handled(engine, step->seq, &err));
}

static void pump(const int *until, int value) { /* the whole loop; `until` reaches its value, or everything is durable */
    for (;;) {
        shiming_step *step;
        now();
        MUST(shiming_engine_poll(engine, unix_ms, mono_ms, &step, &err));
        if (step->kind == SHIMING_STEP_PERSIST) persist(step);
        else if (step->kind == SHIMING_STEP_EVENT) event(step);
        else if (step->kind == SHIMING_STEP_SEND) transmit(step);
        int waits = step->kind == SHIMING_STEP_WAIT;
        shiming_step_free(step);
        if (waits && (!until || *until >= value)) return;
        if (waits) nanosleep(&(struct timespec){0, 5000000}, NULL);
    }
}

static void login(const char *session, const char *account, const shiming_buf *state) {
    shiming_admission a = SHIMING_ADMISSION_INIT;
    now();
    MUST(shiming_engine_login(engine, S("game"), S(session), S(account), (char *)state->ptr, state->len, NULL, unix_ms, mono_ms, &a, &err));
    printf("%s: %s, %s\n", account, a.allowed ? "may play" : "may not play", a.reason);
}

static void verify(shiming_buf *state, const char *account, const char *name, const char *id_number) {
    int64_t attempt;
    shiming_buf submitted;
    now();
    MUST(shiming_account_new(state, &err));
    MUST(shiming_engine_verify(engine, S("game"), S(account), (char *)state->ptr, state->len, S(name), S(id_number), SHIMING_LIVE, unix_ms, mono_ms, &submitted, &attempt, &err));
    shiming_buf_free(state), *state = submitted;
}

int main(int argc, char **argv) {
    const char *config = "{\"v\":1,\"journal\":\"on\",\"report_accepted\":true,\"journal_keys\":[\"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\"]}";
    char game[2048];
    if (argc != 6 || shiming_check_abi() != SHIMING_OK) return 64;
    url = argv[1], folder = argv[2], start = atoll(argv[3]), speed = atoll(argv[4]);
    snprintf(game, sizeof game, "{\"game\":\"game\",\"app_id\":\"test-appId\",\"biz_id\":\"1101000001\",\"endpoints\":{\"kind\":\"custom\","
        "\"check\":\"%s/idcard/authentication/check\",\"query\":\"%s/idcard/authentication/query\",\"report\":\"%s/behavior/collection/loginout\"}}", url, url, url);
    now();
    MUST(shiming_engine_open(S(config), NULL, 0, unix_ms, mono_ms, &engine, &err));
    if (journal_load(folder, engine, &err) != 0) fail();
    MUST(shiming_engine_put_app(engine, S("{\"app_id\":\"test-appId\",\"keys\":[{\"secret_key\":\"2836e95fcd10e04b0069bb1ee659955b\"}]}"), &err));
    MUST(shiming_engine_put_policy(engine, S("{\"profile\":{\"base\":\"cn2021\"}}"), &err));
    MUST(shiming_engine_put_game(engine, S(game), &err));
    if (strcmp(argv[5], "first") == 0) {
        verify(&alice, "alice", "某甲", "110000199001010013"); /* the authority needs a while for her: pending */
        verify(&bob, "bob", "某乙", "11000020120615001X");     /* born in 2012 */
        pump(&verified, 1);
        login("s1", "alice", &alice);
        login("s2", "bob", &bob); /* a Wednesday noon */
        pump(NULL, 0);            /* until the login is durable */
        printf("crash\n"), fflush(stdout), _exit(9);
    }
    now();
    MUST(shiming_engine_heartbeat(engine, S("game"), S("s1"), unix_ms, mono_ms, &err)); /* the journal knows her session */
    MUST(shiming_engine_logout(engine, S("game"), S("s1"), unix_ms, mono_ms, &err));
    pump(&accepted, 2);
    printf("login and logout accepted\n");
    shiming_buf_free(&alice), shiming_buf_free(&bob), shiming_engine_free(engine);
    return 0;
}
