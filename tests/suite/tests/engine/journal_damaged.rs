//! A damaged journal: refused with a typed error, or cut like a torn one; never a state that never was.

use std::collections::BTreeSet;

use shiming_core::engine::{Damage, Event};

use crate::host::{Disk, Host, all_well};
use crate::journal_torn::{Picture, journal, picture};
use crate::raw_journal::{HEADER, Segment};

const SALVAGE: &str = r#""salvage":true"#;

fn refused(disk: Disk, t: i64) -> (String, String) {
    let error = Host::open(disk, t, "", 50).map(|mut host| host.engine.poll(host.now()).map(drop));
    let error = error.and_then(|polled| polled).expect_err("must be refused");
    assert!(!error.detail.is_empty());
    (error.code.name().to_string(), error.detail.clone())
}

fn salvaged(host: &mut Host) -> Vec<Damage> {
    host.set_up();
    host.pump();
    let found = host.events.iter().find_map(|(_, _, event)| match event {
        Event::Recovered { damage, .. } => Some(damage.clone()),
        _ => None,
    });
    found.expect("Recovered")
}

/// Every byte flipped, one after the other: refused, or recovered to a state that was once durable.
#[test]
fn flip_every_byte() {
    let journal = journal();
    let mut known: Vec<Picture> = Vec::new();
    let mut prefixes: Vec<(i64, usize)> = vec![(0, 0)];
    prefixes.extend(journal.chunks.iter().map(|(segment, end, _)| (*segment, *end)));
    for (segment, end) in prefixes {
        let mut disk: Disk = journal.disk.range(..segment).map(|(n, bytes)| (*n, bytes.clone())).collect();
        if segment > 0 {
            disk.insert(segment, journal.disk[&segment][..end].to_vec());
        }
        let host = Host::open(disk, journal.t, "", 51).expect("a prefix");
        known.push(picture(&host.engine));
    }
    let mut codes = BTreeSet::new();
    let mut random = fastrand::Rng::with_seed(17);
    for (segment, bytes) in &journal.disk {
        for at in 0..bytes.len() {
            let mut disk = journal.disk.clone();
            disk.get_mut(segment).expect("segment")[at] ^= 1 << random.u8(..8);
            match Host::open(disk, journal.t, "", 52) {
                Ok(host) => {
                    let seen = picture(&host.engine);
                    assert!(known.contains(&seen), "segment {segment}, byte {at}: a state that never was");
                }
                Err(error) => {
                    codes.insert(error.code.name());
                    assert!(!error.detail.is_empty());
                }
            }
        }
    }
    assert_eq!(codes, BTreeSet::from(["journal_damaged", "journal_key_unknown", "journal_newer"]));
}

/// Whatever was refused stays refused: no later call works on half a journal.
#[test]
fn a_refused_journal_stays_refused() {
    let mut disk = journal().disk;
    disk.get_mut(&1).expect("segment")[HEADER + 30] ^= 1;
    let mut engine = shiming_core::engine::Engine::open(
        &crate::host::config(""),
        &crate::host::entropy(1),
        Host::ready("").now(),
    )
    .expect("open");
    let error = engine.load(1, &disk[&1]).expect_err("damaged");
    assert_eq!(error.code.name(), "journal_damaged");
    assert!(error.detail.contains("segment 1") && error.detail.contains("salvage"), "{}", error.detail);
    let now = Host::ready("").now();
    assert_eq!(engine.load(1, &disk[&1]).expect_err("still"), error);
    assert_eq!(engine.poll(now).expect_err("still"), error);
    assert_eq!(engine.put_app(&crate::host::app_json()).expect_err("still"), error);
    assert_eq!(engine.persisted(1).expect_err("still"), error);
    assert_eq!(engine.heartbeat("g", "s", now).expect_err("still"), error);
}

