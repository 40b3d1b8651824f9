/* What the operations of the testee share: one call, its arguments, its answer. */
#ifndef TESTEE_H
#define TESTEE_H

#include "json.h"
#include "shiming.h"

/* One call. The first thing that goes wrong stays. */
typedef struct call {
    const json *args;
    shiming_error err;
    shiming_status status;
    out ok; /* the answer, without braces around the line */
} call;

/* Text and bytes with their lengths, as the library takes them: `CALL(sign, T(key), ...)`. */
typedef struct text { const char *ptr; size_t len; } text;
typedef struct bytes { const uint8_t *ptr; size_t len; } bytes;
#define T(x) (x).ptr, (x).len
#define RUN(c, function, ...) \
    ((c)->status == SHIMING_OK && ((c)->status = function(__VA_ARGS__, &(c)->err)) == SHIMING_OK)


text arg_text(call *c, const json *from, const char *name);
text arg_optional(call *c, const json *from, const char *name);
text arg_raw(call *c, const char *name); /* a nested value as it is spelled */
bytes arg_bytes(call *c, const json *from, const char *name);
int64_t arg_int(call *c, const json *from, const char *name);
int32_t arg_int32(call *c, const json *from, const char *name);
int32_t arg_choice(call *c, const json *from, const char *name, const char *const *known);
const json *arg_object(call *c, const json *from, const char *name);
void arg_now(call *c, int64_t *unix_ms, int64_t *mono_ms);
void bad_call(call *c);
void invalid(call *c, const char *field);

/* Answers: `{"name":` and so on. */
void member(call *c, const char *name); /* a comma or the brace, the name, the colon */
void finish(call *c);                   /* the closing brace */
void member_text(call *c, const char *name, const char *value);
void member_buf(call *c, const char *name, shiming_buf *buf); /* as text, and frees it */
void member_hex(call *c, const char *name, shiming_buf *buf);
void member_int(call *c, const char *name, int64_t value);
void member_time(call *c, const char *name, int64_t value); /* or null */
void member_flag(call *c, const char *name, int32_t value);
void whole_json(call *c, shiming_buf *buf); /* the library's JSON is the answer */
void put_request(call *c, const shiming_request *request);

typedef void operation(call *c);
typedef struct entry { const char *name; operation *run; } entry;
extern const entry toolkit_ops[], engine_ops[];
void free_engines(void);


#endif
