/*
 * Shiming (实名) for C++17 and later: shiming.h with values, handles that free themselves, and results. Header-only; link
 * libshiming. A quick start is in ffi/CPP.md.
 *
 * Results   Every call that can fail returns a Result, which holds a value or an Error; no call throws, and
 *           -fno-exceptions -fno-rtti is fine. Ask the Result before you take its value: taking what is not there aborts.
 * Text      goes in as std::string_view and comes out as std::string, both UTF-8. Bytes go in as Bytes (any vector, array,
 *           string or span of bytes converts) and come out as std::vector<std::uint8_t>. Nothing given is kept.
 * JSON      Where a description says JSON text, read it with your own library; shapes are those of shiming.h.
 * Absent    std::nullopt. An empty text or empty bytes are something else.
 * Times     milliseconds in std::int64_t (`unix_ms` the wall clock, `mono_ms` one that never runs back); seconds only where
 *           a name ends in _s, fen where it ends in _fen.
 * Handles   App and Engine can be moved, not copied. One that was moved from or closed answers null_pointer.
 * Threads   As in C: any thread may call; an Engine takes turns by itself. Move, close or destroy it when no call runs.
 * Secrets   What comes out in std::string is not wiped when it is destroyed. What the library itself holds is.
 */
#ifndef SHIMING_HPP
#define SHIMING_HPP

#include "shiming.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace shiming {

/** What went wrong. No text in it quotes the arguments, so it may be logged. */
struct Error {
    /** The stable name of the code, the same in every language: "invalid_key". */
    std::string code;
    /** The code as a number, one of SHIMING_E_... */
    std::int32_t number = 0;
    /** Which of the code's reasons it was; empty where the code has none. */
    std::string reason;
    /** The argument or member that is wrong; empty where none is. */
    std::string field;
    /** The authority's error code where one was the cause, else 0. */
    std::int32_t errcode = 0;
    /** What is wrong and what to do, in English. */
    std::string detail;
};

/** A value, or why there is none. */
template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const noexcept { return held_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }
    /** The value. Aborts when there is none. */
    T &value() & { return *require(std::get_if<0>(&held_)); }
    const T &value() const & { return *require(std::get_if<0>(&held_)); }
    T &&value() && { return std::move(*require(std::get_if<0>(&held_))); }
    T &operator*() & { return value(); }
    const T &operator*() const & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }
    template <class U>
    T value_or(U &&other) const & { return has_value() ? value() : T(std::forward<U>(other)); }
    template <class U>
    T value_or(U &&other) && { return has_value() ? std::move(*this).value() : T(std::forward<U>(other)); }
    /** The error. Aborts when there is none. */
    const Error &error() const & { return *require(std::get_if<1>(&held_)); }
    Error &&error() && { return std::move(*require(std::get_if<1>(&held_))); }

private:
    template <class P>
    static P *require(P *held) {
        if (!held) std::abort();
        return held;
    }
    std::variant<T, Error> held_;
};

/** It worked, or why not. */
template <>
class [[nodiscard]] Result<void> {
public:
    using value_type = void;
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    bool has_value() const noexcept { return !error_.has_value(); }
    explicit operator bool() const noexcept { return has_value(); }
    /** The error. Aborts when there is none. */
    const Error &error() const & {
        if (!error_) std::abort();
        return *error_;
    }

private:
    std::optional<Error> error_;
};

/** A view of bytes that live elsewhere: `Bytes(vector)`, `Bytes(string)`, `Bytes(pointer, length)`. */
class Bytes {
public:
    constexpr Bytes() noexcept = default;
    constexpr Bytes(const std::uint8_t *data, std::size_t size) noexcept : data_(data), size_(size) {}
    template <class C, class E = std::remove_pointer_t<decltype(std::declval<const C &>().data())>,
              class = std::enable_if_t<std::is_object_v<E> && sizeof(E) == 1>>
    Bytes(const C &of) noexcept : data_(reinterpret_cast<const std::uint8_t *>(of.data())), size_(of.size()) {}
    constexpr const std::uint8_t *data() const noexcept { return data_; }
    constexpr std::size_t size() const noexcept { return size_; }

private:
    const std::uint8_t *data_ = nullptr;
    std::size_t size_ = 0;
};

/** Both clocks, milliseconds. */
struct Now {
    std::int64_t unix_ms = 0;
    std::int64_t mono_ms = 0;
};