/// salvage: the rest is read and the damage is listed, once for each place, however the bytes are split.
#[test]
fn salvage_reads_the_rest_and_lists_the_damage() {
    let journal = journal();
    let mut begin = 0;
    let mut last = 0;
    for (segment, end, _) in &journal.chunks {
        if *segment != last {
            (last, begin) = (*segment, HEADER);
        }
        let from = std::mem::replace(&mut begin, *end);
        for at in [from, from + 3, from + 14, (from + end) / 2, end - 1] {
            let mut disk = journal.disk.clone();
            disk.get_mut(segment).expect("segment")[at] ^= 0x10;
            let mut results = Vec::new();
            for piece in [usize::MAX, 1, 17, 64] {
                let text = crate::host::config(SALVAGE);
                let mut host = Host::open_config(Disk::new(), journal.t, &text, 53).expect("open");
                for (number, bytes) in &disk {
                    for part in bytes.chunks(piece) {
                        host.engine.load(*number, part).expect("salvage takes it");
                    }
                }
                host.disk = disk.clone();
                let damage = salvaged(&mut host);
                results.push((picture(&host.engine), damage));
            }
            let wanted = vec![Damage { segment: *segment, offset: from as i64 }];
            assert_eq!(results[0].1, wanted, "segment {segment}, byte {at}");
            assert!(
                results.iter().all(|result| *result == results[0]),
                "segment {segment}, byte {at}: by pieces"
            );
            let (code, _) = refused(disk, journal.t);
            assert_eq!(code, "journal_damaged");
        }
    }
}

