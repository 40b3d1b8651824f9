//! The next request, if any lane may send one (E11, E12, E16).

use alloc::{string::String, vec::Vec};

use super::batch::Batch;
use super::flight::{Cargo, Flight};
use super::lane::{Lane, RowRef};
use super::mutation::Break;
use super::rest::Gate;
use super::slots::Turn;
use super::{Engine, SendStep};
use crate::account::NextCall;
use crate::credential::App;
use crate::error::Result;
use crate::hex;
use crate::http::Request;
use crate::session::slab::Handle;
use crate::time::{MonoMs, SECOND};
use crate::wire::{self, Behavior, Endpoint, PlayerKind};

/// Why a lane sends nothing now.
enum Hold {
    /// Not before this monotonic time.
    Until(MonoMs),
    /// Until the disk or an answer has something new.
    Parked,
    /// Until its host has room.
    Host,
    /// Until there is work.
    Idle,
}

/// What a lane may do.
struct Pass {
    key: usize,
    app: App,
    /// Of the nonces.
    mask: [u8; 12],
    lane_probe: bool,
    app_probe: bool,
    host_probe: bool,
}

impl Engine {
    /// Goes round the ring: one request a turn.
    pub(super) fn next_send(&mut self) -> Option<SendStep> {
        // A lane leaves the ring when it has nothing to send, so this ends.
        while let Some(at) = self.ring.pop_front() {
            let outcome = self.try_lane(at);
            match outcome {
                Ok(step) => {
                    self.ring.push_back(at);
                    return Some(step);
                }
                Err(hold) => {
                    if let Some(lane) = self.lane_mut(at) {
                        lane.in_ring = false;
                    }
                    match hold {
                        Hold::Until(when) => self.plan_lane(at, when),
                        Hold::Parked => self.park_lane(at),
                        Hold::Host => self.wait_for_host(at),
                        Hold::Idle => {}
                    }
                    if !matches!(hold, Hold::Host) {
                        // It may have been woken for room that it does not use: the next one's turn.
                        self.offer_room(self.lane(at).map(|lane| lane.host));
                    }
                }
            }
        }
        None
    }

    fn try_lane(&mut self, at: u32) -> core::result::Result<SendStep, Hold> {
        let endpoint = self.lane(at).map(|lane| lane.endpoint).ok_or(Hold::Idle)?;
        let stamp = self.server_second();
        if let Some(lane) = self.lane_mut(at) {
            lane.queue.bring_later(stamp);
        }
        if self.lane(at).is_none_or(|lane| lane.queue.is_empty()) {
            return Err(self.idle(at));
        }
        let pass = self.may_send(at)?;
        let cargo = match endpoint {
            Endpoint::Report => self.load_report(at)?,
            Endpoint::Check | Endpoint::Query => self.load_call(at, endpoint)?,
        };
        let Some(id) = self.book.send_id() else {
            self.unload(at, cargo);
            return Err(Hold::Parked);
        };
        match self.build(at, &pass, &cargo) {
            Some(request) => Ok(self.launch(at, id, pass, cargo, request)),
            None => {
                // Cannot happen with rows and persons that were checked on the way in.
                self.unload(at, cargo);
                self.notices.alert("internal", None, Some(endpoint), None);
                Err(Hold::Until(self.clock.mono() + self.config.limits.backoff_max_ms))
            }
        }
    }

    /// Everything that can forbid a request, cheapest first.
    fn may_send(&self, at: u32) -> core::result::Result<Pass, Hold> {
        let mono = self.clock.mono();
        let limits = &self.config.limits;
        if !self.book.is_started() {
            return Err(Hold::Parked);
        }
        if self.clock.uptime() < limits.start_quiet_ms {
            return Err(Hold::Until(mono + limits.start_quiet_ms - self.clock.uptime()));
        }
        let lane = self.lane(at).ok_or(Hold::Idle)?;
        let unix = self.clock.unix();
        if unix < lane.locked_until {
            return Err(Hold::Until(mono + (lane.locked_until - unix)));
        }
        if mono < lane.backoff_until {
            return Err(Hold::Until(lane.backoff_until));
        }
        let app = super::at(&self.partners, lane.app).ok_or(Hold::Idle)?;
        let host = super::at(&self.hosts, lane.host).ok_or(Hold::Idle)?;
        let lane_probe = gate(lane.rest.gate(mono))?;
        let app_probe = gate(app.rest.gate(mono))?;
        let host_probe = match host.rest.gate(mono) {
            Gate::Probing => return Err(Hold::Host),
            other => gate(other)?,
        };
        if lane.in_flight >= most_in_flight(lane, limits.in_flight_ms) {
            return Err(Hold::Parked);
        }
        if host.in_flight >= limits.host_in_flight {
            return Err(Hold::Host);
        }
        match lane.slots.turn(unix, mono) {
            Turn::Now => {}
            _ if self.config.mutation.is(Break::Quota) => {}
            Turn::At(when) => return Err(Hold::Until(when)),
            Turn::Never => return Err(Hold::Idle),
        }
        // Without a valid key nothing can be signed; keys begin and end with time.
        let soon = Hold::Until(mono + limits.probe_min_ms);
        let Some(key) = app.choose(self.clock.server()) else { return Err(soon) };
        let Some((app, mask)) = app.app(&lane.biz_id, key) else { return Err(soon) };
        Ok(Pass { key, app, mask, lane_probe, app_probe, host_probe })
    }

