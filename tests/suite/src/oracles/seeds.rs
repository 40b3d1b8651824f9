//! Where a corpus begins: the known answers' own arguments, and short inputs that reach every choice of an oracle.

use serde_json::Value;

use crate::matcher::bytes_of_hex;
use crate::vectors;

/// The seeds of a target, in a fixed order.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    match target {
        "answers" => answers(),
        "bodies" => bodies(),
        "identity" => identity(),
        "account_state" => states(),
        "config" => config(),
        "player_network" => player_network(),
        "pipe_lines" => pipe_lines(),
        "account_events" => scripts(40, 120),
        "engine_calls" => scripts(60, 500),
        "journal_bytes" => scripts(12, 200),
        "journal_damage" => scripts(40, 12),
        "authority" => scripts(30, 200),
        "omnisdk" => omnisdk(),
        "policy" => policy(),
        _ => Vec::new(),
    }
}

fn argument<'a>(vector: &'a Value, name: &str) -> &'a str {
    vector.pointer(&format!("/args/{name}")).and_then(Value::as_str).unwrap_or_default()
}

/// At most `most` of them, spread over the whole.
fn spread(all: Vec<Vec<u8>>, most: usize) -> Vec<Vec<u8>> {
    let step = all.len().div_ceil(most).max(1);
    all.into_iter().filter(|seed| seed.len() <= 4_096).step_by(step).collect()
}

fn lines(op: &str) -> Vec<Value> {
    vectors::of(op).into_iter().map(|vector| vector.line).collect()
}

fn answers() -> Vec<Vec<u8>> {
    let bodies = ["parse_check", "parse_report"].into_iter().flat_map(lines).map(|line| {
        let body = bytes_of_hex(argument(&line, "body_hex")).unwrap_or_default();
        let status = if line.pointer("/args/status") == Some(&200.into()) { 0 } else { 207 };
        [&[status, 9][..], &body].concat()
    });
    spread(bodies.collect(), 60)
}

fn bodies() -> Vec<Vec<u8>> {
    let open = lines("decrypt_body")
        .into_iter()
        .map(|line| [&[0][..], &bytes_of_hex(argument(&line, "body_hex")).unwrap_or_default()].concat());
    let mut seeds = spread(open.collect(), 20);
    seeds.push(b"\x01nonce-of-12b\x80\x03{\"ai\":\"test\"}".to_vec());
    seeds.push(b"\x02\x09\x01\x02ai\x04test{}".to_vec());
    seeds.push(b"\x02\x00\x02\x05appId\x01a\x04sign\x01b".to_vec());
    seeds
}

fn identity() -> Vec<Vec<u8>> {
    let choices = [
        (0, "validate_name", "name"),
        (1, "validate_id_number", "id_number"),
        (2, "pi_birth_date", "pi"),
        (3, "normalize_id", "raw"),
        (4, "unpad_id", "id"),
        (5, "redact", "value"),
    ];
    let seeds = choices.into_iter().flat_map(|(choice, op, name)| {
        let texts =
            lines(op).into_iter().map(|line| [&[choice][..], argument(&line, name).as_bytes()].concat());
        spread(texts.collect(), 14)
    });
    seeds.collect()
}

fn states() -> Vec<Vec<u8>> {
    let mut files: Vec<_> = std::fs::read_dir(vectors::folder().join("states/v1"))
        .expect("the states are there")
        .map(|entry| entry.expect("entry").path())
        .collect();
    files.sort();
    let mut seeds: Vec<Vec<u8>> =
        files.into_iter().map(|path| std::fs::read(path).expect("a state")).collect();
    let refused = lines("account_load").into_iter().map(|line| argument(&line, "json").as_bytes().to_vec());
    seeds.extend(spread(refused.collect(), 20));
    seeds
}

