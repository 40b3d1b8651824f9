//! The known answers of the account operations, one for every row of the table and the edges around them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use shiming_core::account::{AccountEvent, AccountState, AttemptAnswer, PersonSource};
use shiming_core::time::{DAY, HOUR, MINUTE, SECOND, UnixMs};
use shiming_core::wire::UnreadableReason;

use super::convert::event_to_json;
use super::known_answers::call;
use super::world::*;

/// A call, and why it is answered as it is.
pub struct Case {
    why: String,
    source: String,
    args: Vec<(&'static str, Value)>,
}

impl Case {
    /// The line of the file; members of args in the order of the operation's signature.
    pub fn line(&self, op: &str) -> String {
        let args =
            Value::Object(self.args.iter().map(|(name, value)| (name.to_string(), value.clone())).collect());
        let answer = call(op, &args);
        let members: Vec<String> =
            self.args.iter().map(|(name, value)| format!("{}:{value}", json!(name))).collect();
        let outcome = match answer.get("ok") {
            Some(ok) => format!("\"ok\":{ok}"),
            None => {
                let error = &answer["error"];
                format!("\"error\":{}", json!({ "code": error["code"], "reason": error["reason"] }))
            }
        };
        let (why, source) = (json!(self.why), json!(self.source));
        format!(
            "{{\"op\":\"{op}\",\"args\":{{{}}},{outcome},\"why\":{why},\"source\":{source}}}\n",
            members.join(",")
        )
    }
}

/// The rows of the printed table: id and source.
pub fn rows() -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../core/src/account/TABLE.md");
    let table = fs::read_to_string(path).unwrap();
    let rows: BTreeMap<_, _> = table
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, id, _, _, _, _, _, source, _] = cells.as_slice() else { return None };
            Some((id.strip_prefix('`')?.strip_suffix('`')?.to_string(), source.to_string()))
        })
        .collect();
    assert!(rows.len() > 50, "the table cannot be read");
    rows
}

pub fn new() -> Vec<Case> {
    vec![Case { why: "nothing is known".into(), source: "Q118 Q122".into(), args: Vec::new() }]
}

