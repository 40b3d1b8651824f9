@file:JvmName("Shapes")

package testee

import io.github.shiming.*

/** The shapes of the protocol: values of the library as maps, and arguments as values of the library. */
fun hex(bytes: ByteArray): String = bytes.joinToString("") { "%02x".format(it) }

private fun name(value: Enum<*>?): String? = value?.name?.lowercase()

fun app(c: Call): App = c.obj("app").let { App(it.text("app_id"), it.text("biz_id"), it.text("secret_key")) }

fun endpoints(c: Call): Endpoints {
    val given = c.obj("endpoints")
    return when (given.text("kind")) {
        "production" -> Endpoints.Production
        "test" -> Endpoints.Test(given.text("code"))
        "custom" -> Endpoints.Custom(given.text("check"), given.text("query"), given.text("report"))
        else -> throw Refused.invalid("endpoints")
    }
}

fun params(c: Call): List<Param> = c.list("params").map { pair ->
    if (!pair.isJsonArray || pair.asJsonArray.size() != 2) throw Refused.badCall()
    val (key, value) = pair.asJsonArray.toList()
    Param(Call.text(key), Call.text(value))
}

fun rows(c: Call): List<Row> = c.list("rows").map(Call::of).map {
    Row(
        it.text("si"), it.choice("bt", Behavior.entries.toTypedArray()), it.int64("ot"),
        it.choice("ct", PlayerKind.entries.toTypedArray()), it.optional("pi"), it.optional("di"),
    )
}

fun usage(c: Call): Usage = Usage(c.int64("played_today_s"), c.int64("guest_used_s"))

fun share(c: Call): Share = c.obj("share").let {
    Share(it.int64("index"), it.int64("count"), it.int64("from"), it.optionalLong("until"))
}

fun player(c: Call): Player {
    val di = c.optional("di")
    return if (di != null) Player.Guest(di) else Player.Account(c.text("account"), c.text("state"))
}

fun outcome(c: Call): Outcome {
    val given = c.obj("outcome")
    return when (given.text("kind")) {
        "http" -> Outcome.Http(HttpResponse(given.int32("status"), given.bytes("body_hex"), given.optional("date")))
        "transport" -> Outcome.Transport(given.choice("sent", Sent.entries.toTypedArray()))
        else -> throw Refused.invalid("outcome")
    }
}

fun event(c: Call): AccountEvent {
    val e = c.obj("event")
    return when (e.text("kind")) {
        "submit_identity" -> AccountEvent.SubmitIdentity(e.text("name"), e.text("id_number"))
        "check_answer" -> AccountEvent.CheckAnswer(e.text("ai"), attempt(e))
        "query_answer" -> AccountEvent.QueryAnswer(e.text("ai"), attempt(e))
        "tick" -> AccountEvent.Tick
        "link_person" ->
            AccountEvent.LinkPerson(e.text("pi"), e.optional("birth"), e.choice("source", PersonSource.entries.toTypedArray()))
        "reset_identity" -> AccountEvent.ResetIdentity(e.text("reason"))
        "request_manual_review" -> AccountEvent.RequestManualReview(e.text("document"), e.optional("birth"))
        "review" -> AccountEvent.Review(e.flag("approved"), e.optional("birth"))
        "enter_guest" -> AccountEvent.EnterGuest(e.text("di"))
        "guest_played" -> AccountEvent.GuestPlayed(e.int64("seconds"))
        else -> throw Refused.invalid("event")
    }
}

private fun attempt(e: Call): AttemptAnswer {
    val a = e.obj("answer")
    return when (a.text("kind")) {
        "not_sent" -> AttemptAnswer.NotSent
        "no_answer" -> AttemptAnswer.NoAnswer
        "verified" -> AttemptAnswer.Answered(Answer.Verified(a.text("pi")))
        "pending" -> AttemptAnswer.Answered(Answer.Pending)
        "failed" -> AttemptAnswer.Answered(Answer.Failed)
        "refused" -> AttemptAnswer.Answered(
            Answer.Refused(a.int32("errcode"), a.text("errmsg"), a.choice("class", ErrcodeClass.entries.toTypedArray())),
        )
        "unreadable" ->
            AttemptAnswer.Answered(Answer.Unreadable(a.choice("reason", UnreadableReason.entries.toTypedArray())))
        else -> throw Refused.invalid("answer")
    }
}

/** An unknown platform or form cannot be passed; a wrong profile or key is told before it all the same. */
fun checked(profile: String, key: String) {
    try {
        omnisdkSign(profile, key, "{}".toByteArray())
    } catch (error: ShimingException) {
        if (error.info.codeName != "invalid_callback") throw error
    }
}

fun of(request: Request): Map<String, Any?> = mapOf(
    "method" to request.method, "url" to request.url, "headers" to request.headers.map { listOf(it.key, it.value) },
    "body_hex" to hex(request.body),
)

