//! Reads one event: checks its arguments, finds its class, and answers the table's conditions.

use alloc::string::{String, ToString};

use super::class::{AnswerClass, Cond, EventClass};
use super::known::{clash, is_unusual};
use super::review::ReviewOutcome;
use super::state::Stage;
use super::{
    AccountEvent, AccountOptions, AccountState, AttemptAnswer, PersonSource, check, guest::GuestTrial, limits,
};
use crate::error::{Error, ErrorCode, Result};
use crate::identity::{IdKind, IdRoute, Person, PiBirth, pi_birth_date, validate_id_number};
use crate::time::{Date, Now, UnixMs, check_unix};
use crate::wire::Answer;

/// Everything that decides.
pub(super) struct Input<'a> {
    pub(super) state: &'a AccountState,
    pub(super) class: EventClass,
    pub(super) facts: Facts<'a>,
    pub(super) fresh_ai: Option<&'a str>,
    pub(super) now: UnixMs,
    options: &'a AccountOptions,
}

/// What an event brings along.
pub(super) enum Facts<'a> {
    Nothing,
    /// Who the player claims to be.
    Claim {
        person: Person,
        birth: Date,
    },
    /// Input that is wrong, here or at the authority.
    Wrong {
        field: &'static str,
        reason: &'static str,
    },
    /// An answer's pi.
    Answer {
        pi: &'a str,
        decoded: PiBirth,
    },
    Link {
        pi: &'a str,
        decoded: PiBirth,
        birth: Option<Date>,
        source: PersonSource,
    },
    Document {
        document: String,
        birth: Option<Date>,
    },
    Review {
        birth: Option<Date>,
    },
    Device(&'a str),
    Played(i64),
}

impl<'a> Input<'a> {
    pub(super) fn read(
        state: &'a AccountState,
        event: &'a AccountEvent,
        fresh_ai: Option<&'a str>,
        now: Now,
        options: &'a AccountOptions,
    ) -> Result<Self> {
        // Arguments in the order of the signature; a submitted name and number are no arguments but input.
        check_arguments(event)?;
        fresh_ai.map_or(Ok(()), check::fresh_ai)?;
        check_unix(now.unix)?;
        let (class, facts) = read_event(state, event, now.unix, options)?;
        Ok(Self { state, class, facts, fresh_ai, now: now.unix, options })
    }

    /// Whether the event is an answer to the running attempt.
    pub(super) fn answer_class(&self) -> Option<AnswerClass> {
        match self.class {
            EventClass::Check(answer) | EventClass::Query(answer) => Some(answer),
            _ => None,
        }
    }

    pub(super) fn unusual_pi(&self) -> bool {
        match self.facts {
            Facts::Answer { decoded, .. } | Facts::Link { decoded, .. } => is_unusual(decoded),
            _ => false,
        }
    }

    /// Answers, and the host, may name a pi whose birth date contradicts the one that came with it.
    pub(super) fn birth_differs(&self) -> bool {
        match self.facts {
            Facts::Answer { decoded, .. } => clash(decoded, self.state.claimed_birth()),
            Facts::Link { decoded, birth, .. } => clash(decoded, birth),
            _ => false,
        }
    }

    pub(super) fn was_guest(&self) -> bool {
        match &self.state.stage {
            Stage::Guest => true,
            Stage::Attempt(attempt) => attempt.from_guest,
            _ => false,
        }
    }

    pub(super) fn holds(&self, cond: Cond) -> bool {
        let attempt = self.state.attempt();
        match cond {
            Cond::SamePerson => match &self.facts {
                Facts::Claim { person, .. } => self.state.same_person(person),
                _ => false,
            },
            Cond::Throttled => self.state.throttled_until().is_some_and(|until| self.now < until),
            Cond::Previous => attempt.is_some_and(|attempt| attempt.previous.is_some()),
            Cond::Keep => self.options.keep_on_failed_recheck,
            Cond::FreshAi => self.fresh_ai.is_some(),
            Cond::SentBefore => attempt.is_some_and(|attempt| attempt.tries > 0),
            Cond::Restamped => attempt.is_some_and(|attempt| attempt.restamped),
            Cond::OtherKeyTried => attempt.is_some_and(|attempt| attempt.other_key_tried),
            Cond::Resealed => attempt.is_some_and(|attempt| attempt.resealed),
            Cond::AskedAfter2004 => attempt.is_some_and(|attempt| attempt.asked_after_2004),
            Cond::BirthDiffers => self.birth_differs(),
            Cond::Held => attempt.is_some_and(|attempt| attempt.unsettled_pi.is_some()),
            Cond::Deadline => attempt.is_some_and(|attempt| self.now >= attempt.deadline()),
            Cond::Asking => self.state.next_step().is_some(),
            Cond::TooFarAhead => {
                let latest = self.now.saturating_add(limits::POLL_EVERY);
                self.state.next_step().is_some_and(|step| step.at > latest)
            }
            Cond::SamePi => match self.facts {
                Facts::Link { pi, .. } => self.state.pi() == Some(pi),
                _ => false,
            },
            Cond::Waiting => {
                self.state.manual_review().is_some_and(|review| review.outcome == ReviewOutcome::Waiting)
            }
            Cond::GuestsAllowed => self.options.guests.unwrap_or(self.now < limits::GUESTS_END),
            Cond::Barred => match self.facts {
                Facts::Device(di) => GuestTrial::enter(self.state.guest_trial(), di, self.now).is_used_up(),
                _ => false,
            },
            Cond::QuotaUsed => match (&self.facts, self.state.guest_trial()) {
                (Facts::Played(seconds), Some(trial)) => trial.played(*seconds).is_used_up(),
                _ => false,
            },
        }
    }
}

