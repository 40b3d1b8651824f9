// What is C++'s own in shiming.hpp: results, handles, absent and empty, text and bytes, many threads. What the library
// answers is the testee's business.
#include <array>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <thread>

#include "shiming.hpp"

#define CHECK(...) \
    do { if (!(__VA_ARGS__)) std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #__VA_ARGS__), std::exit(1); } while (0)

using namespace std::string_view_literals;
namespace sm = shiming;

std::string elsewhere(); // other.cpp: the header in two translation units

namespace {

constexpr auto KEY = "2836e95fcd10e04b0069bb1ee659955b"sv;
constexpr std::int64_t NOON = 1794974400000; // 2026-11-18 12:00 in Beijing, a Wednesday
constexpr auto CONFIG = R"({"v":1,"journal":"off"})"sv;
constexpr auto PRODUCTION = R"({"kind":"production"})"sv;

static_assert(!std::is_copy_constructible_v<sm::Engine> && std::is_nothrow_move_constructible_v<sm::Engine>);
static_assert(!std::is_copy_constructible_v<sm::App> && std::is_nothrow_move_constructible_v<sm::App>);
static_assert(!std::is_constructible_v<sm::Bytes, std::vector<int>> && !std::is_constructible_v<sm::Bytes, std::vector<char *>>);
static_assert(!std::is_constructible_v<sm::Bytes, const char *>, "the length of a literal would be a guess");

void results() {
    sm::Result<std::string> good(std::string("a"));
    CHECK(good && good.has_value() && *good == "a" && good->size() == 1 && good.value_or("b") == "a");
    const sm::Result<std::string> bad(sm::Error{"internal", 900, "", "", 0, "d"});
    CHECK(!bad && bad.error().number == 900 && bad.value_or("b") == "b");
    CHECK(std::move(good).value() == "a");
    CHECK(sm::Result<void>() && !sm::Result<void>(sm::Error{}));
    // A Result of a handle gives it away.
    auto app = *sm::App::create("a", "b", KEY);
    CHECK(app.get() != nullptr);
}

void errors() {
    const auto short_key = sm::sign("2836", R"([["appId","a"],["bizId","b"],["timestamps","1"]])", {});
    CHECK(!short_key && short_key.error().code == "invalid_key" && short_key.error().number == SHIMING_E_INVALID_KEY);
    CHECK(short_key.error().field == "secret_key" && short_key.error().reason.empty() && short_key.error().errcode == 0);
    CHECK(sm::sign(KEY, "[]", {}).error().code == "invalid_parameter");
    const auto id = sm::validate_id_number("110000199001010014", NOON);
    CHECK(!id && id.error().code == "invalid_id_number" && id.error().reason == "check_digit" && id.error().field == "id_number");
    CHECK(!id.error().detail.empty() && id.error().detail.find("110000199001010014") == std::string::npos);
    CHECK(sm::validate_name("\xc3\x28").error().code == "invalid_text");
    CHECK(sm::validate_name("某\0甲"sv).error().code == "invalid_name"); // a NUL is a character, not an end
    CHECK(sm::redact(static_cast<sm::Secret>(99), "x").error().code == "invalid_parameter");
    CHECK(sm::unpad_id(std::string_view()).error().code == "invalid_id"); // a view of nothing is an empty text
}

void absent_is_not_empty() {
    const std::vector<std::uint8_t> none, nonce(12, 7);
    const auto text = "plain"sv;
    const auto first = sm::encrypt_body(KEY, std::nullopt, text), second = sm::encrypt_body(KEY, std::nullopt, text);
    CHECK(first && second && *first != *second); // drawn
    CHECK(sm::encrypt_body(KEY, none, text).error().code == "invalid_nonce");
    CHECK(*sm::encrypt_body(KEY, nonce, text) == *sm::encrypt_body(KEY, nonce, text));
    const auto state = *sm::account_new();
    CHECK(sm::decide(state, R"({"base":"cn2021"})", std::nullopt, {}, NOON));
    CHECK(sm::decide(state, R"({"base":"cn2021"})", "", {}, NOON).error().code == "invalid_calendar");
    CHECK(sm::play_windows(2026, 2, R"({"base":"cn2021"})", std::string_view()).error().code == "invalid_calendar");
    CHECK(sm::Engine::open(CONFIG, none, {NOON, 1}).error().code == "weak_entropy");
    auto engine = *sm::Engine::open(CONFIG, std::nullopt, {NOON, 1});
    CHECK(engine.stats() && engine.stats("").error().code == "unknown_game");
}

void text_and_bytes() {
    const auto plain = "\0\xff plain"sv;
    const auto body = *sm::encrypt_body(KEY, std::nullopt, plain);
    const std::string as_text(body.begin(), body.end());
    const std::array<std::uint8_t, 2> array{1, 2};
    CHECK(*sm::decrypt_body(KEY, body) == *sm::decrypt_body(KEY, as_text));
    CHECK(std::memcmp(sm::decrypt_body(KEY, {body.data(), body.size()})->data(), plain.data(), plain.size()) == 0);
    CHECK(sm::decrypt_body(KEY, array).error().code == "invalid_body" && sm::decrypt_body(KEY, {}).error().code == "invalid_body");
    CHECK(sm::derive_journal_key(KEY)->size() == 32);
    const auto id = *sm::normalize_id("player", sm::IdMode::pad);
    CHECK(id.how == sm::IdHow::padded && id.id.size() == 32 && *sm::unpad_id(id.id) == "player");
}

void requests() {
    auto app = *sm::App::create("a", "b", KEY);
    const auto query = *sm::query_request(app, PRODUCTION, "ai", NOON);
    CHECK(query.method == "GET" && query.body.empty() && query.headers.size() == 5 && query.headers[1].first == "appId" && query.headers[1].second == "a");
    const sm::Row guest{"si", sm::Behavior::login, NOON / 1000 - 1, sm::PlayerType::guest, std::nullopt, "device"};
    const auto report = *sm::report_request(app, PRODUCTION, {guest, guest}, std::nullopt, NOON);
    const auto plain = *sm::decrypt_body(KEY, report.body);
    CHECK(std::string(plain.begin(), plain.end()).find(R"("no":2,"si":"si","bt":1,)") != std::string::npos);
    CHECK(sm::report_request(app, PRODUCTION, {}, std::nullopt, NOON).error().reason == "empty");
    const sm::Row nobody{"si", sm::Behavior::login, NOON / 1000 - 1, sm::PlayerType::verified, std::nullopt, std::nullopt};
    CHECK(sm::report_request(app, PRODUCTION, {nobody}, std::nullopt, NOON).error().reason == "missing_pi");
}

void decisions() {
    const auto decision = *sm::decide(*sm::account_new(), R"({"base":"cn2021"})", std::nullopt, {}, NOON);
    CHECK(!decision.play.allowed && decision.play.reason == "unverified" && !decision.play.next_open);
    CHECK(*sm::age_on("2012-06-15", NOON, sm::AgeRule::birthday) == 14);
    CHECK(sm::decide_payment(*sm::account_new(), "{}", std::nullopt, 0, 0, NOON).error().code == "invalid_amount");
}

void closed_handles() {
    auto app = *sm::App::create("a", "b", KEY);
    const auto other = std::move(app);
    CHECK(sm::query_request(app, PRODUCTION, "ai", NOON).error().code == "null_pointer"); // NOLINT: moved from, on purpose
    CHECK(sm::query_request(other, PRODUCTION, "ai", NOON));

    sm::Engine none;
    CHECK(none.poll({NOON, 1}).error().code == "null_pointer" && none.stats().error().code == "null_pointer");
    auto engine = *sm::Engine::open(CONFIG, std::nullopt, {NOON, 1});
    auto step = *engine.poll({NOON, 2});
    auto moved = std::move(engine);
    CHECK(engine.persisted(1).error().code == "null_pointer"); // NOLINT: moved from, on purpose
    CHECK(moved.poll({NOON, 3}));
    moved.close(), moved.close();
    CHECK(moved.get() == nullptr && moved.heartbeat("g", "s", {NOON, 4}).error().code == "null_pointer");
    CHECK(std::holds_alternative<sm::Wait>(step)); // a step outlives its engine
    moved = *sm::Engine::open(CONFIG, std::nullopt, {NOON, 1});
    CHECK(moved.poll({NOON, 2}));
}

void steps() {
    const std::string config = R"({"v":1,"journal_keys":["000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"]})";
    auto engine = *sm::Engine::open(config, std::nullopt, {NOON, 1});
    CHECK(engine.put_app(R"({"app_id":"a","keys":[{"secret_key":"2836e95fcd10e04b0069bb1ee659955b"}]})"));
    CHECK(engine.put_policy(R"({"profile":{"base":"cn2021"}})") && engine.put_game(R"({"game":"g","app_id":"a","biz_id":"b"})"));
    CHECK(engine.set_share("g", 0, 1, 0, std::nullopt) && engine.set_share("g", 1, 1, 0, std::nullopt).error().code == "invalid_share");
    const auto verifying = *engine.verify("g", "alice", *sm::account_new(), "某甲", "110000199001010013", sm::Priority::live, {NOON, 2});
    CHECK(verifying.attempt == 1 && engine.account("g", "alice")->has_value() && !engine.account("g", "bob")->has_value());
    const auto admission = *engine.login("g", "s", "alice", verifying.state, std::nullopt, {NOON, 3});
    CHECK(admission.allowed && admission.reason == "pending_claimed_adult" && engine.session("g", "s")->has_value());
    int persisted = 0, events = 0, sent = 0;
    for (std::int64_t mono = 4; mono < 20000 && !sent;) {
        const auto step = *engine.poll({NOON + mono, mono});
        if (const auto *persist = std::get_if<sm::Persist>(&step)) {
            CHECK(!persist->bytes.empty() && persist->segment == 1 && !persist->drop_before && engine.persisted(persist->seq));
            persisted++;
        } else if (const auto *event = std::get_if<sm::Event>(&step)) {
            CHECK(event->json.front() == '{' && engine.handled(event->seq));
            events++;
        } else if (const auto *send = std::get_if<sm::Send>(&step)) {
            CHECK(send->endpoint == sm::Endpoint::check && send->request.method == "POST" && send->timeout_ms > 0);
            CHECK(*engine.complete_transport(send->send, sm::Sent::no, {NOON + mono, mono}) == sm::Used::now);
            CHECK(engine.complete(send->send + 1, 200, "{}"sv, std::nullopt, {NOON + mono, mono}).error().code == "unknown_send");
            sent++;
        } else {
            mono = std::get<sm::Wait>(step).until_mono;
        }
    }
    CHECK(persisted > 0 && sent == 1);
    CHECK(engine.logout("g", "nobody", {NOON + 20000, 20000}).error().code == "unknown_session");
}

void many_threads() {
    const auto app = *sm::App::create("a", "b", KEY);
    auto engine = *sm::Engine::open(CONFIG, std::nullopt, {NOON, 1});
    std::atomic<int> good{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; t++)
        threads.emplace_back([&] {
            for (int i = 0; i < 200; i++) good += sm::query_request(app, PRODUCTION, "ai", NOON) && engine.poll({NOON, 2}) && engine.stats();
        });
    for (auto &thread : threads) thread.join();
    CHECK(good == 1600);
}

} // namespace

int main() {
    CHECK(sm::check_abi() && sm::version() == SHIMING_VERSION && elsewhere() == SHIMING_VERSION);
    CHECK(sm::now()->unix_ms > NOON - (std::int64_t{400} << 32) && sm::now()->mono_ms <= sm::now()->mono_ms);
    results(), errors(), absent_is_not_empty(), text_and_bytes(), requests(), decisions(), closed_handles(), steps(), many_threads();
    std::printf("unit: ok\n");
    return 0;
}
