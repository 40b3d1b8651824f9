//! The authority itself: pure. A request and the time go in, an answer comes out; there is no clock, no I/O and no
//! entropy but the scenario's seed. The same calls give the same answers, everywhere.

mod attempt;
mod audit;
mod business;
mod codes;
mod command;
mod config;
mod faults;
mod gate;
mod identity;
mod json;
mod ledger;
mod partner;
mod people;
mod presets;
mod quota;
mod random;
mod report;
mod route;
mod sealing;
mod summary;
mod test_system;

use std::collections::{BTreeMap, HashSet};
use std::net::IpAddr;
use std::time::{Duration, UNIX_EPOCH};

use shiming_core::wire::Endpoint;

use crate::http::{Delivery, HttpAnswer, HttpRequest, View};
use crate::omnisdk::Vendor;
use attempt::Attempts;
use codes::Reply;
use faults::{Arrival, Effect, Faults};
use gate::Caller;
use ledger::Ledger;
use partner::Directory;
use people::People;
use quota::Lane;
use random::Random;
use route::Route;
use test_system::TestSystem;

pub use attempt::Attempt;
pub use audit::{Problem, ProblemCode};
pub use codes::{code, errmsg};
pub use command::{Command, CommandAnswer};
pub use config::{
    AcceptedData, AiConfig, AiScope, AuthorityConfig, ConfigError, Enterprise, Game, Key, Lenient, Limits,
    LockReading, QuotaConfig, Rights, RowConfig, TestAccount, TestConfig, TimeRefuses, WindowKind,
};
pub use faults::{EndpointName, Fault, FaultRule, Weekly};
pub use ledger::{RecentRequest, RowRecord, SessionRecord};
pub use partner::Rotation;
pub use people::{Outcome, PeopleConfig, PersonRule, Spread};
pub use quota::LaneStats;
pub(crate) use sealing::{hex, query_params};
pub use summary::{AttemptSums, FaultStatus, GameSums, LaneSummary, Summary};
pub use test_system::CaseState;

const JSON: &str = "application/json;charset=UTF-8";
const HTML: &str = "text/html;charset=UTF-8";
const PAGE: &[u8] =
    b"<!DOCTYPE html><html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>";

/// The authority. Cheap to make; cloning copies what it remembers.
#[derive(Clone)]
pub struct Authority {
    config: AuthorityConfig,
    directory: Directory,
    people: People,
    faults: Faults,
    random: Random,
    skew_ms: i64,
    keys_made: u64,
    lanes: BTreeMap<(usize, usize, Endpoint), Lane>,
    attempts: Attempts,
    known_pi: HashSet<String>,
    tests: TestSystem,
    ledger: Ledger,
    omnisdk: Vendor,
    date: (i64, String),
}

/// One request on its way through: two clocks, and what it showed of itself so far.
struct Visit {
    /// The common clock.
    now: i64,
    /// The authority's own.
    clock: i64,
    /// Handled before: a proxy's second copy is neither counted nor a new nonce.
    copy: bool,
    caller: Option<Caller>,
    rows: Option<(usize, usize)>,
    fault: Option<faults::Fault>,
}

impl Authority {
    /// A new authority. A configuration that does not pass [`AuthorityConfig::check`] gives one that refuses more
    /// than it should, never a panic.
    pub fn new(config: AuthorityConfig) -> Self {
        let people = People::new(config.seed, config.people.clone());
        Self {
            directory: Directory::new(&config),
            known_pi: people.known().map(str::to_owned).collect(),
            people,
            faults: Faults::new(&config.faults),
            random: Random::new(config.seed),
            skew_ms: config.clock_skew_ms,
            keys_made: 0,
            lanes: BTreeMap::new(),
            attempts: Attempts::default(),
            tests: TestSystem::default(),
            ledger: Ledger::default(),
            omnisdk: Vendor::new(&config.omnisdk),
            date: (i64::MIN, String::new()),
            config,
        }
    }

    /// The configuration that it was made with.
    pub fn config(&self) -> &AuthorityConfig {
        &self.config
    }

    /// The vendor of OmniSDK that it plays beside itself.
    pub fn omnisdk(&self) -> &Vendor {
        &self.omnisdk
    }

    /// Handles one request that arrives at `now`, Unix milliseconds of the common clock. Calls must come in the order
    /// of arrival.
    pub fn handle(&mut self, request: &HttpRequest, now: i64) -> HttpAnswer {
        self.handle_view(request.view(), now)
    }

    /// The same for a request of the core, without a copy.
    pub fn handle_core(&mut self, request: &shiming_core::Request, source: IpAddr, now: i64) -> HttpAnswer {
        self.handle_view(View::of_core(request, source), now)
    }

