//! The protocol, pure: addresses, signature, bodies, requests, answers, error codes.
//!
//! The rules are those of 网络游戏防沉迷实名认证系统接口对接技术规范 V1.9 (cited as `V1.9 §一` to `§七`), the authority's FAQ
//! (`Q1` to `Q216`) and the FAQ of its manual (`M1` to `M51`). The published examples of V2.1 are met as well.

mod answer;
mod body;
mod endpoint;
mod errcode;
mod errcode_table;
mod parse;
mod plaintext;
mod request;
mod row;
mod sign;
pub use answer::{Answer, ReportAnswer, RowError, UnreadableReason};
pub(crate) use body::check_nonce;
pub use body::{decrypt_body, encrypt_body};
pub use endpoint::{Endpoint, Endpoints};
pub(crate) use errcode::class_of;
pub use errcode::{ErrcodeClass, ErrcodeInfo, errcode_info};
pub use parse::{parse_check, parse_query, parse_report};
#[doc(hidden)]
pub use request::{Post, check_post, report_request_of_views};
pub(crate) use request::{build_check, build_query, build_report};
pub use request::{check_request, query_request, report_request};
pub(crate) use row::RowRef;
#[doc(hidden)]
pub use row::RowView;
pub use row::{Behavior, MAX_ROWS, PlayerKind, Row};
pub use sign::{SignExplanation, explain_sign, sign};
