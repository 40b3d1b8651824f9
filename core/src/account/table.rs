//! The transition table: the rules themselves. `apply` looks the row up and does what it says; a test prints it to
//! `TABLE.md`. What no row lists leaves the state as it is and has no effect.

use super::AccountKind::{
    self, Failed, Guest, ManualReview, Pending, PendingExpired, Submitting, Unverified, Verified,
};
use super::alert::Alert;
use super::class::AnswerClass as A;
use super::class::Cond::{self, *};
use super::class::EventClass::{self, *};

/// One row.
#[cfg_attr(not(test), allow(dead_code))] // id and source are for the printed table
pub(super) struct Row {
    /// A name for tests and vectors; stable.
    pub(super) id: &'static str,
    pub(super) from: &'static [AccountKind],
    pub(super) on: &'static [EventClass],
    pub(super) when: &'static [(Cond, bool)],
    pub(super) to: To,
    /// In order.
    pub(super) effects: &'static [Fx],
    pub(super) source: &'static str,
}

/// What becomes of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// Nothing, but for what the effects plan.
    Same,
    /// Submitting, for the person of the event, with the fresh ai.
    NewAttempt,
    /// Submitting, for the same person, with the fresh ai.
    FreshAi,
    /// Pending, since now.
    Pending,
    /// Pending again, since the same moment as before.
    PendingAgain,
    /// PendingExpired, and asking goes on.
    Expired,
    /// PendingExpired, and no call is left to make.
    Gone,
    /// Verified by the answer.
    Verified,
    /// The same; the pi is put aside and no call is planned.
    Held,
    /// Failed; status 2 is counted.
    Failed,
    /// Verified as before the re-check; status 2 is counted.
    Previous,
    /// Verified by the host.
    Linked,
    /// Verified as before; a birth date that was unknown is added.
    Refreshed,
    /// Unverified.
    Unverified,
    /// Guest, on this device.
    Guest,
    /// Guest, with the seconds added.
    Played,
    /// Unverified, the trial used up.
    TrialOver,
    /// ManualReview, waiting.
    Review,
    /// ManualReview, approved.
    Approved,
    /// ManualReview, rejected.
    Rejected,
}

impl To {
    /// Whether it makes a different state of the same kind. Who holds two copies of a state, and finds the same kind in
    /// both, must be able to tell the newer by `changed_at`.
    pub(super) fn begins_anew(self) -> bool {
        matches!(self, Self::NewAttempt | Self::FreshAi | Self::Approved | Self::Rejected)
    }
}

/// When a call is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Now,
    /// At once after the first fault, with back-off after more.
    Soon,
    BackOff,
    SlowProbe,
    /// When a closed interface opens again.
    LaneOpen,
    /// By the plan of 1, 5, 15 minutes, then hourly.
    Poll,
    Hourly,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fx {
    SendCheck(When),
    SendQuery(When),
    /// The planned call, now.
    SendPlanned,
    CollectDocuments,
    /// Field and reason.
    Invalid(&'static str, &'static str),
    /// Field and reason are those of the event.
    InvalidInput,
    /// Only if the player was a guest.
    EndGuestSession,
    Alert(Alert),
    /// Alert unusual_pi, only if it is one.
    AlertUnusualPi,
    /// Alert birth_mismatch, only if both birth dates are there and differ.
    AlertBirthMismatch,
    Stale,
}

const ANY: &[AccountKind] = AccountKind::ALL;
const SETTLED: &[AccountKind] = &[Unverified, Guest, Verified, Failed, PendingExpired, ManualReview];
const WAITING: &[AccountKind] = &[Submitting, Pending];
const UNLINKED: &[AccountKind] =
    &[Unverified, Guest, Submitting, Pending, PendingExpired, Failed, ManualReview];
const UNPROVEN: &[AccountKind] = &[Unverified, Failed, PendingExpired];

// A result counts whichever call brings it; after "pending" only query has one to bring (Q114, Q155).
const QUERY_FAULTS: &[EventClass] = &[
    Query(A::BadInput),
    Query(A::NotSent),
    Query(A::Unknown),
    Query(A::InUse),
    Query(A::NewAi),
    Query(A::Restamp),
    Query(A::TryOtherKey),
    Query(A::BadMessage),
    Query(A::TotalQuota),
    Query(A::Configuration),
    Query(A::Other),
];
const QUERY_AFTER_DEADLINE: &[EventClass] = &[
    Query(A::Pending),
    Query(A::BadInput),
    Query(A::NotSent),
    Query(A::Unknown),
    Query(A::InUse),
    Query(A::NewAi),
    Query(A::Throttled),
    Query(A::Restamp),
    Query(A::TryOtherKey),
    Query(A::BadMessage),
    Query(A::TotalQuota),
    Query(A::Configuration),
    Query(A::Other),
];

