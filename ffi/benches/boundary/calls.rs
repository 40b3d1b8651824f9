//! The calls, in Rust and through C.

use std::ffi::{CString, c_void};
use std::hint::black_box;
use std::path::PathBuf;
use std::ptr::{null, null_mut};
use std::time::{Duration, Instant};

use shiming::*;
use shiming_core::account::{AccountEvent, AccountOptions, AccountState, PersonSource, account_apply};
use shiming_core::credential::App;
use shiming_core::engine::{Engine, Player, Step};
use shiming_core::policy::{AgeRule, age_on};
use shiming_core::wire::{Behavior, Endpoints, PlayerKind, Row, encrypt_body, report_request, sign};
use shiming_core::{Date, Now};

const KEY: &str = "2836e95fcd10e04b0069bb1ee659955b";
const PI: &str = "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u";
const NONCE: [u8; 12] = [7; 12];
const UNIX: i64 = 1_795_176_000_000;
const APP: &str = r#"{"app_id":"a","keys":[{"secret_key":"2836e95fcd10e04b0069bb1ee659955b"}]}"#;
const GAME: &str = r#"{"game":"g","app_id":"a","biz_id":"b","endpoints":{"kind":"production"}}"#;
const PRODUCTION: &str = r#"{"kind":"production"}"#;
const PARAMS: &str = r#"[["appId","a"],["bizId","b"],["timestamps","1795176000000"]]"#;

/// The library, loaded as a program in C loads it, and never unloaded.
fn library() -> *mut c_void {
    let folder = std::env::var_os("LIBRARIES").map(PathBuf::from);
    let folder =
        folder.unwrap_or_else(|| std::env::current_exe().expect("path").parent().expect("folder").to_owned());
    let path = folder.join("libshiming.so");
    let name = CString::new(path.to_str().expect("UTF-8")).expect("no NUL");
    // SAFETY: a path with its NUL.
    let library = unsafe { libc::dlopen(name.as_ptr(), libc::RTLD_NOW) };
    assert!(!library.is_null(), "{} cannot be loaded", path.display());
    library
}

/// The library's function of this name, with the type of our own.
fn of<F: Copy>(_same: F, library: *mut c_void, name: &std::ffi::CStr) -> F {
    // SAFETY: a library that stays open.
    let found = unsafe { libc::dlsym(library, name.as_ptr()) };
    assert!(!found.is_null() && size_of::<F>() == size_of_val(&found), "{name:?}");
    // SAFETY: the same source made both functions.
    unsafe { std::mem::transmute_copy(&found) }
}

macro_rules! c {
    ($library:expr, $name:ident, $($argument:tt)*) => {{
        let same: unsafe extern "C" fn($($argument)*) -> _ = $name;
        let name = concat!(stringify!($name), "\0").as_bytes();
        of(same, $library, std::ffi::CStr::from_bytes_with_nul(name).expect("one NUL"))
    }};
}

fn text(text: &str) -> (*const std::ffi::c_char, usize) {
    (text.as_ptr().cast(), text.len())
}

fn error() -> shiming_error {
    let size = u32::try_from(size_of::<shiming_error>()).expect("small");
    shiming_error {
        struct_size: size,
        code: 0,
        errcode: 0,
        reason: [0; 32],
        field: [0; 32],
        detail: [0; 256],
    }
}

fn rows() -> Vec<Row> {
    let row = |n: i64| Row {
        si: format!("{n:032x}"),
        bt: if n % 2 == 0 { Behavior::Login } else { Behavior::Logout },
        ot: UNIX / 1000 - 1 - n,
        ct: PlayerKind::Verified,
        pi: Some(PI.to_owned()),
        di: None,
    };
    (0..128).map(row).collect()
}

/// The same rows as views.
fn views(rows: &[Row]) -> Vec<shiming_row> {
    let view = |text: Option<&str>| {
        text.map_or(shiming_text { ptr: null(), len: 0 }, |text| shiming_text {
            ptr: text.as_ptr().cast(),
            len: text.len(),
        })
    };
    rows.iter()
        .map(|row| shiming_row {
            struct_size: u32::try_from(size_of::<shiming_row>()).expect("small"),
            bt: if row.bt == Behavior::Login { SHIMING_LOGIN } else { SHIMING_LOGOUT },
            ct: SHIMING_VERIFIED,
            si: view(Some(&row.si)),
            ot: row.ot,
            pi: view(row.pi.as_deref()),
            di: view(None),
        })
        .collect()
}

