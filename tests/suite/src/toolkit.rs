//! The toolkit's operations as calls of the pipe protocol: arguments from JSON, answers to JSON, no rule of their own. The
//! known answers and the comparison of surfaces run against this.

use serde_json::{Value, json};
use shiming_core::credential::App;
use shiming_core::identity::{
    IdKind, IdMode, IdRoute, NameWarning, NormalIdHow, PiShape, RedactKind, ai_for_attempt, normalize_id,
    pi_birth_date, redact, unpad_id, validate_id_number, validate_name,
};
use shiming_core::interface_test::{interface_test, interface_test_judge, interface_test_request};
use shiming_core::journal::derive_journal_key;
use shiming_core::wire::{
    Answer, Behavior, Endpoints, PlayerKind, ReportAnswer, Row, check_request, decrypt_body, encrypt_body,
    errcode_info, explain_sign, parse_check, parse_query, parse_report, query_request, report_request, sign,
};
use shiming_core::{Error, ErrorCode, Request};

use crate::matcher::{bytes_of_hex, hex_of_bytes};

/// The operations of this module.
pub const OPERATIONS: &[&str] = &[
    "sign",
    "explain_sign",
    "encrypt_body",
    "decrypt_body",
    "check_request",
    "query_request",
    "report_request",
    "parse_check",
    "parse_query",
    "parse_report",
    "errcode_info",
    "ai_for_attempt",
    "normalize_id",
    "unpad_id",
    "validate_name",
    "validate_id_number",
    "pi_birth_date",
    "redact",
    "interface_test",
    "interface_test_request",
    "interface_test_judge",
    "derive_journal_key",
];

/// The answer, without its id, to a call of one of [`OPERATIONS`]; `None` for another operation.
pub fn call(op: &str, args: &Value) -> Option<Value> {
    if !OPERATIONS.contains(&op) {
        return None;
    }
    Some(match run(op, &Args(args)) {
        Ok(ok) => json!({ "ok": ok }),
        Err(error) => json!({ "error": {
            "code": error.code.name(),
            "number": error.code.number(),
            "reason": error.reason,
            "field": error.field,
            "errcode": error.errcode,
            "detail": error.detail,
        }}),
    })
}

type Outcome<T> = Result<T, Error>;

