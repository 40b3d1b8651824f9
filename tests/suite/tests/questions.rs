//! The 40 questions (`examples/QUESTIONS.md` and its Chinese twin): same numbers, rules, operations, options and examples in both
//! languages; rules and operations exist; examples are what the pipe answers.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use shiming_cli::pipe::Testee;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect(path)
}

/// A language: its page and the three labels of an answer's last line, with what separates them.
const ENGLISH: (&str, [&str; 3], &str) =
    ("examples/QUESTIONS.md", ["> Rules: ", "Operations: ", "Options: "], " · ");
const CHINESE: (&str, [&str; 3], &str) =
    ("examples/QUESTIONS.zh-CN.md", ["> 依据：", "操作：", "选项："], " ｜ ");

/// One question: its number, the names behind it, its prose and its code.
#[derive(Debug)]
struct Question {
    number: u32,
    rules: BTreeSet<String>,
    operations: BTreeSet<String>,
    options: BTreeSet<String>,
    prose: String,
    /// Fenced blocks: what stands behind the fence, and the text.
    code: Vec<(String, String)>,
}

fn page((path, labels, separator): (&str, [&str; 3], &str)) -> Vec<Question> {
    let text = read(path);
    let questions = text.split("\n### ").skip(1).map(|part| {
        // The heading of the next chapter is not part of an answer.
        let part = part.split("\n## ").next().unwrap_or_default();
        let (heading, answer) = part.split_once('\n').expect("an answer");
        let number = heading.split('.').next().and_then(|number| number.parse().ok());
        let number = number.unwrap_or_else(|| panic!("{path}: {heading} has no number"));
        let last = answer.lines().filter(|line| line.starts_with(labels[0])).collect::<Vec<_>>();
        let [last] = last.as_slice() else {
            panic!("{path}, {number}: one line names rules, operations and options")
        };
        let cells: Vec<&str> = last.split(separator).collect();
        let [rules, operations, options] = cells.as_slice() else { panic!("{path}, {number}: {last}") };
        let rules = rules.strip_prefix(labels[0]).expect("rules").split(['、', ',']);
        let rules = rules.map(|rule| rule.trim().to_string()).collect();
        let marked = |cell: &str, label: &str| {
            let names = cell.strip_prefix(label).unwrap_or_else(|| panic!("{path}, {number}: {label}"));
            names.split('`').skip(1).step_by(2).map(String::from).collect()
        };
        let (mut prose, mut code, mut inside) = (String::new(), Vec::<(String, String)>::new(), false);
        for line in answer.lines().filter(|line| !line.starts_with(labels[0])) {
            if let Some(kind) = line.strip_prefix("```") {
                inside = !inside;
                if inside {
                    code.push((kind.to_string(), String::new()));
                }
            } else if let Some((_, text)) = code.last_mut().filter(|_| inside) {
                // Comments are in the language of the page.
                text.push_str(line.split("--").next().unwrap_or_default().trim_end());
                text.push('\n');
            } else {
                prose.push_str(line);
                prose.push('\n');
            }
        }
        let (operations, options) = (marked(operations, labels[1]), marked(options, labels[2]));
        Question { number, rules, operations, options, prose, code }
    });
    questions.collect()
}

/// The numbers Qn and Mn in a text.
fn cited(text: &str) -> BTreeSet<(char, u32)> {
    let mut found = BTreeSet::new();
    for (at, kind) in text.char_indices().filter(|(_, letter)| ['Q', 'M'].contains(letter)) {
        let apart = !text[..at].ends_with(|before: char| before.is_ascii_alphanumeric());
        let digits: String = text[at + 1..].chars().take_while(char::is_ascii_digit).collect();
        if let (true, Ok(number)) = (apart, digits.parse()) {
            found.insert((kind, number));
        }
    }
    found
}

fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push_str(&fs::read_to_string(&path).expect("UTF-8"));
        }
    }
}

#[test]
fn both_pages_have_the_same_40_questions() {
    let (english, chinese) = (page(ENGLISH), page(CHINESE));
    assert!(english.iter().map(|question| question.number).eq(1..=40));
    assert!(chinese.iter().map(|question| question.number).eq(1..=40));
    for (english, chinese) in english.iter().zip(&chinese) {
        let number = english.number;
        assert_eq!(english.rules, chinese.rules, "rules of {number}");
        assert_eq!(english.operations, chinese.operations, "operations of {number}");
        assert_eq!(english.options, chinese.options, "options of {number}");
        assert_eq!(english.code, chinese.code, "code of {number}");
        assert_eq!(cited(&english.prose), cited(&chinese.prose), "citations in {number}");
    }
}

#[test]
fn every_answer_cites_a_rule_that_exists() {
    let table: String = read("tests/traceability.md");
    for question in page(ENGLISH).into_iter().chain(page(CHINESE)) {
        let number = question.number;
        for rule in &question.rules {
            let known = ["34号", "14号"].contains(&rule.as_str())
                || rule.starts_with("V1.9 §")
                || table.contains(&format!("\n| {rule} | "));
            assert!(known, "{number}: {rule} is no rule");
        }
        assert!(!question.rules.is_empty(), "{number}");
        for (kind, cited) in cited(&question.prose) {
            assert!(table.contains(&format!("\n| {kind}{cited} | ")), "{number} cites {kind}{cited}");
        }
    }
}

