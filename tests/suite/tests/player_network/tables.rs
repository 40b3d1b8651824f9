//! Every value of every table of the document, one row each, and values that no table lists.

use std::collections::BTreeSet;

use shiming_core::player_network::{
    AdultStatus, CertificateType, DeletionInfo, DeletionStatus, EuAgreement, FirstLogin, Gender,
    LiDeletionStatus, LoginClass, OsValue, ParentStatus, RealNameAuth, RealNameNeed, login_class,
};

use super::world::{adult, minor, plain, with_status};

/// Compares rows of (number, decision) and demands that they hold every published number.
fn check(rows: &[(i32, &str)], known: impl Iterator<Item = i32>, decide: impl Fn(i32) -> String) {
    for (code, expected) in rows {
        assert_eq!(decide(*code), *expected, "{code}");
    }
    let rows: BTreeSet<i32> = rows.iter().map(|(code, _)| *code).collect();
    for code in known {
        assert!(rows.contains(&code), "{code} has no row");
    }
}

/// Numbers, names and back again, for every type of number.
macro_rules! numbers {
    ($($name:ident: $type:ident { $($code:literal = $text:literal),* $(,)? })*) => {$(
        #[test]
        fn $name() {
            let rows: &[(i32, &str)] = &[$(($code, $text)),*];
            assert_eq!(rows.len(), $type::KNOWN.len());
            for (code, text) in rows {
                let value = $type::from_code(*code);
                assert!($type::KNOWN.contains(&value), "{code}");
                assert_eq!((value.code(), value.name(), i32::from(value)), (*code, *text, *code));
            }
            for code in [i32::MIN, i32::MAX, -99, 42].into_iter().filter(|code| rows.iter().all(|row| row.0 != *code)) {
                let value = $type::from_code(code);
                assert_eq!((value, value.code(), value.name()), ($type::Other(code), code, "other"));
            }
        }
    )*};
}

numbers! {
    deletion_numbers: DeletionStatus {
        0 = "none", 1 = "cooling_off", 2 = "deleted", 3 = "deleting", 4 = "failed", -1 = "not_returned",
        -2 = "network_error", -3 = "bad_format", -4 = "internal_error", -10 = "service_error_10",
        -11 = "service_error_11",
    }
    li_deletion_numbers: LiDeletionStatus {
        -1 = "not_returned", 0 = "none", 1 = "requested", 2 = "deleted", 3 = "deleting", 4 = "failed",
    }
    adult_numbers: AdultStatus { -2 = "below_rating", -1 = "minor", 0 = "not_set", 1 = "adult" }
    parent_numbers: ParentStatus {
        -1 = "refused", 0 = "not_asked", 1 = "passed", 10 = "pending", 11 = "card_failed",
    }
    certificate_numbers: CertificateType {
        -1 = "unknown", 0 = "none", 1 = "self_declared", 2 = "card", 3 = "email",
    }
    eu_numbers: EuAgreement { -1 = "refused", 0 = "not_set", 1 = "agreed" }
    real_name_need_numbers: RealNameNeed { 0 = "not_needed", 1 = "needed" }
    real_name_auth_numbers: RealNameAuth { 0 = "not_passed", 1 = "passed" }
    first_login_numbers: FirstLogin { -1 = "unknown", 0 = "no", 1 = "yes" }
    gender_numbers: Gender { 0 = "not_stated", 1 = "male", 2 = "female" }
}

#[test]
fn delete_account_status() {
    let rows = [
        (0, "enter |  | "),
        (1, "need_action | withdraw_deletion | "),
        (2, "deny deleted |  | "),
        (3, "deny deleting |  | "),
        (4, "deny deletion_failed |  | "),
        (-1, "enter |  | deletion_not_returned"),
        (-2, "enter |  | deletion_network_error"),
        (-3, "enter |  | deletion_bad_format"),
        (-4, "enter |  | deletion_internal_error"),
        (-10, "enter |  | deletion_service_error"),
        (-11, "enter |  | deletion_service_error"),
        (5, "enter |  | deletion_undefined"),
        (6, "enter |  | deletion_undefined"),
        (i32::MAX, "enter |  | deletion_undefined"),
        (-5, "enter |  | deletion_unlisted"),
        (-9, "enter |  | deletion_unlisted"),
        (-12, "enter |  | deletion_unlisted"),
        (i32::MIN, "enter |  | deletion_unlisted"),
    ];
    check(&rows, DeletionStatus::KNOWN.iter().map(|status| status.code()), |code| {
        plain(&shiming_core::player_network::Login {
            deletion_status: Some(DeletionStatus::from_code(code)),
            ..adult()
        })
    });
}

