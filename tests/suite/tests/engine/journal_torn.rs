//! A torn journal: power is lost at any byte of an append. It loads, up to its last whole chunk.

use std::collections::BTreeMap;

use shiming_core::engine::{Damage, Engine, Event};

use crate::host::{Disk, Host, Reply, all_well, config, entropy};
use crate::raw_journal::HEADER;

const SMALL: &str = r#""limits":{"segment_bytes":2600}"#;

/// What a user can see of an engine: accounts, sessions, rows that wait.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    accounts: BTreeMap<String, (String, Option<String>)>,
    sessions: BTreeMap<String, (Option<String>, i64, bool)>,
}

pub fn picture(engine: &Engine) -> Picture {
    let mut accounts = BTreeMap::new();
    let mut sessions = BTreeMap::new();
    for n in 0..12 {
        if let Ok(Some(view)) = engine.account("g", &format!("a-{n}")) {
            accounts.insert(
                format!("a-{n}"),
                (view.state.kind().name().into(), view.state.ai().map(String::from)),
            );
        }
        if let Ok(Some(view)) = engine.session("g", &format!("s-{n}")) {
            sessions.insert(format!("s-{n}"), (view.si, view.since, view.reported));
        }
    }
    Picture { accounts, sessions }
}

/// A journal of three segments by two processes, and for every chunk where it ends and what the engine looked like
/// when it was handed out.
pub struct Journal {
    pub disk: Disk,
    /// (segment, length of the segment with this chunk, what the user sees)
    pub chunks: Vec<(i64, usize, Picture)>,
    pub t: i64,
}

pub fn journal() -> Journal {
    let chunks = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let watch = || -> crate::host::Watch {
        let chunks = chunks.clone();
        Box::new(move |segment, length, engine: &Engine| {
            chunks.borrow_mut().push((segment, length, picture(engine)))
        })
    };
    let mut dice = fastrand::Rng::with_seed(9);
    let mut script = || -> crate::host::Script {
        let mut dice = dice.fork();
        Box::new(move |sent| match dice.u8(..5) {
            0 => (Reply::Never, 0),
            1 => (crate::host::status(1, ""), 40),
            _ => all_well(sent),
        })
    };
    let mut host = Host::bare(SMALL);
    host.set_up();
    for part in 0..2 {
        (host.script, host.watch) = (script(), Some(watch()));
        for round in 0..6 {
            let n = part * 6 + round;
            host.verify(&format!("a-{n}"), n);
            host.enter(&format!("s-{n}"), 100 + n);
            if round > 1 {
                host.leave(&format!("s-{}", n - 1));
            }
            host.run(700);
        }
        if part == 0 {
            host = host.restart(1_500, SMALL);
        }
    }
    host.watch = None;
    let chunks = chunks.borrow().clone();
    Journal { disk: host.disk, chunks, t: host.t }
}

fn recovered(host: &Host) -> (i64, Vec<Damage>) {
    let found = host.events.iter().find_map(|(_, _, event)| match event {
        Event::Recovered { segments, damage, .. } => Some((*segments, damage.clone())),
        _ => None,
    });
    found.unwrap_or_default()
}

/// Cut at every byte of every segment (what came after it was never written): it loads, the state is that of the last
/// whole chunk, Recovered names the place, and what the second open writes is read by a third.
#[test]
fn cut_at_every_byte() {
    let journal = journal();
    assert!(journal.disk.len() >= 3, "{} segments", journal.disk.len());
    assert!(journal.chunks.len() >= 12, "{} chunks", journal.chunks.len());
    let mut expected: BTreeMap<(i64, usize), Picture> = BTreeMap::new();
    let mut checked = 0;
    for (segment, bytes) in &journal.disk {
        for cut in 0..=bytes.len() {
            let mut disk: Disk =
                journal.disk.range(..segment).map(|(n, bytes)| (*n, bytes.clone())).collect();
            disk.insert(*segment, bytes[..cut].to_vec());
            // The last chunk that is whole.
            let whole = journal.chunks.iter().rev().find(|(number, end, _)| (number, *end) <= (segment, cut));
            let opened = Host::open(disk.clone(), journal.t + 500, SMALL, 40);
            let mut host = opened.unwrap_or_else(|error| panic!("segment {segment}, cut at {cut}: {error}"));
            let seen = picture(&host.engine);
            let place = whole.map_or((0, 0), |(number, end, _)| (*number, *end));
            let wanted = expected.entry(place).or_insert_with(|| seen.clone());
            assert_eq!(&seen, wanted, "segment {segment}, cut at {cut}");
            if let Some((_, _, live)) = whole {
                assert_eq!(
                    seen.accounts.keys().collect::<Vec<_>>(),
                    live.accounts.keys().collect::<Vec<_>>()
                );
                assert_eq!(seen.sessions, live.sessions, "segment {segment}, cut at {cut}");
                for (account, (_, ai)) in &seen.accounts {
                    assert_eq!(ai, &live.accounts[account].1, "{account}: segment {segment}, cut at {cut}");
                }
            }
            host.set_up();
            host.pump();
            let (segments, damage) = recovered(&host);
            assert_eq!(segments as usize, disk.len());
            let torn = match whole {
                Some((number, end, _)) if number == segment => cut - end,
                _ => cut,
            };
            let at = if whole.is_some_and(|(number, ..)| number == segment) { cut - torn } else { 0 };
            let at = if at == 0 && cut >= HEADER { HEADER } else { at };
            let wanted: Vec<Damage> = if torn == 0 || cut == at {
                Vec::new()
            } else {
                vec![Damage { segment: *segment, offset: at as i64 }]
            };
            assert_eq!(damage, wanted, "segment {segment}, cut at {cut}");
            // A third open reads what the second wrote, the torn tail now in the middle of the list.
            if cut % 7 == 0 || cut < 120 {
                host.enter("extra", 7);
                host.pump();
                let before = picture(&host.engine);
                let third = Host::open(host.disk, journal.t + 900, SMALL, 41);
                let third = third.unwrap_or_else(|error| panic!("segment {segment}, cut at {cut}: {error}"));
                let after = picture(&third.engine);
                assert_eq!(after.sessions, before.sessions, "segment {segment}, cut at {cut}");
                assert_eq!(
                    after.accounts.keys().collect::<Vec<_>>(),
                    before.accounts.keys().collect::<Vec<_>>()
                );
            }
            checked += 1;
        }
    }
    assert!(checked > 4_000, "{checked} cuts");
}

