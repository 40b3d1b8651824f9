//! Who answers calls: a process that speaks the pipe protocol, or the reference inside this process.

use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use shiming_cli::pipe::Testee;

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(180);

/// A call: an operation and its arguments. Ids are added when it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The operation.
    pub op: String,
    /// Its arguments.
    pub args: Value,
}

impl Call {
    /// Puts both together.
    pub fn new(op: &str, args: Value) -> Self {
        Self { op: op.to_owned(), args }
    }

    fn line(&self, id: i64) -> Value {
        json!({"id": id, "op": self.op, "args": self.args})
    }
}

/// Anything that answers calls.
pub trait Surface {
    /// The answers to these calls, in order. Fewer answers than calls mean that it died or fell silent.
    fn ask(&mut self, calls: &[Call]) -> Vec<Value>;

    /// Starts anew, without any state of earlier calls.
    fn restart(&mut self) -> Result<(), String>;
}

/// The reference, in this process.
#[derive(Default)]
pub struct Reference {
    testee: Testee,
    next: i64,
}

impl Reference {
    /// The answer to one call.
    pub fn one(&mut self, op: &str, args: Value) -> Value {
        self.next += 1;
        self.testee.answer_value(&Call::new(op, args).line(self.next))
    }
}

impl Surface for Reference {
    fn ask(&mut self, calls: &[Call]) -> Vec<Value> {
        calls.iter().map(|call| self.one(&call.op, call.args.clone())).collect()
    }

    fn restart(&mut self) -> Result<(), String> {
        *self = Self::default();
        Ok(())
    }
}

/// A process that speaks the protocol on its standard streams.
pub struct Process {
    command: String,
    running: Option<Running>,
    next: i64,
}

struct Running {
    child: Child,
    stdin: BufWriter<ChildStdin>,
    answers: Receiver<Value>,
}

impl Process {
    /// Starts `command`, as a shell would.
    pub fn start(command: &str) -> Result<Self, String> {
        let mut process = Self { command: command.to_owned(), running: None, next: 0 };
        process.restart()?;
        Ok(process)
    }

    fn spawn(&self) -> io::Result<Running> {
        let mut shell = if cfg!(windows) { Command::new("cmd") } else { Command::new("sh") };
        if cfg!(windows) {
            shell.args(["/C", &self.command]);
        } else {
            shell.args(["-c", &format!("exec {}", self.command)]);
        }
        let mut child = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("no pipe to the testee"));
        };
        let (sender, answers) = channel();
        thread::spawn(move || {
            for line in BufReader::with_capacity(1 << 16, stdout).lines() {
                let Ok(line) = line else { return };
                // A line that is not JSON is still an answer: a wrong one.
                let answer = serde_json::from_str(&line).unwrap_or(Value::String(line));
                if sender.send(answer).is_err() {
                    return;
                }
            }
        });
        Ok(Running { child, stdin: BufWriter::with_capacity(1 << 16, stdin), answers })
    }
}

impl Surface for Process {
    fn ask(&mut self, calls: &[Call]) -> Vec<Value> {
        let Some(running) = &mut self.running else { return Vec::new() };
        let first = self.next + 1;
        self.next += calls.len() as i64;
        let stdin = &mut running.stdin;
        let answers = &running.answers;
        thread::scope(|scope| {
            scope.spawn(move || {
                // A broken pipe shows as missing answers.
                let mut lines = calls.iter().zip(first..);
                let _ = lines.try_for_each(|(call, id)| writeln!(stdin, "{}", call.line(id)));
                let _ = stdin.flush();
            });
            let mut got = Vec::with_capacity(calls.len());
            while got.len() < calls.len() {
                match answers.recv_timeout(PATIENCE) {
                    Ok(answer) => got.push(checked_id(answer, first + got.len() as i64)),
                    Err(RecvTimeoutError::Timeout) => {
                        // Only its end lets the writer go on.
                        let _ = running.child.kill();
                        break;
                    }
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            }
            got
        })
    }

    fn restart(&mut self) -> Result<(), String> {
        self.stop();
        self.next = 0;
        self.running =
            Some(self.spawn().map_err(|error| format!("cannot start {:?}: {error}", self.command))?);
        Ok(())
    }
}

impl Process {
    /// Closes its input and waits for its end: the exit status must be 0.
    pub fn finish(mut self) -> Result<(), String> {
        let Some(mut running) = self.running.take() else { return Ok(()) };
        drop(running.stdin);
        let status = running.child.wait().map_err(|error| error.to_string())?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("at the end of its input the testee ended with {status}"))
        }
    }

    fn stop(&mut self) {
        if let Some(mut running) = self.running.take() {
            let _ = running.child.kill();
            let _ = running.child.wait();
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The answer must carry the call's id, or null when the line was no call. Anything else becomes a visible difference.
fn checked_id(mut answer: Value, id: i64) -> Value {
    let found = answer.get("id").cloned();
    match (found, answer.as_object_mut()) {
        (Some(found), Some(members)) if found == id => {
            members.remove("id");
            answer
        }
        (Some(Value::Null), Some(_)) => answer,
        _ => json!({"not_an_answer": answer, "expected_id": id}),
    }
}
