//! complete: what became of a request (E4, E13).

use alloc::string::String;

use super::flight::{Cargo, Flight};
use super::http_date;
use super::lane::RowRef;
use super::locks::Lock;
use super::mutation::Break;
use super::settle::proves_nothing;
use super::{Engine, Event, Outcome, Sent, Used};
use crate::account::{AccountEvent, AttemptAnswer};
use crate::engine::account::Cause;
use crate::error::{Error, ErrorCode, Result};
use crate::http::Response;
use crate::session::slab::Handle;
use crate::time::{Now, UnixMs};
use crate::wire::{self, Answer, Endpoint, ErrcodeClass, ReportAnswer};

/// What an answer says about the lane, whatever it says about the work.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The authority looked at the work.
    Works,
    /// Nothing can be said: 5xx, HTML, cut JSON, 1001.
    Unclear,
    /// The lane or the enterprise may not go on as before; the work is not to blame and waits.
    Blocked,
}

impl Engine {
    /// Reports what became of a request. A late answer is still used; a second one for the same request is not known
    /// any more.
    ///
    /// # Errors
    /// `unknown_send` (harmless: also for requests of an earlier open), `bad_time`.
    pub fn complete(&mut self, send: i64, outcome: &Outcome, now: Now) -> Result<Used> {
        self.at(now)?;
        let Some(flight) = self.flights.take(send) else {
            return Err(Error::new(
                ErrorCode::UnknownSend,
                "no such request is out: it was completed before, or belongs to an earlier open; go on",
            )
            .with_field("send"));
        };
        let late = flight.expired;
        if !late {
            self.landed(flight.lane, flight.host);
        }
        let news = match outcome {
            Outcome::Transport { .. } if late => return Ok(Used::Already),
            Outcome::Transport { sent } => {
                self.unanswered(send, &flight, *sent);
                true
            }
            Outcome::Http(response) => self.answered(send, &flight, response),
        };
        self.wake_lane(flight.lane);
        Ok(match (late, news) {
            (_, false) => Used::Already,
            (true, true) => Used::Late,
            (false, true) => Used::Now,
        })
    }

    /// The work of a request that got no answer goes on without it.
    pub(super) fn unanswered(&mut self, send: i64, flight: &Flight, sent: Sent) {
        self.host_silent(flight.host);
        self.probes_lost(flight.lane, flight.host, [flight.lane_probe, flight.app_probe, flight.host_probe]);
        let answer = if sent == Sent::No { AttemptAnswer::NotSent } else { AttemptAnswer::NoAnswer };
        match &flight.cargo {
            Cargo::Call { check, account, ai } => self.call_unanswered(send, *account, ai, *check, answer),
            Cargo::Report { rows, part } => {
                if sent == Sent::Unknown {
                    self.counters.resent(rows.len());
                }
                if self.config.mutation.is(Break::Credulous) {
                    self.report_stored(flight.lane, rows, &[]);
                    return;
                }
                self.lane_backs_off(flight.lane);
                self.rows_again(flight.lane, rows, *part);
            }
        }
    }

    /// True: the answer brought knowledge.
    fn answered(&mut self, send: i64, flight: &Flight, response: &Response) -> bool {
        self.host_answers(flight.host);
        match &flight.cargo {
            Cargo::Call { check, account, ai } => {
                let parse = if *check { wire::parse_check } else { wire::parse_query };
                let answer = parse(response.status, &response.body);
                let verdict = self.judge(send, flight, response, answer_code(&answer));
                self.call_answered(send, flight, (*account, ai, *check), answer, verdict)
            }
            Cargo::Report { rows, part } => {
                let count = i32::try_from(rows.len()).unwrap_or(0);
                let unreadable = ReportAnswer::Unreadable { reason: wire::UnreadableReason::NotJson };
                let answer = wire::parse_report(response.status, &response.body, count).unwrap_or(unreadable);
                let code = match &answer {
                    ReportAnswer::Accepted | ReportAnswer::Partial { .. } => Code::Fine,
                    ReportAnswer::Refused { errcode, class, .. } => Code::Refused(*errcode, *class),
                    ReportAnswer::Unreadable { .. } => Code::None,
                };
                let verdict = self.judge(send, flight, response, code);
                self.report_answered(flight, rows, *part, &answer, verdict)
            }
        }
    }

