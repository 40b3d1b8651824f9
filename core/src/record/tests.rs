//! The rules of reading and writing, on a structure of every kind of member.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::*;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Colour {
    Red,
    Green,
}

crate::names::names!(Colour { Red = "red", Green = "green" });
by_name!(Colour::Red = "red or green");

#[derive(Debug, Default, PartialEq)]
struct Inner {
    at: i64,
}

impl Record for Inner {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![required("at", &mut self.at)]
    }
}

#[derive(Debug, Default, PartialEq)]
struct All {
    text: String,
    small: u8,
    flag: bool,
    maybe: Option<i32>,
    colour: Option<Colour>,
    day: Option<Date>,
    inner: Option<Inner>,
    list: Vec<Inner>,
    colours: Vec<Colour>,
}

impl Record for All {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            required("text", &mut self.text),
            sparse("small", &mut self.small),
            sparse("flag", &mut self.flag),
            optional("maybe", &mut self.maybe),
            sparse("colour", &mut self.colour),
            sparse("day", &mut self.day),
            sparse("inner", &mut self.inner),
            optional("list", &mut self.list),
            optional("colours", &mut self.colours),
        ]
    }
}

fn all(json: &str) -> Result<All, String> {
    let mut all = All::default();
    read(json, &mut all).map(|()| all).map_err(|error| error.what)
}

const FULL: &str = r#"{"text":"a\"\\\u0001 实","small":7,"flag":true,"maybe":-3,"colour":"green","day":"2024-02-29","inner":{"at":1},"list":[{"at":2},{"at":3}],"colours":["red","green"]}"#;

#[test]
fn what_is_written_reads_back_the_same_in_any_order() {
    let mut full = all(FULL).unwrap();
    assert_eq!(write(&mut full), FULL);
    let value: serde_json::Value = serde_json::from_str(FULL).unwrap();
    // serde_json's map sorts its members.
    assert_ne!(value.to_string(), FULL);
    assert_eq!(all(&value.to_string()).unwrap(), full);
    assert_eq!(all(&serde_json::to_string_pretty(&value).unwrap()).unwrap(), full);
}

#[test]
fn what_is_absent_stays_as_it_was_and_sparse_members_are_left_out() {
    let mut empty = all(r#"{"text":""}"#).unwrap();
    assert_eq!(empty, All::default());
    assert_eq!(write(&mut empty), r#"{"text":"","maybe":null,"list":[],"colours":[]}"#);
    assert_eq!(all(r#"{"text":"","maybe":null}"#).unwrap(), empty);
    let mut kept = All { small: 4, ..All::default() };
    read(r#"{"text":""}"#, &mut kept).unwrap();
    assert_eq!(kept.small, 4);
}

#[test]
fn escapes_are_those_of_serde_json() {
    for text in (0..0x100u32).filter_map(char::from_u32).map(|char| format!("a{char}z")) {
        let mut value = text.clone();
        assert_eq!(write(&mut value), serde_json::to_string(&text).unwrap());
    }
}

#[test]
fn every_other_shape_is_refused_without_quoting_it() {
    let wrong = [
        (r#"{}"#, "text is missing"),
        (r#"{"text":"","tekst":"SECRET"}"#, "expected one of text, small, "),
        (r#"{"text":"","text":"SECRET"}"#, "text stands there twice"),
        (r#"{"text":5}"#, "text: expected a text"),
        (r#"{"text":null}"#, "text: expected a text"),
        (r#"{"text":{}}"#, "text: expected a text"),
        (r#"{"text":[]}"#, "text: expected a text"),
        (r#"{"text":"","small":256}"#, "small: expected an integer from 0 to 255"),
        (r#"{"text":"","small":1.0}"#, "small: expected an integer from 0 to 255"),
        (r#"{"text":"","small":18446744073709551615}"#, "small: expected an integer from 0 to 255"),
        (r#"{"text":"","flag":1}"#, "flag: expected true or false"),
        (r#"{"text":"","maybe":"SECRET"}"#, "maybe: expected an integer of 32 bits"),
        (r#"{"text":"","colour":"SECRET"}"#, "colour: expected red or green"),
        (r#"{"text":"","colour":null}"#, "colour: expected red or green"),
        (r#"{"text":"","day":"2023-02-29"}"#, "day: expected a day as YYYY-MM-DD"),
        (r#"{"text":"","inner":[1]}"#, "inner: expected an object"),
        (r#"{"text":"","inner":{}}"#, "at is missing"),
        (r#"{"text":"","list":{}}"#, "list: expected a list"),
        (r#"{"text":"","list":null}"#, "list: expected a list"),
        (r#"{"text":"","list":[{"at":1},null]}"#, "list: expected an object"),
        (r#"{"text":"","colours":["SECRET"]}"#, "colours: expected red or green"),
        (r#"["SECRET"]"#, "the whole text: expected an object"),
        ("null", "the whole text: expected an object"),
    ];
    for (json, expected) in wrong {
        let error = all(json).expect_err(json);
        assert!(error.starts_with(expected), "{json}: {error}");
        assert!(!error.contains("SECRET"), "{error}");
    }
    for json in ["", "{", r#"{"text":""}x"#, r#"{"text":"",}"#, r#"{text:""}"#] {
        all(json).expect_err(json);
    }
}

#[test]
fn the_version_is_found_in_what_cannot_be_read() {
    assert_eq!(version(r#"{"new":[{}],"v":2}"#), Some(2));
    for json in ["", "[2]", "{}", r#"{"v":"2"}"#, r#"{"v":2.0}"#, r#"{"v":2,"v":2}"#, r#"{"v":2"#] {
        assert_eq!(version(json), None, "{json}");
    }
}
