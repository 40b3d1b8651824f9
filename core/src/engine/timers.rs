//! What time brings: leases, deadlines, planned looks, and jumps of the wall clock.

use super::answer::answer_event;
use super::clock::Jump;
use super::{Engine, Event, Sent};
use crate::account::AttemptAnswer;
use crate::engine::account::Cause;
use crate::journal::record::Record;
use crate::time::{MINUTE, MonoMs, SECOND};

impl Engine {
    /// Everything that is due, before poll decides.
    pub(super) fn run_timers(&mut self) {
        let mono = self.clock.mono();
        while let Some(id) = self.flights.expire(mono, self.config.limits.late_answer_ms) {
            self.lease_over(id);
        }
        self.windows_due();
        self.sessions_due();
        self.accounts_due();
        while let Some((at, lane)) = self.lane_plan.due(mono) {
            let lane = u32::try_from(lane).unwrap_or(u32::MAX);
            if self.lane(lane).is_some_and(|found| found.wake == Some(at)) {
                self.wake_lane(lane);
            }
        }
        if mono >= self.next_alive {
            self.next_alive = mono.saturating_add(self.config.limits.alive_ms);
            self.note_alive();
            self.check_keys();
            self.alert_missing_keys();
            self.alert_unknown_games();
        }
    }

    /// The engine is alive, in case that `restart: close` asks (E8).
    pub(super) fn note_alive(&mut self) {
        if self.open_sessions > 0 {
            let unix = self.clock.server();
            self.book.write(Record::ALIVE, |put| put.signed(unix));
        }
    }

    /// When poll has something to do again, at most a minute away.
    pub(super) fn next_look(&self) -> MonoMs {
        let mono = self.clock.mono();
        let wheel = self.wheel.next_due(60).map(|second| self.clock.mono_of(second));
        let lanes = self.lane_plan.next();
        let accounts = self.account_plan.next();
        let alive = (self.open_sessions > 0).then_some(self.next_alive);
        let all = [wheel, lanes, accounts, alive, self.flights.next_due(), self.next_window()];
        let next = all.into_iter().flatten().min().unwrap_or(MonoMs::MAX);
        next.clamp(mono + 1, mono + MINUTE)
    }

    /// The answer did not come in time: the work goes on without it, as after any lost answer.
    fn lease_over(&mut self, id: i64) {
        let Some(flight) = self.flights.lend(id) else { return };
        self.landed(flight.lane, flight.host);
        self.unanswered(id, &flight, Sent::Unknown);
        self.wake_lane(flight.lane);
        self.flights.give_back(id, flight);
    }

    /// A check or query ended without an HTTP answer.
    pub(super) fn call_unanswered(
        &mut self,
        send: i64,
        account: crate::session::slab::Handle,
        ai: &str,
        check: bool,
        answer: AttemptAnswer,
    ) {
        let Some(held) = self.accounts.at_mut(account) else { return };
        held.in_flight.take_if(|out| *out == send);
        let event = answer_event(check, ai.into(), answer);
        self.apply(account.slot, &event, Cause::Answer);
        self.tick(account.slot);
        self.schedule(account.slot);
    }

    /// The wall clock left the monotonic one (E13).
    pub(super) fn jumped(&mut self, jump: Jump) {
        self.notices.alert("clock_jump", None, None, None);
        let mono = self.clock.mono();
        for lane in &mut self.lanes {
            lane.slots.pause_if_shared(mono);
        }
        self.move_locks(jump.by);
        if jump.suspended {
            self.flights.expire_all(mono);
        }
        for lane in 0..u32::try_from(self.lanes.len()).unwrap_or(0) {
            self.wake_lane(lane);
        }
    }

    /// Puts a lane into the ring.
    pub(super) fn wake_lane(&mut self, at: u32) {
        let Some(lane) = self.lane_mut(at) else { return };
        if lane.waits_for_host {
            // Its turn comes when the host has room.
            return;
        }
        lane.wake = None;
        if !lane.in_ring {
            lane.in_ring = true;
            self.ring.push_back(at);
        }
    }

    /// Plans a look at a lane.
    pub(super) fn plan_lane(&mut self, at: u32, when: MonoMs) {
        let Some(lane) = self.lane_mut(at) else { return };
        if lane.wake.is_none_or(|wake| when < wake) {
            lane.wake = Some(when);
            self.lane_plan.plan(when, at.into());
        }
    }

    /// A lane that waits for the disk or for an answer.
    pub(super) fn park_lane(&mut self, at: u32) {
        if let Some(lane) = self.lane_mut(at)
            && !core::mem::replace(&mut lane.parked, true)
        {
            self.parked.push(at);
        }
    }

    pub(super) fn unpark_all(&mut self) {
        for at in core::mem::take(&mut self.parked) {
            if let Some(lane) = self.lane_mut(at) {
                lane.parked = false;
            }
            self.wake_lane(at);
        }
    }

    /// A key that ends soon and has no successor (Q97).
    fn check_keys(&mut self) {
        let horizon = self.clock.unix().saturating_add(self.config.limits.key_warning_ms);
        let mut soon = alloc::vec::Vec::new();
        for partner in &mut self.partners {
            if let Some(end) = partner.expiring(horizon)
                && partner.announced != Some(end)
            {
                partner.announced = Some(end);
                soon.push(Event::KeyExpiring { app_id: partner.app_id.clone(), at: end });
            }
        }
        for event in soon {
            self.notices.advise(event);
        }
    }

    /// Work waits, and nothing can be signed.
    fn alert_missing_keys(&mut self) {
        let unix = self.clock.server();
        for at in 0..u32::try_from(self.lanes.len()).unwrap_or(0) {
            let Some(lane) = self.lane(at).filter(|lane| !lane.queue.is_empty()) else { continue };
            let (game, app) = (lane.game, lane.app);
            let Some(partner) = self.partner_mut(app) else { continue };
            if partner.choose(unix).is_none() && !core::mem::replace(&mut partner.keyless_told, true) {
                self.alert_game("key_missing", game, None, None);
            }
        }
    }

    /// The server's whole second.
    pub(super) fn server_second(&self) -> i64 {
        self.clock.server().div_euclid(SECOND)
    }
}