    fn handle_view(&mut self, view: View<'_>, now: i64) -> HttpAnswer {
        if let Some(body) = self.omnisdk.handle(&view, now) {
            return self.vendor_answer(body, now);
        }
        let (path, query) = view.path_and_query();
        let route = Route::parse(path);
        let arrival = Arrival {
            endpoint: route.as_ref().map(|route| route.endpoint),
            app_id: view.header("appId").unwrap_or_default(),
            biz_id: view.header("bizId").unwrap_or_default(),
            now,
        };
        let effect = self.faults.decide(&mut self.random, &arrival);
        let clock = now.saturating_add(self.skew_ms).saturating_add(effect.skew_ms);
        let mut visit =
            Visit { now, clock, copy: false, caller: None, rows: None, fault: effect.outcome.clone() };
        self.ledger.requests += 1;
        if effect.delay_ms > 0 {
            self.ledger.fault("delay");
        }
        if effect.skew_ms != 0 {
            self.ledger.fault("clock_skew");
        }
        if let Some(fault) = &effect.outcome {
            self.ledger.fault(fault.name());
        }
        let reply = self.reply(&view, route.as_ref(), query, &mut visit);
        self.remember(route.as_ref(), &view, &visit, reply.as_ref());
        self.answer(reply, &effect, &visit)
    }

    /// What the authority makes of the request; nothing when it never handled it.
    fn reply(
        &mut self,
        view: &View<'_>,
        route: Option<&Route<'_>>,
        query: &str,
        visit: &mut Visit,
    ) -> Option<Reply> {
        use faults::Fault;
        let reply = match visit.fault.clone() {
            Some(Fault::RequestLost { .. }) => return None,
            Some(Fault::HttpStatus { processed: false, .. } | Fault::HtmlPage { processed: false }) => {
                // It reached the gateway, and the gateway counts.
                let _ = self.arrive(view, route, visit);
                return None;
            }
            Some(Fault::Errcode { errcode, processed }) => {
                if processed {
                    self.process(view, route, query, visit);
                } else {
                    let _ = self.arrive(view, route, visit);
                }
                if let (codes::code::BUSY, Some(caller)) = (errcode, visit.caller) {
                    let lane = self.lanes.entry((caller.partner, caller.game, caller.endpoint)).or_default();
                    lane.force(&self.config.quota, visit.now, visit.clock);
                }
                Reply::Refused(errcode)
            }
            Some(Fault::Duplicate { second }) => {
                let first = self.process(view, route, query, visit);
                if first.errcode() == codes::code::BUSY {
                    first
                } else {
                    visit.copy = true;
                    let again = self.process(view, route, query, visit);
                    self.ledger.answered(route.map(|route| route.endpoint), again.errcode());
                    if second { again } else { first }
                }
            }
            _ => self.process(view, route, query, visit),
        };
        self.ledger.answered(route.map(|route| route.endpoint), reply.errcode());
        if let Reply::Status { status, pi } = &reply {
            *self.ledger.statuses.entry(*status).or_default() += 1;
            if let Some(pi) = pi.as_ref().filter(|pi| !self.known_pi.contains(pi.as_str())) {
                self.known_pi.insert(pi.clone());
            }
        }
        Some(reply)
    }

