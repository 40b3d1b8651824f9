// A game server in C++: verify, a pending player, login, heartbeat, logout, a minor at noon, and what the journal saves.
// `game URL FOLDER first` ends as a crash does; the same with `second` goes on from the journal in FOLDER. URL is that of
// `shiming simulate --scenario scenario.json`; without "endpoints" the engine talks to the authority itself.
#include <atomic>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "host.hpp"

using nlohmann::json;

// A real server logs error.detail, which never holds personal data, and goes on.
template <class T>
static T must(shiming::Result<T> result) {
    if (!result) std::fprintf(stderr, "%s %s: %s\n", result.error().code.c_str(), result.error().field.c_str(), result.error().detail.c_str()), std::_Exit(1);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

struct Players { // the game's database: the state of each player is the truth about it
    std::mutex mutex;
    std::map<std::string, std::string> states;
    std::atomic<int> accepted{0};

    bool on_event(const std::string &text) {
        const json event = json::parse(text);
        if (event["kind"] == "account_changed") {
            const std::lock_guard lock(mutex);
            states[event["account"]] = event["state"];
            std::printf("%s is %s\n", event["account"].get<std::string>().c_str(), json::parse(event["state"].get<std::string>())["kind"].get<std::string>().c_str());
        } else if (event["kind"] == "rows_settled") {
            for (const auto &row : event["rows"]) accepted += row["outcome"] == "accepted";
        }
        return true;
    }
    std::string state(const std::string &account) {
        const std::lock_guard lock(mutex);
        return states[account];
    }
    bool is_verified(const std::string &account) { return json::parse(state(account))["kind"] == "verified"; }
};

static void wait_until(const std::function<bool()> &done) {
    for (int i = 0; i < 6000 && !done(); i++) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    if (!done()) std::fprintf(stderr, "that took more than a minute\n"), std::_Exit(1);
}

static void verify(Host &host, Players &players, const std::string &account, const char *name, const char *id_number) {
    const std::lock_guard lock(players.mutex); // the result must not overtake the state that it follows
    auto verifying = must(host.call([&](auto &engine, auto now) {
        return engine.verify("game", account, must(shiming::account_new()), name, id_number, shiming::Priority::live, now);
    }));
    players.states[account] = verifying.state;
}

static void first(Host &host, Players &players) {
    verify(host, players, "alice", "某甲", "110000199001010013"); // the authority needs a while for her: pending
    verify(host, players, "bob", "某乙", "11000020120615001X");   // born in 2012
    const auto admission = must(host.call([&](auto &engine, auto now) {
        return engine.login("game", "s1", "alice", players.state("alice"), std::nullopt, now);
    }));
    std::printf("alice: %s, %s\n", admission.allowed ? "may play" : "may not play", admission.reason.c_str());
    wait_until([&] { return players.is_verified("alice") && players.is_verified("bob"); });

    const std::int64_t noon = 1794974400000; // 2026-11-18 12:00 in Beijing, a Wednesday; a real server takes the time of now
    const auto decision = must(shiming::decide(players.state("bob"), R"({"base":"cn2021"})", std::nullopt, {}, noon));
    const auto text = json::parse(must(shiming::reason_text(decision.play.reason)));
    std::printf("bob: %s, %s\n%s\n", decision.play.allowed ? "may play" : "may not play", decision.play.reason.c_str(), text["text_zh"].get<std::string>().c_str());

    must(host.call([](auto &engine, auto now) { return engine.heartbeat("game", "s1", now); })); // about once a minute
    wait_until([&] { // what is accepted is durable a moment later
        const auto stats = json::parse(must(host.call([](auto &engine, auto) { return engine.stats(); })));
        return stats["accepted_seq"] == stats["durable_seq"];
    });
    std::printf("crash\n");
    std::fflush(stdout);
    std::_Exit(9);
}

static void second(Host &host, Players &players) {
    must(host.call([](auto &engine, auto now) { return engine.heartbeat("game", "s1", now); })); // the journal knows her session
    must(host.call([](auto &engine, auto now) { return engine.logout("game", "s1", now); }));
    wait_until([&] { return players.accepted > 0 && !must(host.call([](auto &engine, auto) { return engine.session("game", "s1"); })); });
    std::printf("logout accepted\n");
}

int main(int argc, char **argv) {
    if (argc != 4) return std::fprintf(stderr, "game URL FOLDER first|second\n"), 64;
    must(shiming::check_abi());
    curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::string url = argv[1], key = "2836e95fcd10e04b0069bb1ee659955b";
    std::string journal_key;
    for (const auto byte : must(shiming::derive_journal_key(key))) journal_key += "0123456789abcdef"[byte >> 4], journal_key += "0123456789abcdef"[byte & 15];
    const json endpoints{{"kind", "custom"}, {"check", url + "/idcard/authentication/check"}, {"query", url + "/idcard/authentication/query"}, {"report", url + "/behavior/collection/loginout"}};
    const json app{{"app_id", "test-appId"}, {"keys", {{{"secret_key", key}}}}}, game{{"game", "game"}, {"app_id", "test-appId"}, {"biz_id", "1101000001"}, {"endpoints", endpoints}};

    Players players;
    Host host([&](const std::string &event) { return players.on_event(event); });
    // A pending result is asked for every four seconds: the simulator is quick. Leave `limits` out with the authority.
    must(host.open(json{{"v", 1}, {"journal_keys", {journal_key}}, {"report_accepted", true}, {"limits", {{"query_every_ms", 4000}}}}.dump(), argv[2]));
    must(host.call([&](auto &engine, auto) { return engine.put_app(app.dump()); }));
    must(host.call([](auto &engine, auto) { return engine.put_policy(R"({"profile":{"base":"cn2021"}})"); }));
    must(host.call([&](auto &engine, auto) { return engine.put_game(game.dump()); }));
    std::thread loop([&] { must(host.run()); });
    std::string(argv[3]) == "first" ? first(host, players) : second(host, players);
    host.stop();
    loop.join();
    return 0;
}
