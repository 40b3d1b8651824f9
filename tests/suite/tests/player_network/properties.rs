//! For any login, any options, any time.

use proptest::prelude::*;
use shiming_core::player_network::{
    AdultStatus, Agreements, CertificateType, ComplianceStatus, DeletionInfo, DeletionOverride,
    DeletionStatus, EuAgreement, EuTrigger, LiDeletion, LiDeletionStatus, Login, MissingStatus,
    NoRestriction, Options, OsValue, ParentStatus, Part, RealNameAuth, RealNameNeed, RequiredAgreements,
    player_network_decide, player_network_parse,
};
use shiming_suite::oracles::player_network as oracle;

use super::world::{NOW, NOW_S};

/// A number of a table, a neighbour of one, or any number.
fn code() -> impl Strategy<Value = Option<i32>> {
    prop_oneof![
        1 => Just(None),
        8 => (-3..5_i32).prop_map(Some),
        2 => prop_oneof![Just(-10), Just(-11), Just(10), Just(11)].prop_map(Some),
        1 => any::<i32>().prop_map(Some),
    ]
}

fn seconds() -> impl Strategy<Value = i64> {
    prop_oneof![3 => Just(0), 4 => NOW_S - 100..NOW_S + 100, 1 => any::<i64>()]
}

fn flag() -> impl Strategy<Value = Option<bool>> {
    any::<Option<bool>>()
}

fn version() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[0-9]{1,3}", "[0-9]\\.[0-9]", any::<String>()]
}

prop_compose! {
    fn status()(
        region in prop_oneof![Just("410"), Just("156"), Just(""), Just("040"), Just("KR")],
        (adult, parent, kind, eu) in (code(), code(), code(), code()),
        (adult_expires, parent_expires) in (seconds(), seconds()),
        (adult_age, game_grade) in (any::<Option<i32>>(), prop_oneof![Just(Some(0)), any::<Option<i32>>()]),
        map in prop::collection::btree_map(0..12_i32, any::<i32>(), 0..4),
        (is_eea, is_dma) in (flag(), flag()),
        (need, auth) in (code(), code()),
        carried in any::<String>(),
    ) -> ComplianceStatus {
        let map: Vec<OsValue> = map.into_iter().map(|(os, value)| OsValue { os, value }).collect();
        ComplianceStatus {
            region: region.into(),
            adult_check_status: adult.map(AdultStatus::from_code),
            adult_check_status_expiration: adult_expires,
            parent_certificate_status: parent.map(ParentStatus::from_code),
            parent_certificate_status_expiration: parent_expires,
            certificate_type: kind.map(CertificateType::from_code),
            adult_age,
            adult_age_map: map.clone(),
            game_grade,
            game_grade_map: map,
            eu_user_agree_status: eu.map(EuAgreement::from_code),
            is_eea,
            is_dma,
            need_realname_auth: need.map(RealNameNeed::from_code),
            realname_auth_status: auth.map(RealNameAuth::from_code),
            adult_status_map: carried,
            ..ComplianceStatus::default()
        }
    }
}

prop_compose! {
    fn agreements()(
        (game_tos, game_pp, li_pp) in (version(), version(), version()),
        (has_bind_li, need_notify) in (flag(), flag()),
    ) -> Agreements {
        Agreements { game_tos, game_pp, li_pp, has_bind_li, need_notify, ..Agreements::default() }
    }
}

prop_compose! {
    fn login()(
        ret in prop_oneof![6 => Just(Some(0)), 1 => code(), 1 => prop_oneof![Just(11003), Just(1104), Just(1200)].prop_map(Some)],
        (openid, token) in ("[0-9]{1,20}", any::<String>()),
        token_expire in seconds(),
        need_realname_auth in flag(),
        (deletion, li_deletion) in (code(), code()),
        info in prop::option::of((code(), code(), seconds(), seconds(), seconds())),
        (status_ret, status) in (prop_oneof![4 => Just(None), 1 => code()], prop::option::weighted(0.9, status())),
        agreements in prop::option::of(agreements()),
        unreadable in prop::sample::subsequence(Part::ALL.to_vec(), 0..=2),
    ) -> Login {
        Login {
            ret,
            openid,
            token,
            token_expire,
            need_realname_auth,
            deletion_status: deletion.map(DeletionStatus::from_code),
            deletion_info: info.map(|(ret, status, created_at, target_destroy_at, destroyed_at)| DeletionInfo {
                ret,
                status: status.map(DeletionStatus::from_code),
                created_at,
                target_destroy_at,
                destroyed_at,
            }),
            li_deletion_status: li_deletion.map(LiDeletionStatus::from_code),
            status_ret,
            status,
            agreements,
            unreadable,
            ..Login::default()
        }
    }
}

