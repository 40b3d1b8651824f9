/* Memory under a long run: cycles of login, heartbeat and logout with the journal on, all rows reported, all segments dropped.
   soak CYCLES, in an empty folder. Time is virtual. After a warm-up the bytes in use may not grow; both numbers are printed. */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "shiming.h"

#define S(text) (text), strlen(text)
#define UNIX INT64_C(1795176000000)
#define STEP_MS 30            /* of virtual time in a cycle: 67 rows a second, far below the quota */
#define LOOK 50               /* cycles between two looks at the memory */
#define HEAP_BOUND (64 << 10) /* how many more bytes may be in use later than before */
#define RSS_BOUND (2 << 20)   /* how many more may be resident, with what the allocator keeps */
#define EXPECT(...) do { if (!(__VA_ARGS__)) { fprintf(stderr, "%s:%d: %s (%s %s)\n", __FILE__, __LINE__, #__VA_ARGS__, shiming_status_name(err.code), err.detail); exit(1); } } while (0)

static shiming_error err = SHIMING_ERROR_INIT;

/* The journal: files in the working folder, so that the memory is the library's. */
static int64_t first_segment, last_segment, journal_bytes;

static FILE *segment(int64_t number, const char *mode) {
    char name[32];
    snprintf(name, sizeof name, "%lld.segment", (long long)number);
    return fopen(name, mode);
}

static int64_t length_of(int64_t number) {
    FILE *file = segment(number, "rb");
    if (!file) return 0;
    fseek(file, 0, SEEK_END);
    int64_t length = ftell(file);
    fclose(file);
    return length;
}

static void append(int64_t number, const uint8_t *bytes, size_t len) {
    FILE *file = segment(number, "ab");
    EXPECT(file && fwrite(bytes, 1, len, file) == len && fclose(file) == 0);
    if (!first_segment) first_segment = number;
    last_segment = number;
    journal_bytes += (int64_t)len;
}

static void drop_before(int64_t number) {
    for (; first_segment < number && first_segment <= last_segment; first_segment++) {
        char name[32];
        journal_bytes -= length_of(first_segment);
        snprintf(name, sizeof name, "%lld.segment", (long long)first_segment);
        remove(name);
    }
}

static void load(shiming_engine *engine) {
    static uint8_t piece[1 << 16];
    for (int64_t number = first_segment; number <= last_segment; number++) {
        size_t len;
        FILE *file = segment(number, "rb");
        if (!file) continue;
        while ((len = fread(piece, 1, sizeof piece, file)) > 0) EXPECT(shiming_engine_load(engine, number, piece, len, &err) == SHIMING_OK);
        fclose(file);
    }
}

static int64_t persists, events, sends, drops;

static void pump(shiming_engine *engine, int64_t mono_ms) {
    static const char accepted[] = "{\"errcode\":0,\"errmsg\":\"ok\"}";
    for (;;) {
        shiming_step *step = NULL;
        int32_t used = 0;
        EXPECT(shiming_engine_poll(engine, UNIX + mono_ms, mono_ms, &step, &err) == SHIMING_OK);
        int32_t kind = step->kind;
        if (kind == SHIMING_STEP_PERSIST) {
            append(step->segment, step->bytes.ptr, step->bytes.len);
            EXPECT(shiming_engine_persisted(engine, step->seq, &err) == SHIMING_OK);
            if (step->drop_before != SHIMING_NONE) drop_before(step->drop_before), drops++;
            persists++;
        } else if (kind == SHIMING_STEP_EVENT) {
            EXPECT(shiming_engine_handled(engine, step->seq, &err) == SHIMING_OK);
            events++;
        } else if (kind == SHIMING_STEP_SEND) {
            EXPECT(step->endpoint == SHIMING_REPORT);
            EXPECT(shiming_engine_complete(engine, step->send, 200, (const uint8_t *)accepted, strlen(accepted), NULL, 0, UNIX + mono_ms, mono_ms, &used, &err) == SHIMING_OK);
            sends++;
        }
        shiming_step_free(step);
        if (kind == SHIMING_STEP_WAIT) return;
    }
}

static shiming_engine *open_engine(void) {
    shiming_engine *engine = NULL;
    EXPECT(shiming_engine_open(S("{\"v\":1,\"journal\":\"on\",\"journal_keys\":[\"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\"]}"), NULL, 0, UNIX, 0, &engine, &err) == SHIMING_OK);
    return engine;
}