enum class Endpoint : std::int32_t { check = SHIMING_CHECK, query = SHIMING_QUERY, report = SHIMING_REPORT };
enum class Priority : std::int32_t { live = SHIMING_LIVE, backfill = SHIMING_BACKFILL };
enum class IdMode : std::int32_t { hash = SHIMING_ID_HASH, pad = SHIMING_ID_PAD, always_hash = SHIMING_ID_ALWAYS_HASH };
enum class IdHow : std::int32_t { unchanged = SHIMING_HOW_UNCHANGED, hashed = SHIMING_HOW_HASHED, padded = SHIMING_HOW_PADDED };
enum class AgeRule : std::int32_t { next_day = SHIMING_AGE_NEXT_DAY, birthday = SHIMING_AGE_BIRTHDAY };
enum class Behavior : std::int32_t { login = SHIMING_LOGIN, logout = SHIMING_LOGOUT };
enum class PlayerType : std::int32_t { verified = SHIMING_VERIFIED, guest = SHIMING_GUEST };
enum class Platform : std::int32_t { none = 0, android = SHIMING_PLATFORM_ANDROID, ios = SHIMING_PLATFORM_IOS };
enum class Form : std::int32_t { get = SHIMING_FORM_GET, post = SHIMING_FORM_POST };
enum class Sent : std::int32_t { no = SHIMING_SENT_NO, unknown = SHIMING_SENT_UNKNOWN };
enum class Used : std::int32_t { now = SHIMING_USED_NOW, late = SHIMING_USED_LATE, already = SHIMING_USED_ALREADY };
enum class Secret : std::int32_t {
    name = SHIMING_REDACT_NAME,
    id_number = SHIMING_REDACT_ID_NUMBER,
    pi = SHIMING_REDACT_PI,
    secret_key = SHIMING_REDACT_SECRET_KEY,
    text = SHIMING_REDACT_TEXT,
};
enum class Reply : std::int32_t {
    accepted = SHIMING_REPLY_ACCEPTED,
    already_handled = SHIMING_REPLY_ALREADY_HANDLED,
    bad_signature = SHIMING_REPLY_BAD_SIGNATURE,
    internal = SHIMING_REPLY_INTERNAL,
    resend = SHIMING_REPLY_RESEND,
};
enum class Source : std::int32_t {
    omnisdk = SHIMING_SOURCE_OMNISDK,
    taptap = SHIMING_SOURCE_TAPTAP,
    taptap_age = SHIMING_SOURCE_TAPTAP_AGE,
    huawei = SHIMING_SOURCE_HUAWEI,
    huawei_playable_time = SHIMING_SOURCE_HUAWEI_PLAYABLE_TIME,
    vivo = SHIMING_SOURCE_VIVO,
    oppo = SHIMING_SOURCE_OPPO,
};

/** One HTTP request, to be sent exactly as it is and only once: the signature covers every byte of the body. */
struct Request {
    /** `GET` or `POST`. */
    std::string method;
    /** The whole URL with its query. */
    std::string url;
    /** In order, in the official spelling. Add none that signs or caches; `Content-Length` is your client's. */
    std::vector<std::pair<std::string, std::string>> headers;
    /** Empty for `GET`. */
    std::vector<std::uint8_t> body;
};

/** One row of a report. */
struct Row {
    /** The session's name on the wire, 1 to 32 bytes, the same in both of its rows. */
    std::string si;
    Behavior bt = Behavior::login;
    /** When it happened, Unix seconds. */
    std::int64_t ot = 0;
    PlayerType ct = PlayerType::verified;
    /** For verified players. */
    std::optional<std::string> pi;
    /** The device, 1 to 32 bytes; for guests. */
    std::optional<std::string> di;
};

/** One answer: yes or no, why, by which rule, and how long it holds. */
struct Verdict {
    bool allowed = false;
    /** Why, snake_case, such as `minor_outside_window`; reason_text has a text for the player. */
    std::string reason;
    /** The rule behind it: `N2021-1`, `Q187`, `host`. */
    std::string rule_id;
    /** The first instant at which `allowed` is another; absent: nothing in sight changes it. */
    std::optional<std::int64_t> valid_until;
    /** When it is allowed next; absent when it is allowed, and when no such time is in sight. */
    std::optional<std::int64_t> next_open;
};

/** The four questions: may the account be used, the player play, pay anything at all; is the session reported. */
struct Decision {
    Verdict account, play, pay, report;
};

/** The answer to one payment. */
struct Payment {
    Verdict verdict;
    /** The most that one payment may be now; absent: no limit. */
    std::optional<std::int64_t> max_single_fen;
    /** What the month has left; absent: no limit. */
    std::optional<std::int64_t> month_left_fen;
};

/** When a player may play. */
struct PlayWindow {
    std::int64_t start = 0;
    /** Absent: it does not end. */
    std::optional<std::int64_t> end;
    /** Whether the official calendar of that year is known. */
    bool covered = false;
};

/** What the host's ledgers say. Used under 34号 (profile `cn2019`) only; 0 elsewhere. */
struct Usage {
    /** Seconds that this person played today (UTC+8) in all games of the enterprise. */
    std::int64_t played_today_s = 0;
    /** Seconds of the guest's hour that this device used up. */
    std::int64_t guest_used_s = 0;
};

/** An id that fits 32 characters, and how it came to be. */
struct NormalizedId {
    std::string id;
    IdHow how = IdHow::unchanged;
};

/** The state after an event, and what is to be done: JSON text, a list of `{"kind":...}`. */
struct Applied {
    std::string state;
    std::string effects;
};

/** A check that began: the state to be stored beside the player, and the number of the attempt. */
struct Verifying {
    std::string state;
    std::int64_t attempt = 0;
};

/** May this player come in, and will the session be reported. */
struct Admission {
    bool allowed = false;
    bool reported = false;
    std::string reason;
    std::string rule_id;
    /** When the verdict changes at the earliest. */
    std::optional<std::int64_t> valid_until;
};

/** Append `bytes` to segment `segment` of the journal, sync, call Engine::persisted(seq), then drop the segments below `drop_before`. */
struct Persist {
    std::int64_t seq = 0;
    /** A number not seen before is a new, empty one. */
    std::int64_t segment = 0;
    std::optional<std::int64_t> drop_before;
    /** Sealed: it shows nothing of any person. */
    std::vector<std::uint8_t> bytes;
};

