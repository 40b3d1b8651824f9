//! Strict JSON (RFC 8259 in UTF-8) from others: bounded, with repeated members kept, because an answer that two readers could
//! understand differently must be noticed, not settled by chance; every number told apart from text.

mod number;
mod reader;
#[cfg(test)]
mod tests;

use alloc::{string::String, vec::Vec};

pub(crate) use reader::{Reader, Syntax, Token};

/// Objects and arrays inside one another; the outermost counts. JSON inside a text counts anew.
const MAX_DEPTH: usize = 32;

/// The same where the text is a program's own, not a stranger's.
const MAX_ARGUMENT_DEPTH: usize = 127;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// null.
    Null,
    /// true or false.
    Bool(bool),
    /// An integer of 64 bits.
    Int(i64),
    /// Another number: a greater integer by its digits, or a fraction in one spelling.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    Array(Vec<Json>),
    /// Members in order, repeated ones included.
    Object(Vec<(String, Json)>),
}

/// Why bytes are no JSON for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonError {
    Syntax,
    Depth,
}

/// A member that must be single is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repeated;

/// Parses a whole text; its length is the caller's to bound.
pub(crate) fn parse(bytes: &[u8]) -> Result<Json, JsonError> {
    whole(core::str::from_utf8(bytes).map_err(|_| JsonError::Syntax)?, MAX_DEPTH)
}

fn whole(text: &str, depth: usize) -> Result<Json, JsonError> {
    let mut reader = Reader::new(text);
    let value = value(&mut reader, depth)?;
    reader.end()?;
    Ok(value)
}

/// A value that may have parts `depth` deep.
fn value(reader: &mut Reader<'_>, depth: usize) -> Result<Json, JsonError> {
    let inside = depth.checked_sub(1).ok_or(JsonError::Depth);
    let mut first = true;
    Ok(match reader.token()? {
        Token::Null => Json::Null,
        Token::Bool(value) => Json::Bool(value),
        Token::Number(lexeme) => number(lexeme)?,
        Token::Text(text) => Json::Text(text.into_owned()),
        Token::Array => {
            let inside = inside?;
            let mut items = Vec::new();
            while reader.more(&mut first, b']')? {
                items.push(value(reader, inside)?);
            }
            Json::Array(items)
        }
        Token::Object => {
            let inside = inside?;
            let mut members = Vec::new();
            while let Some(name) = reader.name(&mut first)? {
                reader.colon()?;
                members.push((name.into_owned(), value(reader, inside)?));
            }
            Json::Object(members)
        }
    })
}

/// A number, if it is one to most readers.
pub(crate) fn number(lexeme: &str) -> Result<Json, Syntax> {
    match number::integer(lexeme) {
        Some(int) => Ok(Json::Int(int)),
        None => number::canonical(lexeme).map(Json::Number).ok_or(Syntax),
    }
}

impl From<Syntax> for JsonError {
    fn from(_: Syntax) -> Self {
        Self::Syntax
    }
}

impl Json {
    /// Reads a program's own text.
    pub fn read(text: &str) -> Option<Self> {
        whole(text, MAX_ARGUMENT_DEPTH).ok()
    }

    /// The last member of this name, if this is an object that has one.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// An integer of 64 bits.
    pub(crate) fn integer(&self) -> Option<i64> {
        if let Self::Int(number) = self { Some(*number) } else { None }
    }

    /// An integer that is greater than that.
    pub(crate) fn is_greater(&self) -> bool {
        matches!(self, Self::Number(text) if number::is_natural(text))
    }

    /// The first member of this name, if this is an object that has one.
    pub(crate) fn first(&self, name: &'static str) -> Option<&Json> {
        self.members(name).next()
    }

    /// The only member of this name, if this is an object that has one.
    pub(crate) fn single(&self, name: &'static str) -> Result<Option<&Json>, Repeated> {
        let mut members = self.members(name);
        match (members.next(), members.next()) {
            (_, Some(_)) => Err(Repeated),
            (member, None) => Ok(member),
        }
    }

    fn members(&self, name: &'static str) -> impl Iterator<Item = &Json> {
        let members = if let Self::Object(members) = self { members.as_slice() } else { &[] };
        members.iter().filter(move |(key, _)| key == name).map(|(_, value)| value)
    }

    /// An object that stands here, or whose JSON text does: the service does both.
    pub(crate) fn object(&self) -> Option<Vec<(String, Json)>> {
        match self {
            Self::Object(members) => Some(members.clone()),
            Self::Text(text) => match parse(text.as_bytes()) {
                Ok(Self::Object(members)) => Some(members),
                _ => None,
            },
            _ => None,
        }
    }

    /// Nothing was given: the member is null or an empty text.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }

    /// Compact JSON.
    pub fn compact(&self) -> String {
        let mut out = String::new();
        self.push(&mut out);
        out
    }

    fn push(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Int(number) => out.push_str(itoa::Buffer::new().format(*number)),
            Self::Number(text) => out.push_str(text),
            Self::Text(text) => push_text(out, text),
            Self::Array(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.push(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (at, (name, value)) in members.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    push_text(out, name);
                    out.push(':');
                    value.push(out);
                }
                out.push('}');
            }
        }
    }
}

/// Appends a text with its quotes.
pub(crate) fn push_text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        let (plain, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut after = after.chars();
        push_escape(out, after.next().unwrap_or_default());
        rest = after.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn push_escape(out: &mut String, char: char) {
    let short = match char {
        '\x08' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\x0c' => 'f',
        '\r' => 'r',
        '"' | '\\' => char,
        _ => {
            out.push_str("\\u00");
            for digit in [u32::from(char) >> 4, u32::from(char) & 15] {
                out.push(char::from_digit(digit, 16).unwrap_or_default());
            }
            return;
        }
    };
    out.push('\\');
    out.push(short);
}