/// After a salvage the engine works: what is left is delivered.
#[test]
fn salvage_goes_on() {
    let mut host = Host::ready(r#""heartbeat_timeout_s":300"#);
    host.script = Box::new(|_| (crate::host::Reply::Never, 0));
    for n in 0..10 {
        host.enter(&format!("s-{n}"), n);
        host.run(100);
    }
    let mut disk = host.disk.clone();
    let middle = host.disk[&1].len() / 2;
    disk.get_mut(&1).expect("segment")[middle] ^= 1;
    let mut host = Host::open(disk, host.t, SALVAGE, 54).expect("salvage");
    host.script = Box::new(all_well);
    let damage = salvaged(&mut host);
    assert_eq!(damage.len(), 1);
    let left: Vec<String> = (0..10).map(|n| format!("s-{n}")).filter(|s| host.si(s).is_some()).collect();
    assert!((5..10).contains(&left.len()), "{}", left.len());
    host.run(3_000);
    for session in &left {
        host.leave(session);
    }
    host.run(5_000);
    for session in &left {
        assert!(host.ended(session, true).is_some() && host.ended(session, false).is_some());
    }
}

/// A segment is missing in the middle: rows of it would silently be gone.
#[test]
fn a_missing_segment_is_a_gap() {
    let mut host = Host::ready(r#""limits":{"segment_bytes":1000},"heartbeat_timeout_s":300"#);
    host.script = Box::new(|_| (crate::host::Reply::Never, 0));
    for n in 0..30 {
        host.enter(&format!("s-{n}"), n);
        host.run(200);
    }
    let segments: Vec<i64> = host.disk.keys().copied().collect();
    assert!(segments.len() >= 4 && segments[0] == 1, "{segments:?}");
    for gone in &segments[..segments.len() - 1] {
        let mut disk = host.disk.clone();
        disk.remove(gone);
        let (code, detail) = refused(disk.clone(), host.t);
        assert_eq!(code, "journal_damaged", "segment {gone} is gone");
        assert!(detail.contains(&format!("segment {gone}")), "{detail}");
        let mut again = Host::open(disk, host.t, SALVAGE, 55).expect("salvage");
        assert_eq!(salvaged(&mut again), [Damage { segment: *gone, offset: 0 }]);
    }
    // The end of the list cannot be missed by anybody: it looks like a crash before it was written.
    let mut disk = host.disk.clone();
    disk.pop_last();
    assert!(Host::open(disk, host.t, "", 56).is_ok());
}

/// A chunk or a segment in another's place is no chunk: order and number are sealed in.
#[test]
fn moved_chunks_and_segments_are_refused() {
    let journal = journal();
    let (first, second) = (journal.chunks[1].clone(), journal.chunks[2].clone());
    assert_eq!((first.0, second.0), (1, 1));
    let bytes = &journal.disk[&1];
    let begin = journal.chunks[0].1;
    // Swapped.
    let mut swapped = bytes[..begin].to_vec();
    swapped.extend(&bytes[first.1..second.1]);
    swapped.extend(&bytes[begin..first.1]);
    swapped.extend(&bytes[second.1..]);
    // Left out.
    let gap = [&bytes[..begin], &bytes[first.1..]].concat();
    // Inserted again later.
    let late = [bytes, &bytes[begin..first.1]].concat();
    for changed in [swapped, gap, late] {
        let mut disk = journal.disk.clone();
        disk.insert(1, changed);
        assert_eq!(refused(disk, journal.t).0, "journal_damaged");
    }
    // A segment under another number.
    let mut disk = journal.disk.clone();
    let moved = disk[&1].clone();
    disk.insert(2, moved);
    assert_eq!(refused(disk, journal.t).0, "journal_damaged");
    // A chunk of another segment.
    let mut disk = journal.disk.clone();
    let foreign = Segment::read(&journal.disk[&2]);
    let mut mixed = Segment::read(&journal.disk[&1]);
    mixed.number = 2;
    mixed.chunks = foreign.chunks.clone();
    let with_other_salt = mixed.write();
    disk.insert(2, [&journal.disk[&2][..HEADER], &with_other_salt[HEADER..]].concat());
    assert_eq!(refused(disk, journal.t).0, "journal_damaged");
}

/// load has its place: right after open, segments ascending, a journal that is on.
#[test]
fn load_has_its_place() {
    let journal = journal();
    let code = |result: Result<(), shiming_core::Error>| {
        let error = result.expect_err("refused");
        assert!(!error.detail.is_empty());
        (error.code.name(), error.field)
    };
    let wanted = ("invalid_parameter", Some("segment"));
    let mut host = Host::bare("");
    host.engine.load(2, &journal.disk[&2]).expect("first");
    assert_eq!(code(host.engine.load(1, &journal.disk[&1])), wanted, "descending");
    assert_eq!(code(host.engine.load(0, &[])), wanted);
    assert_eq!(code(host.engine.load(-1, &[])), wanted);
    let mut host = Host::bare("");
    host.engine.load(1, &journal.disk[&1]).expect("first");
    host.engine.load(2, &journal.disk[&2]).expect("second");
    assert_eq!(code(host.engine.load(1, &[])), wanted, "back to a segment that was left");
    let mut host = Host::ready("");
    assert_eq!(code(host.engine.load(1, &journal.disk[&1])), wanted, "after another call");
    host.enter("s", 1);
    host.run(3_000);
    assert!(host.ended("s", true).is_some(), "and the engine works all the same");
    let off = r#"{"v":1,"journal":"off"}"#;
    let mut host = Host::open_config(Disk::new(), 0, off, 1).expect("open");
    assert_eq!(code(host.engine.load(1, &journal.disk[&1])), wanted, "the journal is off");
}

/// A mistake in the order of load is the host's and can be mended by opening again; nothing was changed.
#[test]
fn extreme_segment_numbers_are_no_danger() {
    let segment = Segment::read(&journal().disk[&1]);
    let most = i64::from(u32::MAX);
    for number in [i64::MAX, i64::MAX - 1, 1 << 62, most, most - 1] {
        let mut moved = segment.clone();
        moved.number = number as u64;
        moved.floor = number as u64;
        let mut disk = Disk::new();
        disk.insert(number, moved.write());
        let opened = Host::open(disk, 20_000, "", 57).map(|mut host| host.engine.poll(host.now()).map(drop));
        if let Err(error) = opened.and_then(|polled| polled) {
            assert!(
                ["journal_damaged", "invalid_parameter"].contains(&error.code.name()),
                "{number}: {error}"
            );
        }
    }
}
