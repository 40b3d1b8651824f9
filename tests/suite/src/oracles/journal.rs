//! The journal: any bytes, and a true journal with damage.

use std::sync::OnceLock;

use shiming_core::account::AccountState;
use shiming_core::engine::{Engine, Event, Player, Priority, Step};
use shiming_core::{Error, ErrorCode, Now};

use super::host::{BEGIN, Disk, Host, JOURNAL_KEY, append, call};
use super::input::Input;
use super::marker::check_error;
use crate::sim::person;

const LATER: Now = Now { unix: BEGIN + 3_600_000, mono: 5_000 };

fn config(salvage: bool) -> String {
    format!(r#"{{"journal_keys":["{JOURNAL_KEY}"],"salvage":{salvage}}}"#)
}

fn entropy(open: u8) -> [u8; 32] {
    std::array::from_fn(|at| u8::try_from(at).unwrap_or(0) + open)
}

/// Any bytes as one segment, whole and in pieces: both are read alike. The first byte chooses salvage, and whether the
/// header of a true segment stands in front.
pub fn bytes(bytes: &[u8]) {
    let mut input = Input(bytes);
    let choice = input.byte();
    let pieces = usize::from(input.byte()).max(1);
    let mut segment = Vec::new();
    if choice & 2 != 0 {
        segment.extend_from_slice(&original()[0].1[..original()[0].2[0]]);
    }
    segment.extend_from_slice(input.rest());
    let salvage = choice & 1 != 0;
    let number = original()[0].0;
    let whole = read(salvage, &[(number, vec![&segment])]);
    let split = read(salvage, &[(number, segment.chunks(pieces).collect())]);
    assert_eq!(whole, split, "read otherwise in pieces of {pieces}");
    if let Ok(seen) = whole {
        assert_eq!(seen.accounts.len() + seen.sessions.len(), 0, "found something in noise");
    }
}

/// Damages a true journal: without salvage it is refused, or its intact beginning is read; with salvage it opens.
pub fn damage(bytes: &[u8]) {
    let mut input = Input(bytes);
    let mut disk: Disk = original().iter().map(|(segment, bytes, _)| (*segment, bytes.clone())).collect();
    for _ in 0..=input.below(3) {
        hurt(&mut input, &mut disk);
    }
    let pieces: Vec<(i64, Vec<&[u8]>)> =
        disk.iter().map(|(segment, bytes)| (*segment, vec![bytes.as_slice()])).collect();
    match read(false, &pieces) {
        Ok(seen) => {
            let intact: Disk =
                disk.iter().map(|(segment, bytes)| (*segment, intact(*segment, bytes).to_vec())).collect();
            let pieces: Vec<(i64, Vec<&[u8]>)> =
                intact.iter().map(|(segment, bytes)| (*segment, vec![bytes.as_slice()])).collect();
            let expected = read(false, &pieces).expect("whole chunks");
            assert_eq!((seen.accounts, seen.sessions), (expected.accounts, expected.sessions));
        }
        Err(code) => assert!(
            matches!(
                code,
                ErrorCode::JournalDamaged | ErrorCode::JournalNewer | ErrorCode::JournalKeyUnknown
            ),
            "{code:?}"
        ),
    }
    match Host::open(&config(true), entropy(9), LATER, &disk) {
        Err(error) => {
            check_load(&error);
            assert!(matches!(error.code, ErrorCode::JournalNewer | ErrorCode::JournalKeyUnknown), "{error}");
        }
        Ok(engine) => {
            let mut host = Host::around(engine, LATER, true);
            host.disk = disk;
            host.exercise();
            host.pass(1_000);
            let again = Host::open(&config(true), entropy(10), host.now, &host.disk);
            host.reopened(again.expect("what salvage opened opens again"), false);
            host.exercise();
        }
    }
}

/// Key, account, si, since, reported.
type SeenSession = (String, Option<String>, Option<String>, i64, bool);

/// What a journal says.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    accounts: Vec<(String, String)>,
    sessions: Vec<SeenSession>,
    damage: Vec<(i64, i64)>,
}

fn read(salvage: bool, disk: &[(i64, Vec<&[u8]>)]) -> Result<Seen, ErrorCode> {
    let mut engine = Engine::open(&config(salvage), &entropy(9), LATER).expect("a right configuration");
    for (segment, pieces) in disk {
        for piece in pieces {
            if let Err(error) = engine.load(*segment, piece) {
                check_load(&error);
                let again = engine.poll(LATER).expect_err("a journal that was refused stays refused");
                assert_eq!(again, error);
                return Err(error.code);
            }
        }
    }
    // That a segment is missing shows once all are loaded.
    if let Err(error) = engine.poll(LATER) {
        check_load(&error);
        assert_eq!(engine.poll(LATER).expect_err("a journal that was refused stays refused"), error);
        return Err(error.code);
    }
    let mut seen = Seen { accounts: Vec::new(), sessions: Vec::new(), damage: Vec::new() };
    while let Step::Event(_) | Step::Persist(_) = {
        let step = engine.poll(LATER).expect("loaded");
        if let Step::Event(event) = &step {
            if let Event::Recovered { damage, .. } = &event.event {
                seen.damage.extend(damage.iter().map(|place| (place.segment, place.offset)));
            }
            call(engine.handled(event.seq));
        }
        step
    } {}
    for n in 0..4 {
        let key = format!("account-{n}");
        if let Ok(Some(view)) = engine.account("game-0", &key) {
            seen.accounts.push((key.clone(), view.state.to_json()));
        }
        if let Ok(Some(view)) = engine.session("game-0", &key) {
            seen.sessions.push((key, view.account, view.si, view.since, view.reported));
        }
    }
    Ok(seen)
}