/// The best of many rounds of each, in nanoseconds a call.
fn both<A, B>(rounds: u32, mut ours: impl FnMut() -> A, mut theirs: impl FnMut() -> B) -> (f64, f64) {
    let mut calls = 1;
    while time(calls, &mut theirs) < Duration::from_micros(200) {
        calls *= 2;
    }
    let mut best = [Duration::MAX; 2];
    for _ in 0..rounds {
        best[0] = best[0].min(time(calls, &mut ours));
        best[1] = best[1].min(time(calls, &mut theirs));
    }
    let [ours, theirs] = best.map(|best| best.as_secs_f64() * 1e9 / f64::from(calls));
    (ours, theirs)
}

fn time<T>(calls: u32, call: &mut impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        black_box(call());
    }
    start.elapsed()
}

fn line(name: &str, (rust, c): (f64, f64), promise: &str) {
    println!("{name:<34}{rust:>10.1} ns{c:>10.1} ns{:>9.1} ns{:>8.3}   {promise}", c - rust, c / rust);
}

/// A report of 128 rows through C, in nanoseconds.
pub fn report_of_128() -> f64 {
    let library = library();
    let rows = rows();
    let mut call = report(library, &rows);
    both(2_000, || (), &mut call).1
}

fn report<'a>(library: *mut c_void, rows: &'a [Row]) -> impl FnMut() + 'a {
    let app_new = c!(library, shiming_app_new, _, _, _, _, _, _, _, _);
    let request = c!(library, shiming_report_request, _, _, _, _, _, _, _, _, _, _);
    let free = c!(library, shiming_request_free, _);
    let views = views(rows);
    let mut app = null_mut();
    let ((a, a_len), (b, b_len), (key, key_len)) = (text("a"), text("b"), text(KEY));
    // SAFETY: views of texts that live on.
    assert_eq!(unsafe { app_new(a, a_len, b, b_len, key, key_len, &raw mut app, null_mut()) }, SHIMING_OK);
    let mut err = error();
    move || {
        let mut out = null_mut();
        let (to, to_len) = text(PRODUCTION);
        let nonce = NONCE;
        // SAFETY: as above.
        let status = unsafe {
            request(
                app,
                to,
                to_len,
                views.as_ptr(),
                views.len(),
                nonce.as_ptr(),
                12,
                UNIX,
                &raw mut out,
                &raw mut err,
            )
        };
        assert_eq!(status, SHIMING_OK);
        // SAFETY: made by the call above.
        unsafe { free(out) };
    }
}

/// Every line of the table.
pub fn all() {
    let library = library();
    println!("{:<34}{:>13}{:>13}{:>12}{:>8}   promise", "", "Rust", "through C", "more", "ratio");

    // Trivial: a date, no memory. In Rust too nothing may be known before it runs, or the compiler works out half of it.
    let rust = || {
        let birth = Date::parse(black_box("2010-05-01")).expect("a day");
        age_on(birth, black_box(UNIX), black_box(AgeRule::NextDay)).expect("valid")
    };
    let age = c!(library, shiming_age_on, _, _, _, _, _, _);
    let mut err = error();
    let through_c = || {
        let (mut years, (birth, len)) = (0, text(black_box("2010-05-01")));
        // SAFETY: places that live on.
        let status = unsafe { age(birth, len, UNIX, SHIMING_AGE_NEXT_DAY, &raw mut years, &raw mut err) };
        assert_eq!(status, SHIMING_OK);
        years
    };
    line("age_on", both(3_000, rust, through_c), "<= 25 ns more");

    heartbeat(library);
    wire(library);
    pairs(library);
}

/// Trivial with an engine: its lock and the question after a fork.
fn heartbeat(library: *mut c_void) {
    let now = Now { unix: UNIX, mono: 10 };
    let mut rust = opened(false);
    rust.login("g", "s", &player(), now).expect("login");
    let engine = opened_c(library, false);
    let login = c!(library, shiming_engine_login, _, _, _, _, _, _, _, _, _, _, _, _, _, _);
    let beat = c!(library, shiming_engine_heartbeat, _, _, _, _, _, _, _, _);
    let state = verified().to_json();
    let mut err = error();
    assert_eq!(login_c(login, engine, "s", "p", &state, &mut err), SHIMING_OK);
    let through_c = || {
        let ((game, game_len), (session, session_len)) = (text(black_box("g")), text(black_box("s")));
        // SAFETY: an engine that stays open.
        let status = unsafe { beat(engine, game, game_len, session, session_len, UNIX, 10, &raw mut err) };
        assert_eq!(status, SHIMING_OK);
    };
    let rust = || rust.heartbeat(black_box("g"), black_box("s"), black_box(now)).expect("open");
    line("heartbeat, with the engine's lock", both(3_000, rust, through_c), "<= 25 ns more");
}

