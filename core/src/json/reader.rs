//! RFC 8259, one token after another, for all that is read: what a token means differs, and serde compiles its whole grammar anew for every kind of
//! thing that is read. Tests compare it with `serde_json`.

use alloc::{borrow::Cow, vec::Vec};

use hifijson::num::Lex as _;
use hifijson::str::{Lex as _, LexAlloc as _};
use hifijson::token::Lex as _;
use hifijson::{Read as _, SliceLexer};

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
    lexer: SliceLexer<'a>,
    /// Nobody decodes the texts: half of a character in an escape is let pass.
    raw: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, lexer: SliceLexer::new(text.as_bytes()), raw: false }
    }

    /// How many bytes have been read.
    fn at(&self) -> usize {
        self.text.len().saturating_sub(self.lexer.as_slice().len())
    }

    /// Line and column, from 1, of the last byte that was read.
    pub(crate) fn place(&self) -> (usize, usize) {
        let before = self.text.as_bytes().get(..self.at()).unwrap_or_default();
        let lines = before.iter().filter(|byte| **byte == b'\n').count();
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
        (lines.saturating_add(1), column)
    }

    /// The next byte that is no space.
    #[inline(never)]
    fn peek(&mut self) -> Option<u8> {
        self.lexer.ws_peek()
    }

    /// The next byte is none that can stand there.
    fn refuse<T>(&mut self) -> Read<T> {
        self.lexer.take_next();
        Err(Syntax)
    }

    /// Nothing but space may be left.
    pub(crate) fn end(&mut self) -> Read<()> {
        if self.peek().is_none() { Ok(()) } else { self.refuse() }
    }

    /// A value without parts, or the bracket that opens one with parts.
    pub(crate) fn token(&mut self) -> Read<Token<'a>> {
        match self.peek() {
            Some(b'n' | b't' | b'f') => match self.lexer.null_or_bool() {
                Some(None) => Ok(Token::Null),
                Some(Some(value)) => Ok(Token::Bool(value)),
                None => Err(Syntax),
            },
            Some(b'"') => self.string().map(Token::Text),
            Some(b'-' | b'0'..=b'9') => self.number().map(Token::Number),
            Some(b'[') => {
                self.lexer.take_next();
                Ok(Token::Array)
            }
            Some(b'{') => {
                self.lexer.take_next();
                Ok(Token::Object)
            }
            _ => self.refuse(),
        }
    }

    fn number(&mut self) -> Read<&'a str> {
        let from = self.at();
        let number = self.lexer.num_ignore().validate();
        // After a leading 0 the lexer takes a digit for the next number.
        if number.is_err() || matches!(self.lexer.peek_next(), Some(b'0'..=b'9')) {
            return self.refuse();
        }
        self.since(from)
    }

    fn since(&self, from: usize) -> Read<&'a str> {
        self.text.get(from..self.at()).ok_or(Syntax)
    }

    /// A text, its quote ahead.
    #[inline(never)]
    fn string(&mut self) -> Read<Cow<'a, str>> {
        let lexer = self.lexer.discarded();
        if self.raw {
            lexer.str_ignore().map(|()| Cow::Borrowed("")).map_err(|_| Syntax)
        } else {
            lexer.str_string().map_err(|_| Syntax)
        }
    }

    /// Whether there is one more in an array or object, which `close` closes; then it is ahead.
    pub(crate) fn more(&mut self, first: &mut bool, close: u8) -> Read<bool> {
        match self.peek() {
            Some(byte) if byte == close => {
                self.lexer.take_next();
                return Ok(false);
            }
            Some(b',') if !*first => {
                self.lexer.take_next();
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
        if self.peek() == Some(b'"') { self.string().map(Some) } else { self.refuse() }
    }

    /// What stands between a name and its value.
    pub(crate) fn colon(&mut self) -> Read<()> {
        if self.peek() == Some(b':') {
            self.lexer.take_next();
            Ok(())
        } else {
            self.refuse()
        }
    }

    /// Gives up an array or object: what is wrong with it is not that it does not go on, if it does not.
    pub(crate) fn leave(&mut self, close: u8) {
        if self.peek() == Some(close) {
            self.lexer.take_next();
        }
    }

    /// A whole value, checked and not decoded: its text. Of any depth.
    pub(crate) fn raw(&mut self) -> Read<&'a str> {
        self.raw = true;
        self.peek();
        let from = self.at();
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
                    self.raw = false;
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
