/* The testee of the C surface: reads calls of the pipe protocol, makes them through shiming.h as a user would, and writes the
   answers. Glue only. */
#define _POSIX_C_SOURCE 200809L
#include "testee.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LINE (4u << 20)

static int is_edge_code(shiming_status status) {
    return status == SHIMING_E_NULL_POINTER || status == SHIMING_E_ABI || status == SHIMING_E_POISONED || status == SHIMING_E_PANIC;
}

static void op_hello(call *c) {
    if (arg_int32(c, c->args, "protocol") != 1 && c->status == SHIMING_OK) {
        c->status = SHIMING_E_UNSUPPORTED_PROTOCOL;
        strcpy(c->err.field, "protocol");
        strcpy(c->err.detail, "this program speaks protocol 1");
    }
    if (c->status != SHIMING_OK) return;
    member_int(c, "protocol", 1);
    member_text(c, "language", "c");
    member_text(c, "version", shiming_version());
    member_int(c, "abi", shiming_abi_version());
    member(c, "ops");
    puts_raw(&c->ok, "[\"hello\"");
    for (const entry *op = toolkit_ops; op->name; op++) { puts_raw(&c->ok, ","); put_text(&c->ok, op->name, strlen(op->name)); }
    for (const entry *op = engine_ops; op->name; op++) { puts_raw(&c->ok, ","); put_text(&c->ok, op->name, strlen(op->name)); }
    puts_raw(&c->ok, "]");
    call codes = {.status = SHIMING_OK};
    for (shiming_status status = 1; status < 1000; status++)
        if (shiming_status_name(status) && !is_edge_code(status)) member_int(&codes, shiming_status_name(status), status);
    finish(&codes);
    member(c, "error_codes");
    put(&c->ok, codes.ok.ptr, codes.ok.len);
    free_out(&codes.ok);
    finish(c);
}

static operation *find(const json *op) {
    const entry *tables[] = {toolkit_ops, engine_ops};
    if (op->text_len == 5 && memcmp(op->text, "hello", 5) == 0) return op_hello;
    for (size_t table = 0; table < 2; table++)
        for (const entry *one = tables[table]; one->name; one++)
            if (strlen(one->name) == op->text_len && memcmp(one->name, op->text, op->text_len) == 0) return one->run;
    return NULL;
}

static void put_error(out *to, const shiming_error *err, const char *id, size_t id_len) {
    const char *name = shiming_status_name(err->code);
    puts_raw(to, "{\"id\":");
    put(to, id, id_len);
    puts_raw(to, ",\"error\":{\"code\":");
    put_text(to, name, strlen(name));
    puts_raw(to, ",\"number\":");
    put_int(to, err->code);
    puts_raw(to, ",\"reason\":");
    if (err->reason[0]) put_text(to, err->reason, strlen(err->reason)); else puts_raw(to, "null");
    puts_raw(to, ",\"field\":");
    if (err->field[0]) put_text(to, err->field, strlen(err->field)); else puts_raw(to, "null");
    puts_raw(to, ",\"errcode\":");
    if (err->errcode) put_int(to, err->errcode); else puts_raw(to, "null");
    puts_raw(to, ",\"detail\":");
    put_text(to, err->detail, strlen(err->detail));
    puts_raw(to, "}}");
}

static void answer(const char *line, size_t len, out *to) {
    const json *whole = len <= MAX_LINE ? json_read(line, len) : NULL;
    const json *id = json_member(whole, "id"), *op = json_member(whole, "op"), *args = json_member(whole, "args");
    int64_t number;
    call c = {.args = args, .err = SHIMING_ERROR_INIT, .status = SHIMING_OK};
    if (!id || !op || !args || id->type != JSON_NUMBER || !json_int(id->raw, id->raw_len, &number) || op->type != JSON_TEXT || args->type != JSON_OBJECT) {
        bad_call(&c);
    } else {
        operation *run = find(op);
        if (run) {
            run(&c);
        } else {
            c.status = c.err.code = SHIMING_E_UNKNOWN_OP;
            strcpy(c.err.detail, "no operation has this name: hello lists them all");
        }
    }
    c.err.code = c.status;
    if (c.status == SHIMING_E_BAD_CALL) {
        put_error(to, &c.err, "null", 4);
    } else if (c.status != SHIMING_OK) {
        put_error(to, &c.err, id->raw, id->raw_len);
    } else {
        puts_raw(to, "{\"id\":");
        put(to, id->raw, id->raw_len);
        puts_raw(to, ",\"ok\":");
        put(to, c.ok.ptr, c.ok.len);
        puts_raw(to, "}");
    }
    free_out(&c.ok);
}

int main(void) {
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    if (shiming_check_abi() != SHIMING_OK) {
        fprintf(stderr, "the library and the header differ\n");
        return 1;
    }
    while ((len = getline(&line, &cap, stdin)) >= 0) {
        out to = {NULL, 0, 0};
        if (len > 0 && line[len - 1] == '\n') len--;
        answer(line, (size_t)len, &to);
        puts_raw(&to, "\n");
        if (fwrite(to.ptr, 1, to.len, stdout) != to.len || fflush(stdout) != 0) return 1;
        free_out(&to);
        release_all();
    }
    free(line);
    free_engines();
    return 0;
}
