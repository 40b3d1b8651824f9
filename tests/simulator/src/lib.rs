//! The authority of China's real-name and anti-addiction system (网络游戏防沉迷实名认证系统), simulated from its
//! published specification, so that an integration can be built, tested and shown without an enterprise account.
//!
//! Two layers:
//!
//! * [`Authority`] is pure: a request and the time go in, an answer comes out. No clock, no sockets, no entropy but
//!   a seed. The same calls give the same answers, so whole evenings can be simulated in seconds.
//! * [`Server`] puts HTTP/1.1, a clock, a log that survives `kill -9`, a control API and a page around it.
//!
//! It is strict where the specification is clear, and has a switch where the specification can be read in two ways
//! ([`AuthorityConfig`]). Signatures are checked and bodies opened by the plain `sha2` and `aes-gcm` crates: only the
//! documents are shared with `shiming-core`, so a mistake in one shows against the other.
//!
//! In process, with a clock of one's own:
//!
//! ```
//! use shiming_core::credential::App;
//! use shiming_core::wire::{Answer, Endpoints, check_request, parse_check};
//! use shiming_simulator::{Authority, AuthorityConfig};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let (app_id, biz_id, key) = ("test-appId", "1101000001", "2836e95fcd10e04b0069bb1ee659955b");
//! let mut authority = Authority::new(AuthorityConfig::one_game(app_id, biz_id, key));
//!
//! let now = 1_767_355_200_000;
//! let app = App::new(app_id, biz_id, key)?;
//! let request = check_request(
//!     &app,
//!     &Endpoints::Production,
//!     "0123456789abcdef0123456789abcdef",
//!     "某一一",
//!     "110000190101010001",
//!     &[7; 12], // a real host draws the nonce from the system
//!     now,
//! )?;
//!
//! let answer = authority.handle_core(&request, [127, 0, 0, 1].into(), now);
//! let response = answer.to_core().ok_or("no fault was asked for")?;
//! assert!(matches!(parse_check(response.status, &response.body), Answer::Verified { .. }));
//! assert_eq!(authority.summary(now).attempts.submissions, 1);
//! assert_eq!(authority.unforced_throttles(), 0);
//! # Ok(())
//! # }
//! ```
//!
//! As a server, on a free port of loopback:
//!
//! ```
//! use shiming_simulator::{AuthorityConfig, Command, Fault, FaultRule, Server, ServerOptions};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let config = AuthorityConfig::one_game("test-appId", "1101000001", "2836e95fcd10e04b0069bb1ee659955b");
//! let server = Server::start(config, ServerOptions::default())?;
//! println!("point check, query and report at {}", server.url());
//!
//! // From now on one answer in ten is lost on its way.
//! let rules = vec![FaultRule::new(Fault::AnswerLost { hang_ms: 0 }).with_probability(0.1)];
//! server.command(&Command::AddFaults { rules })?;
//!
//! let problems = server.read(|authority, now| authority.audit(now));
//! assert!(problems.is_empty());
//! server.stop();
//! # Ok(())
//! # }
//! ```
//!
//! It also plays the other side of OmniSDK ([`OmniApp`]): two calls in, a callback out.
//!
//! Scenario files, the control API and the choices made where the documents are silent are described in the
//! crate's README.

mod authority;
mod http;
mod omnisdk;
mod server;

pub use authority::{
    AcceptedData, AiConfig, AiScope, Attempt, AttemptSums, Authority, AuthorityConfig, CaseState, Command,
    CommandAnswer, ConfigError, EndpointName, Enterprise, Fault, FaultRule, FaultStatus, Game, GameSums, Key,
    LaneStats, LaneSummary, Lenient, Limits, LockReading, Outcome, PeopleConfig, PersonRule, Problem,
    ProblemCode, QuotaConfig, RecentRequest, Rights, Rotation, RowConfig, RowRecord, SessionRecord, Spread,
    Summary, TestAccount, TestConfig, TimeRefuses, Weekly, WindowKind, code, errmsg,
};
pub use http::{Delivery, HttpAnswer, HttpRequest};
pub use omnisdk::{OmniApp, OmniArrays, OmniCallbackState, OmniExitType, PlayClock, Vendor};
pub use server::{Clock, Server, ServerError, ServerOptions};
