//! JSON into structures.

use alloc::{format, string::String, vec::Vec};

use super::{Inside, Items, Member, Need, Node, Scalar};
use crate::json::{self, Json, Reader, Syntax, Token};

/// Why a text is no such structure, and the place in it, from 1.
#[derive(Debug)]
pub(crate) struct ReadError {
    /// A text of ours, which quotes nothing.
    pub(crate) what: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// What is wrong.
struct Wrong(String);

type Read<T> = Result<T, Wrong>;

impl From<Syntax> for Wrong {
    #[cold]
    fn from(_: Syntax) -> Self {
        Self("not valid JSON".into())
    }
}

/// Reads a whole text into a structure. After an error part of it may have been read.
///
/// # Errors
/// What is wrong and where.
#[inline(never)]
pub(crate) fn read(json: &str, into: &mut dyn Node) -> Result<(), ReadError> {
    let mut reader = Reader::new(json);
    let done = value(&mut reader, into, "the whole text", false).and_then(|()| Ok(reader.end()?));
    done.map_err(|Wrong(what)| {
        let (line, column) = reader.place();
        ReadError { what, line, column }
    })
}

/// The version of a stored text, whatever else is in it.
pub(crate) fn version(json: &str) -> Option<i64> {
    json::parse(json.as_bytes()).ok()?.single("v").ok()??.integer()
}

#[cold]
fn wrong(name: &'static str, node: &dyn Node) -> Wrong {
    Wrong(format!("{name}: expected {}", node.expected()))
}

/// Reads a value into its place. `name` is the member that it is, or is in.
fn value(reader: &mut Reader<'_>, node: &mut dyn Node, name: &'static str, null: bool) -> Read<()> {
    let is_put = match reader.token()? {
        Token::Null => null && node.put(Scalar::Null),
        Token::Bool(flag) => node.put(Scalar::Flag(flag)),
        Token::Number(lexeme) => match json::number(lexeme)? {
            Json::Int(number) => node.put(Scalar::Int(number)),
            _ => false,
        },
        Token::Text(text) => node.put(Scalar::Text(&text)),
        Token::Array => match node.inside() {
            Some(Inside::List(items)) => {
                let mut first = true;
                while reader.more(&mut first, b']')? {
                    item(reader, items, "", name)?;
                }
                items.is_complete()
            }
            _ => {
                reader.leave(b']');
                false
            }
        },
        Token::Object => match node.inside() {
            Some(Inside::Members(inside)) => return members(reader, inside),
            Some(Inside::Map(items)) => {
                let mut first = true;
                while let Some(key) = reader.name(&mut first)? {
                    reader.colon()?;
                    item(reader, items, &key, name)?;
                }
                true
            }
            _ => {
                reader.leave(b'}');
                false
            }
        },
    };
    if is_put { Ok(()) } else { Err(wrong(name, node)) }
}

fn item(reader: &mut Reader<'_>, items: &mut dyn Items, key: &str, name: &'static str) -> Read<()> {
    match items.add(key) {
        Some(node) => value(reader, node, name, false),
        None => Err(Wrong("no more items".into())),
    }
}

fn members(reader: &mut Reader<'_>, mut members: Vec<Member<'_>>) -> Read<()> {
    let mut first = true;
    // What we wrote ourselves stands in this order, and is found at once.
    let mut after = 0;
    while let Some(name) = reader.name(&mut first)? {
        let Some(at) = find(&members, after, &name) else {
            reader.leave(b'}');
            return Err(unknown(&members));
        };
        let Some(member) = members.get_mut(at) else { break };
        after = at.saturating_add(1);
        if member.seen {
            reader.leave(b'}');
            return Err(Wrong(format!("{} stands there twice", member.name)));
        }
        member.seen = true;
        reader.colon()?;
        if let Some(text) = member.node.raw() {
            *text = reader.raw()?.into();
        } else {
            value(reader, &mut *member.node, member.name, member.need == Need::Optional)?;
        }
    }
    match members.iter().find(|member| member.need == Need::Required && !member.seen) {
        Some(missing) => Err(Wrong(format!("{} is missing", missing.name))),
        None => Ok(()),
    }
}

/// Looks for a member by its name, at first at `after`.
fn find(members: &[Member<'_>], after: usize, name: &str) -> Option<usize> {
    if members.get(after).is_some_and(|member| member.name == name) {
        return Some(after);
    }
    members.iter().position(|member| member.name == name)
}

#[cold]
fn unknown(members: &[Member<'_>]) -> Wrong {
    let names: Vec<&str> = members.iter().map(|member| member.name).collect();
    Wrong(format!("expected one of {}", names.join(", ")))
}
