//! `shiming demo`: a simulator, hundreds of players and the reference host, over real HTTP, in one process.
//!
//! Kill it and run it again with the same `--journal` directory: the second run finishes the first one's work.

mod app;
mod authority;
mod database;
mod evening;
mod facts;
mod folder;
mod plan;
mod reconcile;
mod script;
mod show;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use shiming_core::journal::derive_journal_key;
use shiming_core::{Error, ErrorCode, Result};
use shiming_simulator::{Server, ServerOptions};

use crate::command::output::{Exit, Output};
use crate::host::{self, Host, Transport};
use app::App;
use database::Database;
use folder::Folder;
use plan::{APP_ID, Plan, SECRET_KEY, Settings, biz_id, game_key};
use reconcile::Reconciliation;
use script::{HEARTBEAT_TIMEOUT_S, Script};

/// What is demonstrated.
#[derive(clap::Args, Debug)]
pub(crate) struct DemoArgs {
    /// How many players
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(1..=200_000))]
    players: u32,
    /// How many games they play
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    games: u32,
    /// Where chance starts: the same seed gives the same players
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Lose requests and answers, and let the authority answer 1001, 1006, 1007, error pages and cut JSON; the default
    #[arg(long, overrides_with = "no_faults")]
    faults: bool,
    /// Let everything go well
    #[arg(long, overrides_with = "faults")]
    no_faults: bool,
    /// Leave out 1006, which costs a minute
    #[arg(long)]
    no_throttle: bool,
    /// Keep everything in this directory; a run that was killed goes on there, with its own players
    #[arg(long, value_name = "DIR")]
    journal: Option<PathBuf>,
    /// No progress bar
    #[arg(long)]
    no_progress: bool,
}

/// Everything of this run went well, but for what the reconciliation finds.
pub(crate) fn run(args: &DemoArgs, out: Output) -> Result<Exit> {
    let wanted = Settings {
        players: args.players as usize,
        games: args.games as usize,
        seed: args.seed,
        faults: !args.no_faults,
        throttle: !args.no_throttle,
    };
    let started = Instant::now();
    let bar = progress(wanted.players, args.no_progress || out.json);
    let done = play(wanted, args.journal.as_ref(), &bar, out);
    bar.finish_and_clear();
    let reconciliation = done.map_err(|error| {
        Error::new(ErrorCode::Internal, format!("the demonstration stopped: {error}")).with_field("demo")
    })?;
    if out.json {
        out.value(&reconciliation.json());
    } else {
        show::show(&reconciliation, started.elapsed(), out);
    }
    Ok(if reconciliation.is_whole() { Exit::Good } else { Exit::Bad })
}

fn progress(players: usize, quiet: bool) -> ProgressBar {
    let quiet = quiet || !io::stderr().is_terminal();
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let style = ProgressStyle::with_template("{bar:40.green} {pos}/{len}  {elapsed}  {msg}");
    ProgressBar::with_draw_target(Some(players as u64), target)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn play(
    wanted: Settings,
    journal: Option<&PathBuf>,
    bar: &ProgressBar,
    out: Output,
) -> io::Result<Reconciliation> {
    let folder = Folder::open(journal)?;
    let settings = folder.settings(wanted)?;
    bar.set_length(settings.players as u64);
    let plan = Plan::new(settings);
    // The journal's lock comes first: it keeps a second run out of the other files too.
    let (host, pump) = host::open(&engine_config()?, &folder.path("journal"))?;
    let database = Arc::new(Database::open(&folder.path("database.jsonl"), plan.players.len())?);
    let options = ServerOptions { log: Some(folder.path("simulator.jsonl")), ..ServerOptions::default() };
    let server = Server::start(authority::config(&plan), options).map_err(io::Error::other)?;
    put_games(&host, &plan, &server.url()).map_err(io::Error::other)?;
    let (news, listener) = mpsc::channel();
    let mut app = App { database: Arc::clone(&database), news };
    let running = thread::Builder::new()
        .name("shiming-loop".to_owned())
        .spawn(move || pump.run(Transport::new(), &mut app))?;
    let mut script = Script::new(&plan, &host, &database, listener);
    let throttled = show::THROTTLED.to(out.lang);
    let played = script.resume().and_then(|()| {
        script.run(|done| {
            bar.set_position(done as u64);
            let waits =
                database.read(|facts| facts.advice.keys().any(|advice| advice.starts_with("throttled")));
            bar.set_message(if waits { throttled } else { "" });
        })
    });
    let played = played.and_then(|()| quiet(&host));
    host.stop();
    let ended = running.join().unwrap_or_else(|_| Err(io::Error::other("the loop panicked")));
    ended.and(played)?;
    let mut all = database
        .read(|facts| server.read(|authority, now| Reconciliation::new(&plan, facts, authority, now)));
    all.add_evening(evening::play(settings).map_err(io::Error::other)?);
    Ok(all)
}

/// What differs from the defaults: everything happens faster than in a real game.
fn engine_config() -> io::Result<String> {
    let key = derive_journal_key(SECRET_KEY).map_err(io::Error::other)?;
    let config = serde_json::json!({
        "v": 1,
        "journal_keys": [crate::pipe::args::hex(&key)],
        "report_accepted": true,
        "heartbeat_timeout_s": HEARTBEAT_TIMEOUT_S,
        "limits": {"failed_grace_ms": 2_000},
    });
    Ok(config.to_string())
}

fn put_games(host: &Host, plan: &Plan, url: &str) -> Result<()> {
    let app = serde_json::json!({"app_id": APP_ID, "keys": [{"secret_key": SECRET_KEY}]}).to_string();
    host.call(|engine, _| engine.put_app(&app))?;
    for game in 0..plan.settings.games {
        let game = serde_json::json!({
            "game": game_key(game), "app_id": APP_ID, "biz_id": biz_id(game),
            "endpoints": {
                "kind": "custom",
                "check": format!("{url}/idcard/authentication/check"),
                "query": format!("{url}/idcard/authentication/query"),
                "report": format!("{url}/behavior/collection/loginout"),
            },
            // Guests exist under the rules of 2019 only.
            "profile": {"base": "cn2019"},
        });
        host.call(|engine, _| engine.put_game(&game.to_string()))?;
    }
    Ok(())
}

/// Waits until the engine owes nobody anything.
fn quiet(host: &Host) -> io::Result<()> {
    let deadline = Instant::now() + Duration::from_secs(120);
    loop {
        let stats = host.call(|engine, _| engine.stats(None)).map_err(io::Error::other)?;
        let busy = ["queued", "in_flight", "unhandled", "verifying", "pending", "sessions"];
        if stats.values.iter().all(|(name, value)| *value == 0 || !busy.contains(name)) {
            return Ok(());
        }
        if Instant::now() > deadline {
            return Err(io::Error::other("the engine did not come to rest"));
        }
        thread::sleep(Duration::from_millis(20));
    }
}
