//! A whole request as people paste it: a request line or a URL, headers, an empty line, the body.

use shiming_core::{Error, ErrorCode, Result};

/// What a pasted request holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pasted {
    pub(super) headers: Vec<(String, String)>,
    pub(super) query: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Pasted {
    /// The value of this header, names compared without case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Reads it. Line ends may be CRLF or LF; everything after the first empty line is the body, byte for byte.
pub(super) fn parse(text: &[u8]) -> Result<Pasted> {
    let mut pasted = Pasted::default();
    let mut rest = text;
    let mut first = true;
    while !rest.is_empty() {
        let (line, next) = match rest.iter().position(|byte| *byte == b'\n') {
            Some(end) => (&rest[..end], &rest[end + 1..]),
            None => (rest, &rest[rest.len()..]),
        };
        rest = next;
        let line = String::from_utf8_lossy(line);
        let line = line.trim();
        if line.is_empty() {
            if first {
                continue;
            }
            pasted.body = rest.to_vec();
            break;
        }
        if first {
            pasted.query = query_of(line);
            first = false;
        } else if let Some((name, value)) = line.split_once(':') {
            pasted.headers.push((name.trim().to_owned(), value.trim().to_owned()));
        } else {
            let detail =
                "a line of the request is no header: write a request line, headers, an empty line, the body";
            return Err(Error::new(ErrorCode::InvalidParameter, detail).with_field("request"));
        }
    }
    Ok(pasted)
}

/// The decoded query of `POST https://h/p?a=b HTTP/1.1`, of a path, or of a bare URL.
fn query_of(line: &str) -> Vec<(String, String)> {
    let target =
        line.split(' ').find(|part| part.contains('/') && !part.starts_with("HTTP/")).unwrap_or(line);
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key), decode(value))
        })
        .collect()
}

/// `%XX` decoded; what cannot be stays as it is.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let pair = text.get(at + 1..at + 3).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (byte, pair) {
            (b'%', Some(value)) => {
                decoded.push(value);
                at += 3;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_raw_request_is_taken_apart() {
        let text = "POST /idcard/authentication/check?ai=a%20b&x HTTP/1.1\r\nHost: h\r\nappid: 1\r\n\r\n{\"data\":\"x\"}\n";
        let pasted = parse(text.as_bytes()).unwrap();
        assert_eq!(pasted.query, [("ai".into(), "a b".into()), ("x".into(), String::new())]);
        assert_eq!(pasted.header("appId"), Some("1"));
        assert_eq!(pasted.body, b"{\"data\":\"x\"}\n");
    }

    #[test]
    fn a_bare_url_is_enough_for_a_get() {
        let pasted = parse(b"https://h.example/q?ai=1\nsign: 2").unwrap();
        assert_eq!(pasted.query, [("ai".into(), "1".into())]);
        assert_eq!(pasted.header("sign"), Some("2"));
        assert!(pasted.body.is_empty());
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(parse(b"GET /\nno header").is_err());
    }
}
