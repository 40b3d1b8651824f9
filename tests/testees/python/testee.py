"""The testee of Python: reads calls of the pipe protocol, makes them through the package as a user would, and writes the answers.
Glue only. Start it with the Python of an environment that the wheel is installed in."""

import enum
import json
import re
import sys

import shiming as s

MAX_LINE = 4 << 20
NUMBERS = {"bad_call": 1, "unknown_op": 2, "unsupported_protocol": 3, "invalid_parameter": 5}
SIGNED_64 = range(-(1 << 63), 1 << 63)
SIGNED_32 = range(-(1 << 31), 1 << 31)


class Refusal(Exception):
    """A call that the protocol answers by itself."""

    def __init__(self, code, field, detail):
        super().__init__(detail)
        self.shown = {"code": code, "number": NUMBERS[code], "reason": None, "field": field, "errcode": None, "detail": detail}


def bad_call():
    return Refusal("bad_call", None, "see the shapes of the protocol")


def invalid(field):
    return Refusal("invalid_parameter", field, "this argument is missing or out of range: see the protocol")


def text_of(value):
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        raise bad_call()
    return unhex(value.get("$utf8_hex")).decode("utf-8", "surrogateescape")


def unhex(digits):
    if not isinstance(digits, str) or len(digits) % 2 or re.search("[^0-9a-f]", digits):
        raise bad_call()
    return bytes.fromhex(digits)


class Args:
    """The arguments of one call."""

    def __init__(self, members):
        if not isinstance(members, dict):
            raise bad_call()
        self.members = members
        self.read, self.unknown = [], None

    def optional(self, name, read=None):
        self.read.append(name)
        if self.members.get(name) is None:
            return None
        return read(name) if read else self.members[name]

    def required(self, name):
        self.read.append(name)
        if self.members.get(name) is None:
            raise invalid(name)
        return self.members[name]

    def text(self, name):
        return text_of(self.required(name))

    def int(self, name, allowed=SIGNED_64):
        value = self.required(name)
        if isinstance(value, dict):
            digits = value.get("$int")
            if not isinstance(digits, str) or not re.fullmatch("-?[0-9]+", digits):
                raise bad_call()
            value = int(digits)
        if isinstance(value, bool) or not isinstance(value, int):
            raise bad_call()
        if value not in allowed:
            raise invalid(name)
        return value

    def int32(self, name):
        return self.int(name, SIGNED_32)

    def bytes(self, name):
        return unhex(self.required(name + "_hex"))

    def object(self, name):
        return Args(self.required(name))

    def list(self, name):
        value = self.required(name)
        if not isinstance(value, list):
            raise bad_call()
        return value

    def bool(self, name):
        value = self.required(name)
        if not isinstance(value, bool):
            raise bad_call()
        return value

    def choice(self, name, kind):
        value = self.text(name)
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ill_formed(name) from None
        try:
            return {one.name.lower(): one for one in kind}[value]
        except KeyError:
            raise invalid(name) from None

    def now(self):
        clocks = self.object("now")
        return s.Now(unix=clocks.int("unix"), mono=clocks.int("mono"))

    def app(self):
        app = self.object("app")
        return s.App(app.text("app_id"), app.text("biz_id"), app.text("secret_key"))

    def usage(self):
        usage = self.object("usage")
        return s.Usage(played_today_s=usage.int("played_today_s"), guest_used_s=usage.int("guest_used_s"))

    def params(self):
        pairs = self.list("params")
        if any(not isinstance(pair, list) or len(pair) != 2 for pair in pairs):
            raise bad_call()
        return [s.Param(key=text_of(key), value=text_of(value)) for key, value in pairs]

    def endpoints(self):
        given = self.object("endpoints")
        kind = given.text("kind")
        if kind == "production":
            return s.Endpoints.PRODUCTION()
        if kind == "test":
            return s.Endpoints.TEST(given.text("code"))
        if kind == "custom":
            return s.Endpoints.CUSTOM(given.text("check"), given.text("query"), given.text("report"))
        raise invalid("endpoints")

    def rows(self):
        return [Args(one).row() for one in self.list("rows")]

    def row(self):
        return s.Row(
            si=self.text("si"), bt=self.choice("bt", s.Behavior), ot=self.int("ot"), ct=self.choice("ct", s.PlayerKind),
            pi=self.optional("pi", self.text), di=self.optional("di", self.text),
        )

    def answer(self):
        kind = self.text("kind")
        if kind == "verified":
            return s.Answer.VERIFIED(self.text("pi"))
        if kind == "pending":
            return s.Answer.PENDING()
        if kind == "failed":
            return s.Answer.FAILED()
        if kind == "refused":
            return s.Answer.REFUSED(self.int32("errcode"), self.text("errmsg"), self.choice("class", s.ErrcodeClass))
        if kind == "unreadable":
            return s.Answer.UNREADABLE(self.choice("reason", s.UnreadableReason))
        raise invalid("answer")

    def attempt_answer(self):
        answer = self.object("answer")
        kind = answer.text("kind")
        if kind == "not_sent":
            return s.AttemptAnswer.NOT_SENT()
        if kind == "no_answer":
            return s.AttemptAnswer.NO_ANSWER()
        return s.AttemptAnswer.ANSWERED(answer.answer())

    def event(self):
        kind, event = self.text("kind"), s.AccountEvent
        birth = lambda: self.optional("birth", self.text)  # noqa: E731
        build = {
            "submit_identity": lambda: event.SUBMIT_IDENTITY(self.text("name"), self.text("id_number")),
            "check_answer": lambda: event.CHECK_ANSWER(self.text("ai"), self.attempt_answer()),
            "query_answer": lambda: event.QUERY_ANSWER(self.text("ai"), self.attempt_answer()),
            "tick": event.TICK,
            "link_person": lambda: event.LINK_PERSON(self.text("pi"), birth(), self.choice("source", s.PersonSource)),
            "reset_identity": lambda: event.RESET_IDENTITY(self.text("reason")),
            "request_manual_review": lambda: event.REQUEST_MANUAL_REVIEW(self.text("document"), birth()),
            "review": lambda: event.REVIEW(self.bool("approved"), birth()),
            "enter_guest": lambda: event.ENTER_GUEST(self.text("di")),
            "guest_played": lambda: event.GUEST_PLAYED(self.int("seconds")),
        }
        if kind not in build:
            raise invalid("event")
        return build[kind]()


