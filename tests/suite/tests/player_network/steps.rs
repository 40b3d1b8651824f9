//! The order of the steps, what ends them, and times.

use shiming_core::player_network::{
    Action, AdultStatus, Agreements, CertificateType, DeletionInfo, DeletionOverride, DeletionStatus,
    DenyReason, EuTrigger, Gate, LiDeletion, LiDeletionStatus, Login, MissingStatus, NoRestriction, Note,
    Options, ParentStatus, Part, RealNameNeed, RequiredAgreements,
};

use super::world::{NOW, NOW_S, Seen, adult, decide, line, minor, plain, with_status};

fn required() -> Options {
    let agreements = RequiredAgreements {
        game_tos: Some("36".into()),
        li_tos: Some("2".into()),
        ..RequiredAgreements::default()
    };
    Options { agreements, ..Options::default() }
}

#[test]
fn actions_accumulate_in_the_order_of_the_steps() {
    let mut login = minor(|status| {
        status.region = String::new();
        status.adult_check_status_expiration = NOW_S;
        status.parent_certificate_status = Some(ParentStatus::NotAsked);
        status.is_eea = Some(true);
        status.eu_user_agree_status = Some(shiming_core::player_network::EuAgreement::NotSet);
    });
    login.token_expire = NOW_S;
    login.need_realname_auth = Some(true);
    login.li_deletion_status = Some(LiDeletionStatus::Requested);
    login.agreements = Some(Agreements { need_notify: Some(true), ..Agreements::default() });
    assert_eq!(
        line(&decide(&login, &required())),
        "need_action | log_in_again tell_li_deletion select_region real_name reverify_age parent_consent \
         ask_eu_agreement accept_agreements renew_li_agreement | "
    );
}

#[test]
fn steps_1_and_2_end_the_decision() {
    let trouble = || {
        let mut login = with_status(|status| status.adult_check_status = Some(AdultStatus::BelowRating));
        login.need_realname_auth = Some(true);
        login
    };
    let failed = Login { ret: Some(11003), deletion_status: Some(DeletionStatus::Deleted), ..trouble() };
    assert_eq!(plain(&failed), "need_action | log_in_again | ");
    let leaving = Login { deletion_status: Some(DeletionStatus::CoolingOff), ..trouble() };
    assert_eq!(plain(&leaving), "need_action | withdraw_deletion | ");
    let gone = Login { deletion_status: Some(DeletionStatus::Deleting), ..trouble() };
    assert_eq!(plain(&gone), "deny deleting |  | ");
    assert_eq!(plain(&trouble()), "deny below_rating |  | ");
}

#[test]
fn the_first_denial_is_the_reason() {
    use shiming_core::player_network::EuAgreement;
    let mut login = with_status(|status| {
        status.need_realname_auth = Some(RealNameNeed::Needed);
        status.adult_check_status = Some(AdultStatus::BelowRating);
        status.is_eea = Some(true);
        status.eu_user_agree_status = Some(EuAgreement::Refused);
    });
    login.li_deletion_status = Some(LiDeletionStatus::Deleted);
    let mut options = Options { li_deletion: LiDeletion::Deny, real_name_failed: true, ..Options::default() };
    assert_eq!(plain(&login), "deny below_rating |  | li_deleted");
    assert_eq!(line(&decide(&login, &options)), "deny li_deleted |  | ");
    options.li_deletion = LiDeletion::Advise;
    assert_eq!(line(&decide(&login, &options)), "deny real_name_failed |  | li_deleted");
    login.status.as_mut().unwrap().adult_check_status = Some(AdultStatus::Adult);
    options.real_name_failed = false;
    assert_eq!(line(&decide(&login, &options)), "deny eu_transfer_refused |  | li_deleted");
}

