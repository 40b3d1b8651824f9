//! `shiming simulate`: this project's simulator of the authority, for building and trying an integration.

use std::fs;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use serde_json::json;
use shiming_core::credential::App;
use shiming_core::{Error, ErrorCode, Result};
use shiming_simulator::{AuthorityConfig, Command, PeopleConfig, Server, ServerOptions, Spread, TestAccount};

use super::internal;
use super::lang::{Text, text};
use super::output::{Exit, Output};

/// The enterprise of the built-in scenario. Its keys are examples and open nothing else.
const APP_ID: &str = "example-app-id";
const SECRET_KEY: &str = "00112233445566778899aabbccddeeff";
const BIZ_ID: &str = "1101000001";
const TEST_APP_ID: &str = "example-test-app-id";
const TEST_SECRET_KEY: &str = "ffeeddccbbaa99887766554433221100";

/// How the simulator runs.
#[derive(clap::Args, Debug)]
pub(crate) struct SimulateArgs {
    /// Where it listens; port 0 is any free one
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.1:0")]
    addr: SocketAddr,
    /// Listen on an address that is not loopback. The simulator has no authentication
    #[arg(long)]
    allow_remote: bool,
    /// A scenario file; a built-in scenario with one enterprise and one game when absent
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Where chance starts in the built-in scenario
    #[arg(long, default_value_t = 1, conflicts_with = "scenario")]
    seed: u64,
    /// Keep every request in this file, and go on from it at the next start
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// Begin the eight cases of the interface test and print their codes
    #[arg(long)]
    test_codes: bool,
    /// End after so many seconds
    #[arg(long = "for", value_name = "SECONDS", conflicts_with = "until_eof")]
    seconds: Option<u64>,
    /// End when standard input ends
    #[arg(long)]
    until_eof: bool,
}

const ADDRESS: Text = text("地址", "address");
const PAGE: Text = text("状态页", "page");
const PRODUCTION: Text = text("正式环境", "production");
const TEST: Text = text("接口测试环境", "interface test");
const CODES: Text = text("测试码（一小时内有效）", "test codes (valid for an hour)");
const ENTERPRISES: Text = text("场景中的 appId", "appIds of the scenario");
const RUNNING: Text = text("正在运行，按 Ctrl-C 结束", "running; end it with Ctrl-C");

fn scenario_error(detail: &dyn std::fmt::Display) -> Error {
    Error::new(ErrorCode::InvalidConfig, detail.to_string()).with_field("scenario")
}

fn built_in(seed: u64) -> AuthorityConfig {
    let mut config = AuthorityConfig::one_game(APP_ID, BIZ_ID, SECRET_KEY);
    config.seed = seed;
    config.people = PeopleConfig { others: Spread::mixed(), ..PeopleConfig::default() };
    if let Some(enterprise) = config.enterprises.first_mut() {
        enterprise.test =
            Some(TestAccount { app_id: TEST_APP_ID.to_owned(), secret_key: TEST_SECRET_KEY.to_owned() });
    }
    config
}

pub(super) fn run(args: &SimulateArgs, out: Output) -> Result<Exit> {
    let config = match &args.scenario {
        None => built_in(args.seed),
        Some(file) => {
            let json = fs::read_to_string(file).map_err(|error| scenario_error(&error))?;
            AuthorityConfig::from_json(&json).map_err(|error| scenario_error(&error))?
        }
    };
    let app_ids: Vec<String> =
        config.enterprises.iter().map(|enterprise| enterprise.app_id.clone()).collect();
    let options = ServerOptions {
        addr: args.addr,
        allow_remote: args.allow_remote,
        log: args.log.clone(),
        ..ServerOptions::default()
    };
    let server = Server::start(config, options).map_err(|error| scenario_error(&error))?;
    let mut codes = Vec::new();
    if args.test_codes {
        let app_id = app_ids.first().ok_or_else(|| scenario_error(&"the scenario has no enterprise"))?;
        for case in 1..=8 {
            codes.push((case, issue(&server, app_id, case)?));
        }
    }
    let built_in = args.scenario.is_none();
    announce(&server, built_in, &app_ids, &codes, out);
    // Whoever started this waits for the address on a pipe.
    let _ = io::stdout().flush();
    match (args.seconds, args.until_eof) {
        (Some(seconds), _) => thread::sleep(Duration::from_secs(seconds)),
        (None, true) => {
            let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        }
        (None, false) => server.wait(),
    }
    Ok(Exit::Good)
}

fn announce(server: &Server, built_in: bool, app_ids: &[String], codes: &[(u8, String)], out: Output) {
    let url = server.url();
    if out.json {
        let example = built_in.then(|| {
            json!({
                "app": {"app_id": APP_ID, "biz_id": BIZ_ID, "secret_key": SECRET_KEY},
                "test_app": {"app_id": TEST_APP_ID, "biz_id": "1101999999", "secret_key": TEST_SECRET_KEY},
            })
        });
        let codes: serde_json::Map<_, _> =
            codes.iter().map(|(case, code)| (case.to_string(), code.as_str().into())).collect();
        out.value(&json!({
            "url": url, "page": format!("{url}/"), "app_ids": app_ids, "example": example, "test_codes": codes,
            "endpoints": {
                "kind": "custom",
                "check": format!("{url}/idcard/authentication/check"),
                "query": format!("{url}/idcard/authentication/query"),
                "report": format!("{url}/behavior/collection/loginout"),
            },
        }));
        return;
    }
    out.field(ADDRESS, &url);
    out.field(PAGE, format_args!("{url}/"));
    if built_in {
        out.field(PRODUCTION, format_args!("appId {APP_ID} · bizId {BIZ_ID} · secretKey {SECRET_KEY}"));
        out.field(TEST, format_args!("appId {TEST_APP_ID} · bizId 1101999999 · secretKey {TEST_SECRET_KEY}"));
    } else {
        out.field(ENTERPRISES, app_ids.join(" "));
    }
    if !codes.is_empty() {
        out.field(CODES, "");
        codes.iter().for_each(|(case, code)| out.line(format_args!("  {case}={code}")));
    }
    out.faint(RUNNING.to(out.lang));
}

fn issue(server: &Server, app_id: &str, case: u8) -> Result<String> {
    let answer = server
        .command(&Command::IssueTestCode { app_id: app_id.to_owned(), case })
        .map_err(|error| scenario_error(&error))?;
    answer.test_code.ok_or_else(|| internal(&"the simulator issued no code"))
}

/// A simulator inside this process, for the interface test.
pub(super) struct TestSystem(Server);

impl TestSystem {
    /// Starts it on a free port of loopback.
    pub(super) fn start() -> Result<Self> {
        Server::start(built_in(1), ServerOptions::default()).map(Self).map_err(|error| internal(&error))
    }

    /// Begins a case.
    pub(super) fn code(&self, case: u8) -> Result<String> {
        issue(&self.0, TEST_APP_ID, case)
    }

    /// Who calls it.
    pub(super) fn app(&self) -> Result<App> {
        App::new(TEST_APP_ID, "1101999999", TEST_SECRET_KEY)
    }

    /// Where it listens.
    pub(super) fn base_url(&self) -> String {
        self.0.url()
    }
}
