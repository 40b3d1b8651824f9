//! The command line.

mod body;
mod calendar;
mod case;
mod decide;
mod errcode;
mod explain;
mod help;
mod identity;
mod input;
mod interface_test;
pub(crate) mod lang;
mod omnisdk;
pub(crate) mod output;
mod pasted;
mod pay;
mod picture;
mod play_window;
mod player_network;
mod player_network_words;
mod secret;
mod sign;
mod simulate;
mod variants;
mod verdict;
mod when;

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, io};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use serde_json::{Map, Value};
use shiming_core::{Error, ErrorCode, Result};

use crate::{demo, pipe};
pub(crate) use case::id_number;
use lang::Lang;
use output::{Exit, Output};

/// China's NPPA real-name and anti-addiction system: tools, a simulator, and a reference host
#[derive(Parser)]
#[command(name = "shiming", version)]
struct Cli {
    /// The language of everything written for people; the locale's when absent
    #[arg(long, global = true, value_enum)]
    lang: Option<Lang>,
    /// Write JSON for machines, in the shapes of the pipe
    #[arg(long, global = true)]
    json: bool,
    /// When to use colours; NO_COLOR is respected
    #[arg(long, global = true, value_enum, default_value = "auto")]
    color: Color,
    #[command(subcommand)]
    tool: Tool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Never,
    Auto,
    Always,
}

#[derive(Subcommand)]
enum Tool {
    /// Sign a request
    Sign(sign::SignedArgs),
    /// Show all that goes into a signature, and why one that was sent is wrong (1011)
    Explain(explain::ExplainArgs),
    /// Seal a body
    Encrypt(body::EncryptArgs),
    /// Open a sealed body
    Decrypt(body::BodyToolArgs),
    /// Check an ID number
    Id(identity::ValueArgs),
    /// Check a name
    Name(identity::ValueArgs),
    /// Show the birth date inside a pi
    Pi(identity::ValueArgs),
    /// Say what a code of the authority means and what to do about it
    Errcode(errcode::ErrcodeArgs),
    /// May this player play, pay, be reported? Ends with 0 if the player may play, with 1 if not
    Decide(decide::DecideArgs),
    /// May this player pay this sum? Ends with 0 if so, with 1 if not
    Pay(pay::PayArgs),
    /// Show on which days minors may play
    PlayWindow(play_window::PlayWindowArgs),
    /// Check a calendar file, or make one from a notice of the State Council
    Calendar(calendar::CalendarArgs),
    /// Look at a login of Player Network
    #[command(subcommand)]
    PlayerNetwork(player_network::PlayerNetworkTool),
    /// Run the eight official interface tests
    InterfaceTest(interface_test::InterfaceTestArgs),
    /// Signatures of OmniSDK: sign, verify a callback, find out how one was signed
    Omnisdk(omnisdk::OmnisdkArgs),
    /// Start a simulator of the authority
    Simulate(simulate::SimulateArgs),
    /// Play hundreds of players against a simulator, over HTTP, and account for every row
    Demo(demo::DemoArgs),
    /// Answer calls as JSON lines on standard input, for any language
    Pipe,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().collect();
    let detected = Lang::detect(&arguments);
    let command = help::localise(Cli::command(), detected);
    let cli =
        match command.try_get_matches_from(arguments).and_then(|matches| Cli::from_arg_matches(&matches)) {
            Ok(cli) => cli,
            // clap shows help and version as "errors" with status 0, misuse with status 2.
            Err(error) => error.exit(),
        };
    match cli.color {
        Color::Never => anstream::ColorChoice::Never.write_global(),
        Color::Auto => anstream::ColorChoice::Auto.write_global(),
        Color::Always => anstream::ColorChoice::Always.write_global(),
    }
    let out = Output { lang: cli.lang.unwrap_or(detected), json: cli.json };
    let exit = run(&cli.tool, out).unwrap_or_else(|error| out.error(&error));
    ExitCode::from(exit as u8)
}

fn run(tool: &Tool, out: Output) -> Result<Exit> {
    match tool {
        Tool::Sign(args) => sign::run(args, out),
        Tool::Explain(args) => explain::run(args, out),
        Tool::Encrypt(args) => body::encrypt(args, out),
        Tool::Decrypt(args) => body::decrypt(args, out),
        Tool::Id(args) => identity::id(args, out),
        Tool::Name(args) => identity::name(args, out),
        Tool::Pi(args) => identity::pi(args, out),
        Tool::Errcode(args) => errcode::run(args, out),
        Tool::Decide(args) => decide::run(args, out),
        Tool::Pay(args) => pay::run(args, out),
        Tool::PlayWindow(args) => play_window::run(args, out),
        Tool::Calendar(args) => calendar::run(args, out),
        Tool::PlayerNetwork(tool) => player_network::run(tool, out),
        Tool::InterfaceTest(args) => interface_test::run(args, out),
        Tool::Omnisdk(args) => omnisdk::run(args, out),
        Tool::Simulate(args) => simulate::run(args, out),
        Tool::Demo(args) => demo::run(args, out),
        Tool::Pipe => {
            pipe::serve(io::stdin().lock(), io::stdout().lock()).map(|()| Exit::Good).or_else(|error| {
                if error.kind() == io::ErrorKind::BrokenPipe { Ok(Exit::Good) } else { Err(internal(&error)) }
            })
        }
    }
}

fn internal(error: &dyn std::fmt::Display) -> Error {
    Error::new(ErrorCode::Internal, format!("the system refused: {error}"))
}

/// One operation of the pipe.
fn op(name: &str, args: &Map<String, Value>) -> Result<Value> {
    pipe::call(name, args)
}

/// Unix milliseconds.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Bytes from the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| internal(&error))?;
    Ok(bytes)
}
