package testee

import io.github.shiming.*

private val engines = HashMap<Long, Engine>()

private fun engine(c: Call): Engine = engines[c.int64("e")] ?: throw Refused.invalid("e")

private fun one(name: String, value: Any?) = mapOf(name to value)

private fun <T> withApp(c: Call, run: (App) -> T): T = app(c).use(run)

private fun done(@Suppress("UNUSED_PARAMETER") nothing: Unit) = mapOf<String, Any>()

/** Every operation, as Kotlin spells it. */
fun kotlinOps(): Map<String, Op> = toolkit() + policy() + channels() + account() + engineOps()

private fun toolkit() = mapOf<String, Op>(
    "sign" to Op { one("sign", sign(it.text("secret_key"), params(it), it.bytes("body_hex"))) },
    "explain_sign" to Op { of(explainSign(it.text("secret_key"), params(it), it.bytes("body_hex"))) },
    "encrypt_body" to Op {
        one("body_hex", hex(encryptBody(it.text("secret_key"), it.bytes("nonce_hex"), it.bytes("plaintext_hex"))))
    },
    "decrypt_body" to Op { one("plaintext_hex", hex(decryptBody(it.text("secret_key"), it.bytes("body_hex")))) },
    "check_request" to Op { c ->
        withApp(c) {
            of(checkRequest(it, endpoints(c), c.text("ai"), c.text("name"), c.text("id_number"), c.bytes("nonce_hex"), c.int64("unix")))
        }
    },
    "query_request" to Op { c -> withApp(c) { of(queryRequest(it, endpoints(c), c.text("ai"), c.int64("unix"))) } },
    "report_request" to Op { c ->
        withApp(c) { of(reportRequest(it, endpoints(c), rows(c), c.bytes("nonce_hex"), c.int64("unix"))) }
    },
    "parse_check" to Op { of(parseCheck(it.int32("status"), it.bytes("body_hex"))) },
    "parse_query" to Op { of(parseQuery(it.int32("status"), it.bytes("body_hex"))) },
    "parse_report" to Op { of(parseReport(it.int32("status"), it.bytes("body_hex"), it.int32("rows"))) },
    "errcode_info" to Op { of(errcodeInfo(it.int32("errcode"))) },
    "ai_for_attempt" to Op {
        val ai = aiForAttempt(
            it.bytes("salt_hex"), it.text("biz_id"), it.text("account"), it.int64("attempt"), it.text("name"), it.text("id_number"),
        )
        one("ai", ai)
    },
    "normalize_id" to Op { of(normalizeId(it.text("raw"), it.choice("mode", IdMode.entries.toTypedArray()))) },
    "unpad_id" to Op { one("raw", unpadId(it.text("id"))) },
    "validate_name" to Op { of(validateName(it.text("name"))) },
    "validate_id_number" to Op { of(validateIdNumber(it.text("id_number"), it.int64("unix"))) },
    "pi_birth_date" to Op { of(piBirthDate(it.text("pi"))) },
    "redact" to Op { one("text", redact(it.choice("kind", RedactKind.entries.toTypedArray()), it.text("value"))) },
    "interface_test" to Op { of(interfaceTest(it.int32("case"))) },
    "interface_test_request" to Op { c ->
        val case = c.int32("case")
        withApp(c) {
            of(interfaceTestRequest(case, it, c.text("code"), c.int32("preset"), c.bytes("nonce_hex"), c.int64("unix")))
        }
    },
    "interface_test_judge" to Op { of(interfaceTestJudge(it.int32("case"), it.int32("status"), it.bytes("body_hex"))) },
    "derive_journal_key" to Op { one("key_hex", hex(deriveJournalKey(it.text("secret_key")))) },
)

private fun policy() = mapOf<String, Op>(
    "age_on" to Op { one("age", ageOn(it.text("birth"), it.int64("unix"), it.choice("rule", AgeRule.entries.toTypedArray()))) },
    "decide" to Op {
        of(decide(it.text("state"), it.text("profile"), it.optional("calendar"), usage(it.obj("usage")), it.int64("unix")))
    },
    "decide_payment" to Op {
        val payment = decidePayment(
            it.text("state"), it.text("profile"), it.optional("calendar"), it.int64("spent_month_fen"), it.int64("amount_fen"),
            it.int64("unix"),
        )
        of(payment)
    },
    "next_play_window" to Op {
        of(nextPlayWindow(it.text("state"), it.text("profile"), it.optional("calendar"), it.int64("unix")))
    },
    "play_windows" to Op { days(playWindows(it.int32("year"), it.int32("month"), it.text("profile"), it.optional("calendar"))) },
    "reason_text" to Op { of(reasonText(it.text("reason"))) },
)

