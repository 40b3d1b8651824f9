//! Two readers of the newest version's text, one for what this library wrote and one for any order and white space, agree.

use alloc::{format, string::String, vec::Vec};

use super::super::{AccountEvent, AccountOptions, AccountState, PersonSource, account_apply};
use crate::time::Now;

/// A blank in front, and the quick reader leaves the text to the other one.
fn agree(json: &str) {
    let (quick, thorough) = (AccountState::from_json(json), AccountState::from_json(&format!(" {json}")));
    assert_eq!(quick, thorough, "{json}");
}

fn states() -> [AccountState; 3] {
    let linked = |pi: &str, birth, source| {
        let event = AccountEvent::LinkPerson { pi: pi.into(), birth, source };
        let now = Now { unix: 1_795_176_000_000, mono: 0 };
        account_apply(&AccountState::new(), &event, None, now, &AccountOptions::default())
            .expect("a person")
            .state
    };
    let birth = crate::time::Date::parse("2010-05-01");
    [
        linked("1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u", None, PersonSource::Own),
        linked("hccclp6y0sqwlzqmt5i5ozm3ho8rkqzkqsylqe", birth, PersonSource::Own),
        linked(r#"a\b"c"#, birth, PersonSource::Own),
    ]
}

#[test]
fn every_change_of_one_byte_is_read_alike() {
    let others = [b'"', b'\\', b',', b'}', b' ', b'0', b'9', b'-', b'a', b'\n', 0x7f];
    for state in states() {
        let json = state.to_json();
        assert_eq!(AccountState::from_json(&json), Ok(state));
        for at in 0..json.len() {
            for other in others {
                let mut bytes = json.clone().into_bytes();
                bytes[at] = other;
                agree(&String::from_utf8(bytes.clone()).expect("ASCII"));
                bytes.insert(at, other);
                agree(&String::from_utf8(bytes).expect("ASCII"));
            }
            agree(&json[..at]);
            agree(&format!("{}{}", &json[..at], &json[at + 1..]));
            agree(&format!("{}é{}", &json[..at], &json[at..]));
        }
    }
}

#[test]
fn every_left_out_or_repeated_member_is_read_alike() {
    for state in states() {
        let json = state.to_json();
        let members: Vec<&str> = json.trim_matches(['{', '}']).split(',').collect();
        for at in 0..members.len() {
            let mut fewer = members.clone();
            let member = fewer.remove(at);
            agree(&format!("{{{}}}", fewer.join(",")));
            for to in 0..=fewer.len() {
                let mut moved = fewer.clone();
                moved.insert(to, member);
                agree(&format!("{{{}}}", moved.join(",")));
                moved.insert(at, member);
                agree(&format!("{{{}}}", moved.join(",")));
            }
        }
    }
}
