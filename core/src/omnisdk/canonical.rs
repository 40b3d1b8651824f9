//! The source string of a signature (待签名串).

use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

use super::message::{Message, Value, invalid};
use crate::error::Result;
use crate::json::push_text;
use crate::sorted::by_name;

/// How an array enters the source string. None of these is published for OmniSDK; exactly one is in use at a time, because
/// accepting several would let a forger choose. [`omnisdk_diagnose_signature`](super::omnisdk_diagnose_signature) finds the
/// right one.
///
/// All but the first can be read in two ways when a uid holds the separator or a `&`; such a message is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OmniArrayMode {
    /// `uids=["a","b"]`, compact JSON: what the usual Java libraries print for a JSON array. The default.
    JsonCompact,
    /// `uids=[a, b]`: what Java prints for a list.
    JavaList,
    /// `uids=a,b`.
    Comma,
    /// `uids=a&uids=b`.
    Repeated,
    /// `uids[0]=a&uids[1]=b`.
    Indexed,
    /// Not at all. **Then nobody vouches for the uids**: who has seen one callback can have any player put out. The profile takes
    /// it only together with `"unsafe_accept_unsigned_uids":true`.
    Excluded,
}

impl OmniArrayMode {
    /// All, in the order in which they are tried.
    pub const ALL: [Self; 6] =
        [Self::JsonCompact, Self::JavaList, Self::Comma, Self::Repeated, Self::Indexed, Self::Excluded];

    /// The stable name, as the profile spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::JsonCompact => "json_compact",
            Self::JavaList => "java_list",
            Self::Comma => "comma",
            Self::Repeated => "repeated",
            Self::Indexed => "indexed",
            Self::Excluded => "excluded",
        }
    }

    /// What makes an item of an array unreadable in the source string.
    fn separators(self) -> &'static [&'static str] {
        match self {
            Self::JsonCompact | Self::Excluded => &[],
            Self::JavaList => &[", ", "&"],
            Self::Comma => &[",", "&"],
            // With `&` the item `a&uids=b` would look like two.
            Self::Repeated | Self::Indexed => &["&"],
        }
    }
}

/// Refuses items that would make the source string ambiguous.
pub(super) fn check_items(message: &Message, mode: OmniArrayMode) -> Result<()> {
    let arrays = message.members().iter().filter_map(|(_, value)| match value {
        Value::Array(items) => Some(items),
        _ => None,
    });
    let ambiguous = |item: &String| mode.separators().iter().any(|separator| item.contains(separator));
    if arrays.flatten().any(ambiguous) {
        return Err(invalid(
            "an item of an array holds what separates items in this array_mode: the signature would cover several \
             readings, so it covers none",
        ));
    }
    Ok(())
}

/// Keys and values in signing order: all members but `sign`, by the bytes of their keys; the items of one array in their order.
pub(super) fn pairs(message: &Message, mode: OmniArrayMode) -> Vec<(String, String)> {
    let members = message.members();
    let mut pairs = Vec::new();
    for (_, at) in by_name(members.iter().map(|(name, _)| name.as_str())) {
        let Some((name, value)) = members.get(at).filter(|(name, _)| name != "sign") else { continue };
        match value {
            Value::Text(text) | Value::Lexeme(text) => pairs.push((name.clone(), text.clone())),
            Value::Null => pairs.push((name.clone(), String::new())),
            Value::Array(items) => push_array(&mut pairs, name, items, mode),
        }
    }
    pairs
}

fn push_array(pairs: &mut Vec<(String, String)>, name: &str, items: &[String], mode: OmniArrayMode) {
    let mut push = |value: String| pairs.push((name.to_owned(), value));
    match mode {
        OmniArrayMode::JsonCompact => {
            let mut texts = String::from("[");
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    texts.push(',');
                }
                push_text(&mut texts, item);
            }
            texts.push(']');
            push(texts);
        }
        OmniArrayMode::JavaList => push(format!("[{}]", items.join(", "))),
        OmniArrayMode::Comma => push(items.join(",")),
        OmniArrayMode::Repeated => items.iter().cloned().for_each(push),
        OmniArrayMode::Indexed => {
            pairs.extend((0_usize..).zip(items).map(|(at, item)| (format!("{name}[{at}]"), item.clone())));
        }
        OmniArrayMode::Excluded => {}
    }
}

/// `key=value` joined by `&`, empty values left out, nothing encoded (XGSDK, 2015).
pub(super) fn join<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut source = String::new();
    for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        if !source.is_empty() {
            source.push('&');
        }
        source.push_str(name);
        source.push('=');
        source.push_str(value);
    }
    source
}

/// Borrowed pairs.
pub(super) fn borrowed(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}