#[test]
fn delete_account_info_status() {
    // The status of the account itself is "none".
    let rows = [
        (0, "enter |  | "),
        (1, "need_action | withdraw_deletion | deletion_contradiction"),
        (2, "deny deleted |  | deletion_contradiction"),
        (3, "deny deleting |  | deletion_contradiction"),
        (4, "deny deletion_failed |  | deletion_contradiction"),
    ];
    check(&rows, 0..=4, |code| {
        let mut login = adult();
        let status = Some(DeletionStatus::from_code(code));
        login.deletion_info = Some(DeletionInfo { ret: Some(0), status, ..DeletionInfo::default() });
        plain(&login)
    });
}

#[test]
fn delete_li_account_status() {
    let rows = [
        (-1, "enter |  | li_deletion_not_returned"),
        (0, "enter |  | "),
        (1, "enter | tell_li_deletion | "),
        (2, "enter |  | li_deleted"),
        (3, "enter |  | li_deleting"),
        (4, "enter |  | li_deletion_failed"),
        (5, "enter |  | li_deletion_unlisted"),
        (-2, "enter |  | li_deletion_unlisted"),
    ];
    check(&rows, LiDeletionStatus::KNOWN.iter().map(|status| status.code()), |code| {
        let mut login = adult();
        login.li_deletion_status = Some(LiDeletionStatus::from_code(code));
        plain(&login)
    });
}

#[test]
fn adult_check_status() {
    let rows = [
        (-2, "deny below_rating |  | "),
        (-1, "enter_as_minor |  | "),
        (0, "need_action | ask_age | "),
        (1, "enter |  | "),
        (2, "need_action | ask_age | adult_status_unknown"),
        (-3, "need_action | ask_age | adult_status_unknown"),
    ];
    check(&rows, AdultStatus::KNOWN.iter().map(|status| status.code()), |code| {
        plain(&minor(|status| status.adult_check_status = Some(AdultStatus::from_code(code))))
    });
}

#[test]
fn parent_certificate_status() {
    let rows = [
        (-1, "deny parent_refused |  | parent_retry_unknown"),
        (0, "need_action | parent_consent | "),
        (1, "enter_as_minor |  | "),
        (10, "need_action | wait_for_parent | "),
        (11, "need_action | retry_card | "),
        (12, "need_action | parent_consent | parent_status_unknown"),
        (-2, "need_action | parent_consent | parent_status_unknown"),
    ];
    check(&rows, ParentStatus::KNOWN.iter().map(|status| status.code()), |code| {
        plain(&minor(|status| status.parent_certificate_status = Some(ParentStatus::from_code(code))))
    });
}

#[test]
fn certificate_type_of_a_minor_whose_parent_was_not_asked() {
    let rows = [
        (-1, "need_action | parent_consent | "),
        (0, "enter_as_minor |  | no_consent_needed"),
        (1, "need_action | parent_consent | "),
        (2, "need_action | parent_consent | "),
        (3, "need_action | parent_consent | "),
        (4, "need_action | parent_consent | certificate_type_unlisted"),
    ];
    check(&rows, CertificateType::KNOWN.iter().map(|kind| kind.code()), |code| {
        plain(&minor(|status| {
            status.parent_certificate_status = Some(ParentStatus::NotAsked);
            status.certificate_type = Some(CertificateType::from_code(code));
        }))
    });
}

#[test]
fn eu_user_agree_status() {
    for (eea, rows) in [
        (
            true,
            [
                (-1, "deny eu_transfer_refused |  | "),
                (0, "need_action | ask_eu_agreement | "),
                (1, "enter |  | "),
                (2, "need_action | ask_eu_agreement | eu_agreement_unknown"),
            ],
        ),
        (
            false,
            [
                (-1, "enter |  | eu_agreement_not_applied"),
                (0, "enter |  | "),
                (1, "enter |  | "),
                (2, "enter |  | "),
            ],
        ),
    ] {
        check(&rows, EuAgreement::KNOWN.iter().map(|status| status.code()), |code| {
            plain(&with_status(|status| {
                status.is_eea = Some(eea);
                status.eu_user_agree_status = Some(EuAgreement::from_code(code));
            }))
        });
    }
}