#[test]
fn maps_count_in_korea_only() {
    use shiming_core::player_network::OsValue;
    // The document's own template has maps for Hong Kong; with Android's rating nobody would be unrestricted.
    let restricted = |region: &str| {
        let login = with_status(|status| {
            status.region = region.into();
            status.adult_check_status = Some(AdultStatus::NotSet);
            status.certificate_type = Some(CertificateType::None);
            status.game_grade = Some(0);
            status.adult_age_map = vec![OsValue { os: 1, value: 18 }];
            status.game_grade_map = vec![OsValue { os: 1, value: 14 }];
        });
        !decide(&login, &Options { os: Some(1), ..Options::default() }).gate.admits()
    };
    assert!(restricted("410") && restricted("0410"));
    for region in ["344", "156", "411", "041", "KR", "4100"] {
        assert!(!restricted(region), "{region}");
    }
}

#[test]
fn failing_open_holds_for_the_deletion_status_only() {
    let broken = Login { deletion_status: Some(DeletionStatus::NetworkError), ..adult() };
    assert_eq!(plain(&broken), "enter |  | deletion_network_error");
    let blind = Login { status: None, ..broken.clone() };
    assert_eq!(plain(&blind), "need_action | query_status | deletion_network_error status_missing");
    for (policy, expected) in [
        (MissingStatus::Query, "need_action | query_status | status_missing"),
        (MissingStatus::Open, "enter |  | status_missing"),
        (MissingStatus::Closed, "deny status_unknown |  | status_missing"),
    ] {
        let options = Options { missing_status: policy, ..Options::default() };
        assert_eq!(line(&decide(&Login { status: None, ..adult() }, &options)), expected);
        let failed = line(&decide(&Login { status_ret: Some(-3), ..adult() }, &options));
        assert_eq!(failed, expected.replace("missing", "failed"), "a status with a ret is not believed");
        for part in [Part::Extra, Part::Status] {
            let unreadable = Login { status: None, unreadable: vec![part], ..adult() };
            let expected = expected.replace("missing", "unreadable");
            assert_eq!(line(&decide(&unreadable, &options)), expected);
        }
    }
}

#[test]
fn a_game_judges_negative_deletion_statuses_itself() {
    let denied = |code: i32, rules: &[(i32, bool)]| {
        let deletion = rules
            .iter()
            .map(|(status, deny)| DeletionOverride {
                status: DeletionStatus::from_code(*status),
                deny: *deny,
            })
            .collect();
        let login = Login { deletion_status: Some(DeletionStatus::from_code(code)), ..adult() };
        let options = Options { deletion, ..Options::default() };
        matches!(decide(&login, &options).gate, Gate::Deny { reason: DenyReason::DeletionUnknown })
    };
    for code in [-1, -2, -3, -4, -10, -11] {
        assert!(denied(code, &[(code, true)]), "{code}");
        assert!(!denied(code, &[]) && !denied(code, &[(code, false)]), "{code}");
    }
    assert!(!denied(-2, &[(-1, true)]), "a listed status follows its own entry only");
    assert!(denied(-7, &[(-1, true)]) && !denied(-7, &[(-1, true), (-7, false)]), "-7 is not listed");
    assert!(!denied(5, &[(5, true), (-1, true)]), "5 and more are undefined, not negative");
    assert!(!denied(0, &[(0, true)]), "0 is the document's own yes");
}

#[test]
fn the_stricter_of_two_deletion_statuses_holds() {
    let weight = |line: &str| if line.starts_with("deny") { 2 } else { i32::from(line.starts_with("need")) };
    for told in [-11, -1, 0, 1, 2, 3, 4, 5] {
        for other in [-1, 0, 1, 2, 3, 4, 5] {
            let mut login = adult();
            login.deletion_status = Some(DeletionStatus::from_code(told));
            let alone = plain(&login);
            let mut second = adult();
            second.deletion_status = Some(DeletionStatus::from_code(other));
            let status = second.deletion_status;
            login.deletion_info = Some(DeletionInfo { ret: Some(0), status, ..DeletionInfo::default() });
            let both = plain(&login);
            assert_eq!(weight(&both), weight(&alone).max(weight(&plain(&second))), "{told} {other}: {both}");
            assert_eq!(both.contains("contradiction"), told != other, "{told} {other}");
            // A second answer that failed changes nothing.
            login.deletion_info.as_mut().unwrap().ret = Some(1);
            assert_eq!(weight(&plain(&login)), weight(&alone), "{told} {other}");
        }
    }
}

