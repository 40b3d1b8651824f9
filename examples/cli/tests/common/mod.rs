//! Running the command.
#![allow(dead_code)]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Output, Stdio};

/// The official demo key (V1.9 §五).
pub const KEY: &str = "2836e95fcd10e04b0069bb1ee659955b";

/// What one run left behind.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|_| panic!("no JSON: {}\n{}", self.stdout, self.stderr))
    }

    pub fn all(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shiming"));
    command.args(args).env_remove("SHIMING_SECRET_KEY").env("LC_ALL", "C").env_remove("NO_COLOR");
    command
}

fn finish(output: Output) -> Run {
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs it with nothing on standard input.
pub fn shiming(args: &[&str]) -> Run {
    finish(command(args).stdin(Stdio::null()).output().unwrap())
}

/// Runs it with this on standard input, and these variables in the environment.
pub fn shiming_with(args: &[&str], stdin: &str, variables: &[(&str, &str)]) -> Run {
    let mut child = command(args)
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    finish(child.wait_with_output().unwrap())
}

/// A `shiming simulate` that ends when this value is dropped.
pub struct Simulator {
    child: Child,
    pub info: serde_json::Value,
}

impl Simulator {
    pub fn start(args: &[&str]) -> Self {
        let mut all = vec!["--json", "simulate", "--until-eof"];
        all.extend(args);
        let mut child = command(&all).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, info: serde_json::from_str(&line).unwrap() }
    }

    pub fn url(&self) -> &str {
        self.info["url"].as_str().unwrap()
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