    fn call_answered(
        &mut self,
        send: i64,
        flight: &Flight,
        (account, ai, check): (Handle, &str, bool),
        answer: Answer,
        verdict: Verdict,
    ) -> bool {
        let Some(held) = self.accounts.at_mut(account) else { return false };
        held.in_flight.take_if(|out| *out == send);
        let stale = self.config.mutation.is(Break::Stale);
        let ai = String::from(if stale { held.state.ai().unwrap_or(ai) } else { ai });
        if held.state.ai() != Some(ai.as_str()) {
            // Of an attempt that was replaced.
            self.schedule(account.slot);
            return false;
        }
        let before = held.state.clone();
        let event = answer_event(check, ai, AttemptAnswer::Answer(answer));
        // A late answer that settles nothing must not disturb what goes on meanwhile.
        if flight.expired && verdict != Verdict::Works {
            return verdict == Verdict::Blocked;
        }
        let effects = self.apply_quietly(account.slot, &event, Cause::Answer);
        if verdict != Verdict::Blocked {
            // What concerns all players is told once, for the lane or the enterprise.
            self.tell_alerts(account.slot, &effects);
        }
        self.tick(account.slot);
        match verdict {
            Verdict::Blocked => self.queue_account(account.slot),
            _ => self.schedule(account.slot),
        }
        self.accounts.at(account).is_none_or(|held| held.state != before)
    }

    fn report_answered(
        &mut self,
        flight: &Flight,
        rows: &[(RowRef, u32)],
        part: bool,
        answer: &ReportAnswer,
        verdict: Verdict,
    ) -> bool {
        match answer {
            ReportAnswer::Accepted => self.report_stored(flight.lane, rows, &[]),
            ReportAnswer::Partial { results } => self.report_stored(flight.lane, rows, results),
            // A late answer about a batch that is on its way again proves nothing.
            _ if flight.expired => verdict == Verdict::Blocked,
            ReportAnswer::Refused { errcode, class, .. } if proves_nothing(*errcode, *class) => {
                self.report_unproven(flight.lane, rows, *errcode);
                true
            }
            _ => {
                if verdict == Verdict::Unclear {
                    self.counters.resent(rows.len());
                    self.lane_backs_off(flight.lane);
                }
                self.rows_again(flight.lane, rows, part);
                true
            }
        }
    }

    /// What an answer means for clock, key, lane, enterprise and host.
    fn judge(&mut self, send: i64, flight: &Flight, response: &Response, code: Code) -> Verdict {
        if matches!(code, Code::Refused(1007, _)) && self.clock.refute(send) {
            self.alert_lane("clock", flight.lane, Some(1007));
        }
        let verdict = self.verdict(send, flight, response, code);
        if verdict == Verdict::Works {
            self.clock.confirm(send);
        }
        if verdict != Verdict::Works && !flight.expired {
            // A probe that did not find the way open: the next one goes later.
            self.probes_lost(flight.lane, flight.host, [flight.lane_probe, flight.app_probe, false]);
        }
        verdict
    }

    fn verdict(&mut self, send: i64, flight: &Flight, response: &Response, code: Code) -> Verdict {
        let (errcode, class) = match code {
            Code::Refused(errcode, class) => (errcode, class),
            Code::Fine => {
                self.lane_works(flight);
                return Verdict::Works;
            }
            Code::None => return Verdict::Unclear,
        };
        let endpoint = self.lane(flight.lane).map(|lane| lane.endpoint);
        match class {
            ErrcodeClass::Throttled => {
                self.throttled(flight.lane);
                Verdict::Blocked
            }
            ErrcodeClass::Restamp => {
                self.restamp(send, flight, response);
                Verdict::Blocked
            }
            ErrcodeClass::TryOtherKey => {
                let unix = self.clock.server();
                let app = self.lane(flight.lane).map_or(0, |lane| lane.app);
                let other =
                    self.partner_mut(app).is_some_and(|partner| partner.key_refused(flight.key, unix));
                if !other {
                    self.app_rests(flight.lane, errcode);
                }
                Verdict::Blocked
            }
            ErrcodeClass::Configuration if matches!(errcode, 1005 | 1008 | 1009) => {
                self.app_rests(flight.lane, errcode);
                Verdict::Blocked
            }
            ErrcodeClass::Configuration | ErrcodeClass::TotalQuota | ErrcodeClass::TestSystem => {
                self.lane_rests(flight.lane, errcode);
                Verdict::Blocked
            }
            ErrcodeClass::Retry => Verdict::Unclear,
            ErrcodeClass::Unknown
                if endpoint == Some(Endpoint::Report) && !(3000..4000).contains(&errcode) =>
            {
                self.lane_rests(flight.lane, errcode);
                Verdict::Blocked
            }
            ErrcodeClass::UserInput
            | ErrcodeClass::NotFound
            | ErrcodeClass::QueryThatAi
            | ErrcodeClass::NewAi
                if endpoint == Some(Endpoint::Report) =>
            {
                self.lane_rests(flight.lane, errcode);
                Verdict::Blocked
            }
            _ => {
                self.lane_works(flight);
                Verdict::Works
            }
        }
    }