fun of(answer: Answer): Map<String, Any?> = when (answer) {
    is Answer.Verified -> mapOf("kind" to "verified", "pi" to answer.pi)
    is Answer.Pending -> mapOf("kind" to "pending")
    is Answer.Failed -> mapOf("kind" to "failed")
    is Answer.Refused -> refused(answer.errcode, answer.errmsg, answer.errcodeClass)
    is Answer.Unreadable -> mapOf("kind" to "unreadable", "reason" to name(answer.reason))
}

private fun refused(errcode: Int, errmsg: String, of: ErrcodeClass) =
    mapOf("kind" to "refused", "errcode" to errcode, "errmsg" to errmsg, "class" to name(of))

fun of(answer: ReportAnswer): Map<String, Any?> = when (answer) {
    is ReportAnswer.Accepted -> mapOf("kind" to "accepted")
    is ReportAnswer.Partial -> mapOf(
        "kind" to "partial",
        "results" to answer.results.map { mapOf("no" to it.no, "errcode" to it.errcode, "errmsg" to it.errmsg) },
    )
    is ReportAnswer.Refused -> refused(answer.errcode, answer.errmsg, answer.errcodeClass)
    is ReportAnswer.Unreadable -> mapOf("kind" to "unreadable", "reason" to name(answer.reason))
}

fun of(e: SignExplanation): Map<String, Any?> = mapOf(
    "sorted" to e.sorted.map { listOf(it.key, it.value) }, "text" to e.text, "length" to e.length, "sign" to e.sign,
)

fun of(i: ErrcodeInfo): Map<String, Any?> = mapOf(
    "errcode" to i.errcode, "errmsg" to i.errmsg, "class" to name(i.errcodeClass), "official" to i.official,
    "meaning_zh" to i.meaningZh, "meaning_en" to i.meaningEn, "advice_zh" to i.adviceZh, "advice_en" to i.adviceEn,
)

fun of(id: NormalId): Map<String, Any?> = mapOf("id" to id.id, "how" to name(id.how))

fun of(v: ValidName): Map<String, Any?> = mapOf("name" to v.name, "warnings" to v.warnings.map(::name))

fun of(v: ValidIdNumber): Map<String, Any?> =
    mapOf("id_number" to v.idNumber, "kind" to name(v.kind), "birth" to v.birth, "route" to name(v.route))

fun of(pi: PiBirth): Map<String, Any?> = mapOf("birth" to pi.birth, "shape" to name(pi.shape))

fun of(t: TestCase): Map<String, Any?> = mapOf(
    "case" to t.case, "endpoint" to name(t.endpoint), "expect" to t.expect,
    "presets" to t.presets.map { mapOf("ai" to it.ai, "name" to it.name, "id_number" to it.idNumber, "pi" to it.pi, "di" to it.di) },
)

fun of(v: TestVerdict): Map<String, Any?> =
    mapOf("passed" to v.passed, "reason" to v.reason, "advice_zh" to v.adviceZh, "advice_en" to v.adviceEn)

fun of(v: Verdict): Map<String, Any?> = mapOf(
    "allowed" to v.allowed, "reason" to v.reason, "rule_id" to v.ruleId, "valid_until" to v.validUntil, "next_open" to v.nextOpen,
)

fun of(d: Decision): Map<String, Any?> =
    mapOf("account" to of(d.account), "play" to of(d.play), "pay" to of(d.pay), "report" to of(d.report))

fun of(p: Payment): Map<String, Any?> =
    mapOf("verdict" to of(p.verdict), "max_single_fen" to p.maxSingleFen, "month_left_fen" to p.monthLeftFen)

fun of(w: PlayWindow?): Map<String, Any?>? = w?.let { mapOf("start" to it.start, "end" to it.end, "covered" to it.covered) }

fun days(days: List<PlayDay>): Map<String, Any?> = mapOf(
    "days" to days.map { mapOf("date" to it.date, "open" to it.open, "reason" to it.reason, "covered" to it.covered) },
)

fun of(t: ReasonText): Map<String, Any?> = mapOf("reason" to t.reason, "text_zh" to t.textZh, "text_en" to t.textEn)

fun matches(found: List<OmniMatch>): Map<String, Any?> = mapOf(
    "matches" to found.map { mapOf("array_mode" to it.arrayMode, "variant" to it.variant, "upper_hex" to it.upperHex) },
)

fun of(a: OmniAnswer): Map<String, Any?> = when (a) {
    is OmniAnswer.Accepted -> mapOf("kind" to "accepted", "code" to null, "msg" to null, "class" to null)
    is OmniAnswer.Rejected -> mapOf("kind" to "rejected", "code" to a.code, "msg" to a.msg, "class" to a.codeClass)
    is OmniAnswer.Malformed -> mapOf("kind" to "malformed", "code" to null, "msg" to null, "class" to null)
}

fun of(c: OmniCallback): Map<String, Any?> = mapOf("uids" to c.uids, "unix" to c.unix, "dedupe_hex" to hex(c.dedupe))