def ill_formed(field):
    try:
        s.validate_name("\ud800")
    except s.InvalidInputError as error:
        return s.InvalidInputError(error.code, error.code_name, error.detail, field, None, None)




# Answers. Members of records are those of the protocol but for a few that are no identifiers somewhere.
RENAMED = {"errcode_class": "class", "code_class": "class", "from_unix": "from", "until_unix": "until", "bytes": "bytes_hex"}


def show(value):
    if isinstance(value, enum.Enum):
        return value.name.lower()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, (list, tuple)):
        return [show(one) for one in value]
    if not hasattr(value, "__dict__"):
        return value
    members = {RENAMED.get(name, name): show(one) for name, one in vars(value).items() if not name.startswith("_")}
    family = type(value).__qualname__.split(".")
    if len(family) > 1:
        members = {"kind": family[-1].lower(), **members}
    return members


def request(value):
    headers = [[header.key, header.value] for header in value.headers]
    return {"method": value.method, "url": value.url, "headers": headers, "body_hex": value.body.hex()}


def pairs(value):
    return [[one.key, one.value] for one in value]


OPS = {}


def op(run):
    OPS[run.__name__] = run
    return run


@op
def hello(a):
    if a.int("protocol") != 1:
        raise Refusal("unsupported_protocol", "protocol", "this program speaks protocol 1")
    codes = {code.code_name: code.code for code in s.error_codes()}
    return {"protocol": 1, "language": "python", "version": s.version(), "abi": None, "ops": list(OPS), "error_codes": codes}


@op
def sign(a):
    return {"sign": s.sign(a.text("secret_key"), a.params(), a.bytes("body"))}


@op
def explain_sign(a):
    explained = s.explain_sign(a.text("secret_key"), a.params(), a.bytes("body"))
    return {**show(explained), "sorted": pairs(explained.sorted)}


def plain(name, result, *reads):
    """An operation whose arguments are read in order; `result` names the member of the answer, or shows it."""

    def run(a):
        answer = checked(a, lambda: getattr(s, name)(*[read(a) for read in reads]))
        return result(answer) if callable(result) else {result: show(answer)}

    run.__name__ = name
    op(run)


def checked(a, call):
    """Whoever has an enumeration cannot pass a value that it has not. Errors of the arguments before it come first all the same."""
    try:
        answer = call()
    except s.ShimingError as error:
        if a.unknown and error.field in a.read[a.read.index(a.unknown):]:
            raise invalid(a.unknown) from None
        raise
    if a.unknown:
        raise invalid(a.unknown)
    return answer


def t(name):
    return lambda a: a.text(name)


def i(name):
    return lambda a: a.int(name)