    fn lane_works(&mut self, flight: &Flight) {
        let Some(lane) = self.lane_mut(flight.lane) else { return };
        lane.works();
        let app = lane.app;
        if let Some(partner) = self.partner_mut(app) {
            partner.key_worked(flight.key);
            let rested = partner.rest.is_resting();
            partner.rest.succeed();
            if rested {
                self.wake_app(app);
            }
        }
    }

    /// 1006: one minute of rest, written down, in wall time (Q89, M16).
    fn throttled(&mut self, at: u32) {
        let jitter = self.secrets.jitter(self.config.limits.throttle_jitter_ms);
        let until = self.clock.unix().saturating_add(self.config.limits.throttle_ms).saturating_add(jitter);
        let fresh = self.lane(at).is_some_and(|lane| lane.locked_until <= self.clock.unix());
        self.lock_lane(at, until);
        if let Some(lane) = self.lane_mut(at) {
            lane.held = false;
        }
        let Some(lane) = self.lane(at) else { return };
        if fresh {
            let (game, endpoint) = (self.game_key(lane.game), lane.endpoint);
            self.notices.advise(Event::Throttled { game, endpoint, until });
        }
    }

    /// Rests a lane until a wall time, and writes it down: a restart must not send into a lock.
    pub(super) fn lock_lane(&mut self, at: u32, until: UnixMs) {
        let Some(lane) = self.lane_mut(at) else { return };
        if until <= lane.locked_until {
            return;
        }
        lane.locked_until = until;
        let (app, biz_id, endpoint) = (lane.app, lane.biz_id.clone(), lane.endpoint);
        let app_id = self.partner_mut(app).map(|partner| partner.app_id.clone()).unwrap_or_default();
        let lock = Lock { app_id, biz_id, endpoint: endpoint_number(endpoint), until };
        self.book.write_lock(&lock);
        self.locks.put(lock);
    }

    /// The wall clock leapt: a minute of rest stays a minute. What another process told by `hold` is a wall time.
    pub(super) fn move_locks(&mut self, by: i64) {
        let before = self.clock.unix() - by;
        for at in 0..u32::try_from(self.lanes.len()).unwrap_or(0) {
            let Some(lane) = self.lane_mut(at).filter(|lane| !lane.held && lane.locked_until > before) else {
                continue;
            };
            let until = lane.locked_until.saturating_add(by);
            lane.locked_until = UnixMs::MIN;
            self.lock_lane(at, until);
        }
    }

    /// 1007: stamp anew at once; a second one in a row makes the lane wait. A Date may teach the authority's clock.
    fn restamp(&mut self, send: i64, flight: &Flight, response: &Response) {
        // A late answer, or one to a stamp that was given up since, says nothing about the clock now.
        if flight.expired || self.clock.is_before_trial(send) {
            return;
        }
        let ago = self.clock.mono() - flight.sent_mono;
        let next = self.book.next_send();
        let date = response.date.as_deref().and_then(http_date::parse);
        let learned = date.is_some_and(|date| self.clock.learn(date, ago, next));
        let again =
            self.lane_mut(flight.lane).is_some_and(|lane| core::mem::replace(&mut lane.restamped, true));
        if learned || again {
            self.alert_lane("clock", flight.lane, Some(1007));
        }
        if again {
            self.lane_backs_off(flight.lane);
        }
    }

    fn app_rests(&mut self, lane: u32, errcode: i32) {
        let (least, most) = (self.config.limits.probe_min_ms, self.config.limits.probe_max_ms);
        let mono = self.clock.mono();
        let app = self.lane(lane).map_or(0, |lane| lane.app);
        let Some(partner) = self.partner_mut(app) else { return };
        if partner.rest.fail(mono, least, most) {
            self.alert_lane("configuration", lane, Some(errcode));
        }
        self.wake_app(app);
    }