#[test]
fn a_withdrawal_tells_until_when() {
    let due = |seconds: i64| {
        let mut login = adult();
        login.deletion_status = Some(DeletionStatus::CoolingOff);
        login.deletion_info = Some(DeletionInfo {
            ret: Some(0),
            status: login.deletion_status,
            target_destroy_at: seconds,
            ..DeletionInfo::default()
        });
        let Some(Action::WithdrawDeletion { due }) = decide(&login, &Options::default()).actions.pop() else {
            panic!("nothing to withdraw")
        };
        due
    };
    assert_eq!(due(NOW_S), Some(NOW));
    assert_eq!([due(0), due(-1), due(i64::MAX), due(i64::MIN), due(9_000_000_000_000)], [None; 5]);
}

#[test]
fn times_are_due_at_the_very_second() {
    let at = |login: &Login| {
        let decision = decide(login, &Options::default());
        (decision.gate.name(), decision.recheck_at)
    };
    let token = |seconds| Login { token_expire: seconds, ..adult() };
    assert_eq!(at(&token(0)), ("enter", None));
    assert_eq!(at(&token(NOW_S - 1)), ("need_action", None));
    assert_eq!(at(&token(NOW_S)), ("need_action", None));
    assert_eq!(at(&token(NOW_S + 1)), ("enter", Some(NOW + 1000)));
    assert_eq!(at(&token(i64::MAX)), ("enter", None), "past 2100 is never");
    let stated = |seconds| minor(|status| status.adult_check_status_expiration = seconds);
    assert_eq!(at(&stated(0)), ("enter_as_minor", None));
    assert_eq!(at(&stated(NOW_S)), ("need_action", None));
    assert_eq!(at(&stated(-1)), ("need_action", None), "not 0, and past");
    assert_eq!(at(&stated(NOW_S + 1)), ("enter_as_minor", Some(NOW + 1000)));
    let refused = |seconds| {
        minor(|status| {
            status.parent_certificate_status = Some(ParentStatus::Refused);
            status.parent_certificate_status_expiration = seconds;
        })
    };
    assert_eq!(at(&refused(NOW_S + 1)), ("deny", Some(NOW + 1000)));
    assert_eq!(at(&refused(NOW_S)), ("need_action", None));
    assert_eq!(at(&refused(0)), ("deny", None));
    // The earliest of several.
    let both = Login { token_expire: NOW_S + 9, ..stated(NOW_S + 5) };
    assert_eq!(at(&both), ("enter_as_minor", Some(NOW + 5000)));
    // An adult's statement has no expiry.
    let adult = with_status(|status| status.adult_check_status_expiration = NOW_S - 1);
    assert_eq!(at(&adult), ("enter", None));
}

#[test]
fn the_compliance_status_outweighs_the_login() {
    for (login_says, status_says, expected) in [
        (None, None, "enter |  | "),
        (Some(true), None, "need_action | real_name | "),
        (Some(false), None, "enter |  | "),
        (Some(true), Some(0), "enter |  | real_name_contradiction"),
        (Some(false), Some(1), "need_action | real_name | real_name_contradiction"),
        (Some(true), Some(1), "need_action | real_name | "),
    ] {
        let mut login =
            with_status(|status| status.need_realname_auth = status_says.map(RealNameNeed::from_code));
        login.need_realname_auth = login_says;
        assert_eq!(plain(&login), expected, "{login_says:?} {status_says:?}");
    }
    let failed = Options { real_name_failed: true, ..Options::default() };
    let needed = with_status(|status| status.need_realname_auth = Some(RealNameNeed::Needed));
    assert_eq!(line(&decide(&needed, &failed)), "deny real_name_failed |  | ");
    assert_eq!(line(&decide(&adult(), &failed)), "enter |  | ", "nobody asked for a real name");
}

