package testee;

import io.github.shiming.*;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every operation, as Java spells it. */
final class JavaOps {
    private static final Map<Long, Engine> ENGINES = new HashMap<>();
    private static final Map<String, Object> NOTHING = Collections.emptyMap();

    /** What may throw in a call. */
    private interface Run {
        Object run(Call call) throws ShimingException;
    }

    private interface Do {
        void run(Call call) throws ShimingException;
    }

    private interface WithApp {
        Request build(App app) throws ShimingException;
    }

    /** The table, whose calls may throw the library's exceptions: the main loop takes them. */
    private static final class Table extends LinkedHashMap<String, Op> {
        void add(String name, Run run) {
            put(name, call -> {
                try {
                    return run.run(call);
                } catch (ShimingException error) {
                    throw JavaOps.<RuntimeException>thrown(error);
                }
            });
        }

        void does(String name, Do run) {
            add(name, c -> {
                run.run(c);
                return NOTHING;
            });
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E thrown(Throwable error) throws E {
        throw (E) error;
    }

    private JavaOps() {
    }

    static Map<String, Op> all() {
        Table ops = new Table();
        toolkit(ops);
        requests(ops);
        engines(ops);
        return ops;
    }

    private static Map<String, Object> one(String name, Object value) {
        return Collections.singletonMap(name, value);
    }

    private static Engine engine(Call c) {
        Engine engine = ENGINES.get(c.int64("e"));
        if (engine == null) {
            throw Refused.Companion.invalid("e");
        }
        return engine;
    }

    private static void toolkit(Table ops) {
        ops.add("sign", c -> one("sign", Shiming.sign(c.text("secret_key"), Shapes.params(c), c.bytes("body_hex"))));
        ops.add("explain_sign", c -> Shapes.of(Shiming.explainSign(c.text("secret_key"), Shapes.params(c), c.bytes("body_hex"))));
        ops.add("encrypt_body", c -> one("body_hex", Shapes.hex(Shiming.encryptBody(c.text("secret_key"),
            c.bytes("nonce_hex"), c.bytes("plaintext_hex")))));
        ops.add("decrypt_body", c -> one("plaintext_hex", Shapes.hex(Shiming.decryptBody(c.text("secret_key"),
            c.bytes("body_hex")))));
        ops.add("parse_check", c -> Shapes.of(Shiming.parseCheck(c.int32("status"), c.bytes("body_hex"))));
        ops.add("parse_query", c -> Shapes.of(Shiming.parseQuery(c.int32("status"), c.bytes("body_hex"))));
        ops.add("parse_report", c -> Shapes.of(Shiming.parseReport(c.int32("status"), c.bytes("body_hex"), c.int32("rows"))));
        ops.add("errcode_info", c -> Shapes.of(Shiming.errcodeInfo(c.int32("errcode"))));
        ops.add("ai_for_attempt", c -> one("ai", Shiming.aiForAttempt(c.bytes("salt_hex"), c.text("biz_id"),
            c.text("account"), c.int64("attempt"), c.text("name"), c.text("id_number"))));
        ops.add("normalize_id", c -> Shapes.of(Shiming.normalizeId(c.text("raw"), c.choice("mode", IdMode.values()))));
        ops.add("unpad_id", c -> one("raw", Shiming.unpadId(c.text("id"))));
        ops.add("validate_name", c -> Shapes.of(Shiming.validateName(c.text("name"))));
        ops.add("validate_id_number", c -> Shapes.of(Shiming.validateIdNumber(c.text("id_number"), c.int64("unix"))));
        ops.add("pi_birth_date", c -> Shapes.of(Shiming.piBirthDate(c.text("pi"))));
        ops.add("redact", c -> one("text", Shiming.redact(c.choice("kind", RedactKind.values()), c.text("value"))));
        ops.add("interface_test", c -> Shapes.of(Shiming.interfaceTest(c.int32("case"))));
        ops.add("interface_test_judge", c -> Shapes.of(Shiming.interfaceTestJudge(c.int32("case"), c.int32("status"),
            c.bytes("body_hex"))));
        ops.add("derive_journal_key", c -> one("key_hex", Shapes.hex(Shiming.deriveJournalKey(c.text("secret_key")))));
        ops.add("age_on", c -> one("age", Shiming.ageOn(c.text("birth"), c.int64("unix"), c.choice("rule", AgeRule.values()))));
        ops.add("decide", c -> Shapes.of(Shiming.decide(c.text("state"), c.text("profile"), c.optional("calendar"),
            Shapes.usage(c.obj("usage")), c.int64("unix"))));
        ops.add("decide_payment", c -> Shapes.of(Shiming.decidePayment(c.text("state"), c.text("profile"),
            c.optional("calendar"), c.int64("spent_month_fen"), c.int64("amount_fen"), c.int64("unix"))));
        ops.add("next_play_window", c -> Shapes.of(Shiming.nextPlayWindow(c.text("state"), c.text("profile"),
            c.optional("calendar"), c.int64("unix"))));
        ops.add("play_windows", c -> Shapes.days(Shiming.playWindows(c.int32("year"), c.int32("month"), c.text("profile"),
            c.optional("calendar"))));
        ops.add("reason_text", c -> Shapes.of(Shiming.reasonText(c.text("reason"))));
        ops.add("omnisdk_play_request", c -> {
            Shapes.checked(c.text("profile"), c.text("key"));
            return Shapes.of(Shiming.omnisdkPlayRequest(c.text("profile"), c.text("key"), c.text("uid"),
                c.optionalChoice("platform", OmniPlatform.values()), c.choice("form", OmniForm.values()), c.int64("unix")));
        });
        ops.add("omnisdk_exit_request", c -> {
            Shapes.checked(c.text("profile"), c.text("key"));
            return Shapes.of(Shiming.omnisdkExitRequest(c.text("profile"), c.text("key"), c.text("uid"),
                c.optionalChoice("platform", OmniPlatform.values()), c.choice("form", OmniForm.values()), c.int64("unix")));
        });
        ops.add("omnisdk_sign", c -> one("sign", Shiming.omnisdkSign(c.text("profile"), c.text("key"), c.bytes("body_hex"))));
        ops.add("omnisdk_diagnose_signature", c -> Shapes.matches(Shiming.omnisdkDiagnoseSignature(c.text("profile"),
            c.text("key"), c.bytes("body_hex"))));
        ops.add("omnisdk_parse_response", c -> Shapes.of(Shiming.omnisdkParseResponse(c.int32("status"), c.bytes("body_hex"))));
        ops.add("omnisdk_verify_callback", c -> Shapes.of(Shiming.omnisdkVerifyCallback(c.text("profile"), c.text("key"),
            c.bytes("body_hex"))));
        ops.add("omnisdk_callback_reply", c -> one("body_hex", Shapes.hex(Shiming.omnisdkCallbackReply(c.choice("outcome",
            OmniReply.values())))));
        ops.add("omnisdk_verify_login", c -> one("valid", Shiming.omnisdkVerifyLogin(c.text("app_id"), c.text("key"),
            c.text("uid"), c.text("verify_timestamp"), c.text("signature"))));
        ops.add("omnisdk_certification", c -> one("real_name", Shiming.omnisdkCertification(c.int32("value"))));
        ops.add("player_network_parse", c -> one("login", Shiming.playerNetworkParse(c.bytes("body_hex"))));
        ops.add("player_network_decide", c -> Shapes.of(Shiming.playerNetworkDecide(c.text("login"), c.text("options"),
            c.int64("unix"))));
        ops.add("adapt_status", c -> one("real_name", Shiming.adaptStatus(c.choice("source", StatusSource.values()),
            c.text("value"))));
        ops.add("account_new", c -> one("state", Shiming.accountNew()));
        ops.add("account_load", c -> one("state", Shiming.accountLoad(c.text("json"))));
        ops.add("account_apply", c -> Shapes.of(Shiming.accountApply(c.text("state"), Shapes.event(c),
            c.optional("fresh_ai"), c.now())));
    }

    private static Object withApp(Call c, WithApp build) throws ShimingException {
        try (App app = Shapes.app(c)) {
            return Shapes.of(build.build(app));
        }
    }

    private static void requests(Table ops) {
        ops.add("check_request", c -> withApp(c, app -> Shiming.checkRequest(app, Shapes.endpoints(c), c.text("ai"), c.text("name"),
            c.text("id_number"), c.bytes("nonce_hex"), c.int64("unix"))));
        ops.add("query_request", c -> withApp(c, app ->
            Shiming.queryRequest(app, Shapes.endpoints(c), c.text("ai"), c.int64("unix"))));
        ops.add("report_request", c -> withApp(c, app ->
            Shiming.reportRequest(app, Shapes.endpoints(c), Shapes.rows(c), c.bytes("nonce_hex"), c.int64("unix"))));
        ops.add("interface_test_request", c -> {
            int number = c.int32("case");
            return withApp(c, app -> Shiming.interfaceTestRequest(number, app, c.text("code"), c.int32("preset"),
                c.bytes("nonce_hex"), c.int64("unix")));
        });
    }

    private static void engines(Table ops) {
        ops.does("engine_open", c -> {
            Engine old = ENGINES.remove(c.int64("e"));
            if (old != null) {
                old.close();
            }
            ENGINES.put(c.int64("e"), Engine.open(c.text("config"), c.bytes("entropy_hex"), c.now()));
        });
        ops.does("engine_load", c -> engine(c).load(c.int64("segment"), c.bytes("bytes_hex")));
        ops.does("engine_put_app", c -> engine(c).putApp(c.text("json")));
        ops.does("engine_put_game", c -> engine(c).putGame(c.text("json")));
        ops.does("engine_put_policy", c -> engine(c).putPolicy(c.text("json")));
        ops.does("engine_remove_game", c -> engine(c).removeGame(c.text("game")));
        ops.does("engine_set_share", c -> {
            Share share = Shapes.share(c);
            engine(c).setShare(c.text("game"), share);
        });
        ops.does("engine_hold", c -> {
            String game = c.text("game");
            Endpoint endpoint = c.choice("endpoint", Endpoint.values());
            engine(c).hold(game, endpoint, c.int64("until"));
        });
        ops.add("engine_verify", c -> {
            Engine engine = engine(c);
            String game = c.text("game"), account = c.text("account"), state = c.text("state");
            Shiming.accountLoad(state);
            return Shapes.of(engine.verify(game, account, state, c.text("name"), c.text("id_number"),
                c.choice("priority", Priority.values()), c.now()));
        });
        ops.does("engine_put_account", c -> engine(c).putAccount(c.text("game"), c.text("account"), c.text("state"), c.now()));
        ops.add("engine_login", c -> {
            Player player = Shapes.player(c);
            String game = c.text("game"), session = c.text("session");
            Usage usage = c.has("usage") ? Shapes.usage(c.obj("usage")) : null;
            return Shapes.of(engine(c).login(game, session, player, usage, c.now()));
        });
        ops.does("engine_heartbeat", c -> engine(c).heartbeat(c.text("game"), c.text("session"), c.now()));
        ops.does("engine_logout", c -> engine(c).logout(c.text("game"), c.text("session"), c.now()));
        ops.add("engine_poll", c -> Shapes.of(engine(c).poll(c.now())));
        ops.add("engine_session", c -> Shapes.of(engine(c).session(c.text("game"), c.text("session"))));
        ops.add("engine_stats", c -> Shapes.of(engine(c).stats(c.optional("game"))));
        ops.does("engine_persisted", c -> engine(c).persisted(c.int64("seq")));
        ops.does("engine_handled", c -> engine(c).handled(c.int64("seq")));
        ops.add("engine_complete", c -> {
            long send = c.int64("send");
            Used used = engine(c).complete(send, Shapes.outcome(c), c.now());
            return one("used", used.name().toLowerCase(java.util.Locale.ROOT));
        });
        ops.add("engine_account", c -> {
            String state = engine(c).account(c.text("game"), c.text("account"));
            return state == null ? null : one("state", state);
        });
        ops.does("engine_free", c -> {
            Engine engine = ENGINES.remove(c.int64("e"));
            if (engine == null) {
                throw Refused.Companion.invalid("e");
            }
            engine.close();
        });
    }
}