/** Tell the application, which stores it; then call Engine::handled(seq). */
struct Event {
    std::int64_t seq = 0;
    /** JSON text `{"kind":"account_changed","game","account",...}`; personal data. Unknown kinds are handled too. */
    std::string json;
};

/** Send `request` within two seconds, then call Engine::complete(send, ...) or Engine::complete_transport(send, ...). */
struct Send {
    std::int64_t send = 0;
    /** The total time allowed, connection included. */
    std::int64_t timeout_ms = 0;
    Endpoint endpoint = Endpoint::check;
    Request request;
};

/** Nothing to do until this time of the clock that poll was told, or until another call to the engine. */
struct Wait {
    std::int64_t until_mono = 0;
};

/** One step of the host's loop. std::monostate: a kind that this header does not know; leave it alone. */
using Step = std::variant<Persist, Event, Send, Wait, std::monostate>;

namespace detail {

/** An argument as C takes it. Present is never a null pointer, absent always is. */
template <class T>
auto flat(const T &value) {
    if constexpr (std::is_same_v<T, std::string_view>) {
        return std::make_tuple(value.data() ? value.data() : "", value.size());
    } else if constexpr (std::is_same_v<T, Bytes>) {
        static constexpr std::uint8_t nothing = 0;
        return std::make_tuple(value.data() ? value.data() : &nothing, value.size());
    } else if constexpr (std::is_same_v<T, std::optional<std::string_view>> || std::is_same_v<T, std::optional<Bytes>>) {
        return value ? flat(*value) : decltype(flat(*value))(nullptr, 0);
    } else if constexpr (std::is_same_v<T, Now>) {
        return std::make_tuple(value.unix_ms, value.mono_ms);
    } else if constexpr (std::is_enum_v<T>) {
        return std::make_tuple(static_cast<std::int32_t>(value));
    } else {
        return std::make_tuple(value);
    }
}

inline Error error_of(shiming_status status, const shiming_error &raw) {
    const char *name = shiming_status_name(status);
    return {name ? name : "", status, raw.reason, raw.field, raw.errcode, raw.detail};
}

/** `function(args..., error)`. */
template <class F, class... A>
Result<void> run(F function, const A &...args) {
    shiming_error raw{};
    raw.struct_size = sizeof raw;
    const shiming_status status = std::apply(function, std::tuple_cat(flat(args)..., std::make_tuple(&raw)));
    if (status == SHIMING_OK) return {};
    return error_of(status, raw);
}

struct Buf {
    shiming_buf raw{};
    Buf() = default;
    Buf(const Buf &) = delete;
    Buf &operator=(const Buf &) = delete;
    ~Buf() { shiming_buf_free(&raw); }
    std::string text() const { return raw.ptr ? std::string(reinterpret_cast<const char *>(raw.ptr), raw.len) : std::string(); }
    std::vector<std::uint8_t> bytes() const {
        return raw.ptr ? std::vector<std::uint8_t>(raw.ptr, raw.ptr + raw.len) : std::vector<std::uint8_t>();
    }
};

template <class F, class... A>
Result<std::string> text(F function, const A &...args) {
    Buf out;
    if (auto done = run(function, args..., &out.raw); !done) return done.error();
    return out.text();
}

template <class F, class... A>
Result<std::optional<std::string>> optional_text(F function, const A &...args) {
    Buf out;
    if (auto done = run(function, args..., &out.raw); !done) return done.error();
    return out.raw.ptr ? std::optional(out.text()) : std::nullopt;
}

template <class F, class... A>
Result<std::vector<std::uint8_t>> bytes(F function, const A &...args) {
    Buf out;
    if (auto done = run(function, args..., &out.raw); !done) return done.error();
    return out.bytes();
}

inline std::string copy(const shiming_text &of) { return of.ptr ? std::string(of.ptr, of.len) : std::string(); }
inline std::vector<std::uint8_t> copy(const shiming_bytes &of) {
    return of.ptr ? std::vector<std::uint8_t>(of.ptr, of.ptr + of.len) : std::vector<std::uint8_t>();
}
inline std::optional<std::int64_t> copy(std::int64_t of) { return of == SHIMING_NONE ? std::nullopt : std::optional(of); }
inline Verdict copy(const shiming_verdict &of) {
    return {of.allowed != 0, of.reason, of.rule_id, copy(of.valid_until), copy(of.next_open)};
}
inline Request copy(const shiming_request &of) {
    Request to{copy(of.method), copy(of.url), {}, copy(of.body)};
    for (std::uint32_t i = 0; i < of.header_count; i++) to.headers.emplace_back(copy(of.headers[i].name), copy(of.headers[i].value));
    return to;
}

struct Free {
    void operator()(shiming_app *app) const noexcept { shiming_app_free(app); }
    void operator()(shiming_engine *engine) const noexcept { shiming_engine_free(engine); }
    void operator()(shiming_request *request) const noexcept { shiming_request_free(request); }
    void operator()(shiming_step *step) const noexcept { shiming_step_free(step); }
};

template <class F, class... A>
Result<Request> request(F function, const A &...args) {
    shiming_request *raw = nullptr;
    if (auto done = run(function, args..., &raw); !done) return done.error();
    return copy(*std::unique_ptr<shiming_request, Free>(raw));
}

inline shiming_usage flat_usage(const Usage &of) {
    shiming_usage to{};
    to.struct_size = sizeof to;
    to.played_today_s = of.played_today_s;
    to.guest_used_s = of.guest_used_s;
    return to;
}

}  // namespace detail