fn run(op: &str, args: &Args<'_>) -> Outcome<Value> {
    Ok(match op {
        "sign" => {
            json!({ "sign": sign(&args.text("secret_key")?, &args.pairs("params")?, &args.bytes("body_hex")?)? })
        }
        "explain_sign" => {
            let explained =
                explain_sign(&args.text("secret_key")?, &args.pairs("params")?, &args.bytes("body_hex")?)?;
            json!({
                "sorted": explained.sorted, "text": explained.text, "length": explained.length, "sign": explained.sign,
            })
        }
        "encrypt_body" => {
            let (nonce, plaintext) = (args.bytes("nonce_hex")?, args.bytes("plaintext_hex")?);
            json!({ "body_hex": hex_of_bytes(&encrypt_body(&args.text("secret_key")?, &nonce, &plaintext)?) })
        }
        "decrypt_body" => {
            let plaintext = decrypt_body(&args.text("secret_key")?, &args.bytes("body_hex")?)?;
            json!({ "plaintext_hex": hex_of_bytes(&plaintext) })
        }
        "check_request" => request(check_request(
            &args.app()?,
            &args.endpoints()?,
            &args.text("ai")?,
            &args.text("name")?,
            &args.text("id_number")?,
            &args.bytes("nonce_hex")?,
            args.integer("unix")?,
        )?),
        "query_request" => request(query_request(
            &args.app()?,
            &args.endpoints()?,
            &args.text("ai")?,
            args.integer("unix")?,
        )?),
        "report_request" => request(report_request(
            &args.app()?,
            &args.endpoints()?,
            &args.rows()?,
            &args.bytes("nonce_hex")?,
            args.integer("unix")?,
        )?),
        "parse_check" => answer(parse_check(args.small("status")?, &args.bytes("body_hex")?)),
        "parse_query" => answer(parse_query(args.small("status")?, &args.bytes("body_hex")?)),
        "parse_report" => {
            report_answer(parse_report(args.small("status")?, &args.bytes("body_hex")?, args.small("rows")?)?)
        }
        "errcode_info" => {
            let info = errcode_info(args.small("errcode")?);
            json!({
                "errcode": info.errcode, "errmsg": info.errmsg, "class": info.class.name(), "official": info.official,
                "meaning_zh": info.meaning_zh, "meaning_en": info.meaning_en,
                "advice_zh": info.advice_zh, "advice_en": info.advice_en,
            })
        }
        "ai_for_attempt" => json!({ "ai": ai_for_attempt(
            &args.bytes("salt_hex")?,
            &args.text("biz_id")?,
            &args.text("account")?,
            args.integer("attempt")?,
            &args.text("name")?,
            &args.text("id_number")?,
        )? }),
        "normalize_id" => {
            let mode = args.one_of(
                "mode",
                &[("hash", IdMode::Hash), ("pad", IdMode::Pad), ("always_hash", IdMode::AlwaysHash)],
            )?;
            let normal = normalize_id(&args.text("raw")?, mode)?;
            let how = match normal.how {
                NormalIdHow::Unchanged => "unchanged",
                NormalIdHow::Hashed => "hashed",
                NormalIdHow::Padded => "padded",
            };
            json!({ "id": normal.id, "how": how })
        }
        "unpad_id" => json!({ "raw": unpad_id(&args.text("id")?)? }),
        "validate_name" => {
            let valid = validate_name(&args.text("name")?)?;
            let warnings = valid.warnings.iter().map(|warning| match warning {
                NameWarning::PrivateUse => "private_use",
                NameWarning::Latin => "latin",
                NameWarning::SingleCharacter => "single_character",
            });
            json!({ "name": valid.name, "warnings": warnings.collect::<Vec<_>>() })
        }
        "validate_id_number" => {
            let valid = validate_id_number(&args.text("id_number")?, args.integer("unix")?)?;
            let kind = match valid.kind {
                IdKind::Mainland => "mainland",
                IdKind::HmtResident => "hmt_resident",
                IdKind::ForeignPermanent => "foreign_permanent",
            };
            let route = match valid.route {
                IdRoute::Submit => "submit",
                IdRoute::Manual => "manual",
            };
            json!({ "id_number": valid.id_number, "kind": kind, "birth": valid.birth.text(), "route": route })
        }
        "pi_birth_date" => {
            let read = pi_birth_date(&args.text("pi")?)?;
            let shape = match read.shape {
                PiShape::Standard => "standard",
                PiShape::Other => "other",
            };
            json!({ "birth": read.birth.map(|birth| birth.text()), "shape": shape })
        }
        "redact" => {
            let kind = args.one_of(
                "kind",
                &[
                    ("name", RedactKind::Name),
                    ("id_number", RedactKind::IdNumber),
                    ("pi", RedactKind::Pi),
                    ("secret_key", RedactKind::SecretKey),
                    ("text", RedactKind::Text),
                ],
            )?;
            json!({ "text": redact(kind, &args.text("value")?)? })
        }
        "interface_test" => {
            let test = interface_test(args.small("case")?)?;
            let presets = test.presets.iter().map(|preset| {
                json!({
                    "ai": preset.ai, "name": preset.name, "id_number": preset.id_number,
                    "pi": preset.pi, "di": preset.di,
                })
            });
            json!({
                "case": test.case, "endpoint": test.endpoint.name(), "expect": test.expect,
                "presets": presets.collect::<Vec<_>>(),
            })
        }
        "interface_test_request" => request(interface_test_request(
            args.small("case")?,
            &args.app()?,
            &args.text("code")?,
            args.small("preset")?,
            &args.bytes("nonce_hex")?,
            args.integer("unix")?,
        )?),
        "interface_test_judge" => {
            let verdict =
                interface_test_judge(args.small("case")?, args.small("status")?, &args.bytes("body_hex")?)?;
            json!({
                "passed": verdict.passed, "reason": verdict.reason,
                "advice_zh": verdict.advice_zh, "advice_en": verdict.advice_en,
            })
        }
        "derive_journal_key" => {
            json!({ "key_hex": hex_of_bytes(&derive_journal_key(&args.text("secret_key")?)?) })
        }
        _ => return Err(Error::new(ErrorCode::UnknownOp, "no such operation")),
    })
}

fn request(request: Request) -> Value {
    json!({
        "method": request.method, "url": request.url, "headers": request.headers,
        "body_hex": hex_of_bytes(&request.body),
    })
}

fn answer(answer: Answer) -> Value {
    match answer {
        Answer::Verified { pi } => json!({ "kind": "verified", "pi": pi }),
        Answer::Pending => json!({ "kind": "pending" }),
        Answer::Failed => json!({ "kind": "failed" }),
        Answer::Refused { errcode, errmsg, class } => {
            json!({ "kind": "refused", "errcode": errcode, "errmsg": errmsg, "class": class.name() })
        }
        Answer::Unreadable { reason } => json!({ "kind": "unreadable", "reason": reason.name() }),
    }
}

fn report_answer(answer: ReportAnswer) -> Value {
    match answer {
        ReportAnswer::Accepted => json!({ "kind": "accepted" }),
        ReportAnswer::Partial { results } => {
            let results = results
                .into_iter()
                .map(|row| json!({ "no": row.no, "errcode": row.errcode, "errmsg": row.errmsg }));
            json!({ "kind": "partial", "results": results.collect::<Vec<_>>() })
        }
        ReportAnswer::Refused { errcode, errmsg, class } => {
            json!({ "kind": "refused", "errcode": errcode, "errmsg": errmsg, "class": class.name() })
        }
        ReportAnswer::Unreadable { reason } => json!({ "kind": "unreadable", "reason": reason.name() }),
    }
}

