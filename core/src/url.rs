//! URLs: which ones a host may configure, and how a value is written into a query.

use alloc::string::String;
use core::net::Ipv6Addr;

use crate::hex;

/// Whether this is a whole `http://` or `https://` URL (in lower case) with a host, with or without a port, of ASCII without
/// blanks, and without query, fragment, user and password; at most 2,048 bytes.
pub(crate) fn is_plain(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let authority = rest.and_then(|rest| rest.split('/').next());
    let clean = url.len() <= 2048
        && url.bytes().all(|byte| byte.is_ascii_graphic() && !br#"?#"<>\^`{|}"#.contains(&byte));
    clean && authority.is_some_and(is_host)
}

/// `host`, `host:port`, `[v6]` or `[v6]:port`.
fn is_host(authority: &str) -> bool {
    let (host, port) = match authority.strip_prefix('[') {
        Some(bracketed) => match bracketed.split_once(']') {
            Some((host, port)) if host.parse::<Ipv6Addr>().is_ok() => (host, port),
            _ => return false,
        },
        None => {
            authority.split_at_checked(authority.find(':').unwrap_or(authority.len())).unwrap_or_default()
        }
    };
    let named = authority.starts_with('[')
        || (!host.is_empty()
            && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte)));
    named && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

/// RFC 3986: all but the unreserved characters, in upper-case hex.
pub(crate) fn percent_encode(out: &mut String, text: &str) {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if text.bytes().all(unreserved) {
        out.push_str(text);
        return;
    }
    for byte in text.bytes() {
        if unreserved(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&hex::lower(&[byte]).to_ascii_uppercase());
        }
    }
}