    /// Takes the next account whose call is due.
    fn load_call(&mut self, at: u32, endpoint: Endpoint) -> core::result::Result<Cargo, Hold> {
        let wanted = if endpoint == Endpoint::Check { NextCall::Check } else { NextCall::Query };
        loop {
            let lane = self.lane_mut(at).ok_or(Hold::Idle)?;
            let live = !lane.queue.live.is_empty();
            let queue = if live { &mut lane.queue.live } else { &mut lane.queue.backfill };
            let slot = queue.front().copied().ok_or(Hold::Idle)?;
            // An account that was let go, or queues elsewhere since, leaves an entry behind; its slot may be another's now.
            let ready = self.accounts.get(slot).filter(|held| held.queued == Some(at));
            if ready.is_some_and(|held| !self.book.is_durable(held.record)) {
                return Err(Hold::Parked);
            }
            if let Some(lane) = self.lane_mut(at) {
                let queue = if live { &mut lane.queue.live } else { &mut lane.queue.backfill };
                queue.pop_front();
            }
            let Some(held) = self.accounts.get_mut(slot).filter(|held| held.queued == Some(at)) else {
                continue;
            };
            held.queued = None;
            // What was planned may have changed since: the state decides.
            let next = held.state.next_step();
            let ai = super::account::ai_of(&held.state);
            let person = held.person.is_some();
            let (Some(next), Some(ai)) = (next, ai) else { continue };
            if next.call != wanted {
                self.schedule(slot);
                continue;
            }
            if wanted == NextCall::Check && !person {
                self.person_gone(slot, ai);
                continue;
            }
            let Some(account) = self.accounts.handle(slot) else { continue };
            return Ok(Cargo::Call { check: wanted == NextCall::Check, account, ai });
        }
    }

    fn load_report(&mut self, at: u32) -> core::result::Result<Cargo, Hold> {
        match self.take_batch(at) {
            Batch::Rows { rows, part } => Ok(Cargo::Report { rows, part }),
            Batch::Later(when) => Err(Hold::Until(when)),
            Batch::Disk => Err(Hold::Parked),
            Batch::Nothing if self.lane(at).is_some_and(|lane| !lane.queue.is_empty()) => {
                Err(Hold::Until(self.clock.mono() + 1))
            }
            Batch::Nothing => Err(self.idle(at)),
        }
    }

    /// Nothing can go now; some rows may have a later second.
    fn idle(&self, at: u32) -> Hold {
        let later = self.lane(at).and_then(|lane| lane.queue.later.next());
        later.map_or(Hold::Idle, |second| Hold::Until(self.mono_of_server(second)))
    }

    /// Puts cargo back that could not leave.
    fn unload(&mut self, at: u32, cargo: Cargo) {
        match cargo {
            Cargo::Call { account, .. } => self.queue_account(account.slot),
            Cargo::Report { rows, part } => self.rows_again(at, &rows, part),
        }
    }

    fn build(&mut self, at: u32, pass: &Pass, cargo: &Cargo) -> Option<Request> {
        let unix = self.clock.server();
        let nonce = match cargo {
            Cargo::Call { check: false, .. } => [0; 12],
            _ if self.config.mutation.is(Break::Nonce) => [7; 12],
            _ => self.secrets.nonce(pass.mask),
        };
        let url = self.lane(at)?.url.clone();
        match cargo {
            Cargo::Call { check: true, account, ai } => {
                let person = self.accounts.at(*account)?.person.as_ref()?;
                let check = wire::build_check(&pass.app, url, ai, person, nonce, unix).ok()?;
                Some(check.request(&pass.app))
            }
            Cargo::Call { check: false, ai, .. } => Some(wire::build_query(&pass.app, url, ai, unix)),
            Cargo::Report { rows, .. } => self.build_report(&pass.app, url, rows, nonce, unix).ok(),
        }
    }

