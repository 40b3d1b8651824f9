//! The options as JSON text.

use shiming_core::player_network::{
    DeletionOverride, DeletionStatus, EuTrigger, LiDeletion, MissingStatus, NoRestriction, Options,
    RequiredAgreements,
};
use shiming_core::{Error, ErrorCode};

fn refused(json: &str) -> Error {
    Options::from_json(json).expect_err(json)
}

#[test]
fn every_option_has_a_default_and_is_read() {
    assert_eq!(Options::from_json("{}").unwrap(), Options::default());
    let nulls = r#"{"os":null,"agreements":null,"missing_status":null,"deletion":null,"eu_trigger":null,"li_deletion":null,"no_restriction":null,"real_name_failed":null}"#;
    assert_eq!(Options::from_json(nulls).unwrap(), Options::default());
    let all = r#" {"os":5,"agreements":{"game_tos":"1","game_pp":"2","game_dma":"3","game_nda":"4","li_tos":"5","li_pp":"6","li_dt":null},
        "missing_status":"closed","deletion":{"-2":"deny","-7":"enter"},"eu_trigger":"is_eea_or_is_dma","li_deletion":"deny",
        "no_restriction":"never","real_name_failed":true} "#;
    let version = |number: &str| Some(number.to_owned());
    let expected = Options {
        os: Some(5),
        agreements: RequiredAgreements {
            game_tos: version("1"),
            game_pp: version("2"),
            game_dma: version("3"),
            game_nda: version("4"),
            li_tos: version("5"),
            li_pp: version("6"),
            li_dt: None,
        },
        missing_status: MissingStatus::Closed,
        deletion: vec![
            DeletionOverride { status: DeletionStatus::NetworkError, deny: true },
            DeletionOverride { status: DeletionStatus::Other(-7), deny: false },
        ],
        eu_trigger: EuTrigger::IsEeaOrIsDma,
        li_deletion: LiDeletion::Deny,
        no_restriction: NoRestriction::Never,
        real_name_failed: true,
    };
    assert_eq!(Options::from_json(all).unwrap(), expected);
}

#[test]
fn every_name_of_every_choice_is_read() {
    let read = |name: &str, value: &str| Options::from_json(&format!(r#"{{"{name}":"{value}"}}"#)).unwrap();
    for policy in MissingStatus::ALL {
        assert_eq!(read("missing_status", policy.name()).missing_status, *policy);
    }
    for trigger in EuTrigger::ALL {
        assert_eq!(read("eu_trigger", trigger.name()).eu_trigger, *trigger);
    }
    for policy in LiDeletion::ALL {
        assert_eq!(read("li_deletion", policy.name()).li_deletion, *policy);
    }
    for test in NoRestriction::ALL {
        assert_eq!(read("no_restriction", test.name()).no_restriction, *test);
    }
}

#[test]
fn what_is_not_an_option_is_refused_with_its_field() {
    for (json, field, reason) in [
        ("", "options", Some("not_json")),
        ("null", "options", Some("not_json")),
        ("[]", "options", Some("not_json")),
        ("{}x", "options", Some("not_json")),
        (r#"{"mising_status":"open"}"#, "options", Some("unknown_option")),
        (r#"{"Missing_Status":"open"}"#, "options", Some("unknown_option")),
        (r#"{"os":1,"os":1}"#, "options", Some("repeated")),
        (r#"{"os":"5"}"#, "os", None),
        (r#"{"os":5.5}"#, "os", None),
        (r#"{"os":-1}"#, "os", None),
        (r#"{"os":1000}"#, "os", None),
        (r#"{"missing_status":"Open"}"#, "missing_status", None),
        (r#"{"missing_status":false}"#, "missing_status", None),
        (r#"{"eu_trigger":"eea"}"#, "eu_trigger", None),
        (r#"{"li_deletion":"enter"}"#, "li_deletion", None),
        (r#"{"no_restriction":"always"}"#, "no_restriction", None),
        (r#"{"real_name_failed":1}"#, "real_name_failed", None),
        (r#"{"agreements":[]}"#, "agreements", None),
        (r#"{"agreements":{"tos":"1"}}"#, "agreements", None),
        (r#"{"agreements":{"game_tos":""}}"#, "agreements", None),
        (r#"{"agreements":{"game_tos":36}}"#, "agreements", None),
        (r#"{"agreements":{"game_tos":"1","game_tos":"2"}}"#, "agreements", None),
        (r#"{"deletion":[]}"#, "deletion", None),
        (r#"{"deletion":{"0":"deny"}}"#, "deletion", None),
        (r#"{"deletion":{"1":"enter"}}"#, "deletion", None),
        (r#"{"deletion":{"-02":"deny"}}"#, "deletion", None),
        (r#"{"deletion":{"-2":true}}"#, "deletion", None),
        (r#"{"deletion":{"-99999999999":"deny"}}"#, "deletion", None),
    ] {
        let error = refused(json);
        assert_eq!(
            (error.code, error.field, error.reason),
            (ErrorCode::InvalidParameter, Some(field), reason),
            "{json}"
        );
    }
}

#[test]
fn too_many_options_are_refused_at_once() {
    let many: Vec<String> = (0..100_000).map(|number| format!(r#""a{number}":1"#)).collect();
    assert_eq!(refused(&format!("{{{}}}", many.join(","))).field, Some("options"));
}
