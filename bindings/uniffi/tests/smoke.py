"""Calls every function once through the generated Python: `python smoke.py FOLDER`, with the library and its module in it.

What each of them answers is the business of the known answers (tests/vectors); this is about what crosses, and how."""

import json
import pathlib
import sys

sys.path.insert(0, sys.argv[1])
import shiming_uniffi as s  # noqa: E402

KEY = "2836e95fcd10e04b0069bb1ee659955b"
UNIX = 1_795_176_000_000
NOW = s.Now(unix=UNIX, mono=5_000)
NAME, NUMBER = "某一一", "110000190101010001"
NONCE = bytes(12)
PROFILE = '{"base":"cn2021"}'
OMNI = '{"base":"cn_v1","app_id":"1"}'
used = set()


def call(function, *arguments):
    used.add(function.__qualname__)
    return function(*arguments)


def refused(code, function, *arguments):
    try:
        call(function, *arguments)
    except s.ShimingError as error:
        assert error.code_name == code, (function, error)
        return error
    raise AssertionError(f"{function} answered, and not {code}")


app = s.App("app", "biz", KEY)
params = [s.Param(key="appId", value="a"), s.Param(key="bizId", value="b"), s.Param(key="timestamps", value="1")]
signed = call(s.sign, KEY, params, b"{}")
assert call(s.explain_sign, KEY, params, b"{}").sign == signed and len(signed) == 64
body = call(s.encrypt_body, KEY, NONCE, b"text")
assert call(s.decrypt_body, KEY, body) == b"text"
endpoints = s.Endpoints.PRODUCTION()
request = call(s.check_request, app, endpoints, "ai", NAME, NUMBER, NONCE, UNIX)
assert request.method == "POST" and [header.key for header in request.headers][0] == "Content-Type"
assert NAME not in repr(request) and "sign" not in str(request)
assert call(s.query_request, app, s.Endpoints.TEST(code="abc"), "ai", UNIX).body == b""
row = s.Row(si="si", bt=s.Behavior.LOGIN, ot=UNIX // 1000 - 5, ct=s.PlayerKind.GUEST, pi=None, di="device")
call(s.report_request, app, s.Endpoints.CUSTOM(check="http://a/", query="http://a/", report="http://a/"), [row], NONCE, UNIX)
error = refused("invalid_rows", s.report_request, app, endpoints, [], NONCE, UNIX)
assert isinstance(error, s.ShimingError.InvalidInput) and error.reason == "empty" and error.field == "rows"
answer = call(s.parse_check, 200, b'{"errcode":0,"errmsg":"OK","data":{"result":{"status":1}}}')
assert isinstance(answer, s.Answer.PENDING)
assert isinstance(call(s.parse_query, 500, b""), s.Answer.UNREADABLE)
assert isinstance(call(s.parse_report, 200, b'{"errcode":0,"errmsg":"OK"}', 1), s.ReportAnswer.ACCEPTED)
assert call(s.errcode_info, 1006).official
call(s.ai_for_attempt, bytes(16), "biz", "account", 1, NAME, NUMBER)
padded = call(s.normalize_id, "abc", s.IdMode.PAD)
assert padded.how == s.NormalIdHow.PADDED and call(s.unpad_id, padded.id) == "abc"
assert call(s.validate_name, NAME).name == NAME
refused("invalid_id_number", s.validate_id_number, "1", UNIX)
assert call(s.pi_birth_date, "x").shape == s.PiShape.OTHER
assert NAME not in call(s.redact, s.RedactKind.NAME, NAME)
assert len(call(s.interface_test, 1).presets) > 0
call(s.interface_test_request, 1, app, "abc", 1, NONCE, UNIX)
assert not call(s.interface_test_judge, 1, 500, b"").passed
journal_key = call(s.derive_journal_key, KEY)
assert len(journal_key) == 32
assert call(s.age_on, "2010-01-01", UNIX, s.AgeRule.NEXT_DAY) == 16
state = call(s.account_new)
usage = s.Usage(played_today_s=0, guest_used_s=0)
assert not call(s.decide, state, PROFILE, None, usage, UNIX).play.allowed
assert not call(s.decide_payment, state, PROFILE, None, 0, 600, UNIX).verdict.allowed
refused("invalid_state", s.next_play_window, "{}", PROFILE, None, UNIX)
assert len(call(s.play_windows, 2026, 2, PROFILE, None)) == 28
assert call(s.reason_text, "adult").text_zh
for build in (s.omnisdk_play_request, s.omnisdk_exit_request):
    assert call(build, OMNI, "key", "uid", s.OmniPlatform.IOS, s.OmniForm.POST, UNIX).method == "POST"
assert len(call(s.omnisdk_sign, OMNI, "key", b'{"a":"b"}')) == 40
assert call(s.omnisdk_diagnose_signature, OMNI, "key", b'{"a":"b"}') == []
assert isinstance(call(s.omnisdk_parse_response, 200, b'{"code":"0","msg":"success"}'), s.OmniAnswer.ACCEPTED)
refused("invalid_signature", s.omnisdk_verify_callback, OMNI, "key", b'{"type":"x","sign":"00"}')
assert b"success" in call(s.omnisdk_callback_reply, s.OmniReply.ACCEPTED)
assert call(s.omnisdk_verify_login, "1", "key", "uid", "1", "00") is False
assert call(s.omnisdk_certification, 2) == "adult"
refused("invalid_callback", s.player_network_parse, b"[]")
refused("invalid_state", s.player_network_decide, "[]", "{}", UNIX)
assert call(s.adapt_status, s.StatusSource.VIVO, "true,17") == "minor"
assert call(s.account_load, state) == state
event = s.AccountEvent.SUBMIT_IDENTITY(name=NAME, id_number="1")
assert NAME not in repr(event) and "1" not in str(event)
applied = call(s.account_apply, state, event, "ai", NOW)
assert isinstance(applied.effects[0], s.AccountEffect.INVALID)

# What is no Unicode is named, also deep inside.
half = "\ud800"
assert refused("invalid_text", s.validate_name, half).field == "name"
assert refused("invalid_text", s.account_apply, state, s.AccountEvent.ENTER_GUEST(di=half), None, NOW).field == "di"

engine = call(s.Engine.open, json.dumps({"v": 1, "journal_keys": [journal_key.hex()]}), None, NOW)
call(s.Engine.load, engine, 1, b"")
call(s.Engine.put_app, engine, json.dumps({"app_id": "app", "keys": [{"secret_key": KEY}]}))
call(s.Engine.put_policy, engine, json.dumps({"profile": json.loads(PROFILE), "calendar": None}))
game = {"game": "g", "app_id": "app", "biz_id": "biz", "endpoints": {"kind": "production"}}
call(s.Engine.put_game, engine, json.dumps(game))
call(s.Engine.set_share, engine, "g", s.Share(index=0, count=1, from_unix=0, until_unix=None))
call(s.Engine.hold, engine, "g", s.Endpoint.QUERY, UNIX + 1)
refused("invalid_id_number", s.Engine.verify, engine, "g", "account", state, NAME, "1", s.Priority.LIVE, NOW)
adult = call(s.account_apply, state, s.AccountEvent.LINK_PERSON(pi="p" * 38, birth="1990-01-01", source=s.PersonSource.OWN), None, NOW).state
assert not call(s.Engine.login, engine, "g", "s0", s.Player.ACCOUNT(account="a", state=state), None, NOW).allowed
admitted = call(s.Engine.login, engine, "g", "s1", s.Player.ACCOUNT(account="a", state=adult), usage, NOW)
assert admitted.allowed and admitted.reported and admitted.reason == "adult"
call(s.Engine.put_account, engine, "g", "a", adult, NOW)
call(s.Engine.heartbeat, engine, "g", "s1", NOW)
assert call(s.Engine.session, engine, "g", "s1").account == "a"
assert call(s.Engine.session, engine, "g", "none") is None
assert call(s.Engine.account, engine, "g", "none") is None
call(s.Engine.logout, engine, "g", "s1", NOW)
assert call(s.Engine.stats, engine, None).values
seen = set()
for at in range(1, 100):
    now = s.Now(unix=UNIX + 200 * at, mono=5_000 + 200 * at)
    step = call(s.Engine.poll, engine, now)
    seen.add(type(step).__qualname__)
    if isinstance(step, s.Step.PERSIST):
        call(s.Engine.persisted, engine, step.seq)
    elif isinstance(step, s.Step.TELL):
        call(s.Engine.handled, engine, step.seq)
    elif isinstance(step, s.Step.SEND):
        response = s.HttpResponse(status=200, body=b'{"errcode":0,"errmsg":"OK"}', date=None)
        assert call(s.Engine.complete, engine, step.send, s.Outcome.HTTP(response=response), now) == s.Used.NOW
assert {"Step.PERSIST", "Step.SEND", "Step.TELL", "Step.WAIT"} <= seen, seen
call(s.Engine.remove_game, engine, "g")
call(s.Engine.close, engine)
error = refused("closed", s.Engine.poll, engine, NOW)
assert isinstance(error, s.ShimingError.State)
assert call(s.version) and len(call(s.error_codes)) > 30

everything = {name for name, value in vars(s).items() if callable(value) and not isinstance(value, type)
              and not name.startswith("_") and getattr(value, "__module__", "") == "shiming_uniffi" and name.islower()}
everything |= {f"Engine.{name}" for name in vars(s.Engine) if not name.startswith("_")}
operations = pathlib.Path(__file__).parents[3] / "tests/vectors/operations.json"
spelled = {one["spelling"]["python"] for one in json.loads(operations.read_text("utf-8"))["operations"] if "spelling" in one}
assert spelled <= everything, spelled - everything
assert everything <= used, everything - used
print(f"{len(used)} functions called")
