//! The log: every request and command as one JSON line, written before it is handled. Whoever replays it has the
//! same authority again, so a server that was killed goes on where it was.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::IpAddr;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::authority::{Authority, AuthorityConfig, Command, fingerprint};
use crate::http::HttpRequest;

#[derive(Serialize, Deserialize)]
struct Head {
    v: u32,
    config: String,
}

#[derive(Serialize, Deserialize)]
struct Line {
    at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<LoggedRequest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<Command>,
}

#[derive(Serialize, Deserialize)]
struct LoggedRequest {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: String,
    source: IpAddr,
}

/// An open log.
pub(crate) struct EventLog {
    file: File,
}

impl EventLog {
    /// Opens or creates the file, replays what it holds, and cuts a torn last line. Gives the rebuilt authority and
    /// the time of its newest line.
    pub fn open(path: &Path, config: AuthorityConfig) -> io::Result<(Self, Authority, i64)> {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        file.set_len(whole as u64)?;
        file.seek(SeekFrom::End(0))?;
        let mut log = Self { file };
        let mut lines = bytes[..whole].split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let head = Head { v: 1, config: fingerprint(&config) };
        match lines.next() {
            None => log.write(&head)?,
            Some(line) => check_head(line, &head)?,
        }
        let mut authority = Authority::new(config);
        let mut newest = i64::MIN;
        for (at, line) in lines.enumerate() {
            let line: Line = serde_json::from_slice(line)
                .map_err(|_| bad(format!("line {} of the log cannot be read", at + 2)))?;
            newest = newest.max(line.at);
            if let Some(request) = line.request {
                authority.handle(&request.into_request()?, line.at);
            }
            if let Some(command) = line.command {
                // A command that was refused then is refused now.
                let _ = authority.command(&command, line.at);
            }
        }
        Ok((log, authority, newest))
    }

    pub fn request(&mut self, request: &HttpRequest, at: i64) -> io::Result<()> {
        let request = LoggedRequest {
            method: request.method.clone(),
            target: request.target.clone(),
            headers: request.headers.clone(),
            body: STANDARD.encode(&request.body),
            source: request.source,
        };
        self.write(&Line { at, request: Some(request), command: None })
    }

    pub fn command(&mut self, command: &Command, at: i64) -> io::Result<()> {
        self.write(&Line { at, request: None, command: Some(command.clone()) })
    }

    /// One write for one line: a killed process leaves whole lines and at most one torn one.
    fn write(&mut self, value: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(value)?;
        line.push(b'\n');
        self.file.write_all(&line)
    }
}

impl LoggedRequest {
    fn into_request(self) -> io::Result<HttpRequest> {
        let body = STANDARD.decode(self.body).map_err(|_| bad("a body in the log is no base64".into()))?;
        let Self { method, target, headers, source, .. } = self;
        Ok(HttpRequest { method, target, headers, body, source })
    }
}

fn check_head(line: &[u8], expected: &Head) -> io::Result<()> {
    let head: Head =
        serde_json::from_slice(line).map_err(|_| bad("this file is no log of the simulator".into()))?;
    if head.v != expected.v {
        return Err(bad("the log was written by another version: start with a new file".into()));
    }
    if head.config != expected.config {
        return Err(bad(
            "the log belongs to another scenario: start with that one, or with a new file".into()
        ));
    }
    Ok(())
}

fn bad(detail: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, detail)
}
