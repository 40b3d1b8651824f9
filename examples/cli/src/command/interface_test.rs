//! `shiming interface-test`: runs the eight official cases (测试系统说明 V1.2).

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use shiming_core::credential::App;
use shiming_core::engine::Outcome;
use shiming_core::interface_test::{
    TestVerdict, interface_test, interface_test_judge, interface_test_request,
};
use shiming_core::{Error, ErrorCode, Request, Result};

use super::lang::{Lang, Text, text};
use super::output::{Exit, Output};
use super::secret::SecretArgs;
use super::{input, now, random, simulate};
use crate::host::Transport;
use crate::pipe::convert::answer;
use crate::pipe::shapes;

/// The host of the official test system, as the core writes it into every request.
const OFFICIAL: &str = "https://wlc.nppa.gov.cn";

/// V1.9 suggests 5 s.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Which cases, with which codes, against which system.
#[derive(clap::Args, Debug)]
pub(crate) struct InterfaceTestArgs {
    /// The test code of a case, from the page 接口测试; may be repeated
    #[arg(long, value_name = "CASE=CODE", value_parser = code)]
    code: Vec<(i32, String)>,
    /// A file with one CASE=CODE a line, or a JSON object {"1":"CODE"}; - is standard input
    #[arg(long, value_name = "FILE")]
    codes_file: Option<PathBuf>,
    /// Only these cases; all that have a code when absent
    #[arg(long, value_name = "1,2", value_delimiter = ',')]
    case: Vec<i32>,
    /// The test appId, from the same page
    #[arg(long, value_name = "TEXT")]
    app_id: Option<String>,
    #[command(flatten)]
    secret: SecretArgs,
    /// The bizId that the page names
    #[arg(long, value_name = "TEXT", default_value = "1101999999")]
    biz_id: String,
    /// Which of the eight official inputs of a case
    #[arg(long, value_name = "1-8", default_value_t = 1, value_parser = clap::value_parser!(i32).range(1..=8))]
    preset: i32,
    #[command(flatten)]
    target: Target,
}

/// Nothing is sent to the authority unless somebody says so.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Target {
    /// Send to the official test system. The codes are used up
    #[arg(long)]
    official: bool,
    /// Send to another system with the same paths, for example a simulator: http://127.0.0.1:PORT
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Start a simulator inside this program and pass all eight cases there
    #[arg(long)]
    simulator: bool,
}

fn code(text: &str) -> std::result::Result<(i32, String), String> {
    let (case, code) = text.split_once('=').ok_or("write it as CASE=CODE, for example 1=abc123")?;
    let case = case
        .trim()
        .trim_start_matches("testcase0")
        .parse()
        .map_err(|_| "the case is a number from 1 to 8")?;
    Ok((case, code.trim().to_owned()))
}

const TITLE: Text = text("用例 {}：{}，预期 {}", "case {}: {}, expecting {}");
const ANSWER: Text = text("返回", "answer");
const ADVICE: Text = text("下一步", "next");
const NO_ANSWER: Text = text(
    "没有收到返回：检查网络、代理和地址后重试",
    "no answer: check network, proxy and address, then try again",
);
const CASE: Text = text("用例", "case");
const CALL: Text = text("接口", "call");
const VERDICT: Text = text("结论", "verdict");
const REASON: Text = text("原因", "reason");
const PASSED: Text = text("通过", "passed");
const NOT_PASSED: Text = text("未通过", "not passed");
const SUMMARY: Text = text("{} 个用例中通过 {} 个", "{} cases, {} passed");

/// What came of one case.
struct Done {
    case: i32,
    call: &'static str,
    request: Request,
    answer: Option<(i32, String)>,
    verdict: TestVerdict,
}

fn usage(field: &'static str, detail: &str) -> Error {
    Error::new(ErrorCode::InvalidParameter, detail).with_field(field)
}

pub(super) fn run(args: &InterfaceTestArgs, out: Output) -> Result<Exit> {
    if args.target.simulator {
        let simulator = simulate::TestSystem::start()?;
        let codes =
            (1..=8).map(|case| Ok((i32::from(case), simulator.code(case)?))).collect::<Result<Vec<_>>>()?;
        return run_cases(args, &simulator.app()?, codes, &simulator.base_url(), out);
    }
    let base = args.target.base_url.as_deref().unwrap_or(OFFICIAL).trim_end_matches('/');
    if !base.starts_with("http://") && !base.starts_with("https://") {
        return Err(usage(
            "base_url",
            "write the address with its scheme, for example http://127.0.0.1:8080",
        ));
    }
    let app_id =
        args.app_id.as_deref().ok_or_else(|| usage("app_id", "give the test appId of the test page"))?;
    let app = App::new(app_id, &args.biz_id, &args.secret.require()?)?;
    run_cases(args, &app, codes(args)?, base, out)
}

fn codes(args: &InterfaceTestArgs) -> Result<Vec<(i32, String)>> {
    let mut codes = args.code.clone();
    if let Some(file) = &args.codes_file {
        let bytes = input::read_file("codes_file", file)?;
        codes.extend(parse_codes(&String::from_utf8_lossy(&bytes))?);
    }
    codes.sort();
    codes.dedup_by_key(|(case, _)| *case);
    if codes.is_empty() {
        return Err(usage("code", "give at least one test code: --code 1=CODE, or --codes-file"));
    }
    Ok(codes)
}