pub fn load() -> Vec<Case> {
    let case = |why: &str, json: &str| Case {
        why: why.into(),
        source: "ours".into(),
        args: vec![("json", json.to_string().into())],
    };
    let verified = Player::new().then(submit()).then(check(super::world::verified(PI))).state.to_json();
    let submitting = Player::new().then(submit()).state.to_json();
    let changed = |text: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{from} is not in {text}");
        text.replace(from, to)
    };
    let mut cases: Vec<Case> = examples().iter().map(|(name, state)| case(name, &state.to_json())).collect();
    cases.extend([
        case("members in another order, with white space", "{ \"kind\" : \"unverified\",\n\"v\" : 1 }"),
        case("a newer version: reason newer", r#"{"v":2,"kind":"unverified"}"#),
        case("a much newer version, of which nothing else is understood", r#"{"v":1000,"kind":7,"x":[[]]}"#),
        case("no version", r#"{"kind":"unverified"}"#),
        case("version 0 never was", r#"{"v":0,"kind":"unverified"}"#),
        case("the version is no text", r#"{"v":"1","kind":"unverified"}"#),
        case("the version twice", r#"{"v":1,"v":1,"kind":"unverified"}"#),
        case("no JSON", "unverified"),
        case("empty text", ""),
        case("a list", "[1]"),
        case("null", "null"),
        case("something after the end", r#"{"v":1,"kind":"unverified"}{}"#),
        case("unknown kind", r#"{"v":1,"kind":"adult"}"#),
        case("unknown member", r#"{"v":1,"kind":"unverified","age":18}"#),
        case("a member of another kind", &changed(&verified, "verified\"", "unverified\"")),
        case("verified without a pi", r#"{"v":1,"kind":"verified"}"#),
        case("null is no pi", &changed(&verified, &format!("\"{PI}\""), "null")),
        case("an empty pi", &changed(&verified, PI, "")),
        case("a pi over 64 characters", &changed(&verified, PI, &"p".repeat(65))),
        case("a pi with a blank", &changed(&verified, PI, "a pi")),
        case("no such day", &changed(&verified, "1901-01-01", "1901-02-29")),
        case("a date of another form", &changed(&verified, "1901-01-01", "19010101")),
        case("a fraction", &changed(&verified, "1795176000000", "1795176000000.0")),
        case("seconds instead of milliseconds", &changed(&verified, "1795176000000", "1795176000")),
        case("an attempt without an ai", &changed(&submitting, AI, "")),
        case("an ai over 32 bytes", &changed(&submitting, AI, &"0".repeat(33))),
        case("a tag that is none", &changed(&submitting, "\"tag\":\"", "\"tag\":\"x")),
        case("an unknown call", &changed(&submitting, "\"check\"", "\"report\"")),
        case("check in pending", &changed(&submitting, "submitting", "pending")),
        case("a negative counter", &changed(&submitting, "\"since\"", "\"tries\":-1,\"since\"")),
        case("true is no counter", &changed(&submitting, "\"since\"", "\"tries\":true,\"since\"")),
        case("nested deeper than any parser goes", &"[".repeat(4096)),
    ]);
    cases
}

/// A state of every kind and of every shape that a kind has.
pub fn examples() -> Vec<(&'static str, AccountState)> {
    let p = Player::new;
    let linked = || p().then(link(PI, date("1901-01-01"))).wait(HOUR);
    let recheck = || linked().then(submit_as(OTHER_NAME, OTHER_NUMBER));
    let expired = || p().then(submit()).then(check(pending())).wait(48 * HOUR).then(AccountEvent::Tick);
    let mut failing = p();
    for _ in 0..6 {
        failing = failing.wait(DAY).then(submit()).then(check(failed()));
    }
    let everything = Player::at(T2021)
        .then(guest())
        .then(submit())
        .then(check(refused(1007)))
        .then(check(refused(1011)))
        .then(check(refused(1012)))
        .then(check(refused(1002)))
        .then(check(lost()))
        .then(check(refused(2004)))
        .wait(SECOND);
    vec![
        ("unverified", AccountState::new()),
        ("unverified_barred", Player::at(T2021).then(guest()).wait(HOUR).then(played(3600)).state),
        ("unverified_after_reset", p().then(submit()).then(check(failed())).then(reset()).state),
        ("guest", Player::at(T2021).then(guest()).wait(MINUTE).then(played(60)).state),
        ("submitting", p().then(submit()).state),
        ("submitting_recheck", recheck().state),
        ("submitting_fresh_ai", p().then(submit()).fresh(check(refused(2006))).state),
        ("submitting_all_members", everything.state),
        ("submitting_held", p().then(submit()).then(check(verified(OTHER_PI))).state),
        ("pending", p().then(submit()).then(check(pending())).state),
        ("pending_recheck", recheck().then(check(pending())).state),
        ("pending_expired", expired().state),
        ("pending_expired_gone", expired().then(query(refused(2003))).state),
        ("verified", p().then(submit()).then(check(verified(PI))).state),
        ("verified_linked", linked().state),
        ("verified_birth_unknown", p().then(link(ODD_PI, None)).state),
        ("failed", p().then(submit()).then(check(failed())).state),
        ("failed_often", failing.state),
        ("failed_bad_id_number", p().then(submit()).then(check(refused(2001))).state),
        ("failed_bad_name", p().then(submit()).then(check(refused(2005))).state),
        ("manual_review", p().then(submit_as(OTHER_NAME, HMT_NUMBER)).state),
        ("manual_review_approved", p().then(manual()).wait(DAY).then(review(true)).state),
        ("manual_review_rejected", p().then(manual()).wait(DAY).then(review(false)).state),
    ]
}

/// Collects cases of account_apply.
struct Cases {
    rows: BTreeMap<String, String>,
    cases: Vec<Case>,
}

impl Cases {
    /// An event that a row of the table takes, without a fresh ai.
    fn row(&mut self, id: &str, why: &str, player: &Player, event: AccountEvent) {
        self.row_at(id, why, player, event, "", player.unix);
    }

    /// The same with a fresh ai.
    fn fresh(&mut self, id: &str, why: &str, player: &Player, event: AccountEvent) {
        self.row_at(id, why, player, event, FRESH, player.unix);
    }

    fn row_at(
        &mut self,
        id: &str,
        why: &str,
        player: &Player,
        event: AccountEvent,
        fresh: &str,
        unix: UnixMs,
    ) {
        let source = self.rows.get(id).unwrap_or_else(|| panic!("no row {id}")).clone();
        self.push(format!("{id}: {why}"), source, &player.state, &event, fresh, unix);
    }

    /// An event that no row takes, or a call that is wrong.
    fn other(&mut self, why: &str, player: &Player, event: AccountEvent, fresh: &str, unix: UnixMs) {
        self.push(why.into(), "ours".into(), &player.state, &event, fresh, unix);
    }

    fn push(
        &mut self,
        why: String,
        source: String,
        state: &AccountState,
        event: &AccountEvent,
        fresh: &str,
        unix: UnixMs,
    ) {
        let args = vec![
            ("state", state.to_json().into()),
            ("event", event_to_json(event)),
            ("fresh_ai", fresh.into()),
            ("now", json!({ "unix": unix, "mono": 0 })),
        ];
        self.cases.push(Case { why, source, args });
    }
}

pub fn apply() -> Vec<Case> {
    let mut cases = Cases { rows: rows(), cases: Vec::new() };
    submissions(&mut cases);
    results(&mut cases);
    checks(&mut cases);
    queries(&mut cases);
    time(&mut cases);
    decisions(&mut cases);
    guests(&mut cases);
    nothing(&mut cases);
    wrong_calls(&mut cases);
    cases.cases
}

fn fails(times: usize) -> Player {
    (0..times).fold(Player::new(), |player, _| player.wait(HOUR).then(submit()).then(check(failed())))
}

fn verified_player() -> Player {
    Player::new().then(submit()).then(check(verified(PI))).wait(DAY)
}

fn submitting() -> Player {
    Player::new().then(submit()).wait(SECOND)
}

fn pending_player() -> Player {
    submitting().then(check(pending())).wait(MINUTE)
}

fn recheck() -> Player {
    verified_player().then(submit_as(OTHER_NAME, OTHER_NUMBER)).wait(SECOND)
}

fn expired() -> Player {
    submitting().then(check(pending())).wait(48 * HOUR).then(AccountEvent::Tick).wait(MINUTE)
}

fn submissions(cases: &mut Cases) {
    let new = Player::new();
    let wrong_digit = submit_as(NAME, "110000190101010002");
    cases.fresh("submit.invalid", "a check digit that is wrong costs no attempt", &new, wrong_digit.clone());
    cases.fresh("submit.invalid", "the name is looked at first", &new, submit_as("?", "1"));
    cases.fresh("submit.invalid", "an old number of 15 digits", &new, submit_as(NAME, "110000010101001"));
    cases.fresh("submit.invalid", "also while an attempt runs", &submitting(), wrong_digit);
    cases.fresh("submit.new", "from unverified", &new, submit());
    cases.fresh("submit.new", "after a failure, which is remembered", &fails(1).wait(MINUTE), submit());
    cases.fresh(
        "submit.new",
        "normalised: blanks, full width",
        &new,
        submit_as(" 某一一 ", "１１００００190101010001"),
    );
    cases.fresh("submit.new", "a guest", &Player::at(T2021).then(guest()).wait(MINUTE), submit());
    cases.fresh("submit.new", "after the deadline", &expired(), submit());
    cases.fresh(
        "submit.new",
        "a verified player keeps the old pi",
        &verified_player(),
        submit_as(OTHER_NAME, OTHER_NUMBER),
    );
    cases.fresh("submit.throttled", "five failures within a day", &fails(5).wait(MINUTE), submit());
    cases.fresh("submit.throttled", "to the last millisecond", &fails(5).wait(DAY - 1), submit());
    cases.fresh("submit.new", "24 hours after the last failure", &fails(5).wait(DAY), submit());
    cases.fresh("submit.same.submitting", "the attempt goes on", &submitting(), submit());
    cases.fresh("submit.same.pending", "asks at once, the ai stays", &pending_player(), submit());
    let held = pending_player().then(query(verified(OTHER_PI)));
    cases.fresh("submit.same.held", "the host has to decide", &held, submit());
    let other = submit_as(OTHER_NAME, OTHER_NUMBER);
    cases.fresh("submit.other", "replaces the attempt", &submitting(), other.clone());
    cases.fresh("submit.other", "also a pending one", &pending_player(), other.clone());
    cases.fresh(
        "submit.other",
        "the clock of a fault runs on",
        &submitting().then(check(lost())).wait(MINUTE),
        other.clone(),
    );
    let rested = fails(5).wait(DAY).then(submit());
    let back = rested.unix - HOUR;
    cases.row_at("submit.other.throttled", "the clock ran back into the rest", &rested, other, FRESH, back);
    cases.fresh("submit.manual", "Hong Kong, Macau, Taiwan", &new, submit_as(OTHER_NAME, HMT_NUMBER));
    cases.fresh("submit.manual", "a foreigner's permit", &fails(5), submit_as(OTHER_NAME, FOREIGN_NUMBER));
}

fn results(cases: &mut Cases) {
    cases.row("verified", "at once", &submitting(), check(verified(PI)));
    cases.row(
        "verified",
        "by query after a lost answer",
        &submitting().then(check(lost())),
        query(verified(PI)),
    );
    cases.row("verified", "another shape of pi is kept", &submitting(), check(verified(ODD_PI)));
    let prefix = format!("pppppp{}", "0".repeat(32));
    cases.row(
        "verified",
        "a prefix that is no date: the number's birth date",
        &submitting(),
        check(verified(&prefix)),
    );
    let guest_ = Player::at(T2021).then(guest()).wait(MINUTE).then(submit()).wait(SECOND);
    cases.row("verified", "a guest's session ends", &guest_, check(verified(PI)));
    cases.row("verified", "a re-check brings another person", &recheck(), check(verified(OTHER_PI)));
    cases.row("verified.pending", "an hour later", &pending_player().wait(HOUR), query(verified(PI)));
    cases.row("verified.pending", "after the deadline", &expired(), query(verified(PI)));
    cases.row("verified.birth", "is not taken over", &submitting(), check(verified(OTHER_PI)));
    cases.row("verified.birth", "in a re-check the old pi stays", &recheck(), check(verified(PI)));
    cases.row("verified.birth.pending", "is not taken over", &pending_player(), query(verified(OTHER_PI)));
    cases.row("pending", "48 hours begin", &submitting(), check(pending()));
    cases.row(
        "pending",
        "by query after a fault",
        &submitting().then(check(lost())).wait(SECOND),
        query(pending()),
    );
    cases.row("failed", "status 2 is counted", &submitting(), check(failed()));
    cases.row("failed", "the fifth", &fails(4).wait(HOUR).then(submit()).wait(SECOND), check(failed()));
    cases.row("failed.follow", "the answer counts", &recheck(), check(failed()));
    cases.row("failed.pending", "by query", &pending_player(), query(failed()));
    cases.row(
        "failed.pending.follow",
        "the answer counts",
        &recheck().then(check(pending())),
        query(failed()),
    );
}

fn checks(cases: &mut Cases) {
    let player = submitting();
    cases.row("check.input", "2001, the number", &player, check(refused(2001)));
    cases.row("check.input", "2005, the name", &player, check(refused(2005)));
    cases.row("check.input.previous", "nothing was said of the person", &recheck(), check(refused(2001)));
    cases.row("check.not_sent", "the same ai after 1 s", &player, check(AttemptAnswer::NotSent));
    let twice = submitting().then(check(AttemptAnswer::NotSent)).wait(SECOND);
    cases.row("check.not_sent", "then after 2 s", &twice, check(AttemptAnswer::NotSent));
    cases.row("check.unknown", "a lost answer is asked for", &player, check(lost()));
    cases.row(
        "check.unknown",
        "5xx, with an HTML page",
        &player,
        check(unreadable(UnreadableReason::HttpStatus)),
    );
    cases.row("check.unknown", "status 0 without a pi", &player, check(unreadable(UnreadableReason::Pi)));
    cases.row("check.unknown", "1001", &player, check(refused(1001)));
    let resent = submitting().then(check(lost())).then(query(refused(2003))).wait(SECOND);
    cases.row("check.2004.resend", "our own send arrived after all", &resent, check(refused(2004)));
    cases.fresh("check.2004.first", "somebody else's ai is never queried", &player, check(refused(2004)));
    cases.row("check.2004.first.gone", "the person is no longer held", &player, check(refused(2004)));
    cases.fresh("check.2006", "a new ai, after back-off", &player, check(refused(2006)));
    cases.row("check.2006.gone", "the person is no longer held", &player, check(refused(2006)));
    cases.row("check.1006", "the same ai when the interface opens", &player, check(refused(1006)));
    for (code, again, why) in [
        (1007, "a minute later, and an alert", "a new timestamp at once"),
        (1011, "slowly, and an alert", "the other key at once"),
        (1012, "slowly, and an alert", "newly sealed at once"),
    ] {
        let once = submitting().then(check(refused(code))).wait(SECOND);
        let again = if code == 1007 { "after back-off, and an alert" } else { again };
        cases.row(&format!("check.{code}"), why, &player, check(refused(code)));
        cases.row(&format!("check.{code}.again"), again, &once, check(refused(code)));
    }
    cases.row("check.2002", "the total is used up", &player, check(refused(2002)));
    for code in [1002, 1003, 1004, 1005, 1008, 1009, 1010, 1019, 1020] {
        cases.row("check.configuration", &code.to_string(), &player, check(refused(code)));
    }
    let probed = submitting().then(check(refused(1005))).wait(MINUTE);
    cases.row("check.configuration", "the second probe waits 2 min", &probed, check(refused(1005)));
    for code in [2003, 3001, 4001, 4002, 9999, -1] {
        cases.row("check.other", &code.to_string(), &player, check(refused(code)));
    }
}

fn queries(cases: &mut Cases) {
    let asked = submitting().then(check(lost())).wait(SECOND);
    cases.row("query.2003", "it never arrived: the same ai again", &asked, query(refused(2003)));
    let after_2004 = submitting().then(check(lost())).then(check(refused(2004))).wait(SECOND);
    cases.fresh("query.2003.after_2004", "a new ai", &after_2004, query(refused(2003)));
    cases.row(
        "query.2003.after_2004.gone",
        "the person is no longer held",
        &after_2004,
        query(refused(2003)),
    );
    cases.row("query.1006", "when the interface opens", &asked, query(refused(1006)));
    cases.row("query.1006", "pending stays pending", &pending_player(), query(refused(1006)));
    cases.row("query.fault", "no answer", &asked, query(lost()));
    for code in [1001, 1011, 2001, 2004, 9999] {
        cases.row(
            "query.fault",
            &format!("{code} never makes a pending player fail"),
            &pending_player(),
            query(refused(code)),
        );
    }
    let not_json = query(unreadable(UnreadableReason::NotJson));
    cases.row("query.fault", "an HTML page never makes a pending player fail", &pending_player(), not_json);
    cases.row("query.pending", "next at 5 min", &pending_player(), query(pending()));
    cases.row("query.pending", "next at 15 min", &pending_player().wait(5 * MINUTE), query(pending()));
    cases.row("query.pending", "then hourly", &pending_player().wait(15 * MINUTE), query(pending()));
    cases.fresh(
        "query.2003.pending",
        "the result is gone: again, with a new ai",
        &pending_player(),
        query(refused(2003)),
    );
    cases.row(
        "query.2003.pending.gone",
        "the person is no longer held",
        &pending_player(),
        query(refused(2003)),
    );
    cases.row("query.expired", "still pending", &expired(), query(pending()));
    cases.row("query.expired", "a fault", &expired(), query(lost()));
    cases.row("query.2003.expired", "asking stops", &expired(), query(refused(2003)));
}

fn time(cases: &mut Cases) {
    let player = submitting().then(check(pending()));
    let deadline = player.state.deadline().unwrap();
    cases.row_at("tick.deadline", "at the millisecond", &player, AccountEvent::Tick, "", deadline);
    cases.other(
        "a tick a millisecond before the deadline changes nothing",
        &player,
        AccountEvent::Tick,
        "",
        deadline - 1,
    );
    cases.row_at("tick.clock_back", "pending again", &expired(), AccountEvent::Tick, "", deadline - HOUR);
    let ahead = Player::at(T0 + 10 * DAY).then(submit()).then(check(refused(1006)));
    cases.row_at("tick.ahead.submitting", "ten days", &ahead, AccountEvent::Tick, "", T0);
    let ahead = Player::at(T0 + 10 * DAY).then(submit()).then(check(pending()));
    cases.row_at("tick.ahead.pending", "ten days", &ahead, AccountEvent::Tick, "", T0);
    let ahead = expired().wait(10 * DAY).then(query(pending()));
    cases.row_at("tick.ahead.expired", "ten days", &ahead, AccountEvent::Tick, "", expired().unix);
}

fn decisions(cases: &mut Cases) {
    let new = Player::new();
    cases.row("link.new", "the birth date is inferred from the pi", &new, link(PI, None));
    cases.row("link.new", "the younger date holds: the host's", &new, link(PI, date("2010-05-01")));
    cases.row("link.new", "the younger date holds: the pi's", &new, link(PI, date("1900-05-01")));
    cases.row("link.new", "an unusual pi, birth date of the host", &new, link(ODD_PI, date("2010-05-01")));
    let channel = AccountEvent::LinkPerson { pi: ODD_PI.into(), birth: None, source: PersonSource::Channel };
    cases.row("link.new", "an unusual pi of a channel, birth date unknown", &pending_player(), channel);
    let held = submitting().then(check(verified(OTHER_PI))).wait(HOUR);
    cases.row("link.new", "the host settles what was held", &held, link(OTHER_PI, date("1901-01-01")));
    cases.row("link.new", "a guest's session ends", &Player::at(T2021).then(guest()), link(PI, None));
    let unknown = Player::new().then(link(ODD_PI, None));
    cases.row("link.same", "nothing new", &verified_player(), link(PI, date("2010-05-01")));
    cases.row("link.same", "the birth date was unknown", &unknown, link(ODD_PI, date("2010-05-01")));
    cases.row("link.other", "reset first", &verified_player(), link(OTHER_PI, None));
    cases.row("reset", "a verified player", &verified_player(), reset());
    cases.row("reset", "failures stay", &fails(5), reset());
    cases.row("reset", "an attempt is forgotten", &pending_player(), reset());
    cases.row("manual.request", "a passport", &new, manual());
    cases.row("manual.request", "after a failure", &fails(1), manual());
    let waiting = Player::new().then(manual()).wait(DAY);
    cases.row("manual.approve", "the birth date of the request", &waiting, review(true));
    let corrected = AccountEvent::Review { approved: true, birth: date("2009-06-01") };
    cases.row("manual.approve", "the birth date of the document", &waiting, corrected);
    cases.row("manual.reject", "rejected", &waiting, review(false));
}

fn guests(cases: &mut Cases) {
    let new = Player::at(T2021);
    cases.row("guest.enter", "the hour begins", &new, guest());
    cases.row_at(
        "guest.enter",
        "to the last millisecond of August 2021",
        &new,
        guest(),
        "",
        1_630_425_599_999,
    );
    let left = Player::at(T2021).then(guest()).then(played(600)).then(reset()).wait(DAY);
    cases.row("guest.enter", "the rest of the hour", &left, guest());
    let over = Player::at(T2021).then(guest()).then(played(3600));
    cases.row_at(
        "guest.barred",
        "to the last millisecond of 15 days",
        &over,
        guest(),
        "",
        T2021 + 15 * DAY - 1,
    );
    cases.row_at("guest.enter", "15 days after the first use", &over, guest(), "", T2021 + 15 * DAY);
    cases.row_at("guest.prohibited", "from September 2021", &new, guest(), "", 1_630_425_600_000);
    let playing = Player::at(T2021).then(guest()).wait(HOUR);
    cases.row("guest.played", "time is left", &playing, played(3599));
    cases.row("guest.over", "the hour is over", &playing, played(3600));
    cases.row("guest.over", "and not more than over", &playing, played(99_999_999_999_999));
}

fn nothing(cases: &mut Cases) {
    let late = AccountEvent::CheckAnswer { ai: FRESH.into(), answer: verified(PI) };
    cases.row("stale", "an answer for an old ai", &submitting(), late.clone());
    cases.row("stale", "a result that comes twice", &verified_player(), check(verified(PI)));
    cases.row("stale", "an answer without any attempt", &Player::new(), query(failed()));
    cases.other(
        "check never brings a pending player's result (Q155)",
        &pending_player(),
        check(verified(PI)),
        "",
        T0,
    );
    cases.other(
        "a verified player's non-mainland number changes nothing",
        &verified_player(),
        submit_as(OTHER_NAME, HMT_NUMBER),
        FRESH,
        T0,
    );
    cases.other(
        "held: the answer came again",
        &submitting().then(check(verified(OTHER_PI))),
        query(verified(OTHER_PI)),
        "",
        T0,
    );
    cases.other("a verified player needs no review", &verified_player(), manual(), "", T0);
    cases.other("decided once", &Player::new().then(manual()).then(review(false)), review(true), "", T0);
    cases.other("no guest after a failure", &fails(1), guest(), "", T2021);
    cases.other("no guest, no time", &Player::new(), played(60), "", T0);
    cases.other("a tick where there is nothing to wait for", &verified_player(), AccountEvent::Tick, "", T0);
}

fn wrong_calls(cases: &mut Cases) {
    let new = Player::new();
    cases.other("a submission needs a fresh ai", &new, submit(), "", T0);
    cases.other("the current ai is not fresh", &submitting(), submit_as(OTHER_NAME, OTHER_NUMBER), AI, T0);
    cases.other("an ai over 32 bytes", &new, submit(), &"0".repeat(33), T0);
    cases.other("an ai with a line feed, though none is needed", &new, AccountEvent::Tick, "a\n", T0);
    cases.other("seconds instead of milliseconds", &new, submit(), FRESH, T0 / 1000);
    cases.other("an empty pi", &new, link("", None), "", T0);
    cases.other("a pi with a blank", &new, link("a pi", None), "", T0);
    cases.other("a pi over 64 characters", &submitting(), check(verified(&"p".repeat(65))), "", T0);
    cases.other("a device of no characters", &new, AccountEvent::EnterGuest { di: String::new() }, "", T2021);
    cases.other("negative seconds", &new, played(-1), "", T0);
    let nameless = AccountEvent::RequestManualReview { document: String::new(), birth: None };
    cases.other("a document of no kind", &new, nameless, "", T0);
}
