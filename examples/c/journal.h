/* A journal in a folder: one file for each segment. A real server also locks the folder: two engines must not share one. */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "shiming.h"

static const char *journal_path(const char *folder, int64_t segment) {
    static char name[4096];
    snprintf(name, sizeof name, "%s/%lld.journal", folder, (long long)segment);
    return name;
}

/* 0 when the bytes are on the disk. */
static int journal_append(const char *folder, int64_t segment, shiming_bytes bytes) {
    FILE *file = fopen(journal_path(folder, segment), "ab");
    if (!file) return -1;
    int bad = fwrite(bytes.ptr, 1, bytes.len, file) != bytes.len || fflush(file) != 0 || fsync(fileno(file)) != 0;
    return fclose(file) != 0 || bad ? -1 : 0;
}

/* Removes the segments below this one. The lowest go last, so what is left has no gap below it. */
static void journal_drop_before(const char *folder, int64_t segment) {
    while (--segment > 0 && remove(journal_path(folder, segment)) == 0) {}
}

/* Gives the engine all segments, ascending, in pieces of at most 1 MiB. */
static int journal_load(const char *folder, shiming_engine *engine, shiming_error *err) {
    static uint8_t piece[1 << 20];
    int64_t segment = 1;
    while (segment < 100000 && access(journal_path(folder, segment), F_OK) != 0) segment++;
    for (FILE *file; (file = fopen(journal_path(folder, segment), "rb")) != NULL; segment++) {
        size_t len = 1;
        shiming_status status = SHIMING_OK;
        while (status == SHIMING_OK && (len = fread(piece, 1, sizeof piece, file)) > 0)
            status = shiming_engine_load(engine, segment, piece, len, err);
        if (fclose(file) != 0 || status != SHIMING_OK) return -1;
    }
    return 0;
}

#endif
