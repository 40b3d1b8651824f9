// What the operations of the testee share: one call, its arguments, its answer. Arguments are read in the order of the
// protocol, and the first thing that goes wrong stays.
#ifndef TESTEE_CALL_HPP
#define TESTEE_CALL_HPP

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shiming.hpp"

// The reader and the writer of JSON are those of the testee in C.
extern "C" {
#include "../c/json.h"
}

class Call {
public:
    explicit Call(const json *given) : args(given) {}
    Call(const Call &) = delete;
    Call &operator=(const Call &) = delete;
    ~Call() { free_out(&ok); }

    const json *args;
    std::optional<shiming::Error> error;
    out ok{}; // the answer, without braces around the line

    bool good() const { return !error; }
    void fail(shiming::Error why) { if (!error) error = std::move(why); }
    void fail(std::int32_t number, std::string_view field, std::string_view detail);
    void bad_call() { fail(SHIMING_E_BAD_CALL, "", "see the shapes of the protocol"); }
    void invalid(std::string_view field) { fail(SHIMING_E_INVALID_PARAMETER, field, "this argument is missing or out of range: see the protocol"); }

    // Arguments, of the call itself or of an object in it.
    std::string_view text(const char *name) { return text(args, name); }
    std::string_view text(const json *from, const char *name) { return required(from, name) ? optional(from, name).value_or("") : ""; }
    std::optional<std::string_view> optional(const char *name) { return optional(args, name); }
    std::optional<std::string_view> optional(const json *from, const char *name);
    std::string_view raw(const char *name); // a nested value as it is spelled
    std::vector<std::uint8_t> bytes(const char *name) { return bytes(args, name); }
    std::vector<std::uint8_t> bytes(const json *from, const char *name);
    std::int64_t integer(const char *name) { return integer(args, name); }
    std::int64_t integer(const json *from, const char *name);
    std::int32_t integer32(const char *name) { return integer32(args, name); }
    std::int32_t integer32(const json *from, const char *name);
    const json *object(const char *name);
    shiming::Now now();
    shiming::App app();
    shiming::Usage usage(const json *from);
    // The value of a name; one that no value has for the library to refuse.
    template <class E>
    E choice(const char *name, std::initializer_list<std::string_view> known) { return choice<E>(args, name, known); }
    template <class E>
    E choice(const json *from, const char *name, std::initializer_list<std::string_view> known) { return static_cast<E>(index(from, name, known)); }

    // Makes the call of the library, unless something went wrong before: the value, or nothing.
    template <class F>
    auto make(F call) -> std::optional<typename decltype(call())::value_type> {
        if (error) return std::nullopt;
        auto result = call();
        if (!result) return fail(result.error()), std::nullopt;
        return std::move(*result);
    }
    template <class F>
    void done(F call) { // for calls without a value
        if (error) return;
        auto result = call();
        if (result) finish(); else fail(result.error());
    }
    template <class F>
    void json_answer(F call) { if (auto value = make(call)) put(&ok, value->data(), value->size()); } // the library's JSON is the answer
    template <class F>
    void text_answer(const char *name, F call) { if (auto value = make(call)) { member(name, *value); finish(); } }
    template <class F>
    void hex_answer(const char *name, F call) { if (auto value = make(call)) { member_hex(name, *value); finish(); } }
    template <class F>
    void request_answer(F call) { if (auto value = make(call)) request(*value); }

    void begin(const char *name); // a comma or the brace, the name, the colon
    void finish() { puts_raw(&ok, ok.len ? "}" : "{}"); }
    void member(const char *name, std::string_view value);
    void member(const char *name, std::int64_t value);
    void member(const char *name, std::optional<std::int64_t> value);
    void member_flag(const char *name, bool value);
    void member_hex(const char *name, const std::vector<std::uint8_t> &value);
    void member_raw(const char *name, std::string_view value);
    void member_verdict(const char *name, const shiming::Verdict &value);
    void request(const shiming::Request &value);

private:
    const json *required(const json *from, const char *name);
    std::int32_t index(const json *from, const char *name, std::initializer_list<std::string_view> known);
};

struct Operation {
    const char *name;
    void (*run)(Call &);
};
extern const std::vector<Operation> toolkit_operations, engine_operations;

#endif