/// A file system that extends a file before it writes leaves zeros at the end: a torn tail as well.
#[test]
fn a_tail_of_zeros_is_torn() {
    let journal = journal();
    let (segment, bytes) = journal.disk.last_key_value().expect("segments");
    for cut in
        [0, 1, HEADER, HEADER + 1, HEADER + 13, HEADER + 40, bytes.len() - 20, bytes.len() - 1, bytes.len()]
    {
        for zeros in [1, 12, 13, 100, 5_000] {
            let mut disk = journal.disk.clone();
            let mut torn = bytes[..cut].to_vec();
            // Inside a chunk the zeros stand where its end was to come.
            torn.resize(cut + zeros, 0);
            disk.insert(*segment, torn);
            match Host::open(disk, journal.t + 500, SMALL, 42) {
                Ok(mut host) => {
                    host.set_up();
                    host.pump();
                    assert_eq!(recovered(&host).1.len(), 1, "cut at {cut}, {zeros} zeros");
                }
                // Zeros that end in the middle of a head or a header are not told from damage.
                Err(error) => assert_eq!(error.code.name(), "journal_damaged", "cut at {cut}, {zeros} zeros"),
            }
        }
    }
    // The usual case is never refused: whole chunks, then zeros.
    for zeros in [1, 512, 4_096] {
        let mut disk = journal.disk.clone();
        disk.get_mut(segment).expect("segment").extend(std::iter::repeat_n(0, zeros));
        assert!(Host::open(disk, journal.t, SMALL, 43).is_ok());
    }
}

/// A host that appends the same Persist twice (it did not know whether the first time had worked) loses nothing, also
/// when it is the first of a segment, header and all.
#[test]
fn a_repeated_append_is_ignored() {
    let journal = journal();
    let mut begin: BTreeMap<i64, usize> = BTreeMap::new();
    let whole = Host::open(journal.disk.clone(), journal.t, SMALL, 44).expect("sound");
    let wanted = picture(&whole.engine);
    for (segment, end, _) in &journal.chunks {
        let from = begin.insert(*segment, *end).unwrap_or(0);
        let mut disk = journal.disk.clone();
        let bytes = disk.get_mut(segment).expect("segment");
        let again = bytes[from..*end].to_vec();
        bytes.splice(*end..*end, again);
        let host = Host::open(disk, journal.t, SMALL, 44);
        let host = host.unwrap_or_else(|error| panic!("segment {segment}, chunk at {from}: {error}"));
        assert_eq!(picture(&host.engine), wanted);
    }
}

/// The crash while the first segment was created: nothing there, a part of a header, an empty file.
#[test]
fn an_unfinished_first_segment_is_no_obstacle() {
    for length in [0usize, 1, 50, 99] {
        let host = Host::ready("");
        let mut disk = Disk::new();
        disk.insert(1, host.disk[&1][..length].to_vec());
        let mut host = Host::open(disk, 10_000, "", 45).expect("opens");
        host.set_up();
        host.run(1_500);
        assert!(host.disk.contains_key(&2), "the next segment's number is never one that was seen");
        host.enter("s", 1);
        host.run(5_000);
        assert!(host.ended("s", true).is_some());
        let engine = Engine::open(&config(""), &entropy(46), host.now());
        assert!(engine.is_ok());
    }
}
