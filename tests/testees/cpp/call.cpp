#include "call.hpp"

#include <cstring>

namespace {

int digit_of(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

std::optional<std::vector<std::uint8_t>> unhex(const json *from) {
    if (!from || from->type != JSON_TEXT || from->text_len % 2) return std::nullopt;
    std::vector<std::uint8_t> to;
    for (std::size_t i = 0; i < from->text_len; i += 2) {
        const int high = digit_of(from->text[i]), low = digit_of(from->text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        to.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return to;
}

// RFC 3629: no overlong form, no surrogate, nothing past U+10FFFF.
bool is_utf8(std::string_view given) {
    for (std::size_t i = 0; i < given.size();) {
        const auto byte = [&](std::size_t at) { return at < given.size() ? static_cast<unsigned char>(given[at]) : 0; };
        const int lead = byte(i), next = byte(i + 1);
        const std::size_t more = lead < 0x80 ? 0 : lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 9;
        if (more == 9 || (lead == 0xe0 && next < 0xa0) || (lead == 0xed && next > 0x9f) || (lead == 0xf0 && next < 0x90) || (lead == 0xf4 && next > 0x8f)) return false;
        for (std::size_t k = 1; k <= more; k++)
            if ((byte(i + k) & 0xc0) != 0x80) return false;
        i += more + 1;
    }
    return true;
}

} // namespace

void Call::fail(std::int32_t number, std::string_view field, std::string_view detail) {
    fail(shiming::Error{shiming_status_name(number), number, "", std::string(field), 0, std::string(detail)});
}

const json *Call::required(const json *from, const char *name) {
    const json *found = json_member(from, name);
    if (!found) invalid(name);
    return found;
}

std::optional<std::string_view> Call::optional(const json *from, const char *name) {
    const json *found = json_member(from, name);
    if (!found) return std::nullopt;
    if (found->type == JSON_TEXT) return std::string_view(found->text, found->text_len);
    // Text that JSON cannot carry.
    const auto odd = unhex(json_member(found, "$utf8_hex"));
    if (!odd) return bad_call(), std::nullopt;
    char *kept = static_cast<char *>(take(odd->size()));
    if (!odd->empty()) std::memcpy(kept, odd->data(), odd->size());
    return std::string_view(kept, odd->size());
}

std::string_view Call::raw(const char *name) {
    const json *found = required(args, name);
    return found ? std::string_view(found->raw, found->raw_len) : "";
}

std::vector<std::uint8_t> Call::bytes(const json *from, const char *name) {
    const json *found = required(from, name);
    if (!found) return {};
    auto value = unhex(found);
    if (!value) bad_call();
    return value.value_or(std::vector<std::uint8_t>());
}

std::int64_t Call::integer(const json *from, const char *name) {
    std::int64_t number = 0;
    const json *found = required(from, name);
    if (!found || (found->type == JSON_NUMBER && json_int(found->raw, found->raw_len, &number))) return number;
    const json *large = json_member(found, "$int");
    if (!large || large->type != JSON_TEXT) bad_call();
    else if (!json_int(large->text, large->text_len, &number)) invalid(name);
    return number;
}

std::int32_t Call::integer32(const json *from, const char *name) {
    const std::int64_t number = integer(from, name);
    if (number < INT32_MIN || number > INT32_MAX) invalid(name);
    return static_cast<std::int32_t>(number);
}

const json *Call::object(const char *name) {
    const json *found = required(args, name);
    if (found && found->type != JSON_OBJECT) bad_call();
    return found;
}

shiming::Now Call::now() {
    const json *from = object("now");
    const std::int64_t wall = integer(from, "unix"), mono = integer(from, "mono");
    return {wall, mono};
}

shiming::App Call::app() {
    const json *from = object("app");
    const auto id = text(from, "app_id"), biz = text(from, "biz_id"), key = text(from, "secret_key");
    auto app = make([&] { return shiming::App::create(id, biz, key); });
    return app ? std::move(*app) : shiming::App();
}

shiming::Usage Call::usage(const json *from) {
    const std::int64_t played = integer(from, "played_today_s"), guest = integer(from, "guest_used_s");
    return {played, guest};
}

std::int32_t Call::index(const json *from, const char *name, std::initializer_list<std::string_view> known) {
    const auto given = text(from, name);
    std::int32_t at = 0;
    for (const auto one : known) {
        at++;
        if (one == given) return at;
    }
    // Names are text in the protocol only, so here is where an ill-formed one shows.
    if (!is_utf8(given)) fail(SHIMING_E_INVALID_TEXT, name, "pass well-formed UTF-8");
    return -1;
}

void Call::begin(const char *name) {
    puts_raw(&ok, ok.len ? "," : "{");
    put_text(&ok, name, std::strlen(name));
    puts_raw(&ok, ":");
}

void Call::member(const char *name, std::string_view value) { begin(name), put_text(&ok, value.data(), value.size()); }
void Call::member(const char *name, std::int64_t value) { begin(name), put_int(&ok, value); }
void Call::member(const char *name, std::optional<std::int64_t> value) {
    if (value) member(name, *value); else member_raw(name, "null");
}
void Call::member_flag(const char *name, bool value) { member_raw(name, value ? "true" : "false"); }
void Call::member_hex(const char *name, const std::vector<std::uint8_t> &value) { begin(name), put_hex(&ok, value.data(), value.size()); }
void Call::member_raw(const char *name, std::string_view value) { begin(name), put(&ok, value.data(), value.size()); }

void Call::member_verdict(const char *name, const shiming::Verdict &value) {
    Call inner(nullptr);
    inner.member_flag("allowed", value.allowed);
    inner.member("reason", std::string_view(value.reason));
    inner.member("rule_id", std::string_view(value.rule_id));
    inner.member("valid_until", value.valid_until);
    inner.member("next_open", value.next_open);
    inner.finish();
    member_raw(name, {inner.ok.ptr, inner.ok.len});
}

void Call::request(const shiming::Request &value) {
    member("method", std::string_view(value.method));
    member("url", std::string_view(value.url));
    begin("headers");
    const char *before = "[";
    for (const auto &[name, text] : value.headers) {
        puts_raw(&ok, before), puts_raw(&ok, "["), put_text(&ok, name.data(), name.size());
        puts_raw(&ok, ","), put_text(&ok, text.data(), text.size()), puts_raw(&ok, "]");
        before = ",";
    }
    puts_raw(&ok, value.headers.empty() ? "[]" : "]");
    member_hex("body_hex", value.body);
    finish();
}
