//! Prints the table to `TABLE.md`. `UPDATE_DOCS=1 cargo test -p shiming-core table_is_printed` accepts a change.

use super::std::{env, fs, path::Path};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::super::AccountKind;
use super::super::alert::ALERTS;
use super::super::class::{AnswerClass as A, Cond, EventClass};
use super::super::table::{Fx, Row, TABLE, To, When};

#[test]
fn table_is_printed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/account/TABLE.md");
    let printed = print();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    let stored = fs::read_to_string(&path).unwrap();
    assert_eq!(stored, printed, "TABLE.md is not the table: UPDATE_DOCS=1 writes it anew");
}

fn print() -> String {
    let mut out = String::from(
        "# Transitions\n\n\
         Printed from the table that the code runs on. What no row lists leaves the state as it is and has no effect.\n\n\
         * *unknown*: time-out, reset, lease over, 5xx, an answer that cannot be read, 1001, errcode 0 without a usable \
         status, status 0 without a pi. *not sent*: the request certainly never left.\n\
         * Every answer that leaves Submitting unsettled sets `since_fault`, unless it is set.\n\
         * *back-off*: 1 s doubling to 60 s. *slow probe*: 60 s doubling to 15 min. *soon*: at once after the first \
         fault, then back-off. *poll*: 1, 5 and 15 min after it became pending, then hourly. *lane open*: 60 s.\n\
         * *held*: an answer's pi contradicts the submitted birth date and waits for the host's decision. \
         *previous*: a verified person is being checked again, the old pi stays in force.\n\
         * Sources: Qn is the authority's FAQ, Mn that of its manual, V1.9 the interface specification, N2019 and N2021 \
         the notices 国新出发〔2019〕34号 and 〔2021〕14号, En the engine's contract; *ours* is a choice that no document \
         makes.\n\n\
         | Row | From | Event | When | To | Effects | Source |\n|---|---|---|---|---|---|---|\n",
    );
    for row in TABLE {
        let cells = [
            format!("`{}`", row.id),
            from(row.from),
            list(row.on.iter().map(|event| event_text(*event))),
            list(row.when.iter().map(|(cond, holds)| cond_text(*cond, *holds).to_string())),
            to_text(row),
            list(row.effects.iter().map(|fx| fx_text(*fx))),
            row.source.to_string(),
        ];
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out.push_str("\n# Alerts\n\n| Code | What to do | 处理 |\n|---|---|---|\n");
    for alert in ALERTS {
        out.push_str(&format!("| `{}` | {} | {} |\n", alert.code, alert.en, alert.zh));
    }
    out
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("; ")
}

fn from(kinds: &[AccountKind]) -> String {
    if kinds.len() == AccountKind::ALL.len() {
        return "any".to_string();
    }
    if kinds.len() + 1 == AccountKind::ALL.len() {
        let missing = AccountKind::ALL.iter().find(|kind| !kinds.contains(kind)).unwrap();
        return format!("any but {missing:?}");
    }
    kinds.iter().map(|kind| format!("{kind:?}")).collect::<Vec<_>>().join(", ")
}

fn event_text(event: EventClass) -> String {
    match event {
        EventClass::SubmitInvalid => "submit_identity, locally invalid".into(),
        EventClass::SubmitManual => "submit_identity, 81/82/83 or 9 number".into(),
        EventClass::SubmitValid => "submit_identity, locally valid".into(),
        EventClass::Check(answer) => format!("check {}", answer_text(answer)),
        EventClass::Query(answer) => format!("query {}", answer_text(answer)),
        EventClass::Stale => "an answer for another ai".into(),
        EventClass::Tick => "tick".into(),
        EventClass::LinkPerson => "link_person".into(),
        EventClass::ResetIdentity => "reset_identity".into(),
        EventClass::RequestManualReview => "request_manual_review".into(),
        EventClass::Approve => "review, approved".into(),
        EventClass::Reject => "review, rejected".into(),
        EventClass::EnterGuest => "enter_guest".into(),
        EventClass::GuestPlayed => "guest_played".into(),
    }
}

fn answer_text(answer: A) -> &'static str {
    match answer {
        A::Verified => "verified",
        A::Pending => "pending",
        A::Failed => "failed",
        A::BadInput => "2001, 2005",
        A::NotSent => "not sent",
        A::Unknown => "unknown",
        A::InUse => "2004",
        A::NewAi => "2006",
        A::Throttled => "1006",
        A::Restamp => "1007",
        A::TryOtherKey => "1011",
        A::BadMessage => "1012",
        A::TotalQuota => "2002",
        A::Configuration => "1002-1005, 1008-1010, 1019, 1020",
        A::NotFound => "2003",
        A::Other => "any other code",
    }
}

