//! The README shows what the command really prints.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const README: &str = include_str!("../README.md");

/// The fenced blocks of one section, each with the line before it.
fn blocks(section: &str) -> Vec<(String, String)> {
    let text = README.split("\n## ").find(|part| part.starts_with(section)).expect(section);
    let (mut blocks, mut before, mut inside) = (Vec::<(String, String)>::new(), "", false);
    for line in text.lines() {
        if line.starts_with("```") {
            inside = !inside;
            if inside {
                blocks.push((before.to_owned(), String::new()));
            }
        } else if let Some((_, block)) = blocks.last_mut().filter(|_| inside) {
            block.push_str(line);
            block.push('\n');
        } else if !line.is_empty() {
            before = line;
        }
    }
    blocks
}

/// Runs `shiming ... [> file]` in a folder; what a terminal would show.
fn terminal(line: &str, folder: &Path) -> String {
    let (line, file) = line.split_once(" > ").map_or((line, None), |(line, file)| (line, Some(file)));
    let mut words = line.split(' ');
    assert_eq!(words.next(), Some("shiming"), "{line}");
    let run = Command::new(env!("CARGO_BIN_EXE_shiming"))
        .args(words)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let (stdout, stderr) = (String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap());
    match file {
        Some(file) => {
            fs::write(folder.join(file), stdout).unwrap();
            stderr
        }
        None => stdout + &stderr,
    }
}

fn is_true(section: &str, folder: &Path) -> usize {
    let mut commands = 0;
    for (_, block) in blocks(section).iter().filter(|(_, block)| block.starts_with("$ ")) {
        for example in format!("\n{block}").split("\n$ ").skip(1) {
            let (line, expected) = example.split_once('\n').unwrap_or((example, ""));
            assert_eq!(terminal(line, folder).trim_end(), expected.trim_end(), "{line}");
            commands += 1;
        }
    }
    commands
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("shiming-readme-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn decisions_and_play_windows() {
    let folder = folder("decisions");
    assert_eq!(is_true("Decisions", &folder) + is_true("Play windows", &folder), 3);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_notice_becomes_a_calendar() {
    let folder = folder("notice");
    let notice = blocks("A new year's notice");
    let (_, notice) = notice.iter().find(|(before, _)| before.ends_with("This is `2026.txt`:")).unwrap();
    fs::write(folder.join("2026.txt"), notice).unwrap();
    assert_eq!(is_true("A new year's notice", &folder), 2);
    assert!(fs::read_to_string(folder.join("calendar.json")).unwrap().starts_with("{\"v\":1"));
    // Both front pages show the same notice.
    for page in ["../../README.md", "../../README.zh-CN.md"] {
        let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        assert!(page.contains(notice.as_str()), "the notice of 2026");
    }
    fs::remove_dir_all(folder).unwrap();
}