def i32(name):
    return lambda a: a.int32(name)


def b(name):
    return lambda a: a.bytes(name)


def c(name, kind):
    def read(a):
        try:
            return a.choice(name, kind)
        except Refusal:
            if not isinstance(a.members.get(name), str):
                raise
            a.unknown = a.unknown or name
            return next(iter(kind))

    return read


def maybe(name):
    return lambda a: a.optional(name, a.text)


def action(one):
    shown = {"kind": one.kind, "blocks": one.blocks}
    if one.kind == "withdraw_deletion":
        shown["due"] = one.due
    if one.kind in ("ask_age", "reverify_age"):
        shown.update(adult_age=one.adult_age, game_grade=one.game_grade, certificate_type=one.certificate_type)
    if one.kind == "parent_consent":
        shown["certificate_type"] = one.certificate_type
    if one.kind == "accept_agreements":
        shown["documents"] = one.documents
    return shown


def decision(one):
    gate = {"kind": one.gate.kind, "reason": one.gate.reason} if one.gate.reason else {"kind": one.gate.kind}
    return {"gate": gate, "actions": [action(each) for each in one.actions], "degraded": one.degraded, "recheck_at": one.recheck_at}


def callback(one):
    return {"uids": one.uids, "unix": one.unix, "dedupe_hex": one.dedupe.hex()}


now_app, ends, usage = Args.app, Args.endpoints, Args.usage
state_profile_calendar = (t("state"), t("profile"), maybe("calendar"))
plain("encrypt_body", "body_hex", t("secret_key"), b("nonce"), b("plaintext"))
plain("decrypt_body", "plaintext_hex", t("secret_key"), b("body"))
plain("check_request", request, now_app, ends, t("ai"), t("name"), t("id_number"), b("nonce"), i("unix"))
plain("query_request", request, now_app, ends, t("ai"), i("unix"))
plain("report_request", request, now_app, ends, Args.rows, b("nonce"), i("unix"))
plain("parse_check", show, i32("status"), b("body"))
plain("parse_query", show, i32("status"), b("body"))
plain("parse_report", show, i32("status"), b("body"), i32("rows"))
plain("errcode_info", show, i32("errcode"))
plain("ai_for_attempt", "ai", b("salt"), t("biz_id"), t("account"), i("attempt"), t("name"), t("id_number"))
plain("normalize_id", show, t("raw"), c("mode", s.IdMode))
plain("unpad_id", "raw", t("id"))
plain("validate_name", show, t("name"))
plain("validate_id_number", show, t("id_number"), i("unix"))
plain("pi_birth_date", show, t("pi"))
plain("redact", "text", c("kind", s.RedactKind), t("value"))
plain("interface_test", show, i32("case"))
plain("interface_test_request", request, i32("case"), now_app, t("code"), i32("preset"), b("nonce"), i("unix"))
plain("interface_test_judge", show, i32("case"), i32("status"), b("body"))
plain("derive_journal_key", "key_hex", t("secret_key"))
plain("age_on", "age", t("birth"), i("unix"), c("rule", s.AgeRule))
plain("decide", show, *state_profile_calendar, usage, i("unix"))
plain("decide_payment", show, *state_profile_calendar, i("spent_month_fen"), i("amount_fen"), i("unix"))
plain("next_play_window", show, *state_profile_calendar, i("unix"))
plain("play_windows", "days", i32("year"), i32("month"), t("profile"), maybe("calendar"))
plain("reason_text", show, t("reason"))
for verb in ("play", "exit"):
    platform = lambda a: a.optional("platform", lambda name: c(name, s.OmniPlatform)(a))  # noqa: E731
    plain(f"omnisdk_{verb}_request", request, t("profile"), t("key"), t("uid"), platform, c("form", s.OmniForm), i("unix"))
plain("omnisdk_sign", "sign", t("profile"), t("key"), b("body"))
plain("omnisdk_diagnose_signature", "matches", t("profile"), t("key"), b("body"))
plain("omnisdk_parse_response", lambda one: {"code": None, "msg": None, "class": None, **show(one)}, i32("status"), b("body"))
plain("omnisdk_verify_callback", callback, t("profile"), t("key"), b("body"))
plain("omnisdk_callback_reply", "body_hex", c("outcome", s.OmniReply))
plain("omnisdk_verify_login", "valid", t("app_id"), t("key"), t("uid"), t("verify_timestamp"), t("signature"))
plain("omnisdk_certification", "real_name", i32("value"))
plain("player_network_parse", "login", b("body"))
plain("player_network_decide", decision, t("login"), t("options"), i("unix"))
plain("adapt_status", "real_name", c("source", s.StatusSource), t("value"))
plain("account_new", "state")
plain("account_load", "state", t("json"))