fn cond_text(cond: Cond, holds: bool) -> &'static str {
    match (cond, holds) {
        (Cond::SamePerson, true) => "the same person",
        (Cond::SamePerson, false) => "another person",
        (Cond::Throttled, true) => "5 failures within 24 h, the last less than 24 h ago",
        (Cond::Throttled, false) => "not throttled",
        (Cond::Previous, true) => "with previous",
        (Cond::Previous, false) => "no previous",
        (Cond::Keep, true) => "option keep",
        (Cond::Keep, false) => "option follow (default)",
        (Cond::FreshAi, true) => "a fresh ai is given",
        (Cond::FreshAi, false) => "no fresh ai",
        (Cond::SentBefore, true) => "this process sent this ai before",
        (Cond::SentBefore, false) => "on the first send",
        (Cond::Restamped, true) | (Cond::OtherKeyTried, true) | (Cond::Resealed, true) => "again",
        (Cond::Restamped, false) => "once (with a new timestamp)",
        (Cond::OtherKeyTried, false) => "once (with the other valid key)",
        (Cond::Resealed, false) => "once (newly sealed)",
        (Cond::AskedAfter2004, true) => "after a 2004",
        (Cond::AskedAfter2004, false) => "no 2004 before",
        (Cond::BirthDiffers, true) => "the pi's birth date is not the submitted one",
        (Cond::BirthDiffers, false) => "birth dates agree, or the pi's cannot be read",
        (Cond::Held, true) => "held",
        (Cond::Held, false) => "not held",
        (Cond::Deadline, true) => "48 h over",
        (Cond::Deadline, false) => "48 h not over",
        (Cond::Asking, true) => "a call is planned",
        (Cond::Asking, false) => "no call is planned",
        (Cond::TooFarAhead, true) => "the planned call is over an hour ahead (the clock ran back)",
        (Cond::TooFarAhead, false) => "the planned call is within an hour",
        (Cond::SamePi, true) => "the same pi",
        (Cond::SamePi, false) => "another pi",
        (Cond::Waiting, true) => "waiting",
        (Cond::Waiting, false) => "decided",
        (Cond::GuestsAllowed, true) => "guests allowed (to 2021-08-31, or by option)",
        (Cond::GuestsAllowed, false) => "guests prohibited (from 2021-09-01, or by option)",
        (Cond::Barred, true) => "the device had its trial within 15 days",
        (Cond::Barred, false) => "device free",
        (Cond::QuotaUsed, true) => "the hour is over",
        (Cond::QuotaUsed, false) => "time is left",
    }
}

fn to_text(row: &Row) -> String {
    let text = match row.to {
        To::Same => "unchanged",
        To::NewAttempt => "Submitting (fresh ai, new attempt)",
        To::FreshAi => "Submitting (fresh ai, same person)",
        To::Pending => "Pending",
        To::PendingAgain => "Pending, since the same moment",
        To::Expired => "PendingExpired",
        To::Gone => "PendingExpired, no call is left",
        To::Verified => "Verified",
        To::Held => "unchanged, but held: no call until the host decides",
        To::Failed => match row.on.first() {
            Some(EventClass::Check(A::BadInput)) => "Failed (bad_id_number, bad_name), not counted",
            _ => "Failed (status_2), count + 1",
        },
        To::Previous => match row.on.first() {
            Some(EventClass::Check(A::BadInput)) => "Verified (previous)",
            _ => "Verified (previous), count + 1",
        },
        To::Linked => "Verified; of two birth dates the younger holds",
        To::Refreshed => "unchanged; an unknown birth date is filled in",
        To::Unverified => "Unverified",
        To::Guest => "Guest",
        To::Played => "unchanged, time added",
        To::TrialOver => "Unverified, device barred until first use + 15 days",
        To::Review => "ManualReview (waiting)",
        To::Approved => "ManualReview (approved)",
        To::Rejected => "ManualReview (rejected)",
    };
    text.to_string()
}

fn when_text(when: When) -> &'static str {
    match when {
        When::Now => "now",
        When::Soon => "soon",
        When::BackOff => "back-off",
        When::SlowProbe => "slow probe",
        When::LaneOpen => "lane open",
        When::Poll => "poll",
        When::Hourly => "hourly",
    }
}

fn fx_text(fx: Fx) -> String {
    match fx {
        Fx::SendCheck(when) => format!("send_check ({})", when_text(when)),
        Fx::SendQuery(when) => format!("send_query ({})", when_text(when)),
        Fx::SendPlanned => "the planned call, now".into(),
        Fx::CollectDocuments => "collect_documents".into(),
        Fx::Invalid(field, reason) => format!("invalid ({field}, {reason})"),
        Fx::InvalidInput => "invalid (field, reason)".into(),
        Fx::EndGuestSession => "end_guest_session if a guest".into(),
        Fx::Alert(alert) => format!("alert ({})", alert.code()),
        Fx::AlertUnusualPi => "alert (unusual_pi) if it is".into(),
        Fx::AlertBirthMismatch => "alert (birth_mismatch) if they differ".into(),
        Fx::Stale => "stale".into(),
    }
}