private fun channels() = mapOf<String, Op>(
    "omnisdk_play_request" to Op { omnisdk(it, ::omnisdkPlayRequest) },
    "omnisdk_exit_request" to Op { omnisdk(it, ::omnisdkExitRequest) },
    "omnisdk_sign" to Op { one("sign", omnisdkSign(it.text("profile"), it.text("key"), it.bytes("body_hex"))) },
    "omnisdk_diagnose_signature" to Op {
        matches(omnisdkDiagnoseSignature(it.text("profile"), it.text("key"), it.bytes("body_hex")))
    },
    "omnisdk_parse_response" to Op { of(omnisdkParseResponse(it.int32("status"), it.bytes("body_hex"))) },
    "omnisdk_verify_callback" to Op { of(omnisdkVerifyCallback(it.text("profile"), it.text("key"), it.bytes("body_hex"))) },
    "omnisdk_callback_reply" to Op {
        one("body_hex", hex(omnisdkCallbackReply(it.choice("outcome", OmniReply.entries.toTypedArray()))))
    },
    "omnisdk_verify_login" to Op {
        val valid = omnisdkVerifyLogin(
            it.text("app_id"), it.text("key"), it.text("uid"), it.text("verify_timestamp"), it.text("signature"),
        )
        one("valid", valid)
    },
    "omnisdk_certification" to Op { one("real_name", omnisdkCertification(it.int32("value"))) },
    "player_network_parse" to Op { one("login", playerNetworkParse(it.bytes("body_hex"))) },
    "player_network_decide" to Op { of(playerNetworkDecide(it.text("login"), it.text("options"), it.int64("unix"))) },
    "adapt_status" to Op {
        one("real_name", adaptStatus(it.choice("source", StatusSource.entries.toTypedArray()), it.text("value")))
    },
)

private fun omnisdk(c: Call, build: (String, String, String, OmniPlatform?, OmniForm, Long) -> Request) = of(
    build(
        c.text("profile"), c.text("key").also { checked(c.text("profile"), it) }, c.text("uid"), c.optionalChoice("platform", OmniPlatform.entries.toTypedArray()),
        c.choice("form", OmniForm.entries.toTypedArray()), c.int64("unix"),
    ),
)

private fun account() = mapOf<String, Op>(
    "account_new" to Op { one("state", accountNew()) },
    "account_load" to Op { one("state", accountLoad(it.text("json"))) },
    "account_apply" to Op { of(accountApply(it.text("state"), event(it), it.optional("fresh_ai"), it.now())) },
)

private fun engineOps() = mapOf<String, Op>(
    "engine_open" to Op {
        val number = it.int64("e")
        engines.remove(number)?.close()
        engines[number] = Engine.open(it.text("config"), it.bytes("entropy_hex"), it.now())
        mapOf<String, Any>()
    },
    "engine_load" to Op { done(engine(it).load(it.int64("segment"), it.bytes("bytes_hex"))) },
    "engine_put_app" to Op { done(engine(it).putApp(it.text("json"))) },
    "engine_put_game" to Op { done(engine(it).putGame(it.text("json"))) },
    "engine_put_policy" to Op { done(engine(it).putPolicy(it.text("json"))) },
    "engine_remove_game" to Op { done(engine(it).removeGame(it.text("game"))) },
    "engine_set_share" to Op { c -> share(c).let { done(engine(c).setShare(c.text("game"), it)) } },
    "engine_hold" to Op {
        val (game, endpoint) = it.text("game") to it.choice("endpoint", Endpoint.entries.toTypedArray())
        done(engine(it).hold(game, endpoint, it.int64("until")))
    },
    "engine_verify" to Op {
        val verifying = engine(it).verify(
            it.text("game"), it.text("account"), it.text("state").also(::accountLoad), it.text("name"), it.text("id_number"),
            it.choice("priority", Priority.entries.toTypedArray()), it.now(),
        )
        of(verifying)
    },
    "engine_put_account" to Op { done(engine(it).putAccount(it.text("game"), it.text("account"), it.text("state"), it.now())) },
    "engine_login" to Op {
        val player = player(it)
        val (game, session) = it.text("game") to it.text("session")
        of(engine(it).login(game, session, player, if (it.has("usage")) usage(it.obj("usage")) else null, it.now()))
    },
    "engine_heartbeat" to Op { done(engine(it).heartbeat(it.text("game"), it.text("session"), it.now())) },
    "engine_logout" to Op { done(engine(it).logout(it.text("game"), it.text("session"), it.now())) },
    "engine_poll" to Op { of(engine(it).poll(it.now())) },
    "engine_persisted" to Op { done(engine(it).persisted(it.int64("seq"))) },
    "engine_handled" to Op { done(engine(it).handled(it.int64("seq"))) },
    "engine_complete" to Op {
        val send = it.int64("send")
        one("used", engine(it).complete(send, outcome(it), it.now()).name.lowercase())
    },
    "engine_account" to Op { c -> engine(c).account(c.text("game"), c.text("account"))?.let { one("state", it) } },
    "engine_session" to Op { of(engine(it).session(it.text("game"), it.text("session"))) },
    "engine_stats" to Op { of(engine(it).stats(it.optional("game"))) },
    "engine_free" to Op {
        val engine = engines.remove(it.int64("e")) ?: throw Refused.invalid("e")
        done(engine.close())
    },
)