fn config() -> Vec<Vec<u8>> {
    let key = super::host::JOURNAL_KEY;
    let open = format!(
        r#"{{"v":1,"journal":"on","journal_keys":["{key}"],"salvage":false,"restart":"close","heartbeat_timeout_s":150,"late":"drop","late_minor":"shift","recheck_failed":"keep","report_accepted":true,"limits":{{"slot_ms":112,"linger_ms":1,"alive_ms":1,"segment_bytes":1,"batch_rows":1,"timeout_ms":1}}}}"#
    );
    let extreme = format!(
        r#"{{"journal_keys":["{key}"],"limits":{{"timeout_ms":1099511627775,"lease_extra_ms":1099511627775,"start_quiet_ms":1099511627775,"slot_ms":60000,"linger_ms":1099511627775,"max_shift_s":1099511627775,"future_wait_s":1099511627775,"over_ms":1099511627775,"alive_ms":1099511627775,"failed_grace_ms":1099511627775,"key_warning_ms":1099511627775,"query_every_ms":1099511627775,"throttle_ms":1099511627775,"max_unhandled":1099511627775}}}}"#
    );
    let game = r#"{"game":"game-0","app_id":"test-appId","biz_id":"biz-0","endpoints":{"kind":"test","code":"abc"},"role":"both","quota":{"check":100,"query":300,"report":10},"profile":{"base":"cn2021"}}"#;
    let custom = r#"{"game":"@","app_id":"@","biz_id":"@","endpoints":{"kind":"custom","check":"http://127.0.0.1/@","query":"http://127.0.0.1/q","report":"http://127.0.0.1/r"}}"#;
    let texts: &[(u8, &str)] = &[
        (0, &open),
        (0, &extreme),
        (0, r#"{"journal":"off"}"#),
        (0, r##"{"#":1}"##),
        (0, r##"{"journal":"#"}"##),
        (0, r#"{"journal_keys":["@"]}"#),
        (0, r#"{"journal_keys":"@"}"#),
        (0, r#"{"mutation":"@"}"#),
        (0, r##"{"limits":{"#":1}}"##),
        (0, r#"{"v":2}"#),
        (0, "@"),
        (0, ""),
        (1, super::host::APP),
        (1, r#"{"app_id":"a","keys":[{"secret_key":"@"}]}"#),
        (1, r##"{"app_id":"a","keys":[{"secret_key":{"#":1}}]}"##),
        (1, r##"{"app_id":"a","keys":["#"]}"##),
        (1, r#"{"app_id":"a b","keys":[]}"#),
        (
            1,
            r#"{"app_id":"test-appId","keys":[{"secret_key":"2836e95fcd10e04b0069bb1ee659955b","not_before":1795176000001,"not_after":9223372036854775807},{"secret_key":"00000000000000000000000000000000","not_after":-9223372036854775808}]}"#,
        ),
        (2, game),
        (2, custom),
        (2, r##"{"game":"g","app_id":"a","biz_id":"b","endpoints":{"kind":"production","#":1}}"##),
        (2, r##"{"game":"g","app_id":"a","biz_id":"b","endpoints":{"kind":"#"}}"##),
        (2, r##"{"game":"g","app_id":"a","biz_id":"b","profile":{"base":"#"}}"##),
        (2, r##"{"game":"g","app_id":"a","biz_id":"b","quota":{"check":"#"}}"##),
        (
            2,
            r#"{"game":"game-0","app_id":"test-appId","biz_id":"biz-0","quota":{"check":1,"query":1,"report":1}}"#,
        ),
        (3, r#"{"profile":{"base":"auto"},"calendar":null}"#),
        (3, r##"{"profile":"#"}"##),
        (3, r##"{"profile":{"#":"@"}}"##),
        (3, r#"{"calendar":{"@":1}}"#),
    ];
    texts.iter().map(|(choice, text)| [&[*choice][..], text.as_bytes()].concat()).collect()
}

fn omnisdk() -> Vec<Vec<u8>> {
    let bodies = |op| {
        let body = |line: Value| bytes_of_hex(argument(&line, "body_hex")).unwrap_or_default();
        lines(op).into_iter().map(body)
    };
    let callbacks = ["omnisdk_verify_callback", "omnisdk_sign"].into_iter().flat_map(bodies);
    let mut seeds = spread(callbacks.map(|body| [&[0][..], &body].concat()).collect(), 40);
    for mode in 0..6 {
        seeds.push([&[1, mode, 40, 3, 1, 5][..], b"first\x03b,c\x02mi"].concat());
    }
    let answers = bodies("omnisdk_parse_response").map(|body| [&[2, 0][..], &body].concat());
    seeds.extend(spread(answers.collect(), 15));
    let profiles = lines("omnisdk_play_request").into_iter();
    let profiles = profiles.map(|line| [&[3][..], argument(&line, "profile").as_bytes()].concat());
    seeds.extend(spread(profiles.collect(), 20));
    seeds.push(b"\x03{\"app_id\":\"@\",\"@\":1}".to_vec());
    seeds.push([&[4, 0, 0, 1, 0x6e, 0xb1, 0x0f, 0x8a, 0x88, 4][..], b"u__1\x091234567890"].concat());
    seeds
}

fn player_network() -> Vec<Vec<u8>> {
    // Default options, then the body.
    let body = |line: &Value| bytes_of_hex(argument(line, "body_hex")).unwrap_or_default();
    let parsed = lines("player_network_parse");
    let parsed = parsed.iter().map(|line| [&[0; 12][..], &body(line)].concat());
    let decided = lines("player_network_decide");
    let stored = decided.iter().map(|line| [&[1][..], argument(line, "login").as_bytes()].concat());
    let options = decided.iter().map(|line| [&[2][..], argument(line, "options").as_bytes()].concat());
    let adapted = lines("adapt_status");
    let adapted = adapted.iter().zip(0..).map(|(line, number)| {
        let source: u8 = number;
        [&[3, source % 7][..], argument(line, "value").as_bytes()].concat()
    });
    let mut seeds = spread(parsed.collect(), 40);
    seeds.extend(spread(stored.collect(), 30));
    seeds.extend(spread(options.collect(), 30));
    seeds.extend(spread(adapted.collect(), 12));
    let quoted: &[(u8, &str)] = &[
        (1, r##"{"v":1,"login":{"@":1}}"##),
        (1, r##"{"v":"@","login":{}}"##),
        (2, r##"{"@":1}"##),
        (2, r##"{"eu_trigger":"@"}"##),
        (2, r##"{"agreements":{"@":"@"}}"##),
        (2, r##"{"deletion":{"@":"@"}}"##),
    ];
    seeds.extend(quoted.iter().map(|(choice, text)| [&[*choice][..], text.as_bytes()].concat()));
    seeds
}

fn pipe_lines() -> Vec<Vec<u8>> {
    let names = [
        "sign",
        "decrypt_body",
        "check_request",
        "report_request",
        "parse_check",
        "redact",
        "account_new",
        "account_apply",
        "account_load",
        "ai_for_attempt",
        "interface_test",
        "interface_test_judge",
        "errcode_info",
        "omnisdk_play_request",
        "omnisdk_verify_callback",
        "omnisdk_parse_response",
        "player_network_parse",
        "player_network_decide",
        "adapt_status",
    ];
    let mut seeds: Vec<Vec<u8>> = names
        .into_iter()
        .flat_map(|op| spread(lines(op).into_iter().map(|line| call(&line)).collect(), 3))
        .collect();
    let open = r#"{"id":1,"op":"engine_open","args":{"e":1,"config":"{\"journal\":\"off\"}","entropy_hex":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f","now":{"unix":1795176000000,"mono":1000}}}"#;
    let poll = r#"{"id":2,"op":"engine_poll","args":{"e":1,"now":{"unix":1795176000000,"mono":1000}}}"#;
    let free = r#"{"id":3,"op":"engine_free","args":{"e":1}}"#;
    seeds.push(format!("{open}\n{poll}\n{free}\n{poll}").into_bytes());
    seeds.push(br#"{"id":1,"op":"hello","args":{"protocol":1}}"#.to_vec());
    seeds.push(
        br#"{"id":9223372036854775807,"op":"sign","args":{"secret_key":{"$int":"9223372036854775808"}}}"#
            .to_vec(),
    );
    seeds.push(b"{\"id\":1,\"op\":\"nothing\",\"args\":{}}\n\n[]\n\xff".to_vec());
    seeds
}

fn call(line: &Value) -> Vec<u8> {
    serde_json::json!({"id": 1, "op": line["op"], "args": line["args"]}).to_string().into_bytes()
}

fn policy() -> Vec<Vec<u8>> {
    let of = |choice: u8, name: &'static str, ops: &[&str], most| {
        let mut texts: Vec<Vec<u8>> = ops
            .iter()
            .flat_map(|op| lines(op))
            .map(|line| argument(&line, name).as_bytes().to_vec())
            .filter(|text| !text.is_empty())
            .collect();
        texts.sort();
        texts.dedup();
        spread(texts.into_iter().map(|text| [&[choice][..], &text].concat()).collect(), most)
    };
    let ops = ["decide", "decide_payment", "next_play_window", "play_windows"];
    let mut seeds = of(0, "profile", &ops, 30);
    seeds.extend(of(1, "calendar", &ops, 20));
    let all = r#"{"base":"@","pending":"block","fail_open_max_s":0,"pending_expired_grace_s":2678400,"age":"birthday","holidays":"statutory_only","makeup":"ignore","uncovered":"strict","minor_pay_in_window_only":false,"unknown_age":"adult","manual_waiting":"by_document_age","minimum_age":99,"no_pay_under":12,"service":"trading_platform","warn_s":[900,60]}"#;
    let year = r#"{"v":1,"years":{"2027":{"off_days":["2027-01-01","2027-05-01","2027-05-02","2027-10-01","2027-10-02","2027-10-03"],"makeup_workdays":["2027-10-09"],"statutory_days":["2027-01-01","2027-05-01","2027-05-02","2027-10-01","2027-10-02","2027-10-03"],"source":"@"}}}"#;
    let texts = [
        (0, all),
        (0, &all.replace('@', "auto")),
        (0, r#"{"@":1}"#),
        (0, r#"["cn2021"]"#),
        (1, year),
        (1, &year.replace("2027-10-09", "@")),
        (1, &year.replace("2027-10-09", "2026-12-31")),
        (1, r#"{"v":1,"years":{"@":{}}}"#),
    ];
    seeds.extend(texts.iter().map(|(choice, text)| [&[*choice][..], text.as_bytes()].concat()));
    let choices = scripts(60, 40).into_iter().map(|script| [&[2][..], &script].concat());
    seeds.extend(choices);
    seeds
}

/// Byte strings that mean something as choices.
fn scripts(count: u64, length: usize) -> Vec<Vec<u8>> {
    (0..count)
        .map(|seed| {
            let mut random = fastrand::Rng::with_seed(seed);
            let length = random.usize(1..=length);
            (0..length).map(|_| if random.u8(..4) == 0 { random.u8(..) } else { random.u8(..32) }).collect()
        })
        .collect()
}
