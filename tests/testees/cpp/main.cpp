// The testee of the C++ surface: reads calls of the pipe protocol, makes them through shiming.hpp as a user would, and writes
// the answers. Glue only.
#include <cstdio>
#include <iostream>

#include "call.hpp"

namespace {

constexpr std::size_t MAX_LINE = 4u << 20;

bool is_edge_code(std::int32_t number) {
    return number == SHIMING_E_NULL_POINTER || number == SHIMING_E_ABI || number == SHIMING_E_POISONED || number == SHIMING_E_PANIC;
}

void hello(Call &c) {
    if (c.integer32("protocol") != 1) c.fail(SHIMING_E_UNSUPPORTED_PROTOCOL, "protocol", "this program speaks protocol 1");
    if (!c.good()) return;
    c.member("protocol", std::int64_t{1});
    c.member("language", std::string_view("cpp"));
    c.member("version", shiming::version());
    c.member("abi", std::int64_t{shiming_abi_version()});
    std::string ops = "[\"hello\"";
    for (const auto *table : {&toolkit_operations, &engine_operations})
        for (const auto &one : *table) ops += ",\"" + std::string(one.name) + "\"";
    c.member_raw("ops", ops + "]");
    Call codes(nullptr);
    for (std::int32_t number = 1; number < 1000; number++)
        if (const char *name = shiming_status_name(number); name && !is_edge_code(number)) codes.member(name, std::int64_t{number});
    codes.finish();
    c.member_raw("error_codes", {codes.ok.ptr, codes.ok.len});
    c.finish();
}

void run(Call &c, std::string_view name) {
    if (name == "hello") return hello(c);
    for (const auto *table : {&toolkit_operations, &engine_operations})
        for (const auto &one : *table)
            if (name == one.name) return one.run(c);
    c.fail(SHIMING_E_UNKNOWN_OP, "", "no operation has this name: hello lists them all");
}

void put_error(out *to, const shiming::Error &error) {
    const auto text_or_null = [&](const char *name, const std::string &text) {
        puts_raw(to, name);
        if (text.empty()) puts_raw(to, "null");
        else put_text(to, text.data(), text.size());
    };
    text_or_null("\"error\":{\"code\":", error.code);
    puts_raw(to, ",\"number\":"), put_int(to, error.number);
    text_or_null(",\"reason\":", error.reason);
    text_or_null(",\"field\":", error.field);
    puts_raw(to, ",\"errcode\":");
    if (error.errcode) put_int(to, error.errcode);
    else puts_raw(to, "null");
    text_or_null(",\"detail\":", error.detail);
    puts_raw(to, "}");
}

void answer(const std::string &line, out *to) {
    const json *whole = line.size() <= MAX_LINE ? json_read(line.data(), line.size()) : nullptr;
    const json *id = json_member(whole, "id"), *op = json_member(whole, "op"), *args = json_member(whole, "args");
    std::int64_t number;
    Call c(args);
    if (!id || !op || !args || id->type != JSON_NUMBER || !json_int(id->raw, id->raw_len, &number) || op->type != JSON_TEXT || args->type != JSON_OBJECT) c.bad_call();
    else run(c, {op->text, op->text_len});
    puts_raw(to, "{\"id\":");
    if (c.error && c.error->number == SHIMING_E_BAD_CALL) puts_raw(to, "null");
    else put(to, id->raw, id->raw_len);
    puts_raw(to, ",");
    if (c.error) put_error(to, *c.error);
    else puts_raw(to, "\"ok\":"), put(to, c.ok.ptr, c.ok.len);
    puts_raw(to, "}\n");
}

} // namespace

int main() {
    if (const auto fits = shiming::check_abi(); !fits) return std::fprintf(stderr, "%s\n", fits.error().detail.c_str()), 1;
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) {
        out to{};
        answer(line, &to);
        const bool written = std::fwrite(to.ptr, 1, to.len, stdout) == to.len && std::fflush(stdout) == 0;
        free_out(&to);
        release_all();
        if (!written) return 1;
    }
    return 0;
}
