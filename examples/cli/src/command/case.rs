//! What a decision is about, from the command line: the player, the law, the calendar, the time.

use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::{Map, Value, json};
use shiming_core::account::{
    AccountEvent, AccountOptions, AccountState, AttemptAnswer, PersonSource, account_apply,
};
use shiming_core::policy::Calendar;
use shiming_core::time::{Date, EARLIEST, LATEST, Now};
use shiming_core::wire::Answer;
use shiming_core::{Error, ErrorCode, Result};

use super::input::{StdinArgs, read_text, stdin_args};
use super::lang::{Text, text};
use super::output::Output;
use super::{now, when};
use crate::pipe::args::invalid;

/// How far a player's verification is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    Verified,
    Pending,
    Failed,
    Unverified,
    Guest,
}

/// Which law, which calendar, which time.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct RuleArgs {
    /// auto, cn2019, cn2021, cn2021_strict, faq_literal, or a profile as JSON
    #[arg(long, value_name = "NAME|JSON", default_value = "auto")]
    pub(super) profile: String,
    /// A calendar file with years that are not built in
    #[arg(long, value_name = "FILE")]
    calendar: Option<PathBuf>,
    /// The time that is asked about: 2026-11-20T20:30 (UTC+8), RFC 3339, or Unix milliseconds; now when absent
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
}

/// Whom it is about.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct PlayerArgs {
    /// A file with the player's state as it is stored; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["birth", "kind"])]
    state: Option<PathBuf>,
    /// The birth date, of a pending player the claimed one; without it the age is unknown
    #[arg(long, value_name = "YYYY-MM-DD")]
    birth: Option<String>,
    /// How far the verification of this player is; verified when absent
    #[arg(long, value_enum)]
    kind: Option<Kind>,
}

/// Both, or all of it as JSON.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct CaseArgs {
    #[command(flatten)]
    player: PlayerArgs,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    stdin: StdinArgs,
}

const WHEN: Text = text("时间（北京时间）", "time (UTC+8)");
const UNCOVERED: Text = text(
    "注意：已加载的日历不含这一天的国务院通知，结果仅供参考。新通知发布后用 --calendar 加载",
    "note: no loaded notice of the State Council covers this day, so take the answer with caution; load the notice with --calendar",
);

impl RuleArgs {
    /// The profile as JSON.
    pub(super) fn profile(&self) -> String {
        let json = self.profile.trim_start().starts_with('{');
        if json { self.profile.clone() } else { json!({"base": self.profile}).to_string() }
    }

    /// The calendar as JSON; none: what is built in.
    pub(super) fn calendar(&self) -> Result<Option<String>> {
        self.calendar.as_ref().map(|file| read_text("calendar", file)).transpose()
    }

    /// Unix milliseconds.
    pub(super) fn at(&self) -> Result<i64> {
        self.at.as_deref().map_or_else(|| Ok(now()), when::instant)
    }
}

impl CaseArgs {
    /// The arguments that all operations on one player share.
    pub(super) fn call(&self) -> Result<Map<String, Value>> {
        let unix = self.rules.at()?;
        let mut args = if self.stdin.wanted() {
            stdin_args()?
        } else {
            let state = match &self.player.state {
                Some(file) => read_text("state", file)?,
                None => {
                    let birth = self.player.birth.as_deref().map(birth).transpose()?;
                    state(self.player.kind.unwrap_or(Kind::Verified), birth, unix)?.to_json()
                }
            };
            Map::from_iter([("state".to_owned(), state.into())])
        };
        let mut default = |name: &str, value: Value| {
            args.entry(name).or_insert(value);
        };
        default("profile", self.rules.profile().into());
        default("calendar", self.rules.calendar()?.into());
        default("unix", unix.into());
        Ok(args)
    }
}

/// The time that was asked about, and whether its day is covered.
pub(super) fn show_time(call: &Map<String, Value>, out: Output) {
    let Some(unix) = call["unix"].as_i64() else { return };
    out.field(WHEN, when::show(unix, out.lang));
    let calendar = call["calendar"].as_str().map(Calendar::from_json);
    let calendar = calendar.and_then(Result::ok).unwrap_or_default();
    if Date::of(unix).is_some_and(|date| !calendar.covers(date)) {
        out.faint(UNCOVERED.to(out.lang));
    }
}

/// A birth date; it is somebody's, so that errors do not quote it.
pub(super) fn birth(text: &str) -> Result<Date> {
    Date::parse(text).ok_or_else(|| invalid("birth", "write the birth date as YYYY-MM-DD"))
}

/// A state of this kind, made as the library makes it.
pub(super) fn state(kind: Kind, birth: Option<Date>, unix: i64) -> Result<AccountState> {
    // Accounts exist since 2020; the decision itself may be about an earlier day.
    let now = Now { unix: unix.clamp(EARLIEST, LATEST - 1), mono: 0 };
    let options = AccountOptions { guests: Some(true), ..AccountOptions::default() };
    let ai = "0".repeat(32);
    let events = match kind {
        Kind::Unverified => vec![],
        // Says nothing of a birth date, unlike a real pi.
        Kind::Verified => {
            vec![AccountEvent::LinkPerson { pi: "example".to_owned(), birth, source: PersonSource::Own }]
        }
        Kind::Pending | Kind::Failed => {
            let birth = match (kind, birth) {
                (Kind::Pending, None) => {
                    return Err(Error::new(
                        ErrorCode::InvalidParameter,
                        "a pending player has claimed a birth date: give --birth",
                    )
                    .with_field("birth"));
                }
                (_, birth) => {
                    birth.map_or_else(|| "19900101".to_owned(), |birth| birth.text().replace('-', ""))
                }
            };
            let id_number = id_number(&format!("110000{birth}001"));
            let answer = if kind == Kind::Failed { Answer::Failed } else { Answer::Pending };
            let answer = AttemptAnswer::Answer(answer);
            vec![
                AccountEvent::SubmitIdentity { name: "某某".to_owned(), id_number },
                AccountEvent::CheckAnswer { ai: ai.clone(), answer },
            ]
        }
        Kind::Guest => vec![AccountEvent::EnterGuest { di: "example".to_owned() }],
    };
    events.iter().try_fold(AccountState::new(), |state, event| {
        Ok(account_apply(&state, event, Some(&ai), now, &options)?.state)
    })
}

/// GB 11643, MOD 11-2. Area 110000 has issued no card.
pub(crate) fn id_number(body: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum();
    let check = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize];
    format!("{body}{check}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use shiming_core::account::AccountKind;

    #[test]
    fn states_are_what_their_kind_says() {
        let (birth, friday) = (Date::new(2012, 6, 15), 1_795_177_800_000);
        for (kind, account) in [
            (Kind::Verified, AccountKind::Verified),
            (Kind::Pending, AccountKind::Pending),
            (Kind::Failed, AccountKind::Failed),
            (Kind::Unverified, AccountKind::Unverified),
            (Kind::Guest, AccountKind::Guest),
        ] {
            let state = state(kind, birth, friday).unwrap();
            assert_eq!(state.kind(), account);
            if kind == Kind::Verified {
                assert_eq!(state.birth(), birth);
            }
            if kind == Kind::Pending {
                assert_eq!(state.claimed_birth(), birth);
            }
        }
        assert_eq!(state(Kind::Verified, None, friday).unwrap().birth(), None);
        assert!(state(Kind::Pending, None, friday).is_err());
    }
}
