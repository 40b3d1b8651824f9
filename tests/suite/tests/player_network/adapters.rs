//! Every value of every table of other channels.

use proptest::prelude::*;
use shiming_core::adapter::{RealName, StatusSource, adapt_status};

use RealName::{Adult, ChannelManaged, Minor, Unknown, Unverified, Verified};

const ROWS: &[(StatusSource, &[(&str, RealName)])] = &[
    (
        StatusSource::Omnisdk,
        &[
            ("-1", ChannelManaged),
            ("0", Unverified),
            ("1", Minor),
            ("2", Adult),
            ("3", Unknown),
            ("-2", Unknown),
        ],
    ),
    (
        StatusSource::Taptap,
        &[
            ("500", Verified),
            ("1000", Unknown),
            ("1001", Unknown),
            ("1030", Minor),
            ("1050", Minor),
            ("1100", Minor),
            ("1200", Unknown),
            ("9002", Unverified),
            ("1095", Unknown),
            ("1010", Unknown),
            ("1015", Unknown),
            ("1500", Unknown),
        ],
    ),
    (
        StatusSource::TaptapAge,
        &[("-1", Unverified), ("0", Minor), ("8", Minor), ("16", Minor), ("18", Adult), ("17", Unknown)],
    ),
    (
        StatusSource::Huawei,
        &[
            ("true,true", Adult),
            ("true,false", Minor),
            ("false,false", Unverified),
            ("false,true", Unverified),
            ("1002000004", Unverified),
            ("1002000006", Minor),
            ("7001", Unknown),
            ("7006", Unknown),
            ("true", Unknown),
        ],
    ),
    (
        StatusSource::HuaweiPlayableTime,
        &[("-1", Adult), ("0", Minor), ("1", Minor), ("60", Minor), ("-2", Unknown), ("1.5", Unknown)],
    ),
    (
        StatusSource::Vivo,
        &[
            ("true,1", Minor),
            ("true,17", Minor),
            ("true,18", Adult),
            ("true,150", Adult),
            ("true,0", Verified),
            ("true,-1", Verified),
            ("true,151", Verified),
            ("true,", Verified),
            ("false,0", Unverified),
            ("false,18", Unverified),
            ("failed", Unknown),
            ("true", Unknown),
        ],
    ),
    (
        StatusSource::Oppo,
        &[
            ("17", Minor),
            ("18", Adult),
            ("0", Unknown),
            ("151", Unknown),
            ("VERIFIED_FAILED_AND_RESUME_GAME", Unverified),
            ("VERIFIED_FAILED_AND_STOP_GAME", Unverified),
            ("RESULT_CODE_VERIFIED_FAILED_AND_RESUME_GAME", Unverified),
            ("RESULT_CODE_VERIFIED_FAILED_AND_STOP_GAME", Unverified),
            ("RESULT_CODE_17", Unknown),
        ],
    ),
];

#[test]
fn every_value_of_every_table() {
    assert_eq!(ROWS.iter().map(|(source, _)| *source).collect::<Vec<_>>(), StatusSource::ALL);
    for (source, rows) in ROWS {
        for (value, meaning) in *rows {
            assert_eq!(adapt_status(*source, value), *meaning, "{source:?} {value}");
        }
        for strange in ["", " ", "+1", "01", "1 ", "\u{ff11}", "1.0", "null", "９", "1\0"] {
            assert_eq!(adapt_status(*source, strange), Unknown, "{source:?} {strange:?}");
        }
    }
}

#[test]
fn names_are_unique() {
    let mut names: Vec<&str> = StatusSource::ALL.iter().map(|source| source.name()).collect();
    names.extend(RealName::ALL.iter().map(|meaning| meaning.name()));
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    for source in StatusSource::ALL {
        assert_eq!(StatusSource::from_name(source.name()), Some(*source));
    }
    assert_eq!(StatusSource::from_name("OmniSDK"), None);
}

proptest! {
    /// Anything has a meaning, and nothing becomes an adult by being strange.
    #[test]
    fn any_value_has_a_meaning(source in prop::sample::select(StatusSource::ALL), value in any::<String>()) {
        let listed = value == "-1" || value == "2" || value == "true,true" || value.bytes().any(|byte| byte.is_ascii_digit());
        prop_assert!(adapt_status(source, &value) != Adult || listed);
    }

    #[test]
    fn an_age_is_compared_with_eighteen(years in 1..150_i32) {
        let expected = if years < 18 { Minor } else { Adult };
        prop_assert_eq!(adapt_status(StatusSource::Vivo, &format!("true,{years}")), expected);
        prop_assert_eq!(adapt_status(StatusSource::Oppo, &years.to_string()), expected);
    }
}
