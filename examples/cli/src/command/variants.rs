//! The signatures that common mistakes produce. Each mistake was seen in the wild (V1.9 §五 leaves little room, the
//! wording "Key-Value" invites the dash); comparing tells which one was made.

use sha2::{Digest, Sha256};

use super::lang::{Text, text};
use crate::pipe::args::{hex, unhex};

/// What goes into a signature, before any mistake.
pub(super) struct Signed {
    pub(super) key: String,
    pub(super) params: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// One way to spell one part of the string.
type Choice<T> = (Option<Text>, T);

#[derive(Clone, Copy)]
enum Key {
    Text,
    Bytes,
    Upper,
    Lower,
    Absent,
    Last,
}

#[derive(Clone, Copy)]
enum Order {
    Sorted,
    Given,
    NoCase,
}

#[derive(Clone, Copy)]
enum Query {
    Signed,
    Absent,
    Encoded,
}

#[derive(Clone, Copy)]
enum Stamp {
    AsSent,
    Seconds,
    Millis,
}

#[derive(Clone, Copy)]
enum Body {
    AsSent,
    Absent,
    Compact,
    Spaced,
    EscapedSlash,
    Newline,
    Trimmed,
}

const KEYS: &[Choice<Key>] = &[
    (None, Key::Text),
    (
        Some(text(
            "密钥被解码成了 16 个字节：应直接使用 32 位文本",
            "the key was decoded to 16 bytes: use its 32 characters",
        )),
        Key::Bytes,
    ),
    (Some(text("密钥被改成了大写：应原样使用", "the key was made upper case: use it as issued")), Key::Upper),
    (Some(text("密钥被改成了小写：应原样使用", "the key was made lower case: use it as issued")), Key::Lower),
    (Some(text("没有拼接密钥：密钥应放在最前面", "the key is missing: it comes first")), Key::Absent),
    (Some(text("密钥拼在了最后：应放在最前面", "the key was put last: it comes first")), Key::Last),
];

const JOINTS: &[Choice<(&str, &str)>] = &[
    (None, ("", "")),
    (
        Some(text(
            "键和值之间多了“-”：文档写作 Key-Value，实际没有分隔符",
            "a dash between key and value: the document writes Key-Value, but there is no separator",
        )),
        ("-", ""),
    ),
    (
        Some(text(
            "键和值之间多了“=”：应没有分隔符",
            "an equals sign between key and value: there is no separator",
        )),
        ("=", ""),
    ),
    (
        Some(text(
            "用了 k=v&k=v 的写法：应没有任何分隔符",
            "written as k=v&k=v: there is no separator at all",
        )),
        ("=", "&"),
    ),
    (
        Some(text(
            "参数之间多了“&”：应没有分隔符",
            "ampersands between the parameters: there is no separator",
        )),
        ("", "&"),
    ),
];

const ORDERS: &[Choice<Order>] = &[
    (None, Order::Sorted),
    (
        Some(text(
            "参数没有排序：应按键名的字节升序",
            "the parameters are not sorted: sort them by the bytes of their names",
        )),
        Order::Given,
    ),
    (
        Some(text(
            "排序时忽略了大小写：应按字节比较（ai < appId < bizId < timestamps）",
            "sorted without regard to case: compare bytes (ai < appId < bizId < timestamps)",
        )),
        Order::NoCase,
    ),
];

const QUERIES: &[Choice<Query>] = &[
    (None, Query::Signed),
    (
        Some(text(
            "URL 查询参数没有参与签名：ai 等参数也要签",
            "the query of the URL is not signed: ai and its like belong in",
        )),
        Query::Absent,
    ),
    (
        Some(text(
            "查询参数签的是 URL 编码后的值：应签解码后的原值",
            "the query was signed percent-encoded: sign the decoded value",
        )),
        Query::Encoded,
    ),
];

const STAMPS: &[Choice<Stamp>] = &[
    (None, Stamp::AsSent),
    (
        Some(text(
            "签名用了秒，请求头用了毫秒：两处必须是同一个毫秒值",
            "signed with seconds, sent with milliseconds: both must be the same value in milliseconds",
        )),
        Stamp::Seconds,
    ),
    (
        Some(text(
            "签名用了毫秒，请求头用了秒：两处必须是同一个毫秒值",
            "signed with milliseconds, sent with seconds: both must be the same value in milliseconds",
        )),
        Stamp::Millis,
    ),
];

const BODIES: &[Choice<Body>] = &[
    (None, Body::AsSent),
    (
        Some(text(
            "报文体没有参与签名：应把实际发送的字节接在最后",
            "the body is not signed: append the very bytes that are sent",
        )),
        Body::Absent,
    ),
    (
        Some(text(
            "报文体签名后又被序列化（空格不同）：应签实际发送的字节",
            "the body was serialised again after signing (other blanks): sign the very bytes that are sent",
        )),
        Body::Compact,
    ),
    (
        Some(text(
            "报文体签名后又被序列化（签名时带空格）：应签实际发送的字节",
            "the body was serialised again after signing (signed with blanks): sign the very bytes that are sent",
        )),
        Body::Spaced,
    ),
    (
        Some(text(
            "报文体签名时“/”被转义成“\\/”：应签实际发送的字节",
            "the body was signed with / escaped as \\/: sign the very bytes that are sent",
        )),
        Body::EscapedSlash,
    ),
    (Some(text("签名时报文体末尾多了换行", "a line feed was signed after the body")), Body::Newline),
    (
        Some(text(
            "发送的报文体首尾有空白，签名时没有",
            "the body was sent with blanks around it and signed without",
        )),
        Body::Trimmed,
    ),
];

const UPPER: Text =
    text("签名用了大写十六进制：应为小写", "the signature is in upper-case hex: write it in lower case");

/// The fewest mistakes that turn `signed` into `got`; none when no combination does.
pub(super) fn find(signed: &Signed, got: &str) -> Option<Vec<Text>> {
    let mut best: Option<Vec<Text>> = None;
    let mut consider = |mistakes: Vec<Text>| {
        if best.as_ref().is_none_or(|best| mistakes.len() < best.len()) {
            best = Some(mistakes);
        }
    };
    let bodies: Vec<(Option<Text>, Vec<u8>)> =
        BODIES.iter().map(|(text, body)| (*text, spell_body(*body, &signed.body))).collect();
    for (query_text, query) in QUERIES {
        for (stamp_text, stamp) in STAMPS {
            for (order_text, order) in ORDERS {
                let params = spell_params(&signed.params, *query, *stamp, *order);
                for (joint_text, (inner, outer)) in JOINTS {
                    let joined: Vec<String> = params.iter().map(|(k, v)| format!("{k}{inner}{v}")).collect();
                    let joined = joined.join(outer);
                    for (key_text, key) in KEYS {
                        for (body_text, body) in &bodies {
                            let sign = digest(&signed.key, *key, joined.as_bytes(), body);
                            if !sign.eq_ignore_ascii_case(got) {
                                continue;
                            }
                            let upper = (sign != got).then_some(UPPER);
                            let texts = [
                                *key_text,
                                *joint_text,
                                *order_text,
                                *query_text,
                                *stamp_text,
                                *body_text,
                                upper,
                            ];
                            consider(texts.into_iter().flatten().collect());
                        }
                    }
                }
            }
        }
    }
    best
}

fn digest(key: &str, how: Key, params: &[u8], body: &[u8]) -> String {
    let bytes = match how {
        Key::Text | Key::Last => key.as_bytes().to_vec(),
        Key::Bytes => unhex(&key.to_ascii_lowercase()).unwrap_or_default(),
        Key::Upper => key.to_ascii_uppercase().into_bytes(),
        Key::Lower => key.to_ascii_lowercase().into_bytes(),
        Key::Absent => Vec::new(),
    };
    let mut hash = Sha256::new();
    if !matches!(how, Key::Last) {
        hash.update(&bytes);
    }
    hash.update(params);
    hash.update(body);
    if matches!(how, Key::Last) {
        hash.update(&bytes);
    }
    hex(&hash.finalize())
}

fn is_header(key: &str) -> bool {
    ["appId", "bizId", "timestamps"].contains(&key)
}

fn spell_params(
    params: &[(String, String)],
    query: Query,
    stamp: Stamp,
    order: Order,
) -> Vec<(String, String)> {
    let kept = params.iter().filter(|(key, _)| is_header(key) || !matches!(query, Query::Absent));
    let mut params: Vec<(String, String)> = kept
        .map(|(key, value)| {
            let value = match (key.as_str(), query, stamp) {
                ("timestamps", _, Stamp::Seconds) => value.get(..10).unwrap_or(value).to_owned(),
                ("timestamps", _, Stamp::Millis) => format!("{value}000"),
                (key, Query::Encoded, _) if !is_header(key) => percent_encode(value),
                _ => value.clone(),
            };
            (key.clone(), value)
        })
        .collect();
    match order {
        Order::Sorted => params.sort(),
        Order::Given => {}
        Order::NoCase => params.sort_by_key(|(key, _)| key.to_lowercase()),
    }
    params
}

fn percent_encode(value: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    value.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn spell_body(how: Body, body: &[u8]) -> Vec<u8> {
    let text = || String::from_utf8_lossy(body);
    let json = || serde_json::from_slice::<serde_json::Value>(body).ok();
    match how {
        Body::AsSent => body.to_vec(),
        Body::Absent => Vec::new(),
        Body::Compact => json().map_or_else(|| body.to_vec(), |json| json.to_string().into_bytes()),
        Body::Spaced => json().map_or_else(
            || body.to_vec(),
            |json| json.to_string().replacen("\":\"", "\": \"", 1).into_bytes(),
        ),
        Body::EscapedSlash => text().replace('/', "\\/").into_bytes(),
        Body::Newline => [body, b"\n"].concat(),
        Body::Trimmed => body.trim_ascii().to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed() -> Signed {
        let param = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        Signed {
            key: "2836e95fcd10e04b0069bb1ee659955b".to_owned(),
            params: vec![
                param("bizId", "test-bizId"),
                param("appId", "test-appId"),
                param("timestamps", "1584949895758"),
                param("ai", "a b"),
            ],
            body: br#"{"data":"a/b"}"#.to_vec(),
        }
    }

    fn found(text: &str, key: &str) -> Vec<&'static str> {
        let got = digest(key, Key::Text, text.as_bytes(), b"");
        find(&signed(), &got).unwrap_or_default().iter().map(|text| text.en).collect()
    }

    #[test]
    fn no_mistake_is_no_finding() {
        let right = r#"aia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{"data":"a/b"}"#;
        let got = digest(&signed().key, Key::Text, right.as_bytes(), b"");
        assert_eq!(find(&signed(), &got).map(|texts| texts.len()), Some(0));
        assert!(find(&signed(), &"0".repeat(64)).is_none());
    }

    #[test]
    fn each_mistake_is_named() {
        let key = signed().key;
        let cases = [
            (r#"ai-a bappId-test-appIdbizId-test-bizIdtimestamps-1584949895758{"data":"a/b"}"#, "a dash"),
            (
                r#"bizIdtest-bizIdappIdtest-appIdtimestamps1584949895758aia b{"data":"a/b"}"#,
                "the parameters are not sorted",
            ),
            (
                r#"appIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{"data":"a/b"}"#,
                "the query of the URL",
            ),
            (
                r#"aia%20bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{"data":"a/b"}"#,
                "the query was signed percent",
            ),
            (
                r#"aia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895{"data":"a/b"}"#,
                "signed with seconds",
            ),
            (
                r#"aia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{"data": "a/b"}"#,
                "the body was serialised",
            ),
            (
                r#"aia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{"data":"a\/b"}"#,
                "the body was signed with /",
            ),
            (r#"aia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758"#, "the body is not signed"),
            ("aia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{\"data\":\"a/b\"}\n", "a line feed"),
        ];
        for (text, beginning) in cases {
            let found = found(text, &key);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(found[0].starts_with(beginning), "{text}: {found:?}");
        }
    }

    #[test]
    fn keys_and_case() {
        let right = br#"aia bappIdtest-appIdbizIdtest-bizIdtimestamps1584949895758{"data":"a/b"}"#;
        for (how, beginning) in [(Key::Bytes, "the key was decoded"), (Key::Upper, "the key was made upper")]
        {
            let found = find(&signed(), &digest(&signed().key, how, right, b"")).unwrap();
            assert!(found.len() == 1 && found[0].en.starts_with(beginning));
        }
        let upper = digest(&signed().key, Key::Text, right, b"").to_uppercase();
        assert_eq!(find(&signed(), &upper).unwrap().len(), 1);
    }

    #[test]
    fn two_mistakes_at_once() {
        let text = r#"ai-a bappId-test-appIdbizId-test-bizIdtimestamps-1584949895758"#;
        assert_eq!(found(text, &signed().key).len(), 2);
    }
}
