//! What holds of the toolkit for any input.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use shiming_core::identity::{
    IdMode, NormalIdHow, PiShape, RedactKind, ai_for_attempt, normalize_id, pi_birth_date, redact, unpad_id,
    validate_id_number, validate_name,
};
use shiming_core::wire::{
    Answer, ReportAnswer, decrypt_body, encrypt_body, explain_sign, parse_check, parse_query, parse_report,
    sign,
};
use shiming_core::{Date, ErrorCode};

const KEY: &str = "2836e95fcd10e04b0069bb1ee659955b";
/// 2026-11-20, noon in UTC+8.
const UNIX: i64 = 1_795_147_200_000;

fn key() -> impl Strategy<Value = String> {
    "[0-9a-fA-F]{32}"
}

/// The three parameters that are always signed, and up to six others.
fn params() -> impl Strategy<Value = Vec<(String, String)>> {
    let others = proptest::collection::btree_map("[a-zA-Z_\u{4e00}-\u{4e10}]{1,6}", ".{0,12}", 0..6);
    (others, ".{0,12}", ".{0,12}", ".{0,12}").prop_map(|(mut all, app, biz, stamps)| {
        all.remove("sign");
        all.extend([("appId".into(), app), ("bizId".into(), biz), ("timestamps".into(), stamps)]);
        all.into_iter().collect()
    })
}

/// An ID number with the right check digit, of a day that exists.
fn id_number() -> impl Strategy<Value = String> {
    (0..1_000_000_u32, 1800..2026, 1..13, 1..29, 0..1000_u32).prop_map(|(area, year, month, day, order)| {
        let head = format!("{area:06}{year:04}{month:02}{day:02}{order:03}");
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: usize =
            head.bytes().zip(weights).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
        format!("{head}{}", &"10X98765432"[sum % 11..][..1])
    })
}

fn pi() -> impl Strategy<Value = String> {
    "[0-9a-p]{6}[0-9a-z]{32}"
}

/// Answers as published, for changing.
fn answers() -> Vec<String> {
    [
        json!({"errcode":0,"errmsg":"ok","data":{"result":{"status":0,"pi":"test-pi"}}}),
        json!({"errcode":0,"errmsg":"OK","data":{"result":{"status":1,"pi":null}}}),
        json!({"errcode":1011,"errmsg":"SYS REQ PARTNER AUTH ERROR"}),
        json!({"errcode":3001,"errmsg":"P","data":{"results":[{"no":2,"errcode":3010,"errmsg":"M"},{"no":1,"errcode":1}]}}),
        json!({"errcode":0,"errmsg":"ok","data":""}),
    ]
    .map(|answer| answer.to_string())
    .into()
}

/// One of them with a few bytes replaced, cut out or repeated.
fn broken_answers() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<Index>(), any::<u8>(), 0..3);
    (select(answers()), proptest::collection::vec(change, 0..4)).prop_map(|(answer, changes)| {
        let mut bytes = answer.into_bytes();
        for (place, byte, kind) in changes {
            if bytes.is_empty() {
                break;
            }
            let place = place.index(bytes.len());
            match kind {
                0 => bytes[place] = byte,
                1 => drop(bytes.remove(place)),
                _ => bytes.insert(place, bytes[place]),
            }
        }
        bytes
    })
}

/// Any JSON, a few levels deep, with the names that decide strewn in.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2_i64..4).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    let names = select(vec!["errcode", "errmsg", "data", "result", "results", "status", "pi", "no", "x"]);
    leaf.prop_recursive(5, 64, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((names.clone(), inner), 0..6).prop_map(|members| members
                .into_iter()
                .map(|(name, value)| (name.to_string(), value))
                .collect()),
        ]
    })
}

/// What an independent reader of the same rules makes of an answer that a JSON library accepts.
fn success_is_written_there(body: &[u8]) -> bool {
    let Ok(json) = serde_json::from_slice::<Value>(body) else { return false };
    let result = &json["data"]["result"];
    json["errcode"].as_i64() == Some(0) && result["status"].as_i64() == Some(0) && result["pi"].is_string()
}