/** Whether the library that is loaded fits this header. Call it once at the start. */
inline Result<void> check_abi() {
    if (shiming_check_abi() == SHIMING_OK) return {};
    return Error{"abi", SHIMING_E_ABI, "", "", 0, "the library that is loaded is not the one of this header: install both from one release"};
}
/** The version of the library that is loaded, such as "0.1.0". */
inline std::string_view version() { return shiming_version(); }
/** Both clocks. A program may use its own instead, but always the same. */
inline Result<Now> now() {
    Now to;
    if (auto done = detail::run(shiming_now, &to.unix_ms, &to.mono_ms); !done) return done.error();
    return to;
}

/* Signatures and bodies (V1.9 §4). `params`: JSON text, pairs `[["appId","..."],...]` in any order, decoded; `body`: the exact
   bytes, empty for GET; `secret_key`: 32 hexadecimal digits; `nonce`: 12 bytes, or absent: drawn from the system (do that). */

/** 64 lower-case hexadecimal digits. Errors: invalid_parameter, invalid_key. */
inline Result<std::string> sign(std::string_view secret_key, std::string_view params, Bytes body) {
    return detail::text(shiming_sign, secret_key, params, body);
}
/** What was signed, to find out why the authority answers 1011: JSON text, the key masked. Errors: as sign. */
inline Result<std::string> explain_sign(std::string_view secret_key, std::string_view params, Bytes body) {
    return detail::text(shiming_explain_sign, secret_key, params, body);
}
/** `{"data":"base64(nonce, ciphertext, tag)"}`. Errors: invalid_nonce, invalid_key. */
inline Result<std::vector<std::uint8_t>> encrypt_body(std::string_view secret_key, std::optional<Bytes> nonce, Bytes plaintext) {
    return detail::bytes(shiming_encrypt_body, secret_key, nonce, plaintext);
}
/** Errors: invalid_key, invalid_body, decrypt_failed. */
inline Result<std::vector<std::uint8_t>> decrypt_body(std::string_view secret_key, Bytes body) {
    return detail::bytes(shiming_decrypt_body, secret_key, body);
}

/** An enterprise acting for one game, with its secret key. It never changes: any number of threads may use one at once. */
class App {
public:
    App() = default;
    /** Copies all three; wipe your own copy of the key. Errors: invalid_parameter, invalid_key. */
    static Result<App> create(std::string_view app_id, std::string_view biz_id, std::string_view secret_key) {
        shiming_app *raw = nullptr;
        if (auto done = detail::run(shiming_app_new, app_id, biz_id, secret_key, &raw); !done) return done.error();
        App app;
        app.raw_.reset(raw);
        return app;
    }
    /** For calls of shiming.h; null after a move. */
    const shiming_app *get() const noexcept { return raw_.get(); }

private:
    std::unique_ptr<shiming_app, detail::Free> raw_;
};

/* The three calls of the authority. `endpoints`: JSON text `{"kind":"production"}`, `{"kind":"test","code":"..."}` or
   `{"kind":"custom","check":url,"query":url,"report":url}`; `ai`: 1 to 32 bytes, new for every attempt. */

/** A check of one person (V1.9 §3.1), name and number as typed. Errors: invalid_parameter, bad_time, invalid_url, invalid_nonce, invalid_key, invalid_ai, invalid_name, invalid_id_number. */
inline Result<Request> check_request(const App &app, std::string_view endpoints, std::string_view ai, std::string_view name,
                                     std::string_view id_number, std::optional<Bytes> nonce, std::int64_t unix_ms) {
    return detail::request(shiming_check_request, app.get(), endpoints, ai, name, id_number, nonce, unix_ms);
}
/** Asks for the result of a check that was pending. Errors: invalid_parameter, bad_time, invalid_url, invalid_key, invalid_ai. */
inline Result<Request> query_request(const App &app, std::string_view endpoints, std::string_view ai, std::int64_t unix_ms) {
    return detail::request(shiming_query_request, app.get(), endpoints, ai, unix_ms);
}
/** A report of 1 to 128 rows, numbered from 1. Errors: invalid_parameter, bad_time, invalid_url, invalid_nonce, invalid_key, invalid_si, invalid_di, invalid_pi, invalid_rows. */
inline Result<Request> report_request(const App &app, std::string_view endpoints, const std::vector<Row> &rows,
                                      std::optional<Bytes> nonce, std::int64_t unix_ms) {
    std::vector<shiming_row> raw(rows.size());
    const auto optional = [](const std::optional<std::string> &of) {
        return of ? shiming_text{of->data(), of->size()} : shiming_text{nullptr, 0};
    };
    for (std::size_t i = 0; i < rows.size(); i++) {
        const Row &row = rows[i];
        raw[i] = {sizeof(shiming_row), static_cast<std::int32_t>(row.bt), static_cast<std::int32_t>(row.ct),
                  {row.si.data(), row.si.size()}, row.ot, optional(row.pi), optional(row.di)};
    }
    return detail::request(shiming_report_request, app.get(), endpoints, raw.data(), raw.size(), nonce, unix_ms);
}

