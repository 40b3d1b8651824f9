//! Player Network: any bytes are a login or a typed error, any login gets a decision, and stricter options admit nobody more.

use shiming_core::ErrorCode;
use shiming_core::adapter::{RealName, StatusSource, adapt_status};
use shiming_core::player_network::{
    DeletionOverride, DeletionStatus, EuTrigger, Gate, LiDeletion, Login, LoginClass, MissingStatus,
    NoRestriction, Options, RequiredAgreements, login_class, player_network_decide, player_network_parse,
};

use super::input::Input;
use super::marker::{MARKER, check_error};

/// The first byte chooses: a login result, a stored login, options, a channel's value. In text, `@` stands for a secret.
pub fn player_network(bytes: &[u8]) {
    let mut input = Input(bytes);
    match input.below(4) {
        0 => {
            let options = options(&mut input);
            let unix = 1_795_176_000_000 + i64::from(input.byte());
            parse(input.rest(), &options, unix);
        }
        1 => stored(&text(input.rest())),
        2 => match Options::from_json(&text(input.rest())) {
            Ok(options) => assert!(options.agreements.game_tos.as_deref() != Some("")),
            Err(error) => {
                check_error(&error);
                assert_eq!(error.code, ErrorCode::InvalidParameter);
            }
        },
        _ => adapted(*input.pick(StatusSource::ALL), &String::from_utf8_lossy(input.rest())),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('@', MARKER)
}

fn options(input: &mut Input<'_>) -> Options {
    let required = |byte: u8, version: &str| (byte & 1 != 0).then(|| version.to_owned());
    let status = DeletionStatus::from_code(-1 - i32::from(input.byte() % 16));
    Options {
        os: Some(i32::from(input.byte() % 16)).filter(|os| *os != 0),
        agreements: RequiredAgreements {
            game_tos: required(input.byte(), "36"),
            li_pp: required(input.byte(), "1"),
            ..RequiredAgreements::default()
        },
        missing_status: *input.pick(MissingStatus::ALL),
        deletion: vec![DeletionOverride { status, deny: input.byte() & 1 != 0 }],
        eu_trigger: *input.pick(EuTrigger::ALL),
        li_deletion: *input.pick(LiDeletion::ALL),
        no_restriction: *input.pick(NoRestriction::ALL),
        real_name_failed: input.byte() & 1 != 0,
    }
}

fn parse(bytes: &[u8], options: &Options, unix: i64) {
    match player_network_parse(bytes) {
        Ok(login) => {
            assert!(!login.openid.is_empty() || login.ret.is_some_and(|ret| ret != 0), "no openid");
            round_trip(&login);
            decide(&login, options, unix);
        }
        Err(error) => {
            check_error(&error);
            assert_eq!((error.code, error.field), (ErrorCode::InvalidCallback, Some("body")));
            assert!(error.reason.is_some());
        }
    }
}

fn stored(json: &str) {
    match Login::from_json(json) {
        Ok(login) => {
            round_trip(&login);
            decide(&login, &Options::default(), 1_795_176_000_000);
        }
        Err(error) => {
            check_error(&error);
            assert_eq!((error.code, error.field), (ErrorCode::InvalidState, Some("login")));
        }
    }
}

fn round_trip(login: &Login) {
    let json = login.to_json();
    let again = Login::from_json(&json).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert!(again == *login, "another login after a round trip: {json}");
    assert_eq!(again.to_json(), json);
    let shown = format!("{login:?}");
    for secret in [&login.token, &login.openid, &login.email, &login.channel_info, &login.pf_key] {
        assert!(secret.len() < 24 || !shown.contains(secret.as_str()), "Debug shows a person");
    }
}

/// What must hold of every decision.
pub fn decide(login: &Login, options: &Options, unix: i64) {
    let decision = player_network_decide(login, options, unix).expect("a decision");
    assert_eq!(decision, player_network_decide(login, options, unix).expect("a decision"));
    assert!(decision.recheck_at.is_none_or(|at| at > unix), "a recheck in the past");
    let blocks = decision.actions.iter().any(|action| action.blocks());
    match decision.gate {
        Gate::NeedAction => assert!(blocks, "nothing to do"),
        Gate::Deny { .. } => assert!(decision.actions.is_empty(), "a denial asks for nothing"),
        Gate::Enter | Gate::EnterAsMinor => {
            assert!(!blocks, "admitted with work left");
            assert_eq!(login_class(login.ret.unwrap_or(0)), LoginClass::Ok, "admitted without a login");
            let stops = matches!(login.deletion_status.map(DeletionStatus::code), Some(1..=4));
            assert!(!stops, "admitted to a deleted account");
        }
    }
    let mut notes = decision.degraded.clone();
    notes.sort_unstable();
    notes.dedup();
    assert_eq!(notes.len(), decision.degraded.len(), "a note twice");
    for strict in stricter(options) {
        let strictly = player_network_decide(login, &strict, unix).expect("a decision");
        assert!(
            decision.gate.admits() || !strictly.gate.admits(),
            "stricter options admit more: {options:?} {strict:?} {login:?}"
        );
    }
}

/// Every step by which options can become stricter.
pub fn stricter(options: &Options) -> Vec<Options> {
    let mut found = Vec::new();
    let mut with = |change: &dyn Fn(&mut Options)| {
        let mut strict = options.clone();
        change(&mut strict);
        found.push(strict);
    };
    with(&|options| options.missing_status = MissingStatus::Closed);
    if options.missing_status == MissingStatus::Open {
        with(&|options| options.missing_status = MissingStatus::Query);
    }
    with(&|options| options.eu_trigger = EuTrigger::Always);
    if matches!(options.eu_trigger, EuTrigger::IsEea | EuTrigger::IsDma | EuTrigger::Never) {
        with(&|options| options.eu_trigger = EuTrigger::IsEeaOrIsDma);
    }
    with(&|options| options.li_deletion = LiDeletion::Deny);
    with(&|options| options.no_restriction = NoRestriction::Never);
    if options.no_restriction == NoRestriction::TypeOnly {
        with(&|options| options.no_restriction = NoRestriction::TypeAndGrade);
    }
    with(&|options| options.real_name_failed = true);
    with(&|options| options.deletion.iter_mut().for_each(|entry| entry.deny = true));
    with(&|options| options.agreements.game_pp = Some("7".into()));
    found
}

fn adapted(source: StatusSource, value: &str) {
    let meaning = adapt_status(source, value);
    assert_eq!(meaning, adapt_status(source, value));
    assert_eq!(StatusSource::from_name(source.name()), Some(source));
    if meaning != RealName::Unknown {
        // Every listed value is short and plain.
        assert!(
            value.is_ascii() && value.len() <= 64 || source == StatusSource::Vivo,
            "{source:?} {value:?}"
        );
    }
}