static void configure(shiming_engine *engine) {
    EXPECT(shiming_engine_put_app(engine, S("{\"app_id\":\"a\",\"keys\":[{\"secret_key\":\"2836e95fcd10e04b0069bb1ee659955b\"}]}"), &err) == SHIMING_OK);
    EXPECT(shiming_engine_put_game(engine, S("{\"game\":\"g\",\"app_id\":\"a\",\"biz_id\":\"b\",\"endpoints\":{\"kind\":\"production\"}}"), &err) == SHIMING_OK);
}

typedef struct memory { int64_t heap, rss, journal; } memory;

static void look(memory *most) {
    long pages = 0;
    FILE *statm = fopen("/proc/self/statm", "r");
    EXPECT(statm && fscanf(statm, "%*s %ld", &pages) == 1);
    fclose(statm);
    struct mallinfo2 now = mallinfo2();
    int64_t heap = (int64_t)(now.uordblks + now.hblkhd), rss = (int64_t)pages * sysconf(_SC_PAGESIZE);
    if (heap > most->heap) most->heap = heap;
    if (rss > most->rss) most->rss = rss;
    if (journal_bytes > most->journal) most->journal = journal_bytes;
}

int main(int argc, char **argv) {
    int64_t cycles = argc > 1 ? strtoll(argv[1], NULL, 10) : 50000, mono_ms = 1;
    memory first = {0, 0, 0}, second = {0, 0, 0};
    shiming_buf empty = SHIMING_BUF_INIT, state = SHIMING_BUF_INIT, effects = SHIMING_BUF_INIT;
    shiming_engine *engine = open_engine();
    configure(engine);
    EXPECT(shiming_account_new(&empty, &err) == SHIMING_OK);
    EXPECT(shiming_account_apply((char *)empty.ptr, empty.len, S("{\"kind\":\"link_person\",\"pi\":\"1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u\",\"birth\":\"1990-01-01\",\"source\":\"own\"}"), NULL, 0, UNIX, 0, &state, &effects, &err) == SHIMING_OK);
    for (int64_t cycle = 0; cycle < cycles; cycle++, mono_ms += STEP_MS) {
        char session[24], account[24];
        shiming_admission a = SHIMING_ADMISSION_INIT;
        snprintf(session, sizeof session, "s-%016llx", (unsigned long long)cycle);
        snprintf(account, sizeof account, "p-%016llx", (unsigned long long)(cycle % 997));
        EXPECT(shiming_engine_login(engine, S("g"), S(session), S(account), (char *)state.ptr, state.len, NULL, UNIX + mono_ms, mono_ms, &a, &err) == SHIMING_OK);
        EXPECT(a.allowed && a.reported);
        EXPECT(shiming_engine_heartbeat(engine, S("g"), S(session), UNIX + mono_ms, mono_ms, &err) == SHIMING_OK);
        EXPECT(shiming_engine_logout(engine, S("g"), S(session), UNIX + mono_ms, mono_ms, &err) == SHIMING_OK);
        pump(engine, mono_ms);
        /* A quarter warms up. */
        if (cycle % LOOK == LOOK - 1 && cycle >= cycles / 4) look(cycle < cycles / 4 + cycles * 3 / 8 ? &first : &second);
    }
    /* All that was reported is out, and what is left of the journal opens. */
    for (int i = 0; i < 100; i++, mono_ms += 1000) pump(engine, mono_ms);
    EXPECT(sends >= cycles * 2 / 128 && events == 0 && drops > 0);
    shiming_engine_free(engine);
    engine = open_engine();
    load(engine);
    configure(engine);
    pump(engine, mono_ms);
    shiming_engine_free(engine);
    drop_before(INT64_MAX);
    EXPECT(journal_bytes == 0);
    shiming_buf_free(&empty), shiming_buf_free(&state), shiming_buf_free(&effects);

    printf("%lld cycles, %lld requests, %lld appends, %lld times segments dropped, at most %lld bytes of journal\n", (long long)cycles, (long long)sends, (long long)persists, (long long)drops, (long long)(first.journal > second.journal ? first.journal : second.journal));
    printf("bytes in use, at most: %lld, then %lld (may grow by %d)\n", (long long)first.heap, (long long)second.heap, HEAP_BOUND);
    printf("bytes resident, at most: %lld, then %lld (may grow by %d)\n", (long long)first.rss, (long long)second.rss, RSS_BOUND);
    if (second.heap > first.heap + HEAP_BOUND || second.rss > first.rss + RSS_BOUND) {
        fprintf(stderr, "memory grows\n");
        return 1;
    }
    puts("flat");
    return 0;
}