/** What the authority answered to a check: JSON text `{"kind":"verified","pi"}`, `pending`, `failed`, `refused` or `unreadable`. Bytes that make no sense are unreadable, not an error. */
inline Result<std::string> parse_check(std::int32_t status, Bytes body) { return detail::text(shiming_parse_check, status, body); }
/** As parse_check. */
inline Result<std::string> parse_query(std::int32_t status, Bytes body) { return detail::text(shiming_parse_query, status, body); }
/** What the authority answered to a report of `rows` rows: JSON text of kind accepted, partial, refused or unreadable. Errors: invalid_parameter. */
inline Result<std::string> parse_report(std::int32_t status, Bytes body, std::int32_t rows) {
    return detail::text(shiming_parse_report, status, body, rows);
}
/** What a code of the authority means and what to do, in both languages: JSON text. */
inline Result<std::string> errcode_info(std::int32_t errcode) { return detail::text(shiming_errcode_info, errcode); }

/** The `ai` of one attempt of one account. `salt`: 16 to 64 bytes, the host's own secret; `attempt`: from 1. Errors: invalid_parameter, invalid_name, invalid_id_number. */
inline Result<std::string> ai_for_attempt(Bytes salt, std::string_view biz_id, std::string_view account, std::int64_t attempt,
                                          std::string_view name, std::string_view id_number) {
    return detail::text(shiming_ai_for_attempt, salt, biz_id, account, attempt, name, id_number);
}
/** Makes any identifier of 1 to 4,096 bytes fit 32 characters. Errors: invalid_parameter, invalid_id. */
inline Result<NormalizedId> normalize_id(std::string_view raw, IdMode mode) {
    std::int32_t how = 0;
    detail::Buf id;
    if (auto done = detail::run(shiming_normalize_id, raw, mode, &id.raw, &how); !done) return done.error();
    return NormalizedId{id.text(), static_cast<IdHow>(how)};
}
/** Turns an id back that was padded. Errors: invalid_id. */
inline Result<std::string> unpad_id(std::string_view id) { return detail::text(shiming_unpad_id, id); }
/** Checks a name: JSON text `{"name","warnings"}`. Errors: invalid_name. */
inline Result<std::string> validate_name(std::string_view name) { return detail::text(shiming_validate_name, name); }
/** Checks an ID number: JSON text `{"id_number","kind","birth","route"}`. Errors: bad_time, invalid_id_number. */
inline Result<std::string> validate_id_number(std::string_view id_number, std::int64_t unix_ms) {
    return detail::text(shiming_validate_id_number, id_number, unix_ms);
}
/** The birth date that a pi carries: JSON text `{"birth","shape"}`. Personal data. Errors: invalid_pi. */
inline Result<std::string> pi_birth_date(std::string_view pi) { return detail::text(shiming_pi_birth_date, pi); }
/** Makes text fit for a log; Secret::text searches a whole text. Errors: invalid_parameter. */
inline Result<std::string> redact(Secret kind, std::string_view value) { return detail::text(shiming_redact, kind, value); }

/** One of the eight official test cases, 1 to 8: JSON text `{"case","endpoint","expect","presets"}`. Errors: unknown_case. */
inline Result<std::string> interface_test(std::int32_t number) { return detail::text(shiming_interface_test, number); }
/** The request of one test case; `preset`: which of the official persons, from 1. Errors: invalid_parameter, bad_time, unknown_case, invalid_nonce, invalid_key. */
inline Result<Request> interface_test_request(std::int32_t number, const App &app, std::string_view code, std::int32_t preset,
                                              std::optional<Bytes> nonce, std::int64_t unix_ms) {
    return detail::request(shiming_interface_test_request, number, app.get(), code, preset, nonce, unix_ms);
}
/** Whether an answer passes the case: JSON text `{"passed","reason","advice_zh","advice_en"}`. Errors: unknown_case. */
inline Result<std::string> interface_test_judge(std::int32_t number, std::int32_t status, Bytes body) {
    return detail::text(shiming_interface_test_judge, number, status, body);
}
/** A journal key of 32 bytes from a secret key. Errors: invalid_key. */
inline Result<std::vector<std::uint8_t>> derive_journal_key(std::string_view secret_key) {
    return detail::bytes(shiming_derive_journal_key, secret_key);
}

/* Decisions. `state`: the account's state, `profile`: such as `{"base":"auto"}`, `calendar`: absent is the built-in one; all JSON text. */

