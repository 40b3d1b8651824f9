//! What these tests share.

use shiming_core::player_network::{
    Action, AdultStatus, CertificateType, ComplianceStatus, Decision, DeletionStatus, DenyReason, Gate,
    Login, Note, Options, ParentStatus, player_network_decide,
};

/// The time of every decision, Unix ms: 2026-11-20T20:00:00+08:00.
pub const NOW: i64 = 1_795_176_000_000;
/// The same in seconds.
pub const NOW_S: i64 = NOW / 1000;

/// A login of an adult without any trouble.
pub fn adult() -> Login {
    Login {
        ret: Some(0),
        openid: "18446744073709551615".into(),
        deletion_status: Some(DeletionStatus::None),
        status: Some(ComplianceStatus {
            region: "156".into(),
            adult_check_status: Some(AdultStatus::Adult),
            ..ComplianceStatus::default()
        }),
        ..Login::default()
    }
}

/// The same with another compliance status.
pub fn with_status(change: impl FnOnce(&mut ComplianceStatus)) -> Login {
    let mut login = adult();
    change(login.status.as_mut().unwrap());
    login
}

/// A minor whose parent consented by mail.
pub fn minor(change: impl FnOnce(&mut ComplianceStatus)) -> Login {
    with_status(|status| {
        status.adult_check_status = Some(AdultStatus::Minor);
        status.parent_certificate_status = Some(ParentStatus::Passed);
        status.certificate_type = Some(CertificateType::Email);
        change(status);
    })
}

pub fn decide(login: &Login, options: &Options) -> Decision {
    player_network_decide(login, options, NOW).unwrap()
}

/// A decision as one line: gate, actions, notes.
pub fn line(decision: &Decision) -> String {
    let gate = match decision.gate {
        Gate::Deny { reason } => format!("deny {}", reason.name()),
        gate => gate.name().to_owned(),
    };
    let actions: Vec<&str> = decision.actions.iter().map(Action::name).collect();
    let notes: Vec<&str> = decision.degraded.iter().map(|note| note.name()).collect();
    format!("{gate} | {} | {}", actions.join(" "), notes.join(" "))
}

/// Decides with the default options.
pub fn plain(login: &Login) -> String {
    line(&decide(login, &Options::default()))
}

/// The reasons and notes that a set of decisions has shown.
#[derive(Default)]
pub struct Seen {
    pub reasons: Vec<DenyReason>,
    pub notes: Vec<Note>,
}