proptest! {
    #[test]
    fn opening_gives_what_was_sealed(key in key(), nonce: [u8; 12], text: Vec<u8>) {
        let body = encrypt_body(&key, &nonce, &text).unwrap();
        prop_assert_eq!(decrypt_body(&key, &body).unwrap(), text);
        let upper = decrypt_body(&key.to_uppercase(), &body);
        prop_assert!(upper.is_ok(), "the case of the key does not matter to the cipher");
    }

    #[test]
    fn a_sealed_body_is_strict_json_without_blanks(nonce: [u8; 12], text: Vec<u8>) {
        let body = encrypt_body(KEY, &nonce, &text).unwrap();
        let json: Value = serde_json::from_slice(&body).unwrap();
        prop_assert_eq!(json.to_string().into_bytes(), body);
    }

    #[test]
    fn a_changed_body_never_opens(nonce: [u8; 12], text: Vec<u8>, place: Index, flip in 1_u8..=255) {
        let mut body = encrypt_body(KEY, &nonce, &text).unwrap();
        // Inside the base64.
        let place = 9 + place.index(body.len() - 11);
        body[place] ^= flip;
        if let Ok(opened) = decrypt_body(KEY, &body) {
            prop_assert!(false, "opened to {} bytes", opened.len());
        }
    }

    #[test]
    fn another_key_never_opens(a in key(), b in key(), nonce: [u8; 12], text: Vec<u8>) {
        prop_assume!(!a.eq_ignore_ascii_case(&b));
        let body = encrypt_body(&a, &nonce, &text).unwrap();
        prop_assert_eq!(decrypt_body(&b, &body).unwrap_err().code, ErrorCode::DecryptFailed);
    }

    #[test]
    fn decrypting_is_total(bytes: Vec<u8>) {
        let error = decrypt_body(KEY, &bytes).unwrap_err();
        prop_assert_eq!(error.code, ErrorCode::InvalidBody);
    }

    #[test]
    fn signing_does_not_depend_on_order(params in params(), body: Vec<u8>, seed: u64) {
        let expected = sign(KEY, &params, &body).unwrap();
        let mut shuffled = params;
        let mut state = seed | 1;
        for place in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(place, usize::try_from(state >> 33).unwrap() % (place + 1));
        }
        prop_assert_eq!(sign(KEY, &shuffled, &body).unwrap(), expected);
    }

    #[test]
    fn an_explanation_explains(params in params(), body: Vec<u8>) {
        let explained = explain_sign(KEY, &params, &body).unwrap();
        prop_assert_eq!(&explained.sign, &sign(KEY, &params, &body).unwrap());
        prop_assert!(explained.sorted.is_sorted());
        let shown = explained.text.strip_prefix("<secretKey>").unwrap();
        if std::str::from_utf8(&body).is_ok() {
            prop_assert_eq!(i64::try_from(KEY.len() + shown.len()).unwrap(), explained.length);
        }
    }

    #[test]
    fn unpadding_gives_what_was_padded(raw in "[0-9A-Za-z]{1,30}") {
        let padded = normalize_id(&raw, IdMode::Pad).unwrap();
        prop_assert_eq!(padded.how, NormalIdHow::Padded);
        prop_assert_eq!(unpad_id(&padded.id).unwrap(), raw);
    }

    #[test]
    fn padding_never_makes_two_ids_meet(a in "[0-9A-Za-z]{1,32}", b in "[0-9A-Za-z]{1,32}") {
        prop_assume!(a != b);
        prop_assert_ne!(normalize_id(&a, IdMode::Pad).unwrap().id, normalize_id(&b, IdMode::Pad).unwrap().id);
    }

    #[test]
    fn a_normal_id_has_32_characters_and_stays(raw in ".{1,80}") {
        for mode in [IdMode::Hash, IdMode::Pad, IdMode::AlwaysHash] {
            let normal = normalize_id(&raw, mode).unwrap();
            prop_assert_eq!(normal.id.len(), 32);
            prop_assert!(normal.id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        }
        let once = normalize_id(&raw, IdMode::Hash).unwrap().id;
        let twice = normalize_id(&once, IdMode::Hash).unwrap();
        prop_assert_eq!((twice.id, twice.how), (once, NormalIdHow::Unchanged));
    }

    #[test]
    fn unpadding_is_total(id in ".{0,40}") {
        if let Ok(raw) = unpad_id(&id) {
            prop_assert_eq!(normalize_id(&raw, IdMode::Pad).unwrap().id, id);
        }
    }

    #[test]
    fn a_valid_name_stays_valid(name in "[\u{4e00}-\u{4e20}A-C· \u{3000}\u{200b}•・]{0,12}|.{0,12}") {
        if let Ok(valid) = validate_name(&name) {
            let again = validate_name(&valid.name).unwrap();
            prop_assert_eq!(again, valid.clone());
            prop_assert!((1..=32).contains(&valid.name.chars().count()));
            prop_assert!(!valid.name.contains('"') && !valid.name.contains('\\'));
        }
    }

    #[test]
    fn a_valid_number_stays_valid(number in id_number(), wide: bool) {
        let typed: String = if wide {
            number.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect()
        } else {
            number.to_lowercase()
        };
        let valid = validate_id_number(&typed, UNIX).unwrap();
        prop_assert_eq!(&valid.id_number, &number);
        prop_assert_eq!(valid.birth.text().replace('-', ""), &number[6..14]);
        prop_assert_eq!(validate_id_number(&valid.id_number, UNIX).unwrap(), valid);
    }

    #[test]
    fn one_wrong_digit_is_noticed(number in id_number(), place in 0_usize..17, by in 1_u8..10) {
        let mut digits = number.into_bytes();
        digits[place] = b'0' + (digits[place] - b'0' + by) % 10;
        let reason = validate_id_number(&String::from_utf8(digits).unwrap(), UNIX).unwrap_err().reason;
        prop_assert!(matches!(reason, Some("check_digit" | "birth_date")), "{:?}", reason);
    }

    #[test]
    fn validating_is_total(text in any::<String>(), unix: i64) {
        let _ = validate_name(&text);
        let _ = validate_id_number(&text, unix);
        let _ = pi_birth_date(&text);
    }

    #[test]
    fn a_pi_tells_the_birth_date(code in "[0-9a-z]{32}", year in 1800..2100, month in 1..13, day in 1..29) {
        let mut number = year * 10_000 + month * 100 + day;
        let mut prefix = [0; 6];
        for digit in prefix.iter_mut().rev() {
            *digit = b"0123456789abcdefghijklmnop"[usize::try_from(number % 26).unwrap()];
            number /= 26;
        }
        let pi = format!("{}{code}", std::str::from_utf8(&prefix).unwrap());
        let read = pi_birth_date(&pi).unwrap();
        prop_assert_eq!((read.birth, read.shape), (Date::new(year, month, day), PiShape::Standard));
    }

    #[test]
    fn every_part_of_an_attempt_changes_its_ai(
        salt in proptest::collection::vec(any::<u8>(), 16..=64), account in "[0-9a-z]{1,8}", attempt in 1_i64..1000,
    ) {
        let ai = |account: &str, attempt, name, number| {
            ai_for_attempt(&salt, "1101999999", account, attempt, name, number).unwrap()
        };
        let (name, number) = ("某一一", "110000190101010001");
        let this = ai(&account, attempt, name, number);
        prop_assert_eq!(&this, &ai(&account, attempt, " 某一一", "１１０000190101010001"));
        prop_assert_ne!(&this, &ai(&account, attempt + 1, name, number));
        prop_assert_ne!(&this, &ai(&format!("{account}x"), attempt, name, number));
        prop_assert_ne!(&this, &ai(&account, attempt, "某一二", number));
        prop_assert_ne!(&this, &ai(&account, attempt, name, "110000190101020007"));
    }

    #[test]
    fn reading_is_total(status: i32, body: Vec<u8>, rows: i32) {
        let _ = (parse_check(status, &body), parse_query(status, &body), parse_report(status, &body, rows));
    }

    #[test]
    fn a_broken_answer_is_never_more_than_it_says(body in broken_answers(), rows in 1..=128) {
        match parse_check(200, &body) {
            Answer::Verified { .. } => prop_assert!(success_is_written_there(&body)),
            Answer::Refused { errcode, .. } => prop_assert_ne!(errcode, 0),
            _ => {}
        }
        prop_assert_eq!(parse_check(200, &body), parse_query(200, &body));
        if let ReportAnswer::Partial { results } = parse_report(200, &body, rows).unwrap() {
            prop_assert!(!results.is_empty());
            prop_assert!(results.is_sorted_by(|a, b| a.no < b.no));
            prop_assert!(results.iter().all(|row| (1..=rows).contains(&row.no) && row.errcode != 0));
        }
    }

    #[test]
    fn any_json_is_read_as_an_independent_reader_does(json in any_json(), status in select(vec![200, 500])) {
        let body = json.to_string().into_bytes();
        let verified = matches!(parse_check(status, &body), Answer::Verified { .. });
        prop_assert!(!verified || (status == 200 && success_is_written_there(&body)));
        let accepted = parse_report(status, &body, 5).unwrap() == ReportAnswer::Accepted;
        prop_assert_eq!(accepted, status == 200 && json.is_object() && json["errcode"].as_i64() == Some(0));
    }

    #[test]
    fn redacting_hides_what_it_is_given(name in "[\u{4e00}-\u{9fa5}]{2,8}", number in id_number(), pi in pi(), key in key()) {
        let shown = |kind, value: &str| redact(kind, value).unwrap();
        let rest: String = name.chars().skip(1).collect();
        prop_assert!(!shown(RedactKind::Name, &name).contains(&rest));
        prop_assert!(!shown(RedactKind::IdNumber, &number).contains(&number[6..14]));
        prop_assert!(!shown(RedactKind::Pi, &pi).contains(&pi[..6]));
        prop_assert_eq!(shown(RedactKind::SecretKey, &key), "<secretKey>");
        let line = format!("号码{number}，pi={pi}；{key}appIdx");
        let shown = shown(RedactKind::Text, &line);
        prop_assert!(!shown.contains(&number[6..14]) && !shown.contains(&pi[..6]) && !shown.contains(&key), "{}", shown);
    }

    #[test]
    fn redacting_is_total(value in any::<String>()) {
        for kind in [RedactKind::Name, RedactKind::IdNumber, RedactKind::Pi, RedactKind::SecretKey] {
            prop_assert!(redact(kind, &value).unwrap().chars().count() <= 18);
        }
        let once = redact(RedactKind::Text, &value).unwrap();
        prop_assert_eq!(redact(RedactKind::Text, &once).unwrap(), once);
    }
}