/** Full years, 0 from the day of birth; `birth`: `YYYY-MM-DD`. Errors: invalid_parameter, bad_time. */
inline Result<std::int32_t> age_on(std::string_view birth, std::int64_t unix_ms, AgeRule rule) {
    std::int32_t age = 0;
    if (auto done = detail::run(shiming_age_on, birth, unix_ms, rule, &age); !done) return done.error();
    return age;
}
/** The four questions. Errors: invalid_parameter, invalid_state, invalid_profile, invalid_calendar, bad_time. */
inline Result<Decision> decide(std::string_view state, std::string_view profile, std::optional<std::string_view> calendar,
                               const Usage &usage, std::int64_t unix_ms) {
    const shiming_usage used = detail::flat_usage(usage);
    shiming_decision raw{};
    raw.struct_size = sizeof raw;
    if (auto done = detail::run(shiming_decide, state, profile, calendar, &used, unix_ms, &raw); !done) return done.error();
    return Decision{detail::copy(raw.account), detail::copy(raw.play), detail::copy(raw.pay), detail::copy(raw.report)};
}
/** May the player pay this sum; `spent_month_fen`: what this person paid in this calendar month in all games of the enterprise. Errors: as decide, and invalid_amount. */
inline Result<Payment> decide_payment(std::string_view state, std::string_view profile, std::optional<std::string_view> calendar,
                                      std::int64_t spent_month_fen, std::int64_t amount_fen, std::int64_t unix_ms) {
    shiming_payment raw{};
    raw.struct_size = sizeof raw;
    if (auto done = detail::run(shiming_decide_payment, state, profile, calendar, spent_month_fen, amount_fen, unix_ms, &raw); !done)
        return done.error();
    return Payment{detail::copy(raw.verdict), detail::copy(raw.max_single_fen), detail::copy(raw.month_left_fen)};
}
/** When the player may play next; absent: nothing ever restricts this player. Errors: as decide. */
inline Result<std::optional<PlayWindow>> next_play_window(std::string_view state, std::string_view profile,
                                                          std::optional<std::string_view> calendar, std::int64_t unix_ms) {
    shiming_play_window raw{};
    raw.struct_size = sizeof raw;
    if (auto done = detail::run(shiming_next_play_window, state, profile, calendar, unix_ms, &raw); !done) return done.error();
    if (!raw.restricted) return std::optional<PlayWindow>();
    return std::optional(PlayWindow{raw.start, detail::copy(raw.end), raw.covered != 0});
}
/** A month of a minor's play windows: JSON text `{"days":[...]}`. Errors: invalid_parameter, invalid_profile, invalid_calendar. */
inline Result<std::string> play_windows(std::int32_t year, std::int32_t month, std::string_view profile,
                                        std::optional<std::string_view> calendar) {
    return detail::text(shiming_play_windows, year, month, profile, calendar);
}
/** What to tell the player: JSON text `{"reason","text_zh","text_en"}`. Errors: invalid_parameter. */
inline Result<std::string> reason_text(std::string_view reason) { return detail::text(shiming_reason_text, reason); }

/* OmniSDK, Player Network, and other channels. `profile`: JSON text such as `{"base":"cn_v1","app_id":"..."}`; `key`: the server key. */

/** Tells OmniSDK that a player entered. Errors: invalid_parameter, bad_time, invalid_key, invalid_profile. */
inline Result<Request> omnisdk_play_request(std::string_view profile, std::string_view key, std::string_view uid, Platform platform,
                                            Form form, std::int64_t unix_ms) {
    return detail::request(shiming_omnisdk_play_request, profile, key, uid, platform, form, unix_ms);
}
/** Tells OmniSDK that a player left. Errors: as omnisdk_play_request. */
inline Result<Request> omnisdk_exit_request(std::string_view profile, std::string_view key, std::string_view uid, Platform platform,
                                            Form form, std::int64_t unix_ms) {
    return detail::request(shiming_omnisdk_exit_request, profile, key, uid, platform, form, unix_ms);
}
/** The signature of a message: 40 lower-case hexadecimal digits. Errors: invalid_key, invalid_profile, invalid_callback. */
inline Result<std::string> omnisdk_sign(std::string_view profile, std::string_view key, Bytes body) {
    return detail::text(shiming_omnisdk_sign, profile, key, body);
}
/** Which way of signing explains a message's signature: JSON text `{"matches":[...]}`. Errors: as omnisdk_sign. */
inline Result<std::string> omnisdk_diagnose_signature(std::string_view profile, std::string_view key, Bytes body) {
    return detail::text(shiming_omnisdk_diagnose_signature, profile, key, body);
}
/** What OmniSDK answered: JSON text `{"kind","code","msg","class"}`. */
inline Result<std::string> omnisdk_parse_response(std::int32_t status, Bytes body) {
    return detail::text(shiming_omnisdk_parse_response, status, body);
}
/** Checks and reads a callback: JSON text `{"uids","unix","dedupe_hex"}`. Errors: invalid_key, invalid_profile, invalid_signature, invalid_callback. */
inline Result<std::string> omnisdk_verify_callback(std::string_view profile, std::string_view key, Bytes body) {
    return detail::text(shiming_omnisdk_verify_callback, profile, key, body);
}
/** What to answer to a callback. Errors: invalid_parameter. */
inline Result<std::vector<std::uint8_t>> omnisdk_callback_reply(Reply outcome) {
    return detail::bytes(shiming_omnisdk_callback_reply, outcome);
}
/** Whether the client's login proof is genuine; `verify_timestamp` is the text that the client sent. Errors: invalid_parameter, invalid_key. */
inline Result<bool> omnisdk_verify_login(std::string_view app_id, std::string_view key, std::string_view uid,
                                         std::string_view verify_timestamp, std::string_view signature) {
    std::int32_t valid = 0;
    if (auto done = detail::run(shiming_omnisdk_verify_login, app_id, key, uid, verify_timestamp, signature, &valid); !done)
        return done.error();
    return valid != 0;
}
/** What the client's certification value means: `channel_managed`, `unverified`, `minor`, `adult` or `unknown`. */
inline Result<std::string> omnisdk_certification(std::int32_t value) { return detail::text(shiming_omnisdk_certification, value); }
/** Reads the login result of the Player Network SDK: JSON text for player_network_decide. Errors: invalid_callback. */
inline Result<std::string> player_network_parse(Bytes body) { return detail::text(shiming_player_network_parse, body); }
/** What to do with this login now: JSON text `{"gate","actions","degraded","recheck_at"}`. Errors: invalid_parameter, bad_time, invalid_state. */
inline Result<std::string> player_network_decide(std::string_view login, std::string_view options, std::int64_t unix_ms) {
    return detail::text(shiming_player_network_decide, login, options, unix_ms);
}
/** Another channel's status value in our terms: `verified`, `minor` and so on. Errors: invalid_parameter. */
inline Result<std::string> adapt_status(Source source, std::string_view value) {
    return detail::text(shiming_adapt_status, source, value);
}

