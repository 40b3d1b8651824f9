//! How many requests a second the pure authority takes: `cargo run --release -p shiming-simulator --example throughput`.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Instant;

use shiming_core::Request;
use shiming_core::credential::App;
use shiming_core::wire::{
    Behavior, Endpoints, PlayerKind, Row, check_request, query_request, report_request,
};
use shiming_simulator::{Authority, AuthorityConfig, Limits};

const APP: &str = "0123456789abcdef0123456789abcdef";
const KEY: &str = "2836e95fcd10e04b0069bb1ee659955b";
const NOW: i64 = 1_767_355_200_000;
const HOME: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn main() {
    let app = App::new(APP, "1101000001", KEY).expect("a good app");
    let mut config = AuthorityConfig::one_game(APP, "1101000001", KEY);
    let most = u64::MAX;
    config.quota.limits = Limits { check: most, query: most, report: most };
    let mut authority = Authority::new(config);
    let nonce = |n: u32| [&[0; 8][..], &n.to_be_bytes()].concat();
    let checks: Vec<Request> = (0..50_000)
        .map(|n| {
            let (ai, nonce) = (format!("{n:032}"), nonce(n));
            check_request(&app, &Endpoints::Production, &ai, "某一一", "110000190101010001", &nonce, NOW)
        })
        .collect::<Result<_, _>>()
        .expect("good checks");
    let queries: Vec<Request> = (0..50_000)
        .map(|n| query_request(&app, &Endpoints::Production, &format!("{n:032}"), NOW))
        .collect::<Result<_, _>>()
        .expect("good queries");
    let reports: Vec<Request> = (0..1_000)
        .map(|n| report_request(&app, &Endpoints::Production, &rows(n), &nonce(1_000_000 + n), NOW))
        .collect::<Result<_, _>>()
        .expect("good reports");
    for (name, requests) in [("check", checks), ("query", queries), ("report of 128", reports)] {
        let start = Instant::now();
        for (n, request) in requests.iter().enumerate() {
            let at = NOW + (n / 1_000) as i64;
            let answer = authority.handle_core(request, HOME, at);
            assert!(answer.body.starts_with(br#"{"errcode":0"#), "{name} was refused");
        }
        let rate = requests.len() as f64 / start.elapsed().as_secs_f64();
        println!("{name}: {rate:.0}/s");
    }
}

fn rows(n: u32) -> Vec<Row> {
    let row = |at: u32| Row {
        si: format!("{:032}", n * 128 + at),
        bt: Behavior::Login,
        ot: NOW / 1_000 - 1,
        ct: PlayerKind::Verified,
        pi: Some("1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u".into()),
        di: None,
    };
    (0..128).map(row).collect()
}
