//! The eight cases of the official interface test (测试系统说明 V1.2).

use shiming_core::interface_test;

use crate::app::App;
use crate::enumerations::Endpoint;
use crate::error::Result;
use crate::request::Request;
use crate::text::Text;

/// The official test data of one row of a case.
#[derive(uniffi::Record)]
pub struct TestPreset {
    /// Of check and query.
    pub ai: Option<String>,
    /// Of check.
    pub name: Option<String>,
    /// Of check.
    pub id_number: Option<String>,
    /// Of report of verified players.
    pub pi: Option<String>,
    /// Of report of guests.
    pub di: Option<String>,
}

/// One case.
#[derive(uniffi::Record)]
pub struct TestCase {
    /// 1 to 8.
    pub case: i32,
    /// Which call it tests.
    pub endpoint: Endpoint,
    /// `verified`, `pending`, `failed` or `accepted`.
    pub expect: String,
    /// The official data; presets are numbered from 1.
    pub presets: Vec<TestPreset>,
}

/// Whether a case has passed.
#[derive(uniffi::Record)]
pub struct TestVerdict {
    /// Whether it has. The platform's page has the last word.
    pub passed: bool,
    /// Why, snake_case.
    pub reason: String,
    /// 下一步怎么做。
    pub advice_zh: String,
    /// What to do next.
    pub advice_en: String,
}

/// A case and its official data. `case`: 1 to 8.
///
/// Errors: `unknown_case`.
#[uniffi::export]
pub fn interface_test(case: i32) -> Result<TestCase> {
    let test = interface_test::interface_test(case)?;
    let preset = |preset: interface_test::Preset| TestPreset {
        ai: preset.ai,
        name: preset.name,
        id_number: preset.id_number,
        pi: preset.pi,
        di: preset.di,
    };
    Ok(TestCase {
        case: test.case,
        endpoint: test.endpoint.into(),
        expect: test.expect,
        presets: test.presets.into_iter().map(preset).collect(),
    })
}

/// The request of a case. `code`: as the platform's page shows it; `preset`: from 1; `nonce`: 12 bytes.
///
/// Errors: `unknown_case`, `invalid_parameter`, `invalid_nonce`, `bad_time`, `invalid_text`.
#[uniffi::export]
pub fn interface_test_request(
    case: i32,
    app: &App,
    code: Text,
    preset: i32,
    nonce: Vec<u8>,
    unix: i64,
) -> Result<Request> {
    let code = code.take("code")?;
    Ok(interface_test::interface_test_request(case, &app.core, &code, preset, &nonce, unix)?.into())
}

/// Judges the answer to the request of a case. `status`: of HTTP.
///
/// Errors: `unknown_case`.
#[uniffi::export]
pub fn interface_test_judge(case: i32, status: i32, body: Vec<u8>) -> Result<TestVerdict> {
    let verdict = interface_test::interface_test_judge(case, status, &body)?;
    Ok(TestVerdict {
        passed: verdict.passed,
        reason: verdict.reason,
        advice_zh: verdict.advice_zh,
        advice_en: verdict.advice_en,
    })
}
