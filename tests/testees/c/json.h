/* A small reader and writer of JSON, for the testee only. Text keeps its length, so U+0000 inside it survives, and every
   value knows its own spelling, so nested values go to the library as they came. */
#ifndef TESTEE_JSON_H
#define TESTEE_JSON_H

#include <stddef.h>
#include <stdint.h>

enum json_type { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

typedef struct json {
    enum json_type type;
    const char *raw; /* its spelling */
    size_t raw_len;
    const char *text; /* of a text */
    size_t text_len;
    const char *name; /* of a member */
    size_t name_len;
    struct json *child;
    struct json *next;
} json;

/* Memory that lives as long as one line. */
void *take(size_t size);
void release_all(void);

/* One value that fills the whole of the text, or null. */
json *json_read(const char *text, size_t len);
/* A member, or null when there is none or the value is null. */
const json *json_member(const json *object, const char *name);
/* 1 and the number, or 0 when it is no integer of 64 bits. */
int json_int(const char *text, size_t len, int64_t *out);

/* The answer that is being written. */
typedef struct out {
    char *ptr;
    size_t len;
    size_t cap;
} out;

void free_out(out *from);
void put(out *to, const char *text, size_t len);
void puts_raw(out *to, const char *text);
void put_text(out *to, const char *text, size_t len); /* with quotes */
void put_hex(out *to, const uint8_t *bytes, size_t len);
void put_int(out *to, int64_t value);

#endif