#[test]
fn real_name() {
    let rows = [
        (0, 0, "enter |  | "),
        (0, 1, "enter |  | "),
        (1, 0, "need_action | real_name | "),
        (1, 1, "enter |  | "),
        (2, 1, "enter |  | real_name_unlisted"),
        (1, 2, "need_action | real_name | real_name_unlisted"),
    ];
    for (need, auth, expected) in rows {
        let login = with_status(|status| {
            status.need_realname_auth = Some(RealNameNeed::from_code(need));
            status.realname_auth_status = Some(RealNameAuth::from_code(auth));
        });
        assert_eq!(plain(&login), expected, "{need} {auth}");
    }
}

#[test]
fn korea_by_operating_system() {
    use shiming_core::player_network::{Action, Options};
    // Android, iOS, PC, Switch, PS5, Xbox, each with an age of its own.
    let map = |offset: i32| [1, 2, 5, 6, 10, 11].map(|os| OsValue { os, value: os + offset }).to_vec();
    let login = with_status(|status| {
        status.region = "410".into();
        status.adult_check_status = Some(AdultStatus::NotSet);
        (status.adult_age, status.game_grade) = (Some(90), Some(91));
        (status.adult_age_map, status.game_grade_map) = (map(100), map(200));
    });
    let asked = |os| {
        let decision = super::world::decide(&login, &Options { os, ..Options::default() });
        let [Action::AskAge { limits }] = decision.actions.as_slice() else { panic!("{decision:?}") };
        (limits.adult_age.unwrap(), limits.game_grade.unwrap(), decision.degraded.len())
    };
    for os in [1, 2, 5, 6, 10, 11] {
        assert_eq!(asked(Some(os)), (os + 100, os + 200, 0), "{os}");
    }
    // 9 is Xbox in the backend's own table, which is not this one.
    assert_eq!(asked(Some(9)), (90, 91, 2));
    assert_eq!(asked(None), (90, 91, 1));
}

#[test]
fn return_codes_of_the_login() {
    let rows: &[(LoginClass, &str, &[i32])] = &[
        (LoginClass::Ok, "enter |  | ", &[0]),
        (LoginClass::Reauth, "need_action | log_in_again | ", &[1122, 11002, 11003]),
        (LoginClass::Deleted, "deny deleted |  | ", &[11026]),
        (LoginClass::Retry, "need_action | retry_login | ", &[1200, 1206, 10004, 1400, 1402]),
        (
            LoginClass::Configuration,
            "deny configuration |  | ",
            &[1000, 1010, 1104, 10000, 11015, 11096, 13000, 13001, 13002],
        ),
        (
            LoginClass::Unknown,
            "deny login_refused |  | ",
            &[1003, 1105, 1303, 1401, 1403, 1810, 11006, 11072, 11090, 11102, 13003, -1, i32::MIN, i32::MAX],
        ),
    ];
    for (class, expected, codes) in rows {
        for code in *codes {
            assert_eq!(login_class(*code), *class, "{code}");
            let mut login = adult();
            login.ret = Some(*code);
            assert_eq!(plain(&login), *expected, "{code}");
        }
    }
    assert_eq!(rows.len(), LoginClass::ALL.len());
}

#[test]
fn times_of_delete_account_info() {
    // (status, created, target, destroyed, is that as documented)
    let rows = [
        (0, 0, 0, 0, true),
        (0, 5, 0, 0, false),
        (0, 0, 5, 0, false),
        (0, 0, 0, 5, false),
        (1, 5, 9, 0, true),
        (1, 5, 9, 9, false),
        (2, 5, 9, 9, true),
        (3, 5, 9, 0, true),
        (3, 5, 9, 9, false),
        (4, 5, 9, 0, true),
    ];
    for (status, created_at, target_destroy_at, destroyed_at, fine) in rows {
        let status = Some(DeletionStatus::from_code(status));
        let mut login = adult();
        login.deletion_status = status;
        login.deletion_info =
            Some(DeletionInfo { ret: Some(0), status, created_at, target_destroy_at, destroyed_at });
        assert_eq!(!plain(&login).contains("deletion_time_unexpected"), fine, "{login:?}");
    }
}
