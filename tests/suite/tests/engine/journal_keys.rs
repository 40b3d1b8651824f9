//! Journal keys, versions, records of the future.

use crate::host::{Disk, Host, JOURNAL_KEY, OTHER_JOURNAL_KEY, Reply, all_well};
use crate::raw_journal::Segment;

fn with_keys(keys: &[&str]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| format!("\"{key}\"")).collect();
    format!(r#"{{"v":1,"journal_keys":[{}],"report_accepted":true}}"#, keys.join(","))
}

/// A journal with one unsettled session.
fn one_session() -> Host {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.enter("s", 1);
    host.run(2_000);
    host
}

fn code(disk: Disk, config: &str) -> String {
    match Host::open_config(disk, 10_000, config, 60) {
        Ok(_) => "ok".into(),
        Err(error) => {
            assert!(!error.detail.is_empty());
            error.code.name().into()
        }
    }
}

/// The wrong key: said as such, before anything is changed.
#[test]
fn an_unknown_key_is_said() {
    let host = one_session();
    assert_eq!(code(host.disk.clone(), &with_keys(&[OTHER_JOURNAL_KEY])), "journal_key_unknown");
    assert_eq!(code(host.disk.clone(), &with_keys(&[OTHER_JOURNAL_KEY, JOURNAL_KEY])), "ok");
    // Also with salvage: another key is no damage.
    let salvage = format!(r#"{{"v":1,"journal_keys":["{OTHER_JOURNAL_KEY}"],"salvage":true}}"#);
    assert_eq!(code(host.disk.clone(), &salvage), "journal_key_unknown");
    // In the second segment.
    let mut disk = host.disk.clone();
    let mut other = Host::open_config(Disk::new(), 0, &with_keys(&[OTHER_JOURNAL_KEY]), 61).expect("open");
    other.set_up();
    other.run(2_000);
    disk.insert(2, other.disk[&1].clone());
    assert_eq!(code(disk, &with_keys(&[JOURNAL_KEY])), "journal_key_unknown");
}

/// Rotation: [newest, older]: the old segments are read, the new ones are written under the newest key; once the old ones
/// are gone the old key is not needed any more.
#[test]
fn keys_rotate() {
    let host = one_session();
    let both = with_keys(&[OTHER_JOURNAL_KEY, JOURNAL_KEY]);
    let mut host = Host::open_config(host.disk, host.t + 1_000, &both, 62).expect("open");
    host.set_up();
    host.script = Box::new(all_well);
    host.run(3_000);
    assert!(host.ended("s", true).is_some(), "found under the old key");
    assert_eq!(code(host.disk.clone(), &with_keys(&[OTHER_JOURNAL_KEY])), "journal_key_unknown");
    host.leave("s");
    host.run(10_000);
    assert!(!host.disk.contains_key(&1), "everything of the old segment is settled: it is dropped");
    assert_eq!(code(host.disk.clone(), &with_keys(&[OTHER_JOURNAL_KEY])), "ok");
    assert_eq!(code(host.disk.clone(), &with_keys(&[JOURNAL_KEY])), "journal_key_unknown");
}

/// Wrong keys in the configuration.
#[test]
fn keys_have_64_hex_digits() {
    for keys in [r#""#, r#""00""#, r#""zz""#, r#""0001020304050607""#, r#"1"#, r#"null"#] {
        let config = format!(r#"{{"v":1,"journal_keys":[{keys}]}}"#);
        assert_eq!(code(Disk::new(), &config), "invalid_config", "{keys}");
    }
    let upper = with_keys(&[&JOURNAL_KEY.to_uppercase()]);
    assert_eq!(code(one_session().disk, &upper), "ok", "either case is the same key");
}

/// A newer format, or a record that may not be skipped: the older version keeps its hands off.
#[test]
fn newer_journals_are_refused() {
    let host = one_session();
    let segment = Segment::read(&host.disk[&1]);
    let write = |segment: &Segment| Disk::from([(1, segment.write())]);
    let mut newer = segment.clone();
    newer.format = 2;
    assert_eq!(code(write(&newer), &with_keys(&[JOURNAL_KEY])), "journal_newer");
    let salvage = format!(r#"{{"v":1,"journal_keys":["{JOURNAL_KEY}"],"salvage":true}}"#);
    assert_eq!(code(write(&newer), &salvage), "journal_newer", "salvage must not eat it");
    for kind in [0u8, 12, 50, 127] {
        let mut newer = segment.clone();
        newer.chunks.last_mut().expect("a chunk").push((kind, vec![1, 2, 3]));
        assert_eq!(code(write(&newer), &with_keys(&[JOURNAL_KEY])), "journal_newer", "kind {kind}");
        assert_eq!(code(write(&newer), &salvage), "journal_newer", "kind {kind}");
    }
    // A state of the future.
    let mut newer = segment.clone();
    let mut account = vec![1, b'g', 1, b'a', 1];
    let text = br#"{"v":99,"kind":"unverified"}"#;
    account.push(text.len() as u8);
    account.extend(text);
    account.extend([0, 0, 0, 0]);
    newer.chunks.last_mut().expect("a chunk").push((2, account));
    assert_eq!(code(write(&newer), &with_keys(&[JOURNAL_KEY])), "journal_newer");
}

/// Kinds of 128 and above may be skipped: a later version can add what an older one does not need.
#[test]
fn skippable_records_are_skipped() {
    let host = one_session();
    let mut segment = Segment::read(&host.disk[&1]);
    for kind in [128u8, 200, 255] {
        let chunk = segment.chunks.len() / 2;
        segment.chunks[chunk].insert(0, (kind, vec![0xee; 300]));
        segment.chunks.last_mut().expect("a chunk").push((kind, Vec::new()));
    }
    let mut host = Host::open(Disk::from([(1, segment.write())]), host.t, "", 63).expect("open");
    host.set_up();
    assert!(host.si("s").is_some());
    host.run(5_000);
    assert!(host.ended("s", true).is_some());
}

/// A record that is authentic and makes no sense is a defect, said as damage, never a panic.
#[test]
fn malformed_records_are_refused() {
    let host = one_session();
    let segment = Segment::read(&host.disk[&1]);
    let mut random = fastrand::Rng::with_seed(23);
    for kind in 1u8..=11 {
        for round in 0..60 {
            let mut broken = segment.clone();
            let known = segment.chunks.iter().flatten().find(|(known, _)| *known == kind);
            let mut payload = known.map(|(_, payload)| payload.clone()).unwrap_or_default();
            match round % 3 {
                0 => payload.truncate(random.usize(..=payload.len())),
                1 => payload.push(random.u8(..)),
                _ => {
                    let length = random.usize(..200);
                    payload = (0..length).map(|_| random.u8(..)).collect();
                }
            }
            broken.chunks.last_mut().expect("a chunk").push((kind, payload));
            let found = code(Disk::from([(1, broken.write())]), &with_keys(&[JOURNAL_KEY]));
            assert!(
                matches!(found.as_str(), "ok" | "journal_damaged" | "journal_newer"),
                "kind {kind}: {found}"
            );
        }
    }
}