/** The state of a player of whom nothing is known: JSON text. */
inline Result<std::string> account_new() { return detail::text(shiming_account_new); }
/** Checks a stored state and brings it to the newest version: JSON text. Errors: invalid_state. */
inline Result<std::string> account_load(std::string_view json) { return detail::text(shiming_account_load, json); }
/** Applies one event, JSON text `{"kind":"submit_identity",...}`, for hosts that keep their own loop. `fresh_ai`: used if a new attempt begins; absent: none may. Errors: invalid_parameter, bad_time, invalid_ai, invalid_di, invalid_pi, invalid_state. */
inline Result<Applied> account_apply(std::string_view state, std::string_view event, std::optional<std::string_view> fresh_ai, Now now) {
    detail::Buf next, effects;
    if (auto done = detail::run(shiming_account_apply, state, event, fresh_ai, now, &next.raw, &effects.raw); !done) return done.error();
    return Applied{next.text(), effects.text()};
}

/**
 * One engine: all games of one process. `game`, `account` and `session` are the host's own keys, 1 to 64 bytes. Every call may
 * also answer journal_damaged, journal_newer, journal_key_unknown, forked, poisoned; the errors named are the others.
 */
class Engine {
public:
    /** No engine: every call answers null_pointer. */
    Engine() = default;
    /** Then load what the journal holds, then put_app, put_policy, put_game, set_share; then the loop of poll. `config`: JSON text; `entropy`: absent draws 32 bytes from the system (do that). Errors: invalid_parameter, invalid_config, bad_time, weak_entropy. */
    static Result<Engine> open(std::string_view config, std::optional<Bytes> entropy, Now now) {
        shiming_engine *raw = nullptr;
        if (auto done = detail::run(shiming_engine_open, config, entropy, now, &raw); !done) return done.error();
        Engine engine;
        engine.raw_.reset(raw);
        return engine;
    }
    /** Frees the engine now and wipes its secrets. What was not yet persisted is lost, as in a crash. */
    void close() noexcept { raw_.reset(); }
    /** For calls of shiming.h; null after close or a move. */
    const shiming_engine *get() const noexcept { return raw_.get(); }

    /** What the journal holds: segments ascending, the bytes of each in order, in pieces of at most 1 MiB. Errors: invalid_parameter. */
    Result<void> load(std::int64_t segment, Bytes bytes) { return run(shiming_engine_load, segment, bytes); }
    /** Adds or changes an enterprise: JSON text `{"app_id","keys":[...]}`. Errors: invalid_parameter, invalid_config, invalid_key. */
    Result<void> put_app(std::string_view json) { return run(shiming_engine_put_app, json); }
    /** Adds or changes a game: JSON text. Errors: invalid_parameter, invalid_config, invalid_url. */
    Result<void> put_game(std::string_view json) { return run(shiming_engine_put_game, json); }
    /** Profile and calendar: JSON text `{"profile":{...},"calendar":{...}|null}`. Errors: invalid_config, invalid_profile, invalid_calendar. */
    Result<void> put_policy(std::string_view json) { return run(shiming_engine_put_policy, json); }
    /** Lets a game drain; an event tells when it has. Errors: unknown_game. */
    Result<void> remove_game(std::string_view game) { return run(shiming_engine_remove_game, game); }
    /** The part of a game's quota that this process owns, from (inclusive) to until (exclusive); absent: for ever. Errors: invalid_share, unknown_game. */
    Result<void> set_share(std::string_view game, std::int64_t index, std::int64_t count, std::int64_t from,
                           std::optional<std::int64_t> until) {
        return run(shiming_engine_set_share, game, index, count, from, until.value_or(SHIMING_NONE));
    }
    /** Another process was throttled: send nothing to this endpoint until then. Errors: invalid_parameter, unknown_game. */
    Result<void> hold(std::string_view game, Endpoint endpoint, std::int64_t until) {
        return run(shiming_engine_hold, game, endpoint, until);
    }

