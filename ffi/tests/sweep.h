/* What sweep.rs needs around the calls that it writes: hostile arguments by chance, and what must hold after any call. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "shiming.h"

#define KEY "2836e95fcd10e04b0069bb1ee659955b"
#define MARK "quoted7by9nobody" /* in inputs only: no error may show it */
#define UNIX INT64_C(1795176000000)
#define EXPECT(name, ...) do { if (!(__VA_ARGS__)) { fprintf(stderr, "%s: %s\n", name, #__VA_ARGS__); exit(1); } } while (0)
#define COUNT(list) (sizeof(list) / sizeof *(list))

static uint64_t chance = 88172645463325252u;
static uint64_t below(uint64_t limit) { /* xorshift */
    chance ^= chance << 13, chance ^= chance >> 7, chance ^= chance << 17;
    return chance % limit;
}

/* Whether the arguments are such that no call may accept them. */
static int refuse;

typedef struct input { const void *ptr; size_t len; } input;
/* What is right for an argument of this name: most calls must get far, or their results and structures would hardly be tried. */
static const struct { const char *name, *text; } right[] = {
    {"account", "p"}, {"birth", "1990-01-01"}, {"calendar", NULL}, {"endpoints", "{\"kind\":\"production\"}"}, {"game", "g"}, {"profile", "{\"base\":\"auto\"}"},
    {"secret_key", KEY}, {"session", "s"}, {"state", "{\"v\":1,\"kind\":\"unverified\"}"},
};

static input some_input(int is_text, const char *name) {
    static const char *const good[] = {"", "x", "{}", "[]", "7", KEY, "{\"v\":1,\"kind\":\"unverified\"}", "{\"kind\":\"production\"}", "{\"base\":\"auto\"}", "1990-01-01",
        MARK, "{\"" MARK "\":1}", "{\"v\":1,\"kind\":\"" MARK "\"}", "[[\"" MARK "\",1]]", "{\"v\":1,\"journal\":\"on\",\"journal_keys\":[\"" MARK "\"]}", "{\"kind\":\"test\",\"code\":\"/" MARK "\"}"};
    for (size_t i = 0; i < COUNT(right); i++)
        if (strcmp(name, right[i].name) == 0 && below(4)) return (input){right[i].text, right[i].text ? strlen(right[i].text) : 0};
    uint64_t kind = below(16);
    if (kind == 0) return (input){NULL, 0};
    if (kind == 1) return refuse = 1, (input){NULL, 5};
    if (kind == 2) return refuse = 1, (input){"x", SIZE_MAX};
    if (kind == 3) return refuse |= is_text, (input){"\xed\xa0\x80", 3}; /* a surrogate */
    if (kind == 4) return (input){"a\0b", 3};
    const char *text = good[below(COUNT(good))];
    return (input){text, strlen(text)};
}

static int64_t some_int64(const char *name) {
    static const int64_t all[] = {0, 1, -1, 12, 2026, UNIX, INT64_MIN, INT64_MAX, INT32_MAX};
    if (strcmp(name, "unix_ms") == 0 && below(4)) return UNIX;
    if (strcmp(name, "mono_ms") == 0 && below(4)) return 1;
    return all[below(COUNT(all))];
}

static int32_t some_int32(void) {
    static const int32_t all[] = {0, 1, 2, 3, -1, 200, 2026, INT32_MIN, INT32_MAX};
    return all[below(COUNT(all))];
}

/* An out-parameter or none, and a `struct_size` that fits or does not. */
static int some_out(void) { return below(16) ? 1 : (refuse = 1, 0); }
static uint32_t some_size(uint32_t right) {
    const uint32_t wrong[] = {0, 4, right - 1, right + 1, UINT32_MAX};
    return below(8) ? right : (refuse = 1, wrong[below(COUNT(wrong))]);
}

static shiming_engine *engine_handle;
static shiming_app *app_handle;
static const shiming_engine *some_engine(void) { return below(8) ? engine_handle : (refuse = 1, NULL); }
static const shiming_app *some_app(void) { return below(8) ? app_handle : (refuse = 1, NULL); }

static void open_handles(void) {
    static const char config[] = "{\"v\":1,\"journal\":\"off\"}";
    EXPECT("engine", shiming_engine_open(config, strlen(config), NULL, 0, UNIX, 1, &engine_handle, NULL) == SHIMING_OK);
    static const char app[] = "{\"app_id\":\"a\",\"keys\":[{\"secret_key\":\"" KEY "\"}]}";
    static const char game[] = "{\"game\":\"g\",\"app_id\":\"a\",\"biz_id\":\"b\",\"endpoints\":{\"kind\":\"production\"}}";
    EXPECT("engine", shiming_engine_put_app(engine_handle, app, strlen(app), NULL) == SHIMING_OK);
    EXPECT("engine", shiming_engine_put_game(engine_handle, game, strlen(game), NULL) == SHIMING_OK);
    EXPECT("app", shiming_app_new("a", 1, "b", 1, KEY, strlen(KEY), &app_handle, NULL) == SHIMING_OK);
}

static void free_handles(void) {
    shiming_engine_free(engine_handle);
    shiming_app_free(app_handle);
}

/* The error structure: none, a good one, one of another version. */
typedef struct detail { shiming_error now, was; shiming_error *ptr; } detail;
static void some_error(detail *d) {
    const shiming_error good = SHIMING_ERROR_INIT;
    d->now = good;
    memset(d->now.detail, 'x', sizeof d->now.detail);
    d->now.struct_size = some_size(good.struct_size);
    d->was = d->now;
    d->ptr = below(8) ? &d->now : NULL;
}

/* Whether an error shows what went in. */
static int quotes(const shiming_error *err) {
    return strstr(err->detail, MARK) || strstr(err->field, MARK) || strstr(err->reason, MARK) || strstr(err->detail, KEY);
}

static void check_error(const char *name, const detail *d, shiming_status status) {
    EXPECT(name, status != SHIMING_E_PANIC && shiming_status_name(status));
    EXPECT(name, status != SHIMING_OK || !d->ptr || d->was.struct_size == sizeof d->was);
    if (status == SHIMING_OK || !d->ptr || d->was.struct_size != sizeof d->was) {
        EXPECT(name, memcmp(&d->now, &d->was, sizeof d->now) == 0);
        return;
    }
    EXPECT(name, d->now.code == status && d->now.detail[0] && d->now.detail[0] != 'x' && memchr(d->now.detail, 0, sizeof d->now.detail));
    EXPECT(name, memchr(d->now.reason, 0, sizeof d->now.reason) && memchr(d->now.field, 0, sizeof d->now.field));
    EXPECT(name, !quotes(&d->now));
}
