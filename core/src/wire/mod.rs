//! The protocol, pure: addresses, signature, bodies, requests, answers, error codes.
mod answer;
mod body;
mod endpoint;
mod errcode;
mod request;
mod row;
mod sign;
pub use answer::{Answer, ReportAnswer, RowError, UnreadableReason, parse_check, parse_query, parse_report};
pub use body::{decrypt_body, encrypt_body};
pub use endpoint::{Endpoint, Endpoints};
pub(crate) use errcode::class_of;
pub use errcode::{ErrcodeClass, ErrcodeInfo, errcode_info};
pub use request::{check_request, query_request, report_request};
pub use row::{Behavior, PlayerKind, Row};
pub use sign::{SignExplanation, explain_sign, sign};