fn check_arguments(event: &AccountEvent) -> Result<()> {
    match event {
        AccountEvent::CheckAnswer { answer, .. } | AccountEvent::QueryAnswer { answer, .. } => match answer {
            AttemptAnswer::Answer(Answer::Verified { pi }) => check::pi(pi),
            _ => Ok(()),
        },
        AccountEvent::LinkPerson { pi, birth, .. } => check::pi(pi).and(check::birth(*birth)),
        AccountEvent::RequestManualReview { document, birth } => {
            check::document(document).and(check::birth(*birth))
        }
        AccountEvent::Review { birth, .. } => check::birth(*birth),
        AccountEvent::EnterGuest { di } => check::di(di),
        AccountEvent::GuestPlayed { seconds } => check::seconds(*seconds),
        AccountEvent::SubmitIdentity { .. } | AccountEvent::Tick | AccountEvent::ResetIdentity { .. } => {
            Ok(())
        }
    }
}

fn read_event<'a>(
    state: &AccountState,
    event: &'a AccountEvent,
    now: UnixMs,
    options: &AccountOptions,
) -> Result<(EventClass, Facts<'a>)> {
    Ok(match event {
        AccountEvent::SubmitIdentity { name, id_number } => read_submission(name, id_number, now, options),
        AccountEvent::CheckAnswer { ai, .. } | AccountEvent::QueryAnswer { ai, .. }
            if state.ai() != Some(ai.as_str()) =>
        {
            (EventClass::Stale, Facts::Nothing)
        }
        AccountEvent::CheckAnswer { answer, .. } => {
            (EventClass::Check(AnswerClass::of(answer)), read_answer(answer)?)
        }
        AccountEvent::QueryAnswer { answer, .. } => {
            (EventClass::Query(AnswerClass::of(answer)), read_answer(answer)?)
        }
        AccountEvent::Tick => (EventClass::Tick, Facts::Nothing),
        AccountEvent::LinkPerson { pi, birth, source } => {
            let facts = Facts::Link { pi, decoded: pi_birth_date(pi)?, birth: *birth, source: *source };
            (EventClass::LinkPerson, facts)
        }
        AccountEvent::ResetIdentity { .. } => (EventClass::ResetIdentity, Facts::Nothing),
        AccountEvent::RequestManualReview { document, birth } => {
            let facts = Facts::Document { document: document.clone(), birth: *birth };
            (EventClass::RequestManualReview, facts)
        }
        AccountEvent::Review { approved, birth } => {
            let class = if *approved { EventClass::Approve } else { EventClass::Reject };
            (class, Facts::Review { birth: *birth })
        }
        AccountEvent::EnterGuest { di } => (EventClass::EnterGuest, Facts::Device(di)),
        AccountEvent::GuestPlayed { seconds } => (EventClass::GuestPlayed, Facts::Played(*seconds)),
    })
}

fn read_submission<'a>(
    name: &str,
    id_number: &str,
    now: UnixMs,
    options: &AccountOptions,
) -> (EventClass, Facts<'a>) {
    let wrong = |error: Error| {
        let field = if error.code == ErrorCode::InvalidName { "name" } else { "id_number" };
        (EventClass::SubmitInvalid, Facts::Wrong { field, reason: error.reason.unwrap_or("invalid") })
    };
    let person = match Person::new(name, id_number, now) {
        Ok(person) => person,
        Err(error) => return wrong(error),
    };
    let number = match validate_id_number(person.id_number(), now) {
        Ok(number) => number,
        Err(error) => return wrong(error),
    };
    if number.route == IdRoute::Manual && !options.submit_non_mainland {
        let document = match number.kind {
            IdKind::HmtResident => "hmt_resident",
            IdKind::ForeignPermanent => "foreign_permanent",
            IdKind::Mainland => "mainland",
        };
        let facts = Facts::Document { document: document.to_string(), birth: Some(number.birth) };
        return (EventClass::SubmitManual, facts);
    }
    (EventClass::SubmitValid, Facts::Claim { person, birth: number.birth })
}

fn read_answer(answer: &AttemptAnswer) -> Result<Facts<'_>> {
    Ok(match answer {
        AttemptAnswer::Answer(Answer::Verified { pi }) => Facts::Answer { pi, decoded: pi_birth_date(pi)? },
        AttemptAnswer::Answer(Answer::Refused { errcode: 2001, .. }) => {
            Facts::Wrong { field: "id_number", reason: "refused" }
        }
        AttemptAnswer::Answer(Answer::Refused { errcode: 2005, .. }) => {
            Facts::Wrong { field: "name", reason: "refused" }
        }
        _ => Facts::Nothing,
    })
}
