//! Answers of several members, as JSON.

use alloc::vec::Vec;

use shiming_core::ErrorCode;
use shiming_core::account::{AccountEffect, Applied};
use shiming_core::engine::{SessionView, Stats};
use shiming_core::identity::{NormalId, PiBirth, ValidIdNumber, ValidName};
use shiming_core::interface_test::{TestCase, TestVerdict};
use shiming_core::omnisdk::{OmniAnswer, OmniCallback, OmniMatch};
use shiming_core::player_network::{Action, CertificateType, Decision, Gate};
use shiming_core::policy::{self, Payment, PlayDay, PlayWindow, ReasonText, Verdict};
use shiming_core::wire::{ErrcodeInfo, SignExplanation};

use crate::args::hex;
use crate::names::Named;
use crate::object::Members;
use crate::{Value, object, shapes};

/// `explain_sign`.
pub fn explained(explained: &SignExplanation) -> Value {
    object!({
        "sorted": explained.sorted, "text": explained.text,
        "length": explained.length, "sign": explained.sign,
    })
}

/// `errcode_info`.
pub fn errcode_info(info: &ErrcodeInfo) -> Value {
    object!({
        "errcode": info.errcode, "errmsg": info.errmsg, "class": info.class.name_of(), "official": info.official,
        "meaning_zh": info.meaning_zh, "meaning_en": info.meaning_en,
        "advice_zh": info.advice_zh, "advice_en": info.advice_en,
    })
}

/// `normalize_id`.
pub fn normal_id(normal: &NormalId) -> Value {
    object!({"id": normal.id, "how": normal.how.name_of()})
}

/// `validate_name`.
pub fn valid_name(valid: &ValidName) -> Value {
    let warnings = valid.warnings.iter().map(|warning| warning.name_of()).collect::<Vec<_>>();
    object!({"name": valid.name, "warnings": warnings})
}

/// `validate_id_number`.
pub fn valid_id_number(valid: &ValidIdNumber) -> Value {
    object!({
        "id_number": valid.id_number, "kind": valid.kind.name_of(), "birth": valid.birth.text(),
        "route": valid.route.name_of(),
    })
}

/// `pi_birth_date`.
pub fn pi_birth(pi: &PiBirth) -> Value {
    object!({"birth": shapes::date(pi.birth), "shape": pi.shape.name_of()})
}

/// `interface_test`.
pub fn interface_test(test: &TestCase) -> Value {
    let presets = test.presets.iter().map(|preset| {
        object!({
            "ai": preset.ai, "name": preset.name, "id_number": preset.id_number,
            "pi": preset.pi, "di": preset.di,
        })
    });
    object!({
        "case": test.case, "endpoint": test.endpoint.name(), "expect": test.expect,
        "presets": presets.collect::<Vec<_>>(),
    })
}

/// `interface_test_judge`.
pub fn judged(verdict: &TestVerdict) -> Value {
    object!({
        "passed": verdict.passed, "reason": verdict.reason,
        "advice_zh": verdict.advice_zh, "advice_en": verdict.advice_en,
    })
}

/// `decide`.
pub fn verdicts(decision: &policy::Decision) -> Value {
    object!({
        "account": verdict(&decision.account), "play": verdict(&decision.play), "pay": verdict(&decision.pay),
        "report": verdict(&decision.report),
    })
}

/// `decide_payment`.
pub fn payment(payment: &Payment) -> Value {
    object!({
        "verdict": verdict(&payment.verdict), "max_single_fen": payment.max_single_fen,
        "month_left_fen": payment.month_left_fen,
    })
}

fn verdict(verdict: &Verdict) -> Value {
    object!({
        "allowed": verdict.allowed, "reason": verdict.reason.name(), "rule_id": verdict.rule_id.name(),
        "valid_until": verdict.valid_until, "next_open": verdict.next_open,
    })
}

/// `next_play_window`: null where there is none.
pub fn play_window(window: Option<PlayWindow>) -> Value {
    window.map_or(
        Value::Null,
        |window| object!({"start": window.start, "end": window.end, "covered": window.covered}),
    )
}

/// `play_windows`.
pub fn play_days(days: &[PlayDay]) -> Value {
    let days = days.iter().map(|day| {
        object!({
            "date": shapes::date(Some(day.date)), "open": day.open, "reason": day.reason.name(),
            "covered": day.covered,
        })
    });
    object!({"days": days.collect::<Vec<_>>()})
}