    fn build_report(
        &self,
        app: &App,
        url: String,
        rows: &[(RowRef, u32)],
        nonce: [u8; 12],
        unix: i64,
    ) -> Result<Request> {
        let held = |session: Handle| self.sessions.at(session);
        let names: Vec<String> = rows
            .iter()
            .map(|(row, _)| held(row.session).map(|held| hex::lower(&held.si)).unwrap_or_default())
            .collect();
        let lines: Vec<wire::RowRef<'_>> = rows
            .iter()
            .zip(&names)
            .map(|((row, ot), si)| {
                let session = held(row.session);
                wire::RowRef {
                    si,
                    bt: if row.logout { Behavior::Logout } else { Behavior::Login },
                    ot: i64::from(*ot),
                    ct: if session.is_some_and(|held| held.guest) {
                        PlayerKind::Guest
                    } else {
                        PlayerKind::Verified
                    },
                    id: session.map(super::Session::id).unwrap_or_default(),
                }
            })
            .collect();
        wire::build_report(app, url, lines.into_iter(), nonce, unix)
    }

    fn launch(&mut self, at: u32, id: i64, pass: Pass, cargo: Cargo, request: Request) -> SendStep {
        let (unix, mono) = (self.clock.unix(), self.clock.mono());
        let timeout_ms = self.config.limits.timeout_ms;
        let mut endpoint = Endpoint::Check;
        let mut host_at = 0;
        let mut app_at = 0;
        if let Some(lane) = self.lane_mut(at) {
            (endpoint, host_at, app_at) = (lane.endpoint, lane.host, lane.app);
            lane.slots.used(unix, mono);
            lane.in_flight += 1;
            if pass.lane_probe {
                lane.rest.probe_sent();
            }
        }
        if let Some(host) = self.host_mut(host_at) {
            host.in_flight += 1;
            if pass.host_probe {
                host.rest.probe_sent();
            }
        }
        if pass.app_probe
            && let Some(partner) = self.partner_mut(app_at)
        {
            partner.rest.probe_sent();
        }
        self.counters.sent(endpoint);
        if let Cargo::Call { account, .. } = &cargo
            && let Some(held) = self.accounts.at_mut(*account)
        {
            held.in_flight = Some(id);
        }
        let flight = Flight {
            lane: at,
            host: host_at,
            key: pass.key,
            sent_mono: mono,
            lease: mono.saturating_add(timeout_ms).saturating_add(self.config.limits.lease_extra_ms),
            expired: false,
            host_probe: pass.host_probe,
            lane_probe: pass.lane_probe,
            app_probe: pass.app_probe,
            cargo,
        };
        self.flights.insert(id, flight);
        SendStep { send: id, endpoint, timeout_ms, request }
    }

    fn wait_for_host(&mut self, at: u32) {
        let Some(lane) = self.lane_mut(at) else { return };
        if core::mem::replace(&mut lane.waits_for_host, true) {
            return;
        }
        let host = lane.host;
        if let Some(host) = self.host_mut(host) {
            host.waiting.push_back(at);
        }
    }

    /// Wakes the lane that has waited longest for this host, if the host has room.
    pub(super) fn offer_room(&mut self, host: Option<u32>) {
        let (mono, most) = (self.clock.mono(), self.config.limits.host_in_flight);
        let Some(host) = host.and_then(|host| self.host_mut(host)) else { return };
        if host.in_flight >= most || host.rest.gate(mono) == Gate::Probing {
            return;
        }
        let Some(next) = host.waiting.pop_front() else { return };
        if let Some(lane) = self.lane_mut(next) {
            lane.waits_for_host = false;
        }
        self.wake_lane(next);
    }
}

/// A gate as a hold, or whether the request would be a probe.
fn gate(gate: Gate) -> core::result::Result<bool, Hold> {
    match gate {
        Gate::Open => Ok(false),
        Gate::Probe => Ok(true),
        Gate::At(when) => Err(Hold::Until(when)),
        Gate::Probing => Err(Hold::Parked),
    }
}

fn most_in_flight(lane: &Lane, window_ms: i64) -> i64 {
    (lane.slots.rate() * window_ms / SECOND).max(1)
}