/// The arguments of a call.
struct Args<'a>(&'a Value);

impl Args<'_> {
    fn get(&self, name: &'static str) -> Outcome<&Value> {
        self.0.get(name).ok_or_else(|| bad_call(name))
    }

    fn text(&self, name: &'static str) -> Outcome<String> {
        text_of(self.get(name)?, name)
    }

    fn bytes(&self, name: &'static str) -> Outcome<Vec<u8>> {
        self.get(name)?.as_str().and_then(bytes_of_hex).ok_or_else(|| bad_call(name))
    }

    fn integer(&self, name: &'static str) -> Outcome<i64> {
        integer_of(self.get(name)?, name)
    }

    fn small(&self, name: &'static str) -> Outcome<i32> {
        i32::try_from(self.integer(name)?).map_err(|_| out_of_range(name))
    }

    fn one_of<T: Copy>(&self, name: &'static str, choices: &[(&str, T)]) -> Outcome<T> {
        let text = self.text(name)?;
        let choice = choices.iter().find(|(spelling, _)| *spelling == text);
        choice.map(|(_, choice)| *choice).ok_or_else(|| out_of_range(name))
    }

    fn pairs(&self, name: &'static str) -> Outcome<Vec<(String, String)>> {
        let list = self.get(name)?.as_array().ok_or_else(|| bad_call(name))?;
        list.iter()
            .map(|pair| match pair.as_array().map(Vec::as_slice) {
                Some([key, value]) => Ok((text_of(key, name)?, text_of(value, name)?)),
                _ => Err(bad_call(name)),
            })
            .collect()
    }

    fn app(&self) -> Outcome<App> {
        let app = Args(self.get("app")?);
        App::new(&app.text("app_id")?, &app.text("biz_id")?, &app.text("secret_key")?)
    }

    fn endpoints(&self) -> Outcome<Endpoints> {
        let endpoints = Args(self.get("endpoints")?);
        Ok(match endpoints.text("kind")?.as_str() {
            "production" => Endpoints::Production,
            "test" => Endpoints::Test { code: endpoints.text("code")? },
            "custom" => Endpoints::Custom {
                check: endpoints.text("check")?,
                query: endpoints.text("query")?,
                report: endpoints.text("report")?,
            },
            _ => return Err(out_of_range("endpoints")),
        })
    }

    fn rows(&self) -> Outcome<Vec<Row>> {
        let list = self.get("rows")?.as_array().ok_or_else(|| bad_call("rows"))?;
        list.iter()
            .map(|row| {
                let row = Args(row);
                let optional = |name| match row.0.get(name) {
                    None | Some(Value::Null) => Ok(None),
                    Some(value) => text_of(value, name).map(Some),
                };
                Ok(Row {
                    si: row.text("si")?,
                    bt: row.one_of("bt", &[("login", Behavior::Login), ("logout", Behavior::Logout)])?,
                    ot: row.integer("ot")?,
                    ct: row
                        .one_of("ct", &[("verified", PlayerKind::Verified), ("guest", PlayerKind::Guest)])?,
                    pi: optional("pi")?,
                    di: optional("di")?,
                })
            })
            .collect()
    }
}

/// Text, or `{"$utf8_hex":".."}` for text that need not be well-formed.
fn text_of(value: &Value, name: &'static str) -> Outcome<String> {
    if let Some(text) = value.as_str() {
        return Ok(text.into());
    }
    let hex = value.get("$utf8_hex").and_then(Value::as_str).ok_or_else(|| bad_call(name))?;
    String::from_utf8(bytes_of_hex(hex).ok_or_else(|| bad_call(name))?).map_err(|_| {
        Error::new(ErrorCode::InvalidText, "the text is not UTF-8: check the encoding at its source")
            .with_field(name)
    })
}

/// An integer, or `{"$int":".."}` for one that JSON libraries do not carry.
fn integer_of(value: &Value, name: &'static str) -> Outcome<i64> {
    if let Some(integer) = value.as_i64() {
        return Ok(integer);
    }
    let digits = value.get("$int").and_then(Value::as_str).ok_or_else(|| bad_call(name))?;
    digits.parse().map_err(|_| out_of_range(name))
}

fn bad_call(name: &'static str) -> Error {
    Error::new(ErrorCode::BadCall, "an argument is missing or of another type").with_field(name)
}

fn out_of_range(name: &'static str) -> Error {
    Error::new(ErrorCode::InvalidParameter, "an argument is out of range or not one of the names")
        .with_field(name)
}