    /** A player submits an identity; the result comes as an event. Errors: invalid_parameter, bad_time, invalid_name, invalid_id_number, invalid_state, unknown_game, journal_backlog. */
    Result<Verifying> verify(std::string_view game, std::string_view account, std::string_view state, std::string_view name,
                             std::string_view id_number, Priority priority, Now now) {
        detail::Buf next;
        std::int64_t attempt = 0;
        if (auto done = run(shiming_engine_verify, game, account, state, name, id_number, priority, now, &next.raw, &attempt); !done)
            return done.error();
        return Verifying{next.text(), attempt};
    }
    /** What the host knows of an account: settled elsewhere, or unsettled and to be followed. Errors: invalid_parameter, bad_time, invalid_state, unknown_game. */
    Result<void> put_account(std::string_view game, std::string_view account, std::string_view state, Now now) {
        return run(shiming_engine_put_account, game, account, state, now);
    }
    /** A player with an account comes in. Store nothing: the engine reports login and logout. `usage`: absent where no profile asks for it. Errors: invalid_parameter, bad_time, invalid_di, invalid_pi, invalid_state, invalid_calendar, unknown_game, session_over, journal_backlog. */
    Result<Admission> login(std::string_view game, std::string_view session, std::string_view account, std::string_view state,
                            std::optional<Usage> usage, Now now) {
        return admit(usage, [&](const shiming_usage *used, shiming_admission *out) {
            return run(shiming_engine_login, game, session, account, state, used, now, out);
        });
    }
    /** A guest comes in (34号 only, Q41); `di`: the device, 1 to 32 bytes. Errors: as login. */
    Result<Admission> login_guest(std::string_view game, std::string_view session, std::string_view di, std::optional<Usage> usage,
                                  Now now) {
        return admit(usage, [&](const shiming_usage *used, shiming_admission *out) {
            return run(shiming_engine_login_guest, game, session, di, used, now, out);
        });
    }
    /** The player is still there. Without one for the configured time (150 s) the session ends. Errors: bad_time, unknown_game, unknown_session, session_over. */
    Result<void> heartbeat(std::string_view game, std::string_view session, Now now) {
        return run(shiming_engine_heartbeat, game, session, now);
    }
    /** The player left. Errors: as heartbeat. */
    Result<void> logout(std::string_view game, std::string_view session, Now now) {
        return run(shiming_engine_logout, game, session, now);
    }

    /** The next step. Do it and poll again until it is a Wait; poll again at that time, and after any other call. Errors: bad_time. */
    Result<Step> poll(Now now) {
        shiming_step *raw = nullptr;
        if (auto done = run(shiming_engine_poll, now, &raw); !done) return done.error();
        const std::unique_ptr<shiming_step, detail::Free> step(raw);
        switch (step->kind) {
        case SHIMING_STEP_PERSIST:
            return Step(Persist{step->seq, step->segment, detail::copy(step->drop_before), detail::copy(step->bytes)});
        case SHIMING_STEP_EVENT: return Step(Event{step->seq, detail::copy(step->event)});
        case SHIMING_STEP_SEND:
            return Step(Send{step->send, step->timeout_ms, static_cast<Endpoint>(step->endpoint), detail::copy(*step->request)});
        case SHIMING_STEP_WAIT: return Step(Wait{step->until_mono});
        default: return Step(std::monostate());
        }
    }
    /** The bytes of a Persist, and of all before it, are written and synced. Errors: invalid_parameter. */
    Result<void> persisted(std::int64_t seq) { return run(shiming_engine_persisted, seq); }
    /** The application dealt with an Event. Errors: invalid_parameter. */
    Result<void> handled(std::int64_t seq) { return run(shiming_engine_handled, seq); }
    /** A request got an HTTP answer, whatever it says; `date`: the raw text of the `Date` header. Errors: invalid_parameter, bad_time, unknown_send. */
    Result<Used> complete(std::int64_t send, std::int32_t status, Bytes body, std::optional<std::string_view> date, Now now) {
        std::int32_t used = 0;
        if (auto done = run(shiming_engine_complete, send, status, body, date, now, &used); !done) return done.error();
        return static_cast<Used>(used);
    }
    /** A request got no HTTP answer. Sent::no only if it certainly never reached the server. Errors: as complete. */
    Result<Used> complete_transport(std::int64_t send, Sent sent, Now now) {
        std::int32_t used = 0;
        if (auto done = run(shiming_engine_complete_transport, send, sent, now, &used); !done) return done.error();
        return static_cast<Used>(used);
    }

    /** The state of an account as the engine holds it: JSON text, or absent when it holds none. Errors: unknown_game. */
    Result<std::optional<std::string>> account(std::string_view game, std::string_view account) const {
        return detail::optional_text(shiming_engine_account, get(), game, account);
    }
    /** One session: JSON text `{"account"|null,"si"|null,"since","reported"}`, or absent when there is none. Errors: unknown_game. */
    Result<std::optional<std::string>> session(std::string_view game, std::string_view session) const {
        return detail::optional_text(shiming_engine_session, get(), game, session);
    }
    /** Numbers for a dashboard, of one game or of all: JSON text, a flat object of integers and `lanes`. Errors: unknown_game. */
    Result<std::string> stats(std::optional<std::string_view> game = std::nullopt) const {
        return detail::text(shiming_engine_stats, get(), game);
    }

private:
    template <class F, class... A>
    Result<void> run(F function, const A &...args) {
        return detail::run(function, get(), args...);
    }
    template <class F>
    static Result<Admission> admit(const std::optional<Usage> &usage, F &&login) {
        const shiming_usage used = detail::flat_usage(usage.value_or(Usage{}));
        shiming_admission raw{};
        raw.struct_size = sizeof raw;
        if (auto done = login(usage ? &used : nullptr, &raw); !done) return done.error();
        return Admission{raw.allowed != 0, raw.reported != 0, raw.reason, raw.rule_id, detail::copy(raw.valid_until)};
    }
    std::unique_ptr<shiming_engine, detail::Free> raw_;
};

}  // namespace shiming

#endif
