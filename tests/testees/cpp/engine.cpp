// The engine's operations. A call names its engine by a number.
#include <unordered_map>

#include "call.hpp"

namespace sm = shiming;

namespace {

constexpr const char *ENDPOINTS[] = {"check", "query", "report"}, *USED[] = {"now", "late", "already"};

std::unordered_map<std::int64_t, sm::Engine> engines; // freed when the program ends

sm::Engine &engine_of(Call &c) {
    static sm::Engine none;
    const auto found = engines.find(c.integer("e"));
    if (found != engines.end()) return found->second;
    c.invalid("e");
    return none;
}

void open(Call &c) {
    const auto e = c.integer("e");
    engines.erase(e);
    const auto config = c.text("config");
    const auto entropy = c.bytes("entropy_hex");
    const auto now = c.now();
    if (auto engine = c.make([&] { return sm::Engine::open(config, entropy, now); })) {
        engines[e] = std::move(*engine);
        c.finish();
    }
}

void put_json(Call &c, sm::Result<void> (sm::Engine::*method)(std::string_view), const char *name = "json") {
    auto &engine = engine_of(c);
    const auto text = c.text(name);
    c.done([&] { return (engine.*method)(text); });
}

void set_share(Call &c) {
    const json *share = c.object("share");
    const auto index = c.integer(share, "index"), count = c.integer(share, "count"), from = c.integer(share, "from");
    const auto until = json_member(share, "until") ? std::optional(c.integer(share, "until")) : std::nullopt;
    auto &engine = engine_of(c);
    const auto game = c.text("game");
    c.done([&] { return engine.set_share(game, index, count, from, until); });
}

void hold(Call &c) {
    const auto game = c.text("game");
    const auto endpoint = c.choice<sm::Endpoint>("endpoint", {"check", "query", "report"});
    const auto until = c.integer("until");
    auto &engine = engine_of(c);
    c.done([&] { return engine.hold(game, endpoint, until); });
}

void verify(Call &c) {
    auto &engine = engine_of(c);
    const auto game = c.text("game"), account = c.text("account"), state = c.text("state"), name = c.text("name"), id_number = c.text("id_number");
    const auto priority = c.choice<sm::Priority>("priority", {"live", "backfill"});
    const auto now = c.now();
    if (const auto verifying = c.make([&] { return engine.verify(game, account, state, name, id_number, priority, now); })) {
        c.member("state", std::string_view(verifying->state));
        c.member("attempt", verifying->attempt);
        c.finish();
    }
}

void put_account(Call &c) {
    auto &engine = engine_of(c);
    const auto game = c.text("game"), account = c.text("account"), state = c.text("state");
    const auto now = c.now();
    c.done([&] { return engine.put_account(game, account, state, now); });
}

void login(Call &c) {
    const auto game = c.text("game"), session = c.text("session");
    const auto di = c.optional("di");
    auto &engine = engine_of(c);
    std::optional<sm::Usage> usage;
    if (json_member(c.args, "usage")) usage = c.usage(c.object("usage"));
    std::string_view account, state;
    if (!di) account = c.text("account"), state = c.text("state");
    const auto now = c.now();
    const auto admission = c.make([&] {
        return di ? engine.login_guest(game, session, *di, usage, now) : engine.login(game, session, account, state, usage, now);
    });
    if (!admission) return;
    c.member_flag("allowed", admission->allowed);
    c.member_flag("reported", admission->reported);
    c.member("reason", std::string_view(admission->reason));
    c.member("rule_id", std::string_view(admission->rule_id));
    c.member("valid_until", admission->valid_until);
    c.finish();
}

void beat(Call &c, sm::Result<void> (sm::Engine::*method)(std::string_view, std::string_view, sm::Now)) {
    auto &engine = engine_of(c);
    const auto game = c.text("game"), session = c.text("session");
    const auto now = c.now();
    c.done([&] { return (engine.*method)(game, session, now); });
}

void poll(Call &c) {
    auto &engine = engine_of(c);
    const auto now = c.now();
    const auto step = c.make([&] { return engine.poll(now); });
    if (!step) return;
    if (const auto *persist = std::get_if<sm::Persist>(&*step)) {
        c.member("kind", std::string_view("persist"));
        c.member("seq", persist->seq);
        c.member("segment", persist->segment);
        c.member("drop_before", persist->drop_before);
        c.member_hex("bytes_hex", persist->bytes);
    } else if (const auto *event = std::get_if<sm::Event>(&*step)) {
        c.member("kind", std::string_view("event"));
        c.member("seq", event->seq);
        c.member_raw("event", event->json);
    } else if (const auto *send = std::get_if<sm::Send>(&*step)) {
        c.member("kind", std::string_view("send"));
        c.member("send", send->send);
        c.member("endpoint", std::string_view(ENDPOINTS[static_cast<int>(send->endpoint) - 1]));
        c.member("timeout_ms", send->timeout_ms);
        Call inner(nullptr);
        inner.request(send->request);
        c.member_raw("request", {inner.ok.ptr, inner.ok.len});
    } else if (const auto *wait = std::get_if<sm::Wait>(&*step)) {
        c.member("kind", std::string_view("wait"));
        c.member("until_mono", wait->until_mono);
    }
    c.finish();
}

void acknowledge(Call &c, sm::Result<void> (sm::Engine::*method)(std::int64_t)) {
    auto &engine = engine_of(c);
    const auto seq = c.integer("seq");
    c.done([&] { return (engine.*method)(seq); });
}

void complete(Call &c) {
    const auto send = c.integer("send");
    auto &engine = engine_of(c);
    const json *outcome = c.object("outcome");
    enum class Kind { http = 1, transport = 2 };
    const auto kind = c.choice<Kind>(outcome, "kind", {"http", "transport"});
    std::optional<sm::Used> used;
    if (kind == Kind::http) {
        const auto status = c.integer32(outcome, "status");
        const auto body = c.bytes(outcome, "body_hex");
        const auto date = c.optional(outcome, "date");
        const auto now = c.now();
        used = c.make([&] { return engine.complete(send, status, body, date, now); });
    } else if (kind == Kind::transport) {
        const auto sent = c.choice<sm::Sent>(outcome, "sent", {"no", "unknown"});
        const auto now = c.now();
        used = c.make([&] { return engine.complete_transport(send, sent, now); });
    } else {
        c.invalid("outcome");
    }
    if (!used) return;
    c.member("used", std::string_view(USED[static_cast<int>(*used) - 1]));
    c.finish();
}

void account(Call &c) {
    auto &engine = engine_of(c);
    const auto game = c.text("game"), account = c.text("account");
    const auto state = c.make([&] { return engine.account(game, account); });
    if (!state) return;
    if (*state) c.member("state", std::string_view(**state)), c.finish();
    else puts_raw(&c.ok, "null");
}

void session(Call &c) {
    auto &engine = engine_of(c);
    const auto game = c.text("game"), session = c.text("session");
    if (const auto view = c.make([&] { return engine.session(game, session); })) puts_raw(&c.ok, view->value_or("null").c_str());
}

void load(Call &c) {
    auto &engine = engine_of(c);
    const auto segment = c.integer("segment");
    const auto bytes = c.bytes("bytes_hex");
    c.done([&] { return engine.load(segment, bytes); });
}

void stats(Call &c) {
    auto &engine = engine_of(c);
    const auto game = c.optional("game");
    c.json_answer([&] { return engine.stats(game); });
}

void close(Call &c) {
    engine_of(c);
    if (!c.good()) return;
    engines.erase(c.integer("e"));
    c.finish();
}

} // namespace

const std::vector<Operation> engine_operations = {
    {"engine_open", open},
    {"engine_load", load},
    {"engine_put_app", [](Call &c) { put_json(c, &sm::Engine::put_app); }},
    {"engine_put_game", [](Call &c) { put_json(c, &sm::Engine::put_game); }},
    {"engine_put_policy", [](Call &c) { put_json(c, &sm::Engine::put_policy); }},
    {"engine_remove_game", [](Call &c) { put_json(c, &sm::Engine::remove_game, "game"); }},
    {"engine_set_share", set_share},
    {"engine_hold", hold},
    {"engine_verify", verify},
    {"engine_put_account", put_account},
    {"engine_login", login},
    {"engine_heartbeat", [](Call &c) { beat(c, &sm::Engine::heartbeat); }},
    {"engine_logout", [](Call &c) { beat(c, &sm::Engine::logout); }},
    {"engine_poll", poll},
    {"engine_persisted", [](Call &c) { acknowledge(c, &sm::Engine::persisted); }},
    {"engine_handled", [](Call &c) { acknowledge(c, &sm::Engine::handled); }},
    {"engine_complete", complete},
    {"engine_account", account},
    {"engine_session", session},
    {"engine_stats", stats},
    {"engine_free", close},
};
