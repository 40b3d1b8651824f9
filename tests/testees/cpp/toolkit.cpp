// The operations without a state.
#include "call.hpp"

using namespace std::string_view_literals;
namespace sm = shiming;

namespace {

constexpr auto HOWS = {"unchanged"sv, "hashed"sv, "padded"sv};

std::string_view how_of(sm::IdHow how) { return HOWS.begin()[static_cast<int>(how) - 1]; }

void report_request(Call &c) {
    const auto app = c.app();
    const auto endpoints = c.raw("endpoints");
    const json *list = json_member(c.args, "rows");
    std::vector<sm::Row> rows;
    if (!list) c.invalid("rows");
    else if (list->type != JSON_LIST) c.bad_call();
    for (const json *one = list ? list->child : nullptr; one; one = one->next) {
        if (one->type != JSON_OBJECT) c.bad_call();
        sm::Row row;
        row.si = c.text(one, "si");
        row.bt = c.choice<sm::Behavior>(one, "bt", {"login", "logout"});
        row.ot = c.integer(one, "ot");
        row.ct = c.choice<sm::PlayerType>(one, "ct", {"verified", "guest"});
        row.pi = c.optional(one, "pi");
        row.di = c.optional(one, "di");
        rows.push_back(std::move(row));
    }
    const auto nonce = c.bytes("nonce_hex");
    const auto at = c.integer("unix");
    c.request_answer([&] { return sm::report_request(app, endpoints, rows, nonce, at); });
}

template <class F>
void omnisdk_request(Call &c, F function) {
    const auto profile = c.text("profile"), key = c.text("key"), uid = c.text("uid");
    const auto platform = json_member(c.args, "platform") ? c.choice<sm::Platform>("platform", {"android", "ios"}) : sm::Platform::none;
    const auto form = c.choice<sm::Form>("form", {"get", "post"});
    const auto at = c.integer("unix");
    c.request_answer([&] { return function(profile, key, uid, platform, form, at); });
}

template <class F>
void signed_body(Call &c, F answer) { // OmniSDK: a profile, a key and a message
    const auto profile = c.text("profile"), key = c.text("key");
    const auto body = c.bytes("body_hex");
    answer(profile, key, body);
}

template <class F>
void status_and_body(Call &c, F function) {
    const auto status = c.integer32("status");
    const auto body = c.bytes("body_hex");
    c.json_answer([&] { return function(status, body); });
}

} // namespace