#[test]
fn operations_and_options_exist() {
    let table: Value = serde_json::from_str(&read("tests/vectors/operations.json")).expect("JSON");
    let operations: BTreeSet<&str> =
        table["operations"].as_array().expect("list").iter().filter_map(|op| op["name"].as_str()).collect();
    let mut core = String::new();
    sources(&root().join("core/src"), &mut core);
    for question in page(ENGLISH) {
        let number = question.number;
        assert!(!question.operations.is_empty(), "{number}");
        for name in &question.operations {
            assert!(operations.contains(name.as_str()), "{number}: {name} is no operation");
        }
        for name in &question.options {
            let field = [format!("    {name}: "), format!("pub {name}: "), format!("(\"{name}\", &mut ")];
            assert!(field.iter().any(|field| core.contains(field)), "{number}: {name} is no option");
        }
    }
}

/// What looks like an operation in the text is one: `engine_...`, `..._request`, `decide...` and so on.
#[test]
fn operations_in_the_text_exist() {
    let known = read("tests/vectors/operations.json");
    for question in page(ENGLISH).into_iter().chain(page(CHINESE)) {
        for name in question.prose.split('`').skip(1).step_by(2) {
            let word = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            let starts =
                ["engine_", "decide", "account_", "parse_", "validate_", "explain_", "interface_", "play_"];
            // The one event that begins like an operation.
            let operation =
                word && name != "account_changed" && starts.iter().any(|start| name.starts_with(start));
            if operation {
                assert!(known.contains(&format!("\"{name}\"")), "{}: {name}", question.number);
            }
        }
    }
}

#[test]
fn answers_are_short() {
    for question in page(CHINESE) {
        let sentences = question.prose.matches('。').count();
        assert!((2..=7).contains(&sentences), "{} has {sentences} sentences", question.number);
    }
}

/// Every line that begins with `>` is a call, and the next one is what the pipe answers to it.
#[test]
fn examples_are_what_the_pipe_answers() {
    let mut seen = 0;
    for question in page(ENGLISH) {
        let mut testee = Testee::new();
        let mut lines = question.code.iter().flat_map(|(_, text)| text.lines());
        while let Some(line) = lines.next() {
            let Some(call) = line.strip_prefix("> ") else { continue };
            let shown = lines.next().and_then(|line| line.strip_prefix("< ")).expect("an answer");
            let shown: Value = serde_json::from_str(shown).expect("JSON");
            let call: Value = serde_json::from_str(call).expect("JSON");
            assert_eq!(testee.answer_value(&call), shown, "{}", question.number);
            assert!(shown.get("ok").is_some(), "{}", question.number);
            seen += 1;
        }
    }
    assert!(seen >= 8, "{seen} examples");
}

/// JSON that is shown without a call is what the call takes.
#[test]
fn configuration_that_is_shown_is_taken() {
    let mut seen = 0;
    for question in page(ENGLISH) {
        for (_, text) in question.code.iter().filter(|(kind, _)| kind == "json") {
            let json: Value = serde_json::from_str(text).expect("JSON");
            let mut testee = Testee::new();
            let mut call = |op: &str, args: Value| {
                let answer = testee.answer_value(&json!({"id": 1, "op": op, "args": args}));
                answer.get("ok").cloned().unwrap_or_else(|| panic!("{}: {answer}", question.number))
            };
            let now = json!({"unix": 1_795_176_000_000_i64, "mono": 0});
            let config = r#"{"v":1,"journal":"off"}"#;
            call(
                "engine_open",
                json!({"e": 1, "config": config, "entropy_hex": "0123456789abcdef".repeat(4), "now": now}),
            );
            match question.number {
                26 => {
                    // The notice that is written out is the one that is built in.
                    let profile = r#"{"base":"cn2021"}"#;
                    for month in 1..=12 {
                        let mut days = |calendar: Value| {
                            let args = json!({"year": 2026, "month": month, "profile": profile, "calendar": calendar});
                            call("play_windows", args)
                        };
                        assert_eq!(days(json!(text)), days(Value::Null), "{month}");
                    }
                    let policy = json!({"profile": {"base": "cn2021"}, "calendar": json}).to_string();
                    call("engine_put_policy", json!({"e": 1, "json": policy}));
                }
                37 => {
                    let game = r#"{"game":"g","app_id":"a","biz_id":"b"}"#;
                    call("engine_put_game", json!({"e": 1, "json": game}));
                    call("engine_set_share", json!({"e": 1, "game": "g", "share": json}));
                }
                38 => drop(call("engine_put_app", json!({"e": 1, "json": text}))),
                other => panic!("{other}: say here what takes this"),
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 3);
}