    /// Reads the headers, learns who calls, and counts the arrival in its lane.
    fn arrive<'a>(
        &mut self,
        view: &View<'a>,
        route: Option<&Route<'_>>,
        visit: &mut Visit,
    ) -> Result<(gate::Headers<'a>, Caller), i32> {
        let headers = gate::read(view, route)?;
        let route = route.ok_or(codes::code::NOT_FOUND)?;
        let caller = gate::identify(&self.directory, &headers, route, view.source)?;
        visit.caller = Some(caller);
        if !visit.copy {
            let limits = self.directory.partners[caller.partner].limits.unwrap_or(self.config.quota.limits);
            let limit = match caller.endpoint {
                Endpoint::Check => limits.check,
                Endpoint::Query => limits.query,
                Endpoint::Report => limits.report,
            };
            let lane = self.lanes.entry((caller.partner, caller.game, caller.endpoint)).or_default();
            lane.arrive(&self.config.quota, limit, visit.now, visit.clock);
        }
        Ok((headers, caller))
    }

    fn process(
        &mut self,
        view: &View<'_>,
        route: Option<&Route<'_>>,
        query: &str,
        visit: &mut Visit,
    ) -> Reply {
        self.judge(view, route, query, visit).unwrap_or_else(Reply::Refused)
    }

    fn judge(
        &mut self,
        view: &View<'_>,
        route: Option<&Route<'_>>,
        query: &str,
        visit: &mut Visit,
    ) -> Result<Reply, i32> {
        use codes::code;
        let (headers, caller) = self.arrive(view, route, visit)?;
        let test_code = route.and_then(|route| route.test_code);
        let params = sealing::query_params(query).ok_or(code::PARAMETER)?;
        let partner = &self.directory.partners[caller.partner];
        let key = gate::signing_key(&self.config, partner, &headers, &params, view, visit.clock);
        let sealed = sealing::Sealed::parse(view.body, self.config.lenient.unpadded_base64);
        if let (Some(key), Some(sealed), false) = (key, &sealed, visit.copy) {
            // A nonce is spent once it was on the wire, whatever becomes of the request.
            self.ledger.nonce(caller.partner, key, sealed.nonce());
        }
        if !gate::stamp_ok(&self.config, &headers, visit.clock) {
            return Err(code::EXPIRED);
        }
        let key = key.ok_or(code::SIGN)?;
        let lane = self.lanes.entry((caller.partner, caller.game, caller.endpoint)).or_default();
        if lane.throttles() {
            return Err(code::BUSY);
        }
        if caller.endpoint == Endpoint::Query {
            let mut ai = params.iter().filter(|(name, _)| name == "ai").map(|(_, ai)| ai.as_ref());
            let ai = ai.next().ok_or(code::PARAMETER)?;
            return self.query(caller, test_code, ai, visit);
        }
        let plaintext = sealed.and_then(|sealed| sealed.open(&key)).ok_or(code::PARAMETER)?;
        match caller.endpoint {
            Endpoint::Check => self.check(caller, test_code, &plaintext, visit),
            _ => self.report(caller, test_code, &plaintext, headers.stamp_ms, visit),
        }
    }

    fn answer(&mut self, reply: Option<Reply>, effect: &Effect, visit: &Visit) -> HttpAnswer {
        use faults::Fault;
        let mut answer = HttpAnswer {
            status: 200,
            content_type: JSON,
            body: reply.map(|reply| reply.json(self.config.rows.accepted_data.json())).unwrap_or_default(),
            date: self.date(visit.clock),
            delay_ms: effect.delay_ms.saturating_add(self.config.latency_ms),
            delivery: Delivery::Answered,
        };
        match &effect.outcome {
            Some(Fault::RequestLost { hang_ms }) => {
                answer.delivery = Delivery::RequestLost;
                answer.delay_ms = answer.delay_ms.saturating_add(*hang_ms);
            }
            Some(Fault::AnswerLost { hang_ms }) => {
                answer.delivery = Delivery::AnswerLost;
                answer.delay_ms = answer.delay_ms.saturating_add(*hang_ms);
            }
            Some(Fault::HttpStatus { status, .. }) => {
                (answer.status, answer.content_type, answer.body) = (*status, HTML, PAGE.to_vec());
            }
            Some(Fault::HtmlPage { .. }) => {
                (answer.content_type, answer.body) = (HTML, PAGE.to_vec());
            }
            Some(Fault::CutJson) => answer.body.truncate(answer.body.len() * 2 / 3),
            _ => {}
        }
        answer
    }

    /// The other system's answer: none of the authority's faults, only its latency.
    fn vendor_answer(&mut self, body: Vec<u8>, now: i64) -> HttpAnswer {
        HttpAnswer {
            status: 200,
            content_type: JSON,
            body,
            date: self.date(now),
            delay_ms: self.config.latency_ms,
            delivery: Delivery::Answered,
        }
    }

    fn remember(&mut self, route: Option<&Route<'_>>, view: &View<'_>, visit: &Visit, reply: Option<&Reply>) {
        use faults::Fault;
        let seen = match &visit.fault {
            Some(Fault::HttpStatus { .. } | Fault::HtmlPage { .. }) => None,
            _ => reply,
        };
        let known = |name: &str| view.header(name);
        let app_id = known("appId").and_then(|id| self.directory.any(id));
        let biz_id = known("bizId").and_then(|id| self.directory.game(id));
        let request = RecentRequest {
            number: self.ledger.requests,
            at: visit.now,
            endpoint: route.map(|route| route.endpoint.name()),
            app_id: app_id.map(|at| self.directory.partners[at].app_id.clone()),
            biz_id: biz_id.map(|at| self.directory.biz_id(at).to_owned()),
            test: route.is_some_and(|route| route.test_code.is_some()),
            errcode: seen.map(Reply::errcode),
            status: seen.and_then(|reply| match reply {
                Reply::Status { status, .. } => Some(*status),
                _ => None,
            }),
            rows: visit.rows,
            fault: visit.fault.as_ref().map(Fault::name),
        };
        self.ledger.remember(request);
    }

    /// `Date`, made once a second.
    fn date(&mut self, clock: i64) -> String {
        let second = clock.div_euclid(1_000);
        if self.date.0 != second {
            // The form has room for four digits of a year.
            let since = Duration::from_secs(u64::try_from(second).unwrap_or_default().min(253_402_300_799));
            self.date = (second, httpdate::fmt_http_date(UNIX_EPOCH + since));
        }
        self.date.1.clone()
    }
}

/// A digest of a configuration: a log of requests means something only together with it.
pub(crate) fn fingerprint(config: &AuthorityConfig) -> String {
    let json = serde_json::to_string(config).unwrap_or_default();
    sealing::hex(&random::keyed_hash(0, "config", &[&json]))
}
