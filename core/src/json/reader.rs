//! RFC 8259, one token after another. One reader of our own for all that is read: a general one compiles its whole grammar anew for
//! every kind of thing that is read, and that was a tenth of what browsers load. Tests compare it with `serde_json`.

use alloc::{borrow::Cow, string::String, vec::Vec};

/// What is no JSON. Where it is, [`Reader::place`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Syntax;

pub(crate) type Read<T> = Result<T, Syntax>;

/// A value without parts, or the begin of one with parts.
pub(crate) enum Token<'a> {
    Null,
    Bool(bool),
    /// As it is written, of any size.
    Number(&'a str),
    /// Escapes decoded.
    Text(Cow<'a, str>),
    Array,
    Object,
}

/// A text and how far it has been read.
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Half of a character in an escape is let pass, as in what nobody decodes.
    halves: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, halves: false }
    }

    /// Line and column, from 1, of the last byte that was read.
    pub(crate) fn place(&self) -> (usize, usize) {
        let before = self.text.as_bytes().get(..self.at).unwrap_or_default();
        let lines = before.iter().filter(|byte| **byte == b'\n').count();
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
        (lines.saturating_add(1), column)
    }

    /// The next byte, which then has been read.
    fn next(&mut self) -> Option<u8> {
        let byte = self.here()?;
        self.at += 1;
        Some(byte)
    }

    fn here(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Option<u8> {
        while matches!(self.here(), Some(b' ' | b'\n' | b'\t' | b'\r')) {
            self.at += 1;
        }
        self.here()
    }

    /// The next byte is none that can stand there.
    fn refuse<T>(&mut self) -> Read<T> {
        self.next();
        Err(Syntax)
    }

    /// Nothing but space may be left.
    pub(crate) fn end(&mut self) -> Read<()> {
        if self.peek().is_none() { Ok(()) } else { self.refuse() }
    }

    /// A value without parts, or the bracket that opens one with parts.
    pub(crate) fn token(&mut self) -> Read<Token<'a>> {
        match self.peek() {
            Some(b'n') => self.word("null", Token::Null),
            Some(b't') => self.word("true", Token::Bool(true)),
            Some(b'f') => self.word("false", Token::Bool(false)),
            Some(b'"') => self.text().map(Token::Text),
            Some(b'-' | b'0'..=b'9') => self.number().map(Token::Number),
            Some(b'[') => {
                self.at += 1;
                Ok(Token::Array)
            }
            Some(b'{') => {
                self.at += 1;
                Ok(Token::Object)
            }
            _ => self.refuse(),
        }
    }

    fn word(&mut self, word: &str, token: Token<'a>) -> Read<Token<'a>> {
        for byte in word.bytes() {
            if self.next() != Some(byte) {
                return Err(Syntax);
            }
        }
        Ok(token)
    }

    fn number(&mut self) -> Read<&'a str> {
        let from = self.at;
        if self.here() == Some(b'-') {
            self.at += 1;
        }
        match self.next() {
            // There can be only one leading 0.
            Some(b'0') if matches!(self.here(), Some(b'0'..=b'9')) => return self.refuse(),
            Some(b'0') => {}
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(Syntax),
        }
        if self.here() == Some(b'.') {
            self.at += 1;
            if !matches!(self.here(), Some(b'0'..=b'9')) {
                return self.refuse();
            }
            self.digits();
        }
        if let Some(b'e' | b'E') = self.here() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.here() {
                self.at += 1;
            }
            if !matches!(self.next(), Some(b'0'..=b'9')) {
                return Err(Syntax);
            }
            self.digits();
        }
        self.since(from)
    }

    fn digits(&mut self) {
        while let Some(b'0'..=b'9') = self.here() {
            self.at += 1;
        }
    }

    fn since(&self, from: usize) -> Read<&'a str> {
        self.text.get(from..self.at).ok_or(Syntax)
    }

    /// A text, its quote ahead.
    fn text(&mut self) -> Read<Cow<'a, str>> {
        self.at += 1;
        let mut decoded = String::new();
        let mut from = self.at;
        loop {
            let byte = self.next().ok_or(Syntax)?;
            if byte >= 0x20 && byte != b'"' && byte != b'\\' {
                continue;
            }
            let plain = self.text.get(from..self.at.saturating_sub(1)).ok_or(Syntax)?;
            match byte {
                b'"' if decoded.is_empty() => return Ok(Cow::Borrowed(plain)),
                b'"' => {
                    decoded.push_str(plain);
                    return Ok(Cow::Owned(decoded));
                }
                b'\\' => {
                    decoded.push_str(plain);
                    decoded.push(self.escape()?);
                    from = self.at;
                }
                _ => return Err(Syntax),
            }
        }
    }

    /// What a backslash begins.
    fn escape(&mut self) -> Read<char> {
        Ok(match self.next() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\x08',
            Some(b'f') => '\x0c',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let mut code = self.unit()?;
                if code & 0xfc00 == 0xd800 && !self.halves {
                    if self.next() != Some(b'\\') || self.next() != Some(b'u') {
                        return Err(Syntax);
                    }
                    let low = self.unit()?;
                    if low & 0xfc00 != 0xdc00 {
                        return Err(Syntax);
                    }
                    code = 0x1_0000 + ((code & 0x3ff) << 10 | low & 0x3ff);
                }
                match char::from_u32(code) {
                    Some(char) => char,
                    None if self.halves => char::REPLACEMENT_CHARACTER,
                    None => return Err(Syntax),
                }
            }
            _ => return Err(Syntax),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Read<u32> {
        let digits = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let digits = digits.get(..4).unwrap_or(digits);
        self.at += digits.len();
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let unit = digits.iter().try_fold(0, |unit, byte| Some(unit << 4 | digit(byte)?));
        unit.filter(|_| digits.len() == 4).ok_or(Syntax)
    }

    /// Whether there is one more in an array or object, which `close` closes; then it is ahead.
    pub(crate) fn more(&mut self, first: &mut bool, close: u8) -> Read<bool> {
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                return Ok(false);
            }
            Some(b',') if !*first => {
                self.at += 1;
                if self.peek().is_none_or(|byte| byte == close) {
                    return self.refuse();
                }
            }
            Some(_) if *first => {}
            _ => return self.refuse(),
        }
        *first = false;
        Ok(true)
    }

    /// The name of the next member, if there is one.
    pub(crate) fn name(&mut self, first: &mut bool) -> Read<Option<Cow<'a, str>>> {
        if !self.more(first, b'}')? {
            return Ok(None);
        }
        if self.here() == Some(b'"') { self.text().map(Some) } else { self.refuse() }
    }

    /// What stands between a name and its value.
    pub(crate) fn colon(&mut self) -> Read<()> {
        if self.peek() == Some(b':') {
            self.at += 1;
            Ok(())
        } else {
            self.refuse()
        }
    }

    /// Gives up an array or object: what is wrong with it is not that it does not go on, if it does not.
    pub(crate) fn leave(&mut self, close: u8) {
        if self.peek() == Some(close) {
            self.at += 1;
        }
    }

    /// A whole value, checked and not decoded: its text. Of any depth.
    pub(crate) fn raw(&mut self) -> Read<&'a str> {
        self.halves = true;
        self.peek();
        let from = self.at;
        let mut open = Vec::new();
        loop {
            let mut first = true;
            match self.token()? {
                Token::Array => open.push(b']'),
                Token::Object => open.push(b'}'),
                _ => first = false,
            }
            loop {
                let Some(close) = open.last() else {
                    self.halves = false;
                    return self.since(from);
                };
                let more = if *close == b'}' {
                    let name = self.name(&mut first)?.is_some();
                    if name {
                        self.colon()?;
                    }
                    name
                } else {
                    self.more(&mut first, b']')?
                };
                if more {
                    break;
                }
                open.pop();
                first = false;
            }
        }
    }
}