const std::vector<Operation> toolkit_operations = {
    {"sign", [](Call &c) {
        const auto key = c.text("secret_key"), params = c.raw("params");
        const auto body = c.bytes("body_hex");
        c.text_answer("sign", [&] { return sm::sign(key, params, body); });
    }},
    {"explain_sign", [](Call &c) {
        const auto key = c.text("secret_key"), params = c.raw("params");
        const auto body = c.bytes("body_hex");
        c.json_answer([&] { return sm::explain_sign(key, params, body); });
    }},
    {"encrypt_body", [](Call &c) {
        const auto key = c.text("secret_key");
        const auto nonce = c.bytes("nonce_hex"), plaintext = c.bytes("plaintext_hex");
        c.hex_answer("body_hex", [&] { return sm::encrypt_body(key, nonce, plaintext); });
    }},
    {"decrypt_body", [](Call &c) {
        const auto key = c.text("secret_key");
        const auto body = c.bytes("body_hex");
        c.hex_answer("plaintext_hex", [&] { return sm::decrypt_body(key, body); });
    }},
    {"check_request", [](Call &c) {
        const auto app = c.app();
        const auto endpoints = c.raw("endpoints"), ai = c.text("ai"), name = c.text("name"), id_number = c.text("id_number");
        const auto nonce = c.bytes("nonce_hex");
        const auto at = c.integer("unix");
        c.request_answer([&] { return sm::check_request(app, endpoints, ai, name, id_number, nonce, at); });
    }},
    {"query_request", [](Call &c) {
        const auto app = c.app();
        const auto endpoints = c.raw("endpoints"), ai = c.text("ai");
        const auto at = c.integer("unix");
        c.request_answer([&] { return sm::query_request(app, endpoints, ai, at); });
    }},
    {"report_request", report_request},
    {"parse_check", [](Call &c) { status_and_body(c, sm::parse_check); }},
    {"parse_query", [](Call &c) { status_and_body(c, sm::parse_query); }},
    {"parse_report", [](Call &c) {
        const auto status = c.integer32("status");
        const auto body = c.bytes("body_hex");
        const auto rows = c.integer32("rows");
        c.json_answer([&] { return sm::parse_report(status, body, rows); });
    }},
    {"errcode_info", [](Call &c) {
        const auto errcode = c.integer32("errcode");
        c.json_answer([&] { return sm::errcode_info(errcode); });
    }},
    {"ai_for_attempt", [](Call &c) {
        const auto salt = c.bytes("salt_hex");
        const auto biz_id = c.text("biz_id"), account = c.text("account");
        const auto attempt = c.integer("attempt");
        const auto name = c.text("name"), id_number = c.text("id_number");
        c.text_answer("ai", [&] { return sm::ai_for_attempt(salt, biz_id, account, attempt, name, id_number); });
    }},
    {"normalize_id", [](Call &c) {
        const auto raw = c.text("raw");
        const auto mode = c.choice<sm::IdMode>("mode", {"hash", "pad", "always_hash"});
        if (const auto made = c.make([&] { return sm::normalize_id(raw, mode); })) {
            c.member("id", std::string_view(made->id));
            c.member("how", how_of(made->how));
            c.finish();
        }
    }},
    {"unpad_id", [](Call &c) {
        const auto id = c.text("id");
        c.text_answer("raw", [&] { return sm::unpad_id(id); });
    }},
    {"validate_name", [](Call &c) {
        const auto name = c.text("name");
        c.json_answer([&] { return sm::validate_name(name); });
    }},
    {"validate_id_number", [](Call &c) {
        const auto id_number = c.text("id_number");
        const auto at = c.integer("unix");
        c.json_answer([&] { return sm::validate_id_number(id_number, at); });
    }},
    {"pi_birth_date", [](Call &c) {
        const auto pi = c.text("pi");
        c.json_answer([&] { return sm::pi_birth_date(pi); });
    }},
    {"redact", [](Call &c) {
        const auto kind = c.choice<sm::Secret>("kind", {"name", "id_number", "pi", "secret_key", "text"});
        const auto value = c.text("value");
        c.text_answer("text", [&] { return sm::redact(kind, value); });
    }},
    {"interface_test", [](Call &c) {
        const auto number = c.integer32("case");
        c.json_answer([&] { return sm::interface_test(number); });
    }},
    {"interface_test_request", [](Call &c) {
        const auto number = c.integer32("case");
        const auto app = c.app();
        const auto code = c.text("code");
        const auto preset = c.integer32("preset");
        const auto nonce = c.bytes("nonce_hex");
        const auto at = c.integer("unix");
        c.request_answer([&] { return sm::interface_test_request(number, app, code, preset, nonce, at); });
    }},
    {"interface_test_judge", [](Call &c) {
        const auto number = c.integer32("case"), status = c.integer32("status");
        const auto body = c.bytes("body_hex");
        c.json_answer([&] { return sm::interface_test_judge(number, status, body); });
    }},
    {"derive_journal_key", [](Call &c) {
        const auto key = c.text("secret_key");
        c.hex_answer("key_hex", [&] { return sm::derive_journal_key(key); });
    }},
    {"age_on", [](Call &c) {
        const auto birth = c.text("birth");
        const auto at = c.integer("unix");
        const auto rule = c.choice<sm::AgeRule>("rule", {"next_day", "birthday"});
        if (const auto age = c.make([&] { return sm::age_on(birth, at, rule); })) {
            c.member("age", std::int64_t{*age});
            c.finish();
        }
    }},
    {"decide", [](Call &c) {
        const auto state = c.text("state"), profile = c.text("profile");
        const auto calendar = c.optional("calendar");
        const auto usage = c.usage(c.object("usage"));
        const auto at = c.integer("unix");
        if (const auto decision = c.make([&] { return sm::decide(state, profile, calendar, usage, at); })) {
            c.member_verdict("account", decision->account);
            c.member_verdict("play", decision->play);
            c.member_verdict("pay", decision->pay);
            c.member_verdict("report", decision->report);
            c.finish();
        }
    }},
    {"decide_payment", [](Call &c) {
        const auto state = c.text("state"), profile = c.text("profile");
        const auto calendar = c.optional("calendar");
        const auto spent = c.integer("spent_month_fen"), amount = c.integer("amount_fen"), at = c.integer("unix");
        if (const auto payment = c.make([&] { return sm::decide_payment(state, profile, calendar, spent, amount, at); })) {
            c.member_verdict("verdict", payment->verdict);
            c.member("max_single_fen", payment->max_single_fen);
            c.member("month_left_fen", payment->month_left_fen);
            c.finish();
        }
    }},
    {"next_play_window", [](Call &c) {
        const auto state = c.text("state"), profile = c.text("profile");
        const auto calendar = c.optional("calendar");
        const auto at = c.integer("unix");
        const auto found = c.make([&] { return sm::next_play_window(state, profile, calendar, at); });
        if (!found) return;
        if (const auto &window = *found) {
            c.member("start", window->start);
            c.member("end", window->end);
            c.member_flag("covered", window->covered);
            c.finish();
        } else {
            puts_raw(&c.ok, "null");
        }
    }},
    {"play_windows", [](Call &c) {
        const auto year = c.integer32("year"), month = c.integer32("month");
        const auto profile = c.text("profile");
        const auto calendar = c.optional("calendar");
        c.json_answer([&] { return sm::play_windows(year, month, profile, calendar); });
    }},
    {"reason_text", [](Call &c) {
        const auto reason = c.text("reason");
        c.json_answer([&] { return sm::reason_text(reason); });
    }},
    {"omnisdk_play_request", [](Call &c) { omnisdk_request(c, sm::omnisdk_play_request); }},
    {"omnisdk_exit_request", [](Call &c) { omnisdk_request(c, sm::omnisdk_exit_request); }},
    {"omnisdk_sign", [](Call &c) {
        signed_body(c, [&](auto profile, auto key, const auto &body) { c.text_answer("sign", [&] { return sm::omnisdk_sign(profile, key, body); }); });
    }},
    {"omnisdk_diagnose_signature", [](Call &c) {
        signed_body(c, [&](auto profile, auto key, const auto &body) { c.json_answer([&] { return sm::omnisdk_diagnose_signature(profile, key, body); }); });
    }},
    {"omnisdk_parse_response", [](Call &c) { status_and_body(c, sm::omnisdk_parse_response); }},
    {"omnisdk_verify_callback", [](Call &c) {
        signed_body(c, [&](auto profile, auto key, const auto &body) { c.json_answer([&] { return sm::omnisdk_verify_callback(profile, key, body); }); });
    }},
    {"omnisdk_callback_reply", [](Call &c) {
        const auto outcome = c.choice<sm::Reply>("outcome", {"accepted", "already_handled", "bad_signature", "internal", "resend"});
        c.hex_answer("body_hex", [&] { return sm::omnisdk_callback_reply(outcome); });
    }},
    {"omnisdk_verify_login", [](Call &c) {
        const auto app_id = c.text("app_id"), key = c.text("key"), uid = c.text("uid"), time = c.text("verify_timestamp"), signature = c.text("signature");
        if (const auto valid = c.make([&] { return sm::omnisdk_verify_login(app_id, key, uid, time, signature); })) {
            c.member_flag("valid", *valid);
            c.finish();
        }
    }},
    {"omnisdk_certification", [](Call &c) {
        const auto value = c.integer32("value");
        c.text_answer("real_name", [&] { return sm::omnisdk_certification(value); });
    }},
    {"player_network_parse", [](Call &c) {
        const auto body = c.bytes("body_hex");
        c.text_answer("login", [&] { return sm::player_network_parse(body); });
    }},
    {"player_network_decide", [](Call &c) {
        const auto login = c.text("login"), options = c.text("options");
        const auto at = c.integer("unix");
        c.json_answer([&] { return sm::player_network_decide(login, options, at); });
    }},
    {"adapt_status", [](Call &c) {
        const auto source = c.choice<sm::Source>("source", {"omnisdk", "taptap", "taptap_age", "huawei", "huawei_playable_time", "vivo", "oppo"});
        const auto value = c.text("value");
        c.text_answer("real_name", [&] { return sm::adapt_status(source, value); });
    }},
    {"account_new", [](Call &c) { c.text_answer("state", sm::account_new); }},
    {"account_load", [](Call &c) {
        const auto state = c.text("json");
        c.text_answer("state", [&] { return sm::account_load(state); });
    }},
    {"account_apply", [](Call &c) {
        const auto state = c.text("state"), event = c.raw("event");
        const auto fresh_ai = c.optional("fresh_ai");
        const auto now = c.now();
        if (const auto applied = c.make([&] { return sm::account_apply(state, event, fresh_ai, now); })) {
            c.member("state", std::string_view(applied->state));
            c.member_raw("effects", applied->effects);
            c.finish();
        }
    }},
};
