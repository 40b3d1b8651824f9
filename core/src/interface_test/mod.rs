//! The eight official interface tests (测试系统说明 V1.2). Production opens once all eight have passed (Q17).

mod judge;
mod presets;

pub use judge::{TestVerdict, interface_test_judge};
use presets::{DI, FAILED, PENDING, PI, VERIFIED};

use alloc::{string::String, vec::Vec};

use crate::credential::App;
use crate::error::{Error, ErrorCode, Result};
use crate::hex;
use crate::http::Request;
use crate::identity::{IdMode, normalize_id};
use crate::time::{SECOND, UnixMs, check_unix};
use crate::wire::{
    Behavior, Endpoint, Endpoints, PlayerKind, Row, check_nonce, check_request, query_request, report_request,
};

/// One of the eight inputs that pass a case. What a case does not send is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// `ai` (cases 1 to 6).
    pub ai: Option<String>,
    /// The name (cases 1 to 3).
    pub name: Option<String>,
    /// The ID number (cases 1 to 3).
    pub id_number: Option<String>,
    /// `pi` (case 8).
    pub pi: Option<String>,
    /// `di` (case 7).
    pub di: Option<String>,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestCase {
    /// 1 to 8: testcase01 to testcase08.
    pub case: i32,
    /// The call.
    pub endpoint: Endpoint,
    /// What the authority has to answer: `verified`, `pending`, `failed` or `accepted`.
    pub expect: String,
    /// Eight inputs to choose from.
    pub presets: Vec<Preset>,
}

/// What a case calls, has to see, and sends. The persons are the official ones; they exist in the test system only.
///
/// | case | call | expects | sends |
/// |---|---|---|---|
/// | 1 | check | verified | a person of the list 认证成功 |
/// | 2 | check | pending | a person of the list 认证中 |
/// | 3 | check | failed | a triple of neither list: a person of 认证成功 under another ai |
/// | 4, 5, 6 | query | verified, pending, failed | an ai that begins with 1, 2, 3 |
/// | 7 | report | accepted | a guest (`ct` 2); any `di` will do |
/// | 8 | report | accepted | a verified player (`ct` 0) by a preset `pi` |
///
/// # Errors
/// `unknown_case` outside 1 to 8.
pub fn interface_test(case: i32) -> Result<TestCase> {
    let (endpoint, expect) = match case {
        1 => (Endpoint::Check, "verified"),
        2 => (Endpoint::Check, "pending"),
        3 => (Endpoint::Check, "failed"),
        4 => (Endpoint::Query, "verified"),
        5 => (Endpoint::Query, "pending"),
        6 => (Endpoint::Query, "failed"),
        7 | 8 => (Endpoint::Report, "accepted"),
        _ => {
            return Err(Error::new(
                ErrorCode::UnknownCase,
                "the official interface test has the cases 1 to 8",
            )
            .with_field("case"));
        }
    };
    let mut presets = Vec::with_capacity(8);
    for place in 0..8 {
        presets.extend(preset(case, place));
    }
    Ok(TestCase { case, endpoint, expect: expect.into(), presets })
}

fn preset(case: i32, place: usize) -> Option<Preset> {
    let (verified, pending, failed) = (VERIFIED.get(place)?, PENDING.get(place)?, *FAILED.get(place)?);
    let (ai, person) = match case {
        1 => (verified.0, Some(verified)),
        2 => (pending.0, Some(pending)),
        // The test system compares whole triples. A real card is not needed, and a number with a wrong check digit would
        // be answered 2001 instead.
        3 => (failed, Some(verified)),
        4 => (verified.0, None),
        5 => (pending.0, None),
        _ => (failed, None),
    };
    Some(Preset {
        ai: (case <= 6).then(|| ai.into()),
        name: person.map(|person| person.1.into()),
        id_number: person.map(|person| person.2.into()),
        pi: PI.get(place).filter(|_| case == 8).map(|pi| String::from(*pi)),
        di: DI.get(place).filter(|_| case == 7).map(|di| String::from(*di)),
    })
}

/// The request of a case, to be sent once within the hour that its code is valid.
///
/// `app` holds the appId and key of the test page, which are not those of production, and the bizId that the page names
/// (1101999999 wherever it was seen). `code` is the code of this case. `preset` chooses one of eight inputs, 1 to 8. `nonce`
/// is 12 fresh random bytes, asked for in every case although a query sends none. A report has one login, a second before
/// `unix`, whose `si` is the nonce in hex, padded to 32 characters as by [`normalize_id`].
///
/// # Errors
/// In the order of the arguments: `unknown_case`, `invalid_parameter` for `code` and `preset`, `invalid_nonce`, `bad_time`.
pub fn interface_test_request(
    case: i32,
    app: &App,
    code: &str,
    preset: i32,
    nonce: &[u8],
    unix: UnixMs,
) -> Result<Request> {
    let test = interface_test(case)?;
    let endpoints = Endpoints::Test { code: code.into() };
    endpoints.check()?;
    let place = usize::try_from(preset).ok().and_then(|preset| preset.checked_sub(1));
    let Some(preset) = place.and_then(|place| test.presets.into_iter().nth(place)) else {
        return Err(Error::new(ErrorCode::InvalidParameter, "each case has eight presets: choose 1 to 8")
            .with_field("preset"));
    };
    let nonce = check_nonce(nonce)?;
    check_unix(unix)?;
    let ai = preset.ai.unwrap_or_default();
    match test.endpoint {
        Endpoint::Check => {
            let (name, id_number) = (preset.name.unwrap_or_default(), preset.id_number.unwrap_or_default());
            check_request(app, &endpoints, &ai, &name, &id_number, &nonce, unix)
        }
        Endpoint::Query => query_request(app, &endpoints, &ai, unix),
        Endpoint::Report => {
            let ct = if preset.pi.is_some() { PlayerKind::Verified } else { PlayerKind::Guest };
            let si = normalize_id(&hex::lower(&nonce), IdMode::Pad)?.id;
            let ot = unix.div_euclid(SECOND) - 1;
            let row = Row { si, bt: Behavior::Login, ot, ct, pi: preset.pi, di: preset.di };
            report_request(app, &endpoints, &[row], &nonce, unix)
        }
    }
}
