//! The eight official interface tests (测试系统说明 V1.2).
use crate::credential::App;
use crate::error::Result;
use crate::http::Request;
use crate::time::UnixMs;
use crate::wire::Endpoint;
use alloc::{string::String, vec::Vec};

/// One preset of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /** ai (cases 1-6). */
    pub ai: Option<String>,
    /** name (1-3). */
    pub name: Option<String>,
    /** number (1-3). */
    pub id_number: Option<String>,
    /** pi (case 8). */
    pub pi: Option<String>,
    /** di (case 7). */
    pub di: Option<String>,
}
/// One case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestCase {
    /** 1 to 8. */
    pub case: i32,
    /** The call. */
    pub endpoint: Endpoint,
    /** `verified`, `pending`, `failed` or `accepted`. */
    pub expect: String,
    /** Eight inputs to choose from. */
    pub presets: Vec<Preset>,
}
/// The verdict on an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestVerdict {
    /** Passed. */
    pub passed: bool,
    /** Why, snake case. */
    pub reason: String,
    /** 建议. */
    pub advice_zh: String,
    /** Advice. */
    pub advice_en: String,
}
/// See conformance.md.
pub fn interface_test(case: i32) -> Result<TestCase> {
    let _ = case;
    unimplemented!()
}
/// See conformance.md.
pub fn interface_test_request(
    case: i32,
    app: &App,
    code: &str,
    preset: i32,
    nonce: &[u8],
    unix: UnixMs,
) -> Result<Request> {
    let _ = (case, app, code, preset, nonce, unix);
    unimplemented!()
}
/// See conformance.md.
pub fn interface_test_judge(case: i32, status: i32, body: &[u8]) -> Result<TestVerdict> {
    let _ = (case, status, body);
    unimplemented!()
}