prop_compose! {
    fn options()(
        os in prop::option::of(0..12_i32),
        (game_tos, li_pp) in (prop::option::of("[0-9]{1,3}"), prop::option::of("[0-9]{1,2}")),
        missing_status in prop::sample::select(MissingStatus::ALL),
        deletion in prop::collection::btree_map(-12..0_i32, any::<bool>(), 0..4),
        eu_trigger in prop::sample::select(EuTrigger::ALL),
        li_deletion in prop::sample::select(LiDeletion::ALL),
        no_restriction in prop::sample::select(NoRestriction::ALL),
        real_name_failed in any::<bool>(),
    ) -> Options {
        let deletion = deletion
            .into_iter()
            .map(|(status, deny)| DeletionOverride { status: DeletionStatus::from_code(status), deny })
            .collect();
        let agreements = RequiredAgreements { game_tos, li_pp, ..RequiredAgreements::default() };
        Options {
            os, agreements, missing_status, deletion, eu_trigger, li_deletion, no_restriction, real_name_failed,
        }
    }
}

proptest! {
    /// Total, the same twice, nothing left undone when it admits, a recheck in the future, and stricter options admit
    /// nobody more.
    #[test]
    fn every_login_gets_a_sound_decision(login in login(), options in options(), unix in prop_oneof![Just(NOW), 0..i64::MAX]) {
        oracle::decide(&login, &options, unix);
    }

    #[test]
    fn a_stored_login_is_the_same_login(login in login()) {
        let json = login.to_json();
        let again = Login::from_json(&json).unwrap();
        prop_assert_eq!(again.to_json(), json);
        prop_assert!(again == login);
    }

    /// Waiting alone never changes a decision before the time that it gave.
    #[test]
    fn nothing_changes_before_the_recheck(login in login(), options in options(), wait in 0..200_000_i64) {
        let before = player_network_decide(&login, &options, NOW).unwrap();
        if before.recheck_at.is_none_or(|at| NOW + wait < at) {
            let after = player_network_decide(&login, &options, NOW + wait).unwrap();
            prop_assert_eq!(before, after);
        }
    }

    /// Any numbers in any place of the wire: a login and a decision.
    #[test]
    fn any_numbers_are_decided(codes in prop::collection::vec(any::<i64>(), 16), options in options()) {
        let mut codes = codes.into_iter();
        let mut next = || codes.next().unwrap_or_default();
        let body = serde_json::json!({
            "ret": 0, "openid": "1", "token_expire": next(), "del_account_status": next(), "del_li_account_status": next(),
            "del_account_info": {"ret": 0, "status": next(), "created_at": next(), "target_destroy_at": next()},
            "get_status_rsp": {
                "region": "410", "adult_check_status": next(), "adult_check_status_expiration": next(),
                "parent_certificate_status": next(), "certificate_type": next(), "adult_age": next(),
                "game_grade": next(), "eu_user_agree_status": next(), "need_realname_auth": next(),
                "realname_auth_status": next(),
            },
        });
        let login = player_network_parse(body.to_string().as_bytes()).unwrap();
        prop_assert!(login.unreadable.is_empty());
        oracle::decide(&login, &options, NOW);
    }
}

/// A property that nothing can break proves nothing: options do change decisions.
#[test]
fn options_matter() {
    let blind = Login { ret: Some(0), openid: "1".into(), ..Login::default() };
    let open = Options { missing_status: MissingStatus::Open, ..Options::default() };
    assert!(player_network_decide(&blind, &open, NOW).unwrap().gate.admits());
    let refusing = oracle::stricter(&open);
    assert!(
        refusing.iter().any(|options| !player_network_decide(&blind, options, NOW).unwrap().gate.admits())
    );
}