/// Signature, body and request of a report of 128 rows.
fn wire(library: *mut c_void) {
    let (rows, endpoints) = (rows(), Endpoints::Production);
    let app = App::new("a", "b", KEY).expect("valid");
    let request = report_request(&app, &endpoints, &rows, &NONCE, UNIX).expect("valid");
    let plain = shiming_core::wire::decrypt_body(KEY, &request.body).expect("our own");
    let body = request.body;
    let params: Vec<(String, String)> = [("appId", "a"), ("bizId", "b"), ("timestamps", "1795176000000")]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();

    let free = c!(library, shiming_buf_free, _);
    let sign_c = c!(library, shiming_sign, _, _, _, _, _, _, _, _);
    let mut err = error();
    let rust = || sign(KEY, black_box(&params), black_box(&body)).expect("valid");
    let through_c = || {
        let mut out = shiming_buf { ptr: null_mut(), len: 0, cap: 0 };
        let ((key, key_len), (params, params_len)) = (text(KEY), text(black_box(PARAMS)));
        // SAFETY: places that live on.
        let status = unsafe {
            sign_c(key, key_len, params, params_len, body.as_ptr(), body.len(), &raw mut out, &raw mut err)
        };
        assert_eq!(status, SHIMING_OK);
        // SAFETY: made by the call above.
        unsafe { free(&raw mut out) };
    };
    line("sign the body of 128 rows", both(2_000, rust, through_c), "<= 1.050");

    let encrypt_c = c!(library, shiming_encrypt_body, _, _, _, _, _, _, _, _);
    let rust = || encrypt_body(KEY, &NONCE, black_box(&plain)).expect("valid");
    let through_c = || {
        let mut out = shiming_buf { ptr: null_mut(), len: 0, cap: 0 };
        let (key, key_len) = text(KEY);
        // SAFETY: places that live on.
        let status = unsafe {
            encrypt_c(
                key,
                key_len,
                NONCE.as_ptr(),
                12,
                plain.as_ptr(),
                plain.len(),
                &raw mut out,
                &raw mut err,
            )
        };
        assert_eq!(status, SHIMING_OK);
        // SAFETY: made by the call above.
        unsafe { free(&raw mut out) };
    };
    line("encrypt the body of 128 rows", both(2_000, rust, through_c), "<= 1.050");

    let rust = || report_request(&app, &endpoints, black_box(&rows), &NONCE, UNIX).expect("valid");
    line("report of 128 rows", both(2_000, rust, report(library, &rows)), "<= 1.050");
}

fn config(journal: bool) -> &'static str {
    if journal {
        r#"{"v":1,"journal":"on","journal_keys":["000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"]}"#
    } else {
        r#"{"v":1,"journal":"off"}"#
    }
}

fn opened(journal: bool) -> Engine {
    let mut engine = Engine::open(
        config(journal),
        &std::array::from_fn::<u8, 32, _>(|at| at as u8),
        Now { unix: UNIX, mono: 0 },
    )
    .expect("config");
    engine.put_app(APP).expect("app");
    engine.put_game(GAME).expect("game");
    engine
}

fn opened_c(library: *mut c_void, journal: bool) -> *mut shiming_engine {
    let open = c!(library, shiming_engine_open, _, _, _, _, _, _, _, _);
    let put_app = c!(library, shiming_engine_put_app, _, _, _, _);
    let put_game = c!(library, shiming_engine_put_game, _, _, _, _);
    let ((config, config_len), (app, app_len), (game, game_len)) =
        (text(config(journal)), text(APP), text(GAME));
    let mut engine = null_mut();
    // SAFETY: static texts, and an engine that stays open.
    unsafe {
        assert_eq!(open(config, config_len, null(), 0, UNIX, 0, &raw mut engine, null_mut()), SHIMING_OK);
        assert_eq!(put_app(engine, app, app_len, null_mut()), SHIMING_OK);
        assert_eq!(put_game(engine, game, game_len, null_mut()), SHIMING_OK);
    }
    engine
}

fn verified() -> AccountState {
    let event = AccountEvent::LinkPerson { pi: PI.to_owned(), birth: None, source: PersonSource::Own };
    let now = Now { unix: UNIX, mono: 0 };
    account_apply(&AccountState::new(), &event, None, now, &AccountOptions::default()).expect("link").state
}

fn player() -> Player {
    Player::Account { account: "p".to_owned(), state: verified() }
}

type Login = unsafe extern "C" fn(
    *const shiming_engine,
    *const std::ffi::c_char,
    usize,
    *const std::ffi::c_char,
    usize,
    *const std::ffi::c_char,
    usize,
    *const std::ffi::c_char,
    usize,
    *const shiming_usage,
    i64,
    i64,
    *mut shiming_admission,
    *mut shiming_error,
) -> shiming_status;

