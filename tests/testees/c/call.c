#include "testee.h"

#include <stdio.h>
#include <string.h>

static void fail(call *c, shiming_status status, const char *field, const char *detail) {
    if (c->status != SHIMING_OK) return;
    c->status = status;
    c->err.code = status;
    snprintf(c->err.field, sizeof c->err.field, "%s", field);
    snprintf(c->err.detail, sizeof c->err.detail, "%s", detail);
}

void bad_call(call *c) { fail(c, SHIMING_E_BAD_CALL, "", "see the shapes of the protocol"); }

void invalid(call *c, const char *field) {
    fail(c, SHIMING_E_INVALID_PARAMETER, field, "this argument is missing or out of range: see the protocol");
}

static int digit_of(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

static int unhex(const json *from, bytes *into) {
    if (!from || from->type != JSON_TEXT || from->text_len % 2) return 0;
    uint8_t *to = take(from->text_len / 2 + 1);
    for (size_t i = 0; i < from->text_len; i += 2) {
        int high = digit_of(from->text[i]), low = digit_of(from->text[i + 1]);
        if (high < 0 || low < 0) return 0;
        to[i / 2] = (uint8_t)(high * 16 + low);
    }
    *into = (bytes){to, from->text_len / 2};
    return 1;
}

static const json *required(call *c, const json *from, const char *name) {
    const json *found = json_member(from, name);
    if (!found) invalid(c, name);
    return found;
}

text arg_optional(call *c, const json *from, const char *name) {
    const json *found = json_member(from, name);
    bytes odd;
    if (!found) return (text){NULL, 0};
    if (found->type == JSON_TEXT) return (text){found->text, found->text_len};
    /* Text that JSON cannot carry. */
    if (unhex(json_member(found, "$utf8_hex"), &odd)) return (text){(const char *)odd.ptr, odd.len};
    bad_call(c);
    return (text){NULL, 0};
}

text arg_text(call *c, const json *from, const char *name) {
    required(c, from, name);
    return arg_optional(c, from, name);
}

text arg_raw(call *c, const char *name) {
    const json *found = required(c, c->args, name);
    return found ? (text){found->raw, found->raw_len} : (text){NULL, 0};
}

bytes arg_bytes(call *c, const json *from, const char *name) {
    bytes into = {NULL, 0};
    const json *found = required(c, from, name);
    if (found && !unhex(found, &into)) bad_call(c);
    return into;
}

int64_t arg_int(call *c, const json *from, const char *name) {
    int64_t number = 0;
    const json *found = required(c, from, name);
    if (!found || (found->type == JSON_NUMBER && json_int(found->raw, found->raw_len, &number))) return number;
    const json *large = json_member(found, "$int");
    if (!large || large->type != JSON_TEXT) bad_call(c);
    else if (!json_int(large->text, large->text_len, &number)) invalid(c, name);
    return number;
}

int32_t arg_int32(call *c, const json *from, const char *name) {
    int64_t number = arg_int(c, from, name);
    if (number < INT32_MIN || number > INT32_MAX) invalid(c, name);
    return (int32_t)number;
}

/* RFC 3629: no overlong form, no surrogate, nothing past U+10FFFF. */
static int is_utf8(text given) {
    const uint8_t *at = (const uint8_t *)given.ptr, *end = at + given.len;
    while (at < end) {
        uint8_t lead = *at++, low = 0x80, high = 0xbf;
        int more = lead < 0x80 ? 0 : lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : -1;
        if (lead == 0xe0) low = 0xa0;
        if (lead == 0xed) high = 0x9f;
        if (lead == 0xf0) low = 0x90;
        if (lead == 0xf4) high = 0x8f;
        if (more < 0 || end - at < more) return 0;
        for (; more > 0; more--, low = 0x80, high = 0xbf)
            if (*at < low || *at++ > high) return 0;
    }
    return 1;
}

/* The constant of a name; one that no constant has for the library to refuse. Names are text in the protocol only, so here is
   where an ill-formed one shows. */
int32_t arg_choice(call *c, const json *from, const char *name, const char *const *known) {
    text given = arg_text(c, from, name);
    for (int32_t i = 0; known[i]; i++)
        if (strlen(known[i]) == given.len && memcmp(known[i], given.ptr, given.len) == 0) return i + 1;
    if (given.ptr && !is_utf8(given)) fail(c, SHIMING_E_INVALID_TEXT, name, "pass well-formed UTF-8");
    return -1;
}

const json *arg_object(call *c, const json *from, const char *name) {
    const json *found = required(c, from, name);
    if (found && found->type != JSON_OBJECT) bad_call(c);
    return found;
}

void arg_now(call *c, int64_t *unix_ms, int64_t *mono_ms) {
    const json *now = arg_object(c, c->args, "now");
    *unix_ms = arg_int(c, now, "unix");
    *mono_ms = arg_int(c, now, "mono");
}

void member(call *c, const char *name) {
    puts_raw(&c->ok, c->ok.len ? "," : "{");
    put_text(&c->ok, name, strlen(name));
    puts_raw(&c->ok, ":");
}

void finish(call *c) { puts_raw(&c->ok, c->ok.len ? "}" : "{}"); }

void member_text(call *c, const char *name, const char *value) {
    member(c, name);
    put_text(&c->ok, value, strlen(value));
}

void member_buf(call *c, const char *name, shiming_buf *buf) {
    member(c, name);
    put_text(&c->ok, (const char *)buf->ptr, buf->len);
    shiming_buf_free(buf);
}

void member_hex(call *c, const char *name, shiming_buf *buf) {
    member(c, name);
    put_hex(&c->ok, buf->ptr, buf->len);
    shiming_buf_free(buf);
}

void member_int(call *c, const char *name, int64_t value) {
    member(c, name);
    put_int(&c->ok, value);
}

void member_time(call *c, const char *name, int64_t value) {
    member(c, name);
    if (value == SHIMING_NONE) puts_raw(&c->ok, "null");
    else put_int(&c->ok, value);
}

void member_flag(call *c, const char *name, int32_t value) {
    member(c, name);
    puts_raw(&c->ok, value ? "true" : "false");
}

void whole_json(call *c, shiming_buf *buf) {
    if (buf->ptr) put(&c->ok, (const char *)buf->ptr, buf->len);
    else puts_raw(&c->ok, "null");
    shiming_buf_free(buf);
}

/* The members of a request, without braces. */
void put_request(call *c, const shiming_request *request) {
    out *to = &c->ok;
    puts_raw(to, "\"method\":");
    put_text(to, request->method.ptr, request->method.len);
    puts_raw(to, ",\"url\":");
    put_text(to, request->url.ptr, request->url.len);
    puts_raw(to, ",\"headers\":[");
    for (uint32_t i = 0; i < request->header_count; i++) {
        puts_raw(to, i ? ",[" : "[");
        put_text(to, request->headers[i].name.ptr, request->headers[i].name.len);
        puts_raw(to, ",");
        put_text(to, request->headers[i].value.ptr, request->headers[i].value.len);
        puts_raw(to, "]");
    }
    puts_raw(to, "],\"body_hex\":");
    put_hex(to, request->body.ptr, request->body.len);
}
