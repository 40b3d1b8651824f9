//! What the control API and the page show. Nothing personal: no name, no ID number, no pi, no di, no key.

use serde::Serialize;

use crate::authority::{
    Authority, CaseState, FaultStatus, ProblemCode, RecentRequest, RowRecord, SessionRecord, Summary,
};

/// Sessions and problems in one answer at most.
const MOST: usize = 500;

/// `GET /control/state`.
#[derive(Serialize)]
pub(super) struct StateView {
    now: i64,
    /// Seconds per second of a virtual clock; none = the machine's clock.
    virtual_speed: Option<f64>,
    about: String,
    summary: Summary,
    faults: Vec<FaultStatus>,
    problems: Vec<ProblemSum>,
}

#[derive(Serialize)]
struct ProblemSum {
    code: ProblemCode,
    found: usize,
    /// The first few, shortened.
    examples: Vec<String>,
}

pub(super) fn state(authority: &Authority, now: i64, virtual_speed: Option<f64>) -> StateView {
    let audit = authority.audit(now);
    let problems = audit.chunk_by(|a, b| a.code == b.code).map(|same| ProblemSum {
        code: same[0].code,
        found: same.len(),
        examples: same.iter().take(5).map(|one| format!("{} {}", one.party, shown(&one.subject))).collect(),
    });
    StateView {
        now,
        virtual_speed,
        about: authority.config().about.clone(),
        summary: authority.summary(now),
        faults: authority.fault_rules(),
        problems: problems.collect(),
    }
}

/// One session of `GET /control/sessions`.
#[derive(Serialize)]
pub(super) struct SessionView {
    biz_id: String,
    si: String,
    guest: bool,
    login: RowRecord,
    logout: RowRecord,
    /// `login`, `logout` or nothing.
    missing: Option<&'static str>,
}

/// Sessions of one game or all, newest first; only those with something missing, if asked.
pub(super) fn sessions(authority: &Authority, biz_id: Option<&str>, only_missing: bool) -> Vec<SessionView> {
    let mut all = Vec::new();
    for game in authority.reported_games() {
        if biz_id.is_some_and(|wanted| wanted != game) {
            continue;
        }
        let sessions = authority.sessions(game).into_iter().map(|(si, session)| view(game, si, session));
        all.extend(sessions.filter(|session| !only_missing || session.missing.is_some()));
    }
    let newest = |session: &SessionView| session.login.last_arrival.max(session.logout.last_arrival);
    all.sort_by_key(|session| std::cmp::Reverse(newest(session)));
    all.truncate(MOST);
    all
}

fn view(biz_id: &str, si: &str, session: &SessionRecord) -> SessionView {
    let missing = match (session.login.accepted, session.logout.accepted) {
        (0, _) => Some("login"),
        (_, 0) => Some("logout"),
        _ => None,
    };
    SessionView {
        biz_id: biz_id.into(),
        si: shown(si),
        guest: session.ct == 2,
        login: session.login,
        logout: session.logout,
        missing,
    }
}

/// `GET /control/requests`.
pub(super) fn requests(authority: &Authority, limit: usize) -> Vec<&RecentRequest> {
    authority.recent().take(limit).collect()
}

/// One enterprise of `GET /control/tests`.
#[derive(Serialize)]
pub(super) struct TestView {
    app_id: String,
    cases: [CaseState; 8],
}

pub(super) fn tests(authority: &Authority) -> Vec<TestView> {
    let all = authority.config().enterprises.iter();
    all.filter_map(|one| {
        Some(TestView { app_id: one.app_id.clone(), cases: authority.test_cases(&one.app_id)? })
    })
    .collect()
}

/// An identifier as it may be shown. The recommended ones are 32 characters without meaning; whatever else somebody
/// uses may be an account or a phone number, so only its ends are shown.
pub(super) fn shown(id: &str) -> String {
    let opaque = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    // The subject of a lane is "bizId interface".
    let lane = id.rsplit_once(' ').is_some_and(|(_, name)| ["check", "query", "report"].contains(&name));
    if opaque || lane || id.is_empty() {
        return id.into();
    }
    let letters: Vec<char> = id.chars().collect();
    match letters.as_slice() {
        [first, .., last] if letters.len() > 6 => format!("{first}…{last}"),
        _ => "…".into(),
    }
}