#[test]
fn no_age_is_asked_where_nothing_restricts() {
    let rows = [
        (Some(0), Some(0), [true, true, false]),
        (Some(0), Some(12), [false, true, false]),
        (Some(0), None, [false, true, false]),
        (Some(1), Some(0), [false, false, false]),
        (None, Some(0), [false, false, false]),
        (Some(-1), Some(0), [false, false, false]),
    ];
    let policies = [NoRestriction::TypeAndGrade, NoRestriction::TypeOnly, NoRestriction::Never];
    for (kind, grade, enters) in rows {
        for (no_restriction, enters) in policies.into_iter().zip(enters) {
            let login = with_status(|status| {
                status.adult_check_status = Some(AdultStatus::NotSet);
                status.certificate_type = kind.map(CertificateType::from_code);
                status.game_grade = grade;
            });
            let decision = decide(&login, &Options { no_restriction, ..Options::default() });
            assert_eq!(decision.gate == Gate::Enter, enters, "{kind:?} {grade:?} {no_restriction:?}");
        }
    }
}

#[test]
fn the_eu_trigger_chooses_the_flag() {
    for (eu_trigger, asked) in [
        (EuTrigger::IsEea, [false, true, false, true]),
        (EuTrigger::IsDma, [false, false, true, true]),
        (EuTrigger::IsEeaOrIsDma, [false, true, true, true]),
        (EuTrigger::Always, [true; 4]),
        (EuTrigger::Never, [false; 4]),
    ] {
        let flags = [(false, false), (true, false), (false, true), (true, true)];
        for ((eea, dma), asked) in flags.into_iter().zip(asked) {
            let login = with_status(|status| (status.is_eea, status.is_dma) = (Some(eea), Some(dma)));
            let decision = decide(&login, &Options { eu_trigger, ..Options::default() });
            assert_eq!(decision.actions == [Action::AskEuAgreement], asked, "{eu_trigger:?} {eea} {dma}");
        }
    }
}

#[test]
fn li_documents_are_not_asked_without_an_li_pass() {
    for (has_bind_li, documents) in
        [(Some(false), "game_tos"), (Some(true), "game_tos li_tos"), (None, "game_tos li_tos")]
    {
        let mut login = adult();
        login.agreements = Some(Agreements { has_bind_li, ..Agreements::default() });
        let decision = decide(&login, &required());
        let [Action::AcceptAgreements { documents: asked }] = decision.actions.as_slice() else {
            panic!("{decision:?}")
        };
        assert_eq!(asked.join(" "), documents, "{has_bind_li:?}");
    }
}

#[test]
fn every_reason_and_every_note_is_reached() {
    // The known answers reach them all: a reason or note that nothing reaches would be dead.
    let mut seen = Seen::default();
    for vector in shiming_suite::vectors::of("player_network_decide") {
        let ok = &vector.line["ok"];
        if let Some(reason) = ok["gate"]["reason"].as_str() {
            seen.reasons.push(DenyReason::from_name(reason).unwrap());
        }
        for note in ok["degraded"].as_array().into_iter().flatten() {
            seen.notes.push(Note::from_name(note.as_str().unwrap()).unwrap());
        }
    }
    for reason in DenyReason::ALL {
        assert!(seen.reasons.contains(reason), "{reason:?}");
    }
    for note in Note::ALL {
        assert!(seen.notes.contains(note), "{note:?}");
    }
}

#[test]
fn a_deleted_li_pass_denies_only_if_the_game_says_so() {
    let deny = Options { li_deletion: LiDeletion::Deny, ..Options::default() };
    for code in -2..=5 {
        let mut login = adult();
        login.li_deletion_status = Some(LiDeletionStatus::from_code(code));
        assert_eq!(!decide(&login, &deny).gate.admits(), code == 2 || code == 3, "{code}");
        assert!(decide(&login, &Options::default()).gate.admits(), "{code}");
    }
}