@op
def account_apply(a):
    state, event = a.text("state"), a.object("event").event()
    applied = s.account_apply(state, event, a.optional("fresh_ai", a.text), a.now())
    return show(applied)


ENGINES = {}


def engine(a):
    number = a.int("e")
    if number not in ENGINES:
        raise invalid("e")
    return ENGINES[number]


def drop(number):
    if number in ENGINES:
        ENGINES.pop(number).close()


@op
def engine_open(a):
    number = a.int("e")
    drop(number)
    ENGINES[number] = s.Engine.open(a.text("config"), a.bytes("entropy"), a.now())
    return {}


def on_engine(verb, *reads, show=lambda answer: {}):
    def run(a):
        it = engine(a)
        return show(getattr(it, verb)(*[read(a) for read in reads]))

    run.__name__ = "engine_" + verb
    op(run)


def share(a):
    given = a.object("share")
    until = given.optional("until", given.int)
    return s.Share(index=given.int("index"), count=given.int("count"), from_unix=given.int("from"), until_unix=until)


def player(a):
    if a.optional("di") is not None:
        return s.Player.GUEST(a.text("di"))
    return s.Player.ACCOUNT(a.text("account"), a.text("state"))


def step(given):
    if isinstance(given, s.Step.TELL):
        return {"kind": "event", "seq": given.seq, "event": show(given.event)}
    shown = show(given)
    if isinstance(given, s.Step.SEND):
        shown["request"] = request(given.request)
    return shown


def outcome(a):
    given = a.object("outcome")
    kind = given.text("kind")
    if kind == "http":
        date = given.optional("date", given.text)
        return s.Outcome.HTTP(s.HttpResponse(status=given.int32("status"), body=given.bytes("body"), date=date))
    if kind == "transport":
        return s.Outcome.TRANSPORT(given.choice("sent", s.Sent))
    raise invalid("outcome")


def stats(given):
    return {**{one.key: one.value for one in given.values}, "lanes": show(given.lanes)}


on_engine("load", i("segment"), b("bytes"))
on_engine("put_app", t("json"))
on_engine("put_game", t("json"))
on_engine("put_policy", t("json"))
on_engine("remove_game", t("game"))
on_engine("set_share", t("game"), share)
on_engine("hold", t("game"), c("endpoint", s.Endpoint), i("until"))
on_engine(
    "verify", t("game"), t("account"), t("state"), t("name"), t("id_number"), c("priority", s.Priority), Args.now, show=show
)
on_engine("put_account", t("game"), t("account"), t("state"), Args.now)
on_engine(
    "login", t("game"), t("session"), player, lambda a: a.usage() if a.optional("usage") is not None else None, Args.now, show=show
)
on_engine("heartbeat", t("game"), t("session"), Args.now)
on_engine("logout", t("game"), t("session"), Args.now)
on_engine("poll", Args.now, show=step)
on_engine("persisted", i("seq"))
on_engine("handled", i("seq"))
on_engine("complete", i("send"), outcome, Args.now, show=lambda used: {"used": show(used)})
on_engine("account", t("game"), t("account"), show=lambda state: None if state is None else {"state": state})
on_engine("session", t("game"), t("session"), show=show)
on_engine("stats", maybe("game"), show=stats)


@op
def engine_free(a):
    engine(a)
    drop(a.int("e"))
    return {}


def answer(line):
    number = None
    try:
        try:
            call = json.loads(line) if len(line.encode()) <= MAX_LINE else None
        except (ValueError, RecursionError):
            call = None
        if not isinstance(call, dict) or type(call.get("id")) is not int or not isinstance(call.get("op"), str):
            raise bad_call()
        args = Args(call.get("args"))
        number = call["id"]
        if call["op"] not in OPS:
            raise Refusal("unknown_op", None, "no operation has this name: hello lists them all")
        return {"id": number, "ok": OPS[call["op"]](args)}
    except Refusal as refusal:
        return {"id": None if refusal.shown["code"] == "bad_call" else number, "error": refusal.shown}
    except s.ShimingError as error:
        shown = {
            "code": error.code_name, "number": error.code, "reason": error.reason, "field": error.field,
            "errcode": error.errcode, "detail": error.detail,
        }
        return {"id": number, "error": shown}


def main():
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for line in sys.stdin:
        print(json.dumps(answer(line), ensure_ascii=False), flush=True)


main()
