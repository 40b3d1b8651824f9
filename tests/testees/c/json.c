#include "json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct block {
    struct block *next;
    max_align_t data[];
} block;

static block *blocks;

void *take(size_t size) {
    block *one = malloc(sizeof(block) + size + 1);
    if (!one) abort();
    one->next = blocks;
    blocks = one;
    return one->data;
}

void release_all(void) {
    while (blocks) {
        block *next = blocks->next;
        free(blocks);
        blocks = next;
    }
}

typedef struct reader {
    const char *at;
    const char *end;
    int depth;
} reader;

static json *value(reader *r);

static void blanks(reader *r) {
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\r' || *r->at == '\n')) r->at++;
}

static int eat(reader *r, char c) {
    blanks(r);
    if (r->at == r->end || *r->at != c) return 0;
    r->at++;
    return 1;
}

static int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static long unit(reader *r) {
    long code = 0;
    if (r->end - r->at < 4) return -1;
    for (int i = 0; i < 4; i++) {
        int digit = digit_of(*r->at++);
        if (digit < 0) return -1;
        code = code * 16 + digit;
    }
    return code;
}

static char *utf8(char *to, long code) {
    if (code < 0x80) {
        *to++ = (char)code;
    } else if (code < 0x800) {
        *to++ = (char)(0xc0 | (code >> 6));
        *to++ = (char)(0x80 | (code & 63));
    } else if (code < 0x10000) {
        *to++ = (char)(0xe0 | (code >> 12));
        *to++ = (char)(0x80 | ((code >> 6) & 63));
        *to++ = (char)(0x80 | (code & 63));
    } else {
        *to++ = (char)(0xf0 | (code >> 18));
        *to++ = (char)(0x80 | ((code >> 12) & 63));
        *to++ = (char)(0x80 | ((code >> 6) & 63));
        *to++ = (char)(0x80 | (code & 63));
    }
    return to;
}

/* After the opening quote; no text grows when it is decoded. */
static int text(reader *r, const char **ptr, size_t *len) {
    static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
    const char *close = r->at;
    while (close < r->end && *close != '"') close += *close == '\\' ? 2 : 1;
    if (close >= r->end) return 0;
    char *start = take((size_t)(close - r->at)), *to = start;
    while (*r->at != '"') {
        unsigned char c = (unsigned char)*r->at++;
        if (c < 0x20) return 0;
        if (c != '\\') {
            *to++ = (char)c;
            continue;
        }
        char escape = *r->at++;
        const char *known = escape ? strchr(from, escape) : NULL;
        if (known) {
            *to++ = into[known - from];
            continue;
        }
        if (escape != 'u') return 0;
        long code = unit(r);
        if (code >= 0xd800 && code < 0xdc00) {
            if (r->end - r->at < 2 || *r->at++ != '\\' || *r->at++ != 'u') return 0;
            long low = unit(r);
            if (low < 0xdc00 || low > 0xdfff) return 0;
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        } else if (code < 0 || (code >= 0xdc00 && code < 0xe000)) {
            return 0;
        }
        to = utf8(to, code);
    }
    r->at++;
    *ptr = start;
    *len = (size_t)(to - start);
    return 1;
}

static int members(reader *r, json *of, char close) {
    json **last = &of->child;
    if (eat(r, close)) return 1;
    do {
        const char *name = NULL;
        size_t name_len = 0;
        if (close == '}' && !(eat(r, '"') && text(r, &name, &name_len) && eat(r, ':'))) return 0;
        json *one = value(r);
        if (!one) return 0;
        one->name = name;
        one->name_len = name_len;
        *last = one;
        last = &one->next;
    } while (eat(r, ','));
    return eat(r, close);
}

static int word(reader *r, const char *name) {
    size_t len = strlen(name);
    if ((size_t)(r->end - r->at) < len || memcmp(r->at, name, len) != 0) return 0;
    r->at += len;
    return 1;
}

static json *value(reader *r) {
    blanks(r);
    if (r->at == r->end || ++r->depth > 100) return NULL;
    json *v = take(sizeof(json));
    memset(v, 0, sizeof(json));
    v->raw = r->at;
    int good;
    char c = *r->at;
    if (c == '{' || c == '[') {
        r->at++;
        v->type = c == '{' ? JSON_OBJECT : JSON_LIST;
        good = members(r, v, c == '{' ? '}' : ']');
    } else if (c == '"') {
        r->at++;
        v->type = JSON_TEXT;
        good = text(r, &v->text, &v->text_len);
    } else if (c == 'n' || c == 't' || c == 'f') {
        v->type = c == 'n' ? JSON_NULL : c == 't' ? JSON_TRUE : JSON_FALSE;
        good = word(r, c == 'n' ? "null" : c == 't' ? "true" : "false");
    } else {
        v->type = JSON_NUMBER;
        while (r->at < r->end && *r->at && strchr("+-.0123456789eE", *r->at)) r->at++;
        good = r->at > v->raw;
    }
    v->raw_len = (size_t)(r->at - v->raw);
    r->depth--;
    return good ? v : NULL;
}

json *json_read(const char *from, size_t len) {
    reader r = {from, from + len, 0};
    json *v = value(&r);
    blanks(&r);
    return r.at == r.end ? v : NULL;
}

const json *json_member(const json *object, const char *name) {
    const json *found = NULL;
    if (object && object->type == JSON_OBJECT)
        for (const json *one = object->child; one; one = one->next)
            if (one->name_len == strlen(name) && memcmp(one->name, name, one->name_len) == 0) found = one;
    return found && found->type != JSON_NULL ? found : NULL;
}

int json_int(const char *from, size_t len, int64_t *into) {
    size_t at = len > 0 && from[0] == '-';
    int64_t sum = 0;
    if (at == len) return 0;
    for (size_t i = at; i < len; i++) {
        if (from[i] < '0' || from[i] > '9') return 0;
        int digit = from[i] - '0';
        /* Below zero, where one more number fits. */
        if (sum < (INT64_MIN + digit) / 10) return 0;
        sum = sum * 10 - digit;
    }
    if (at == 0 && sum == INT64_MIN) return 0;
    *into = at ? sum : -sum;
    return 1;
}

void free_out(out *from) {
    free(from->ptr);
    *from = (out){NULL, 0, 0};
}

void put(out *to, const char *from, size_t len) {
    if (to->len + len + 1 > to->cap) {
        to->cap = (to->len + len + 1) * 2;
        to->ptr = realloc(to->ptr, to->cap);
        if (!to->ptr) abort();
    }
    if (len) memcpy(to->ptr + to->len, from, len);
    to->len += len;
}

void puts_raw(out *to, const char *from) {
    put(to, from, strlen(from));
}

void put_text(out *to, const char *from, size_t len) {
    put(to, "\"", 1);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)from[i];
        char escaped[8];
        if (c == '"' || c == '\\') {
            put(to, "\\", 1);
            put(to, from + i, 1);
        } else if (c < 0x20) {
            snprintf(escaped, sizeof escaped, "\\u%04x", c);
            puts_raw(to, escaped);
        } else {
            put(to, from + i, 1);
        }
    }
    put(to, "\"", 1);
}

void put_hex(out *to, const uint8_t *bytes, size_t len) {
    static const char digits[] = "0123456789abcdef";
    put(to, "\"", 1);
    for (size_t i = 0; i < len; i++) {
        char pair[2] = {digits[bytes[i] >> 4], digits[bytes[i] & 15]};
        put(to, pair, 2);
    }
    put(to, "\"", 1);
}

void put_int(out *to, int64_t number) {
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRId64, number);
    puts_raw(to, digits);
}