fn login_c(
    login: Login,
    engine: *const shiming_engine,
    session: &str,
    account: &str,
    state: &str,
    err: &mut shiming_error,
) -> shiming_status {
    let mut out = std::mem::MaybeUninit::<shiming_admission>::zeroed();
    let ((game, game_len), (session, session_len)) = (text("g"), text(session));
    let ((account, account_len), (state, state_len)) = (text(account), text(state));
    // SAFETY: a structure of numbers and characters, its size set; an engine that stays open.
    unsafe {
        (*out.as_mut_ptr()).struct_size = u32::try_from(size_of::<shiming_admission>()).expect("small");
        login(
            engine,
            game,
            game_len,
            session,
            session_len,
            account,
            account_len,
            state,
            state_len,
            null(),
            UNIX,
            10,
            out.as_mut_ptr(),
            err,
        )
    }
}

/// Pairs in a block, after which the journal is served, and blocks.
const BLOCK: usize = 512;
const BLOCKS: usize = 200;

/// Login and logout: pairs a second, each session and account new. The middle one of all blocks counts, the journal's part
/// included: the growth of tables is in some blocks, other work on the machine in others.
fn pairs(library: *mut c_void) {
    let names: Vec<(String, String)> =
        (0..BLOCK * BLOCKS).map(|n| (format!("session-{n:08}"), format!("player-{n:09}"))).collect();
    for journal in [false, true] {
        let mut best = (0.0_f64, 0.0_f64);
        for _ in 0..5 {
            best.0 = best.0.max(pairs_in_rust(&names, journal));
            best.1 = best.1.max(pairs_in_c(library, &names, journal));
        }
        println!(
            "login and logout, journal {:<4}{:>12.0} pairs/s in Rust{:>12.0} pairs/s through C   promise >= 800000 calls/s, two a pair",
            if journal { "on" } else { "off" },
            best.0,
            best.1
        );
    }
}

/// Runs the blocks, and gives the pairs a second of the middle one.
fn middle(names: &[(String, String)], mut block: impl FnMut(&[(String, String)])) -> f64 {
    let mut times: Vec<Duration> = names
        .chunks(BLOCK)
        .map(|names| {
            let start = Instant::now();
            block(names);
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    BLOCK as f64 / times[times.len() / 2].as_secs_f64()
}

fn pairs_in_rust(names: &[(String, String)], journal: bool) -> f64 {
    let mut engine = opened(journal);
    let state = verified();
    let now = Now { unix: UNIX, mono: 10 };
    middle(names, |names| {
        for (session, account) in names {
            let player = Player::Account { account: account.clone(), state: state.clone() };
            black_box(engine.login("g", session, &player, now).expect("login"));
            engine.logout("g", session, now).expect("logout");
        }
        while let Step::Persist(persist) = engine.poll(now).expect("poll") {
            engine.persisted(persist.seq).expect("persisted");
        }
    })
}

fn pairs_in_c(library: *mut c_void, names: &[(String, String)], journal: bool) -> f64 {
    let engine = opened_c(library, journal);
    let login = c!(library, shiming_engine_login, _, _, _, _, _, _, _, _, _, _, _, _, _, _);
    let logout = c!(library, shiming_engine_logout, _, _, _, _, _, _, _, _);
    let poll = c!(library, shiming_engine_poll, _, _, _, _, _);
    let persisted = c!(library, shiming_engine_persisted, _, _, _);
    let step_free = c!(library, shiming_step_free, _);
    let engine_free = c!(library, shiming_engine_free, _);
    let state = verified().to_json();
    let mut err = error();
    let speed = middle(names, |names| {
        for (session, account) in names {
            assert_eq!(login_c(login, engine, session, account, &state, &mut err), SHIMING_OK);
            let ((game, game_len), (session, session_len)) = (text("g"), text(session));
            // SAFETY: an engine that stays open.
            let status =
                unsafe { logout(engine, game, game_len, session, session_len, UNIX, 10, &raw mut err) };
            assert_eq!(status, SHIMING_OK);
        }
        loop {
            let mut step: *mut shiming_step = null_mut();
            // SAFETY: as above; the step is freed once.
            unsafe {
                assert_eq!(poll(engine, UNIX, 10, &raw mut step, &raw mut err), SHIMING_OK);
                let (kind, seq) = ((*step).kind, (*step).seq);
                step_free(step);
                if kind != SHIMING_STEP_PERSIST {
                    break;
                }
                assert_eq!(persisted(engine, seq, &raw mut err), SHIMING_OK);
            }
        }
    });
    // SAFETY: opened above, freed once.
    unsafe { engine_free(engine) };
    speed
}
