//! Step 12: what the player has agreed to.

use alloc::{string::String, vec::Vec};
use core::cmp::Ordering;

use super::super::{Action, Agreements, Login, Note, Options};
use super::Ledger;

pub(super) fn step(login: &Login, options: &Options, ledger: &mut Ledger) {
    let failed = login.agreements_ret.is_some_and(|ret| ret != 0);
    let known = login.agreements.as_ref().filter(|_| !failed);
    let nothing = Agreements::default();
    let agreed = known.unwrap_or(&nothing);
    let required = &options.agreements;
    // Nobody without a LEVEL INFINITE PASS can agree to its documents (inference).
    let has_li = agreed.has_bind_li != Some(false);
    let documents = [
        ("game_tos", &required.game_tos, &agreed.game_tos, true),
        ("game_pp", &required.game_pp, &agreed.game_pp, true),
        ("game_dma", &required.game_dma, &agreed.game_dma, true),
        ("game_nda", &required.game_nda, &agreed.game_nda, true),
        ("li_tos", &required.li_tos, &agreed.li_tos, has_li),
        ("li_pp", &required.li_pp, &agreed.li_pp, has_li),
        ("li_dt", &required.li_dt, &agreed.li_dt, has_li),
    ];
    let mut missing: Vec<String> = Vec::new();
    for (name, required, agreed, asked) in documents {
        if asked && required.as_deref().is_some_and(|required| !covers(agreed, required)) {
            missing.push(name.into());
        }
    }
    if !missing.is_empty() {
        if known.is_none() {
            ledger.note(Note::AgreementsUnknown);
        }
        ledger.act(Action::AcceptAgreements { documents: missing });
    }
    if agreed.need_notify == Some(true) {
        ledger.act(Action::RenewLiAgreement);
    }
}

/// Whether a player who agreed to one version has agreed to what is required. How versions are ordered is not
/// published: numbers of any length by size, anything else only when equal.
fn covers(agreed: &str, required: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !number(agreed) || !number(required) {
        return !agreed.is_empty() && agreed == required;
    }
    let (agreed, required) = (agreed.trim_start_matches('0'), required.trim_start_matches('0'));
    agreed.len().cmp(&required.len()).then_with(|| agreed.cmp(required)) != Ordering::Less
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn versions_are_numbers_or_opaque() {
        for (agreed, required) in [
            ("36", "36"),
            ("37", "36"),
            ("036", "36"),
            ("100", "36"),
            ("1.2", "1.2"),
            ("99999999999999999999999", "36"),
        ] {
            assert!(covers(agreed, required), "{agreed} covers {required}");
        }
        for (agreed, required) in
            [("", "36"), ("35", "36"), ("1.3", "1.2"), ("36a", "36"), ("36", "36a"), ("9", "10")]
        {
            assert!(!covers(agreed, required), "{agreed} does not cover {required}");
        }
    }
}