macro_rules! rows {
    ($($id:literal: $from:expr, $on:expr, [$($when:tt)*] => $to:expr, [$($fx:expr),*], $source:literal;)*) => {
        /// Every row.
        pub(super) const TABLE: &[Row] = &[$(Row {
            id: $id, from: $from, on: $on, when: conds!([] $($when)*), to: $to, effects: &[$($fx),*], source: $source,
        },)*];
    };
}

macro_rules! conds {
    ([$($done:tt)*]) => { &[$($done)*] };
    ([$($done:tt)*] , $($rest:tt)*) => { conds!([$($done)*] $($rest)*) };
    ([$($done:tt)*] !$cond:ident $($rest:tt)*) => { conds!([$($done)* ($cond, false),] $($rest)*) };
    ([$($done:tt)*] $cond:ident $($rest:tt)*) => { conds!([$($done)* ($cond, true),] $($rest)*) };
}

rows! {
    // The player submits a name and a number.
    "submit.invalid": ANY, &[SubmitInvalid], [] => To::Same, [Fx::InvalidInput], "M29, V1.9 §七 2001";
    "submit.new": SETTLED, &[SubmitValid], [!Throttled]
        => To::NewAttempt, [Fx::SendCheck(When::Now)], "Q92 Q112 Q126";
    "submit.throttled": SETTLED, &[SubmitValid], [Throttled]
        => To::Same, [Fx::Invalid("account", "failed_throttle")], "Q173, ours";
    "submit.same.submitting": &[Submitting], &[SubmitValid], [SamePerson] => To::Same, [], "Q158, E15";
    "submit.same.pending": &[Pending], &[SubmitValid], [SamePerson, !Held]
        => To::Same, [Fx::SendQuery(When::Now)], "Q155";
    "submit.same.held": &[Pending], &[SubmitValid], [SamePerson, Held] => To::Same, [], "E14";
    "submit.other": WAITING, &[SubmitValid], [!SamePerson, !Throttled]
        => To::NewAttempt, [Fx::SendCheck(When::Now)], "E15";
    "submit.other.throttled": WAITING, &[SubmitValid], [!SamePerson, Throttled]
        => To::Same, [Fx::Invalid("account", "failed_throttle")], "Q173, ours";
    "submit.manual": UNLINKED, &[SubmitManual], [!Previous]
        => To::Review, [Fx::CollectDocuments], "Q161 Q172 Q185";

    // A result.
    "verified": &[Submitting], &[Check(A::Verified), Query(A::Verified)], [!Held, !BirthDiffers]
        => To::Verified, [Fx::EndGuestSession, Fx::AlertUnusualPi], "Q109 Q164";
    "verified.pending": &[Pending, PendingExpired], &[Query(A::Verified)], [!Held, !BirthDiffers]
        => To::Verified, [Fx::EndGuestSession, Fx::AlertUnusualPi], "Q114 Q174";
    "verified.birth": &[Submitting], &[Check(A::Verified), Query(A::Verified)], [!Held, BirthDiffers]
        => To::Held, [Fx::Alert(Alert::BirthMismatch)], "E14, V1.9 §六";
    "verified.birth.pending": &[Pending, PendingExpired], &[Query(A::Verified)], [!Held, BirthDiffers]
        => To::Held, [Fx::Alert(Alert::BirthMismatch)], "E14, V1.9 §六";
    "pending": &[Submitting], &[Check(A::Pending), Query(A::Pending)], [!Held]
        => To::Pending, [Fx::SendQuery(When::Poll)], "Q114 Q174";
    "failed": &[Submitting], &[Check(A::Failed), Query(A::Failed)], [!Held, !Previous]
        => To::Failed, [], "Q173 M29";
    "failed.follow": &[Submitting], &[Check(A::Failed), Query(A::Failed)], [!Held, Previous, !Keep]
        => To::Failed, [Fx::Alert(Alert::RecheckFailed)], "Q112";
    "failed.keep": &[Submitting], &[Check(A::Failed), Query(A::Failed)], [!Held, Previous, Keep]
        => To::Previous, [Fx::Alert(Alert::RecheckFailed)], "M22, option";
    "failed.pending": &[Pending, PendingExpired], &[Query(A::Failed)], [!Held, !Previous]
        => To::Failed, [], "Q173 M29";
    "failed.pending.follow": &[Pending, PendingExpired], &[Query(A::Failed)], [!Held, Previous, !Keep]
        => To::Failed, [Fx::Alert(Alert::RecheckFailed)], "Q112";
    "failed.pending.keep": &[Pending, PendingExpired], &[Query(A::Failed)], [!Held, Previous, Keep]
        => To::Previous, [Fx::Alert(Alert::RecheckFailed)], "M22, option";

    // check did not settle it.
    "check.input": &[Submitting], &[Check(A::BadInput)], [!Held, !Previous]
        => To::Failed, [Fx::InvalidInput], "V1.9 §七 2001 2005";
    "check.input.previous": &[Submitting], &[Check(A::BadInput)], [!Held, Previous]
        => To::Previous, [Fx::InvalidInput], "V1.9 §七 2001 2005, ours";
    "check.not_sent": &[Submitting], &[Check(A::NotSent)], [!Held]
        => To::Same, [Fx::SendCheck(When::BackOff)], "Q158";
    "check.unknown": &[Submitting], &[Check(A::Unknown)], [!Held]
        => To::Same, [Fx::SendQuery(When::Soon)], "Q99 Q158";
    "check.2004.resend": &[Submitting], &[Check(A::InUse)], [!Held, SentBefore]
        => To::Same, [Fx::SendQuery(When::Soon)], "M34 M36, E14";
    "check.2004.first": &[Submitting], &[Check(A::InUse)], [!Held, !SentBefore, FreshAi]
        => To::FreshAi, [Fx::SendCheck(When::Soon), Fx::Alert(Alert::AiCollision)], "M34, E14";
    "check.2004.first.gone": &[Submitting], &[Check(A::InUse)], [!Held, !SentBefore, !FreshAi]
        => To::Gone, [Fx::Alert(Alert::AiCollision), Fx::Alert(Alert::ResultGone)], "M34, E14";
    "check.2006": &[Submitting], &[Check(A::NewAi)], [!Held, FreshAi]
        => To::FreshAi, [Fx::SendCheck(When::BackOff)], "V1.9 §七 2006";
    "check.2006.gone": &[Submitting], &[Check(A::NewAi)], [!Held, !FreshAi]
        => To::Gone, [Fx::Alert(Alert::ResultGone)], "V1.9 §七 2006";
    "check.1006": &[Submitting], &[Check(A::Throttled)], [!Held]
        => To::Same, [Fx::SendCheck(When::LaneOpen)], "Q89 M16";
    "check.1007": &[Submitting], &[Check(A::Restamp)], [!Held, !Restamped]
        => To::Same, [Fx::SendCheck(When::Now)], "V1.9 §七 1007";
    "check.1007.again": &[Submitting], &[Check(A::Restamp)], [!Held, Restamped]
        => To::Same, [Fx::SendCheck(When::BackOff), Fx::Alert(Alert::Clock)], "V1.9 §七 1007";
    "check.1011": &[Submitting], &[Check(A::TryOtherKey)], [!Held, !OtherKeyTried]
        => To::Same, [Fx::SendCheck(When::Now)], "Q97";
    "check.1011.again": &[Submitting], &[Check(A::TryOtherKey)], [!Held, OtherKeyTried]
        => To::Same, [Fx::SendCheck(When::SlowProbe), Fx::Alert(Alert::Configuration)], "Q97";
    "check.1012": &[Submitting], &[Check(A::BadMessage)], [!Held, !Resealed]
        => To::Same, [Fx::SendCheck(When::Now)], "V1.9 §七 1012";
    "check.1012.again": &[Submitting], &[Check(A::BadMessage)], [!Held, Resealed]
        => To::Same, [Fx::SendCheck(When::SlowProbe), Fx::Alert(Alert::BadMessage)], "V1.9 §七 1012";
    "check.2002": &[Submitting], &[Check(A::TotalQuota)], [!Held]
        => To::Same, [Fx::SendCheck(When::SlowProbe), Fx::Alert(Alert::TotalQuota)], "V1.9 §七 2002";
    "check.configuration": &[Submitting], &[Check(A::Configuration)], [!Held]
        => To::Same, [Fx::SendCheck(When::SlowProbe), Fx::Alert(Alert::Configuration)], "V1.9 §七";
    "check.other": &[Submitting], &[Check(A::NotFound), Check(A::Other)], [!Held]
        => To::Same, [Fx::SendCheck(When::SlowProbe), Fx::Alert(Alert::UnknownCode)], "V1.9 §七";

    // query did not settle it.
    "query.2003": &[Submitting], &[Query(A::NotFound)], [!Held, !AskedAfter2004]
        => To::Same, [Fx::SendCheck(When::Now)], "Q158 M35";
    "query.2003.after_2004": &[Submitting], &[Query(A::NotFound)], [!Held, AskedAfter2004, FreshAi]
        => To::FreshAi, [Fx::SendCheck(When::Now)], "Q158 Q180";
    "query.2003.after_2004.gone": &[Submitting], &[Query(A::NotFound)], [!Held, AskedAfter2004, !FreshAi]
        => To::Gone, [Fx::Alert(Alert::ResultGone)], "Q180";
    "query.1006": WAITING, &[Query(A::Throttled)], [!Held]
        => To::Same, [Fx::SendQuery(When::LaneOpen)], "Q89 M16";
    "query.fault": WAITING, QUERY_FAULTS, [!Held] => To::Same, [Fx::SendQuery(When::BackOff)], "Q99 Q158";
    "query.pending": &[Pending], &[Query(A::Pending)], [!Held]
        => To::Same, [Fx::SendQuery(When::Poll)], "Q114 Q175, ours";
    "query.2003.pending": &[Pending], &[Query(A::NotFound)], [!Held, FreshAi]
        => To::FreshAi, [Fx::SendCheck(When::Now)], "Q180";
    "query.2003.pending.gone": &[Pending], &[Query(A::NotFound)], [!Held, !FreshAi]
        => To::Gone, [Fx::Alert(Alert::ResultGone)], "Q180";
    "query.expired": &[PendingExpired], QUERY_AFTER_DEADLINE, [!Held, Asking]
        => To::Same, [Fx::SendQuery(When::Hourly)], "Q159, ours";
    "query.2003.expired": &[PendingExpired], &[Query(A::NotFound)], [!Held] => To::Gone, [], "Q159";

    // Time.
    "tick.deadline": &[Pending], &[Tick], [Deadline]
        => To::Expired, [Fx::Alert(Alert::Administrator)], "Q114 Q159";
    "tick.clock_back": &[PendingExpired], &[Tick], [!Deadline, Asking]
        => To::PendingAgain, [Fx::SendQuery(When::Poll)], "E13";
    "tick.ahead.submitting": &[Submitting], &[Tick], [TooFarAhead] => To::Same, [Fx::SendPlanned], "E13";
    "tick.ahead.pending": &[Pending], &[Tick], [TooFarAhead, !Deadline] => To::Same, [Fx::SendPlanned], "E13";
    "tick.ahead.expired": &[PendingExpired], &[Tick], [TooFarAhead, Deadline]
        => To::Same, [Fx::SendPlanned], "E13";

    // The host decides.
    "link.new": UNLINKED, &[LinkPerson], []
        => To::Linked, [Fx::EndGuestSession, Fx::AlertUnusualPi, Fx::AlertBirthMismatch], "Q111 Q166 Q178 M23";
    "link.same": &[Verified], &[LinkPerson], [SamePi] => To::Refreshed, [], "Q109";
    "link.other": &[Verified], &[LinkPerson], [!SamePi]
        => To::Same, [Fx::Alert(Alert::IdentityMismatch)], "Q133 Q137";
    "reset": ANY, &[ResetIdentity], [] => To::Unverified, [], "Q112 Q133 Q137";
    "manual.request": UNPROVEN, &[RequestManualReview], [!Previous]
        => To::Review, [Fx::CollectDocuments], "Q161 Q165";
    "manual.approve": &[ManualReview], &[Approve], [Waiting] => To::Approved, [], "Q161 Q165";
    "manual.reject": &[ManualReview], &[Reject], [Waiting] => To::Rejected, [], "Q161 Q165";

    // Guests, under the rules of 2019.
    "guest.enter": &[Unverified], &[EnterGuest], [GuestsAllowed, !Barred] => To::Guest, [], "N2019-1";
    "guest.barred": &[Unverified], &[EnterGuest], [GuestsAllowed, Barred]
        => To::Same, [Fx::Invalid("di", "guest_device_barred")], "N2019-1";
    "guest.prohibited": &[Unverified], &[EnterGuest], [!GuestsAllowed]
        => To::Same, [Fx::Invalid("account", "guest_prohibited")], "N2021-2";
    "guest.played": &[Guest], &[GuestPlayed], [!QuotaUsed] => To::Played, [], "N2019-1";
    "guest.over": &[Guest], &[GuestPlayed], [QuotaUsed] => To::TrialOver, [], "N2019-1";

    "stale": ANY, &[EventClass::Stale], [] => To::Same, [Fx::Stale], "Q92";
}

/// The row for an event, if there is one.
pub(super) fn find(
    kind: AccountKind,
    event: EventClass,
    holds: impl Fn(Cond) -> bool,
) -> Option<&'static Row> {
    TABLE.iter().find(|row| {
        row.from.contains(&kind)
            && row.on.contains(&event)
            && row.when.iter().all(|(cond, wanted)| holds(*cond) == *wanted)
    })
}
