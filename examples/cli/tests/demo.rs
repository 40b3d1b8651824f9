//! The demonstration: whole, killed and resumed, and with something missing.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use common::shiming;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("shiming-demo-test-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn start(args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shiming"));
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Waits until the file has grown by so many bytes, or the process has ended.
fn until_grown(child: &mut Child, file: &Path, by: u64) {
    let size = || fs::metadata(file).map_or(0, |data| data.len());
    let begin = size();
    while size() < begin + by && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn everything_is_accounted_for() {
    let run = shiming(&["demo", "--players", "60", "--no-faults", "--json"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let answer = run.json();
    assert_eq!(answer["whole"], true);
    let players = answer["players"].as_object().unwrap();
    assert_eq!(players.values().map(|sums| sums["planned"].as_u64().unwrap()).sum::<u64>(), 60);
    assert!(players["pending_verified"]["sessions"].as_u64().unwrap() > 0);
    assert_eq!(answer["rows"].as_array().unwrap().len(), 6);
    for row in answer["rows"].as_array().unwrap() {
        assert_eq!((&row["accepted"], &row["lost"]), (&row["due"], &0.into()), "{row}");
    }
    assert!(run.stderr.is_empty(), "{}", run.stderr);
    // A fifth as many minors on a virtual Friday, a fifth of whom leave before nine.
    let evening = answer["evening"].as_object().unwrap();
    let due = |name: &str| evening[name]["due"].as_u64().unwrap();
    assert_eq!((due("refused_at_noon"), due("ended_at_21"), due("refused_after_21")), (12, 10, 12));
    assert_eq!((due("warned_15_minutes"), due("warned_1_minute")), (10, 10));
    // Two of the twelve are six years old and may pay nothing.
    assert_eq!(due("payment_over_month_limit_refused"), 10);
    assert!(evening.values().all(|count| count["due"] == count["done"]), "{evening:?}");
}

#[test]
fn people_see_three_tables_and_nobody() {
    let run = shiming(&["demo", "--players", "24", "--no-faults", "--lang", "zh"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    for text in ["认证中，后成功", "游客", "重复", "21:00 准时下线", "20:45 提醒", "全部对上：24 名玩家"]
    {
        assert!(run.stdout.contains(text), "{text}: {}", run.stdout);
    }
    // The plan's names begin with 某, its numbers with 110000; a pi of somebody born since 1970 with 1h.
    for marker in ["某", "110000", "1h", common::KEY] {
        assert!(!run.all().contains(marker), "{marker}: {}", run.all());
    }
}

#[test]
fn a_run_that_is_killed_again_and_again_is_finished_by_the_last_one() {
    let folder = Folder::new("kill");
    let args = ["demo", "--players", "120", "--no-throttle", "--seed", "5", "--journal", folder.path()];
    // From the first requests over verification, play and reports to the end; the journal and the database grow together.
    for bytes in [1, 4_000, 25_000, 10_000, 10_000, 6_000, 3_000, 500] {
        let mut child = start(&args);
        until_grown(&mut child, &folder.file("database.jsonl"), bytes);
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let mut json = args.to_vec();
    // Whatever is asked for now: the players are those that began here.
    json.extend(["--json", "--games", "7"]);
    let run = shiming(&json);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let answer = run.json();
    assert_eq!((&answer["whole"], answer["rows"].as_array().unwrap().len()), (&true.into(), 6));
    let players = answer["players"].as_object().unwrap();
    assert_eq!(players.values().map(|sums| sums["as_planned"].as_u64().unwrap()).sum::<u64>(), 120);
    assert!(answer["rows"].as_array().unwrap().iter().all(|row| row["lost"] == 0));
}

#[test]
fn two_runs_cannot_share_a_directory() {
    let folder = Folder::new("share");
    let args = ["demo", "--players", "30", "--no-faults", "--journal", folder.path()];
    let mut first = start(&args);
    until_grown(&mut first, &folder.file("database.jsonl"), 1);
    let second = shiming(&args);
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(second.code, 2);
    assert!(second.stderr.contains("another process has this journal open"), "{}", second.stderr);
}

/// A finished demonstration, then without the lines of a file that `wanted` names: the next run must find it.
fn tampered(name: &str, file: &str, wanted: fn(&str) -> bool) -> serde_json::Value {
    let folder = Folder::new(name);
    let args = ["demo", "--players", "24", "--no-faults", "--json", "--journal", folder.path()];
    assert_eq!(shiming(&args).code, 0);
    assert_eq!(shiming(&args).code, 0, "a second look at a finished run finds nothing wrong");
    let file = folder.file(file);
    let text = fs::read_to_string(&file).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !wanted(line)).collect();
    assert!(kept.len() < text.lines().count());
    fs::write(&file, kept.join("\n") + "\n").unwrap();
    let run = shiming(&args);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    run.json()
}

#[test]
fn a_report_that_the_authority_does_not_have_is_found() {
    let answer = tampered("report", "simulator.jsonl", |line| line.contains("loginout"));
    let problems = answer["problems"].to_string();
    assert!(problems.contains("the authority does not have it"), "{problems}");
    assert_eq!(answer["whole"], false);
}

#[test]
fn a_session_that_the_application_does_not_know_is_found() {
    let answer = tampered("session", "database.jsonl", |line| line.contains("\"session\":\"0-0\""));
    assert!(answer["problems"].to_string().contains("never heard of"), "{answer}");
}
