//! What the three interfaces do once a request is known to be its caller's.

use std::borrow::Cow;

use serde::Deserialize;

use super::attempt::{Scope, Submission};
use super::codes::{Reply, code};
use super::config::AiScope;
use super::faults::Fault;
use super::gate::Caller;
use super::{Authority, Visit, identity, json, report, test_system};

#[derive(Deserialize)]
struct WireCheck<'a> {
    #[serde(borrow)]
    ai: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow, rename = "idNum")]
    id_number: Cow<'a, str>,
}

fn ai_ok(ai: &str) -> bool {
    (1..=32).contains(&ai.chars().count()) && !ai.chars().any(char::is_control)
}

impl Authority {
    pub(super) fn check(
        &mut self,
        caller: Caller,
        test_code: Option<&str>,
        plaintext: &[u8],
        visit: &Visit,
    ) -> Result<Reply, i32> {
        let case = self.test_case(caller, test_code, visit)?;
        let wire: WireCheck<'_> = json::object(plaintext).ok_or(code::PARAMETER)?;
        if !ai_ok(&wire.ai) {
            return Err(code::PARAMETER);
        }
        if !identity::id_number_ok(&wire.id_number, visit.clock) {
            return Err(code::ID_NUMBER);
        }
        if !identity::name_ok(&wire.name) {
            return Err(code::NAME);
        }
        if let Some(case) = case {
            let reply = test_system::check(case, &wire.ai, &wire.name, &wire.id_number);
            return Ok(self.note_case(caller, case, reply));
        }
        let scope = self.scope(caller);
        if self.attempts.refuse_in_use(&self.config.ai, scope, &wire.ai, visit.now) {
            return Err(code::AI_IN_USE);
        }
        let partner = &mut self.directory.partners[caller.partner];
        if partner.total_checks.is_some_and(|total| partner.checks >= total) {
            return Err(code::TOTAL);
        }
        partner.checks += 1;
        let (outcome, pi) = self.people.verify(&wire.name, &wire.id_number);
        let submission =
            Submission { ai: wire.ai.into_owned(), id_number: wire.id_number.into_owned(), outcome, pi };
        Ok(self.attempts.check(&self.config.ai, scope, submission, visit.now))
    }

    pub(super) fn query(
        &mut self,
        caller: Caller,
        test_code: Option<&str>,
        ai: &str,
        visit: &Visit,
    ) -> Result<Reply, i32> {
        let case = self.test_case(caller, test_code, visit)?;
        if !ai_ok(ai) {
            return Err(code::PARAMETER);
        }
        if let Some(case) = case {
            let reply = test_system::query(case, ai);
            return Ok(self.note_case(caller, case, reply));
        }
        Ok(self.attempts.query(&self.config.ai, self.scope(caller), ai, visit.now))
    }

    pub(super) fn report(
        &mut self,
        caller: Caller,
        test_code: Option<&str>,
        plaintext: &[u8],
        stamp_ms: i64,
        visit: &mut Visit,
    ) -> Result<Reply, i32> {
        let case = self.test_case(caller, test_code, visit)?;
        let rows = report::parse(plaintext)?;
        visit.rows = Some((rows.len(), rows.len()));
        if let Some(errcode) = report::batch_refusal(&self.config.rows, &rows, stamp_ms) {
            return Err(errcode);
        }
        let mut refused = Vec::new();
        for row in &rows {
            let known = |pi: &str| self.config.rows.any_pi || self.known_pi.contains(pi);
            let mut errcode = report::row_refusal(row, stamp_ms, known);
            if let (None, Some(Fault::Rows { errcode: injected, share })) = (errcode, &visit.fault)
                && self.random.chance(*share)
            {
                errcode = Some(*injected);
            }
            match errcode {
                // The test system answers, and stores nothing.
                Some(errcode) if case.is_some() => refused.push((row.no(), errcode)),
                Some(errcode) => {
                    self.ledger.refuse(caller.game, row, errcode);
                    refused.push((row.no(), errcode));
                }
                None if case.is_some() => {}
                None => self.ledger.accept(caller.game, row, visit.now, self.config.rows.dedupe),
            }
        }
        visit.rows = Some((rows.len(), refused.len()));
        let reply = if refused.is_empty() { Reply::Accepted } else { Reply::Partial(refused) };
        let Some(case) = case else { return Ok(reply) };
        if reply == Reply::Accepted && !test_system::rows_fit(case, &rows) {
            return Ok(self.note_case(caller, case, Reply::Refused(code::TEST_DATA)));
        }
        Ok(self.note_case(caller, case, reply))
    }

    /// The case that this code stands for; none in production, 4002 when it stands for none.
    fn test_case(&self, caller: Caller, test_code: Option<&str>, visit: &Visit) -> Result<Option<u8>, i32> {
        let Some(code) = test_code else { return Ok(None) };
        let enterprise = self.directory.partners[caller.partner].enterprise;
        let case = self.tests.case(code, enterprise, caller.endpoint, visit.now);
        case.map(Some).ok_or(code::TEST_TASK)
    }

    fn note_case(&mut self, caller: Caller, case: u8, reply: Reply) -> Reply {
        let enterprise = self.directory.partners[caller.partner].enterprise;
        if self.tests.note(enterprise, case, reply.errcode() == code::OK) {
            self.directory.open_production(enterprise);
        }
        reply
    }

    pub(super) fn scope(&self, caller: Caller) -> Scope {
        match self.config.ai.scope {
            AiScope::Game => (caller.partner, caller.game),
            AiScope::Enterprise => (caller.partner, usize::MAX),
        }
    }
}