fn check_load(error: &Error) {
    check_error(error);
    assert_ne!(error.code, ErrorCode::InvalidParameter, "{error}");
}

/// A journal: segments with their bytes and the places where their header and their chunks end.
type Original = Vec<(i64, Vec<u8>, Vec<usize>)>;

/// Three opens of one journal, each with a crash at its end.
fn original() -> &'static Original {
    static ORIGINAL: OnceLock<Original> = OnceLock::new();
    ORIGINAL.get_or_init(|| {
        let mut made: Original = Vec::new();
        let mut disk = Disk::new();
        for open in 0..3 {
            let begin = i64::from(open) * 10_000;
            let now = Now { unix: BEGIN + begin, mono: 1_000 + begin };
            let engine = Host::open(&config(false), entropy(open), now, &disk).expect("our own journal");
            let mut host = Host::around(engine, now, true);
            host.disk = disk;
            for round in 0..4 {
                if open == 0 && round < 3 {
                    act(&mut host, round);
                } else if open == 1 && round == 1 {
                    call(host.engine.logout("game-0", "account-1", host.now)).expect("is open");
                }
                while let Ok(Step::Persist(persist)) = host.engine.poll(host.now) {
                    let (header, bytes) = (100, &persist.bytes);
                    if made.last().is_none_or(|(segment, _, _)| *segment != persist.segment) {
                        made.push((persist.segment, Vec::new(), vec![header]));
                    }
                    let (_, all, ends) = made.last_mut().expect("just pushed");
                    all.extend_from_slice(bytes);
                    ends.push(all.len());
                    append(&mut host.disk, &persist, bytes.len());
                    call(host.engine.persisted(persist.seq)).expect("handed out");
                }
                host.pass(200);
            }
            disk = host.disk;
        }
        assert!(made.len() == 3 && made.iter().map(|(_, _, ends)| ends.len()).sum::<usize>() >= 8);
        made
    })
}

fn act(host: &mut Host, n: u32) {
    let (account, (name, id_number)) = (format!("account-{n}"), person(n));
    let state = AccountState::new();
    let engine = &mut host.engine;
    let done = engine.verify("game-0", &account, &state, &name, &id_number, Priority::Live, host.now);
    let state = call(done).expect("verifies").state;
    let player = Player::Account { account: account.clone(), state };
    call(engine.login("game-0", &account, &player, host.now)).expect("logs in");
}

/// The header and the whole chunks that a damaged segment begins with; a chunk appended twice is read once.
fn intact(segment: i64, bytes: &[u8]) -> &[u8] {
    let Some((_, true_bytes, ends)) = original().iter().find(|(number, _, _)| *number == segment) else {
        return &[];
    };
    let mut end = 0;
    let mut rest = bytes;
    for next in ends {
        let chunk = &true_bytes[end..*next];
        let Some(after) = rest.strip_prefix(chunk) else { break };
        (rest, end) = (after, *next);
        if end > ends[0] {
            while let Some(after) = rest.strip_prefix(chunk) {
                rest = after;
            }
        }
    }
    &true_bytes_of(segment)[..end]
}

fn true_bytes_of(segment: i64) -> &'static [u8] {
    original().iter().find(|(number, _, _)| *number == segment).map_or(&[], |(_, bytes, _)| bytes)
}

fn hurt(input: &mut Input<'_>, disk: &mut Disk) {
    if disk.is_empty() {
        return;
    }
    let choice = input.below(8);
    let at = input.below(disk.len());
    let ends = original().iter().find(|(number, _, _)| *number == disk[at].0).map(|(_, _, ends)| ends);
    let length = disk[at].1.len().max(1);
    let place = match (input.byte() & 1, ends) {
        (0, Some(ends)) => (*input.pick(ends)).min(length - 1),
        _ => input.below(length),
    };
    let bytes = &mut disk[at].1;
    let tail = bytes.len().saturating_sub(place);
    match choice {
        0 => {
            if let Some(byte) = bytes.get_mut(place) {
                *byte ^= 1 << input.below(8);
            }
        }
        1 => bytes.truncate(place),
        2 => drop(bytes.drain(place..place + input.below(64).min(tail))),
        3 => drop(bytes.splice(place..place, input.bytes().iter().copied())),
        4 => {
            let copied = bytes[place..place + input.below(300).min(tail)].to_vec();
            bytes.splice(place..place, copied);
        }
        5 => bytes[place..].fill(0),
        6 => drop(disk.remove(at)),
        _ => {
            let other = input.below(disk.len());
            let copied = disk[other].1.clone();
            disk[at].1 = copied;
        }
    }
}