    fn lane_rests(&mut self, at: u32, errcode: i32) {
        let (least, most) = (self.config.limits.probe_min_ms, self.config.limits.probe_max_ms);
        let mono = self.clock.mono();
        let Some(lane) = self.lane_mut(at) else { return };
        if lane.rest.fail(mono, least, most) {
            let code = match wire::errcode_info(errcode).class {
                ErrcodeClass::TotalQuota => "total_quota",
                ErrcodeClass::Configuration | ErrcodeClass::TestSystem => "configuration",
                _ => "unknown_code",
            };
            self.alert_lane(code, at, Some(errcode));
        }
    }

    /// Lanes of an enterprise look again whether they may send.
    fn wake_app(&mut self, app: u32) {
        for at in 0..u32::try_from(self.lanes.len()).unwrap_or(0) {
            if self.lane(at).is_some_and(|lane| lane.app == app && !lane.queue.is_empty()) {
                self.wake_lane(at);
            }
        }
    }

    /// A request is no longer in flight.
    pub(super) fn landed(&mut self, lane: u32, host: u32) {
        if let Some(lane) = self.lane_mut(lane) {
            lane.in_flight -= 1;
        }
        if let Some(found) = self.host_mut(host) {
            found.in_flight -= 1;
        }
        // Before this lane's own work is queued again: who waited comes first.
        self.offer_room(Some(host));
    }

    pub(super) fn probes_lost(&mut self, lane: u32, host: u32, [of_lane, of_app, of_host]: [bool; 3]) {
        let (least, most) = (self.config.limits.probe_min_ms, self.config.limits.probe_max_ms);
        let mono = self.clock.mono();
        let app = self.lane(lane).map_or(0, |lane| lane.app);
        if of_lane && let Some(found) = self.lane_mut(lane) {
            found.rest.probe_lost();
            found.rest.fail(mono, least, most);
            self.wake_lane(lane);
        }
        if of_app && let Some(partner) = self.partner_mut(app) {
            partner.rest.probe_lost();
            partner.rest.fail(mono, least, most);
            self.wake_app(app);
        }
        if of_host && let Some(host) = self.host_mut(host) {
            host.rest.probe_lost();
        }
    }

    /// No HTTP answer: eight in a row mark the host as down (E12).
    pub(super) fn host_silent(&mut self, at: u32) {
        let limits = &self.config.limits;
        let (after, least, most) =
            (limits.host_down_after, limits.host_probe_min_ms, limits.host_probe_max_ms);
        let mono = self.clock.mono();
        let Some(host) = self.host_mut(at) else { return };
        host.silent += 1;
        if host.silent >= after {
            let new = host.rest.fail(mono, least, most);
            if new {
                self.notices.alert("host_down", None, None, None);
            }
            self.wake_host(at);
        }
    }

    fn host_answers(&mut self, at: u32) {
        let Some(host) = self.host_mut(at) else { return };
        host.silent = 0;
        if host.rest.is_resting() {
            host.rest.succeed();
            self.wake_host(at);
        }
    }

    /// Lanes that wait for this host look again.
    fn wake_host(&mut self, at: u32) {
        let waiting = self.host_mut(at).map(|host| core::mem::take(&mut host.waiting)).unwrap_or_default();
        for at in waiting {
            if let Some(lane) = self.lane_mut(at) {
                lane.waits_for_host = false;
            }
            self.wake_lane(at);
        }
    }
}

/// An answer to a check, or to a query, as the account hears of it.
pub(super) fn answer_event(check: bool, ai: String, answer: AttemptAnswer) -> AccountEvent {
    if check { AccountEvent::CheckAnswer { ai, answer } } else { AccountEvent::QueryAnswer { ai, answer } }
}

/// An answer reduced to what matters for the lane.
#[derive(Clone, Copy)]
enum Code {
    Fine,
    Refused(i32, ErrcodeClass),
    None,
}

fn answer_code(answer: &Answer) -> Code {
    match answer {
        Answer::Verified { .. } | Answer::Pending | Answer::Failed => Code::Fine,
        Answer::Refused { errcode, class, .. } => Code::Refused(*errcode, *class),
        Answer::Unreadable { .. } => Code::None,
    }
}

pub(super) fn endpoint_number(endpoint: Endpoint) -> u8 {
    match endpoint {
        Endpoint::Check => 0,
        Endpoint::Query => 1,
        Endpoint::Report => 2,
    }
}