fn parse_codes(text: &str) -> Result<Vec<(i32, String)>> {
    if let Ok(Value::Object(codes)) = serde_json::from_str(text) {
        let entries =
            codes.iter().map(|(case, code)| case.parse().ok().zip(code.as_str().map(str::to_owned)));
        let codes: Option<Vec<_>> = entries.collect();
        return codes.ok_or_else(|| usage("codes_file", "write the codes as {\"1\":\"CODE\"}"));
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| code(line).map_err(|why| usage("codes_file", &why))).collect()
}

fn run_cases(
    args: &InterfaceTestArgs,
    app: &App,
    codes: Vec<(i32, String)>,
    base: &str,
    out: Output,
) -> Result<Exit> {
    if let Some(missing) = args.case.iter().find(|case| !codes.iter().any(|(known, _)| known == *case)) {
        interface_test(*missing)?;
        return Err(usage("case", "a case that was asked for has no code"));
    }
    let transport = Transport::new();
    let mut done = Vec::new();
    for (case, code) in codes.iter().filter(|(case, _)| args.case.is_empty() || args.case.contains(case)) {
        let result = run_case(args.preset, app, *case, code, base, &transport)?;
        if !out.json {
            show(&result, out)?;
        }
        done.push(result);
    }
    let passed = done.iter().filter(|done| done.verdict.passed).count();
    if out.json {
        out.value(&json!({
            "passed": passed == done.len(),
            "cases": done.iter().map(machine).collect::<Vec<_>>(),
        }));
    } else {
        let rows = done.iter().map(|done| {
            let verdict = if done.verdict.passed { PASSED } else { NOT_PASSED }.to(out.lang);
            vec![done.case.to_string(), done.call.to_owned(), verdict.to_owned(), done.verdict.reason.clone()]
        });
        out.table(&[CASE, CALL, VERDICT, REASON], rows.collect());
        out.verdict(passed == done.len(), SUMMARY.fill(out.lang, &[&done.len(), &passed]));
    }
    Ok(if passed == done.len() { Exit::Good } else { Exit::Bad })
}

fn run_case(
    preset: i32,
    app: &App,
    case: i32,
    code: &str,
    base: &str,
    transport: &Transport,
) -> Result<Done> {
    let mut request = interface_test_request(case, app, code, preset, &random::<12>()?, now())?;
    // The address is not part of the signature.
    if let Some(path) = request.url.strip_prefix(OFFICIAL) {
        request.url = format!("{base}{path}");
    }
    let (answer, verdict) = match transport.send(&request, TIMEOUT) {
        Outcome::Http(response) => {
            let verdict = interface_test_judge(case, response.status, &response.body)?;
            (Some((response.status, String::from_utf8_lossy(&response.body).into_owned())), verdict)
        }
        Outcome::Transport { .. } => {
            let reason = "no_answer".to_owned();
            let (advice_zh, advice_en) =
                (NO_ANSWER.to(Lang::Zh).to_owned(), NO_ANSWER.to(Lang::En).to_owned());
            (None, TestVerdict { passed: false, reason, advice_zh, advice_en })
        }
    };
    Ok(Done { case, call: interface_test(case)?.endpoint.name(), request, answer, verdict })
}

fn show(done: &Done, out: Output) -> Result<()> {
    let test = interface_test(done.case)?;
    out.line("");
    out.line(TITLE.fill(out.lang, &[&done.case, &done.call, &test.expect]));
    out.faint(curl(&done.request));
    if let Some((status, body)) = &done.answer {
        out.field(ANSWER, format_args!("HTTP {status} {}", body.chars().take(300).collect::<String>()));
    }
    let verdict = if done.verdict.passed { PASSED } else { NOT_PASSED }.to(out.lang);
    out.verdict(done.verdict.passed, verdict);
    out.field(ADVICE, advice(&done.verdict, out.lang));
    Ok(())
}

fn advice(verdict: &TestVerdict, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &verdict.advice_zh,
        Lang::En => &verdict.advice_en,
    }
}

fn machine(done: &Done) -> Value {
    json!({
        "case": done.case, "endpoint": done.call, "request": answer(shapes::request(&done.request)),
        "curl": curl(&done.request),
        "answer": done.answer.as_ref().map(|(status, body)| json!({"status": status, "body": body})),
        "passed": done.verdict.passed, "reason": done.verdict.reason,
        "advice_zh": done.verdict.advice_zh, "advice_en": done.verdict.advice_en,
    })
}

/// The exact request as a command. The preset persons are official and not real; the key is not in it.
fn curl(request: &Request) -> String {
    let quote = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
    let mut line = format!("curl -X {} {}", request.method, quote(&request.url));
    for (name, value) in &request.headers {
        line.push_str(&format!(" -H {}", quote(&format!("{name}: {value}"))));
    }
    if !request.body.is_empty() {
        line.push_str(&format!(" --data-raw {}", quote(&String::from_utf8_lossy(&request.body))));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_as_lines_or_json() {
        let lines = parse_codes("# from the page\n1=abc123\n\ntestcase02 = x\n").ok();
        // A blank before the sign belongs to the case and is dropped.
        assert_eq!(lines, Some(vec![(1, "abc123".to_owned()), (2, "x".to_owned())]));
        assert_eq!(parse_codes(r#"{"8":"z"}"#), Ok(vec![(8, "z".to_owned())]));
        assert!(parse_codes("nonsense").is_err());
    }

    #[test]
    fn curl_quotes_for_a_shell() {
        let request = Request {
            method: "GET".to_owned(),
            url: "http://h/?a='".to_owned(),
            headers: vec![("sign".to_owned(), "1".to_owned())],
            body: Vec::new(),
        };
        assert_eq!(curl(&request), r"curl -X GET 'http://h/?a='\''' -H 'sign: 1'");
    }
}