fun of(d: GateDecision): Map<String, Any?> = mapOf(
    "gate" to if (d.gate.kind == "deny") mapOf("kind" to "deny", "reason" to d.gate.reason) else mapOf("kind" to d.gate.kind),
    "actions" to d.actions.map(::action), "degraded" to d.degraded, "recheck_at" to d.recheckAt,
)

private fun action(a: Action): Map<String, Any?> = mapOf("kind" to a.kind, "blocks" to a.blocks) + when (a.kind) {
    "withdraw_deletion" -> mapOf("due" to a.due)
    "ask_age", "reverify_age" ->
        mapOf("adult_age" to a.adultAge, "game_grade" to a.gameGrade, "certificate_type" to a.certificateType)
    "parent_consent" -> mapOf("certificate_type" to a.certificateType)
    "accept_agreements" -> mapOf("documents" to a.documents)
    else -> mapOf()
}

fun of(a: Applied): Map<String, Any?> = mapOf("state" to a.state, "effects" to a.effects.map(::effect))

private fun effect(e: AccountEffect): Map<String, Any?> = when (e) {
    is AccountEffect.SendCheck -> mapOf("kind" to "send_check", "ai" to e.ai)
    is AccountEffect.SendQuery -> mapOf("kind" to "send_query", "ai" to e.ai, "at" to e.at)
    is AccountEffect.CollectDocuments -> mapOf("kind" to "collect_documents")
    is AccountEffect.Invalid -> mapOf("kind" to "invalid", "field" to e.field, "reason" to e.reason)
    is AccountEffect.EndGuestSession -> mapOf("kind" to "end_guest_session")
    is AccountEffect.Alert -> mapOf("kind" to "alert", "code" to e.code)
    is AccountEffect.Stale -> mapOf("kind" to "stale")
}

fun of(a: Admission): Map<String, Any?> = mapOf(
    "allowed" to a.allowed, "reported" to a.reported, "reason" to a.reason, "rule_id" to a.ruleId, "valid_until" to a.validUntil,
)

fun of(v: Verifying): Map<String, Any?> = mapOf("state" to v.state, "attempt" to v.attempt)

fun of(s: Session?): Map<String, Any?>? =
    s?.let { mapOf("account" to it.account, "si" to it.si, "since" to it.since, "reported" to it.reported) }

fun of(s: Stats): Map<String, Any?> = s.values.associate { it.key to it.value } + mapOf(
    "lanes" to s.lanes.map { mapOf("game" to it.game, "endpoint" to name(it.endpoint), "state" to it.state, "until" to it.until) },
)

fun of(s: Step): Map<String, Any?> = when (s) {
    is Step.Persist -> mapOf(
        "kind" to "persist", "seq" to s.seq, "segment" to s.segment, "drop_before" to s.dropBefore, "bytes_hex" to hex(s.bytes),
    )
    is Step.Tell -> mapOf("kind" to "event", "seq" to s.seq, "event" to of(s.event))
    is Step.Send -> mapOf(
        "kind" to "send", "send" to s.send, "endpoint" to name(s.endpoint), "timeout_ms" to s.timeoutMs, "request" to of(s.request),
    )
    is Step.Wait -> mapOf("kind" to "wait", "until_mono" to s.untilMono)
}

private fun of(e: Event): Map<String, Any?> = when (e) {
    is Event.AccountChanged -> mapOf(
        "kind" to "account_changed", "game" to e.game, "account" to e.account, "attempt" to e.attempt, "state" to e.state,
        "cause" to e.cause,
    )
    is Event.RowsSettled -> mapOf("kind" to "rows_settled", "game" to e.game, "rows" to e.rows.map(::row))
    is Event.SessionEnded -> mapOf(
        "kind" to "session_ended", "game" to e.game, "session" to e.session, "account" to e.account, "cause" to e.cause, "at" to e.at,
    )
    is Event.Warning -> mapOf("kind" to "warning", "game" to e.game, "sessions" to e.sessions, "remaining_s" to e.remainingS)
    is Event.Throttled -> mapOf("kind" to "throttled", "game" to e.game, "endpoint" to name(e.endpoint), "until" to e.until)
    is Event.KeyExpiring -> mapOf("kind" to "key_expiring", "app_id" to e.appId, "at" to e.at)
    is Event.GameDrained -> mapOf("kind" to "game_drained", "game" to e.game)
    is Event.Alert -> mapOf("kind" to "alert", "code" to e.code, "game" to e.game, "endpoint" to name(e.endpoint), "errcode" to e.errcode)
    is Event.Recovered -> mapOf(
        "kind" to "recovered", "segments" to e.segments, "accounts" to e.accounts, "sessions" to e.sessions, "rows" to e.rows,
        "damage" to e.damage.map { mapOf("segment" to it.segment, "offset" to it.offset) },
    )
}

private fun row(r: SettledRow): Map<String, Any?> = mapOf(
    "session" to r.session, "si" to r.si, "bt" to name(r.bt), "ot" to r.ot, "true_ot" to r.trueOt, "outcome" to name(r.outcome),
    "errcode" to r.errcode, "outside_window" to r.outsideWindow,
)