/// `reason_text`.
pub fn reason_text(text: &ReasonText) -> Value {
    object!({"reason": text.reason.name(), "text_zh": text.text_zh, "text_en": text.text_en})
}

/// `omnisdk_diagnose_signature`.
pub fn omni_matches(found: &[OmniMatch]) -> Value {
    let shape = |one: &OmniMatch| {
        object!({
            "array_mode": one.array_mode.name(), "variant": one.variant.name(), "upper_hex": one.upper_hex,
        })
    };
    object!({"matches": found.iter().map(shape).collect::<Vec<_>>()})
}

/// `omnisdk_parse_response`.
pub fn omni_answer(answer: &OmniAnswer) -> Value {
    let (kind, code, msg, class) = match answer {
        OmniAnswer::Accepted => ("accepted", None, None, None),
        OmniAnswer::Rejected { code, msg, class } => ("rejected", Some(code), Some(msg), Some(class.name())),
        OmniAnswer::Malformed => ("malformed", None, None, None),
    };
    object!({"kind": kind, "code": code, "msg": msg, "class": class})
}

/// `omnisdk_verify_callback`.
pub fn omni_callback(callback: &OmniCallback) -> Value {
    object!({"uids": callback.uids, "unix": callback.unix, "dedupe_hex": hex(&callback.dedupe)})
}

/// `player_network_decide`.
pub fn decision(decision: &Decision) -> Value {
    let gate = match decision.gate {
        Gate::Deny { reason } => object!({"kind": "deny", "reason": reason.name()}),
        gate => object!({"kind": gate.name()}),
    };
    object!({
        "gate": gate,
        "actions": decision.actions.iter().map(action).collect::<Vec<_>>(),
        "degraded": decision.degraded.iter().map(|note| note.name()).collect::<Vec<_>>(),
        "recheck_at": decision.recheck_at,
    })
}

fn action(action: &Action) -> Value {
    let mut members = Members::default();
    members.put("kind", &action.name());
    members.put("blocks", &action.blocks());
    match action {
        Action::WithdrawDeletion { due } => members.put("due", due),
        Action::AskAge { limits } | Action::ReverifyAge { limits } => {
            put_certificate(&mut members, limits.certificate_type);
            members.put("adult_age", &limits.adult_age);
            members.put("game_grade", &limits.game_grade);
        }
        Action::ParentConsent { certificate_type } => put_certificate(&mut members, *certificate_type),
        Action::AcceptAgreements { documents } => members.put("documents", documents),
        _ => {}
    }
    members.object()
}

fn put_certificate(members: &mut Members, certificate: Option<CertificateType>) {
    members.put("certificate_type", &certificate.map(CertificateType::name));
}

/// `account_apply`.
pub fn applied(applied: &Applied) -> Value {
    object!({"state": applied.state.to_json(), "effects": effects(&applied.effects)})
}

/// The effects of `account_apply`.
pub fn effects(effects: &[AccountEffect]) -> Value {
    Value::Array(effects.iter().map(effect).collect())
}

fn effect(effect: &AccountEffect) -> Value {
    match effect {
        AccountEffect::SendCheck { ai } => object!({"kind": "send_check", "ai": ai}),
        AccountEffect::SendQuery { ai, at } => object!({"kind": "send_query", "ai": ai, "at": at}),
        AccountEffect::CollectDocuments => object!({"kind": "collect_documents"}),
        AccountEffect::Invalid { field, reason } => {
            object!({"kind": "invalid", "field": field, "reason": reason})
        }
        AccountEffect::EndGuestSession => object!({"kind": "end_guest_session"}),
        AccountEffect::Alert { code } => object!({"kind": "alert", "code": code}),
        AccountEffect::Stale => object!({"kind": "stale"}),
    }
}

/// `engine_session`.
pub fn session(view: &SessionView) -> Value {
    object!({"account": view.account, "si": view.si, "since": view.since, "reported": view.reported})
}

/// `engine_stats`.
pub fn stats(stats: &Stats) -> Value {
    let lanes = stats.lanes.iter().map(|lane| {
        object!({"game": lane.game, "endpoint": lane.endpoint.name(), "state": lane.state, "until": lane.until})
    });
    let mut members = Members::default();
    for (name, value) in &stats.values {
        members.put(name, value);
    }
    members.put("lanes", &Value::Array(lanes.collect()));
    members.object()
}

/// Every error code's number by its name.
pub fn error_codes() -> Value {
    let mut members = Members::default();
    for code in ErrorCode::ALL {
        members.put(code.name(), &code.number());
    }
    members.object()
}
