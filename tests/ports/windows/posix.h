/* What the testee uses of POSIX and Windows does not have; included before everything else. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <fcntl.h>
#include <io.h>

static inline ssize_t getline(char **line, size_t *cap, FILE *from) {
    size_t len = 0;
    int c;
    /* Bytes as they are: no \r for \n. */
    _setmode(_fileno(stdin), _O_BINARY), _setmode(_fileno(stdout), _O_BINARY);
    while ((c = getc(from)) != EOF) {
        if (len + 2 > *cap) {
            size_t grown = *cap ? *cap * 2 : 4096;
            char *more = realloc(*line, grown);
            if (!more) return -1;
            *line = more, *cap = grown;
        }
        (*line)[len++] = (char)c;
        if (c == '\n') break;
    }
    if (!len) return -1;
    (*line)[len] = 0;
    return (ssize_t)len;
}
