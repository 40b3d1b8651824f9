package main

import (
	"encoding/json"

	"shiming"
)

func withApp(a args, use func(app *shiming.App) (any, error)) (any, error) {
	given := a.object("app")
	app, err := shiming.NewApp(given.text("app_id"), given.text("biz_id"), given.text("secret_key"))
	if err != nil {
		return nil, err
	}
	defer app.Close()
	return use(app)
}

func to(a args) shiming.Endpoints { return shiming.Endpoints(a.raw("endpoints")) }

func rows(a args) []shiming.Row {
	rows := []shiming.Row{}
	for _, raw := range a.list("rows") {
		var members map[string]json.RawMessage
		if json.Unmarshal(raw, &members) != nil || members == nil {
			panic(badCall())
		}
		row := args{members}
		rows = append(rows, shiming.Row{
			SI: row.text("si"), BT: shiming.Behavior(row.choice("bt")), OT: row.int("ot"), CT: shiming.PlayerKind(row.choice("ct")),
			PI: row.optional("pi"), DI: row.optional("di"),
		})
	}
	return rows
}

func state(a args) shiming.AccountState { return shiming.AccountState(a.text("state")) }

// None is the empty name in Go; here an empty name is one that no platform has.
func platform(a args) shiming.Platform {
	if !a.has("platform") {
		return ""
	}
	if name := a.choice("platform"); name != "" {
		return shiming.Platform(name)
	}
	return "?"
}

var toolkit = []operation{
	{"sign", func(a args) (any, error) {
		return namedText("sign")(shiming.Sign(a.text("secret_key"), a.pairs("params"), a.bytes("body")))
	}},
	{"explain_sign", func(a args) (any, error) {
		return whole(shiming.ExplainSign(a.text("secret_key"), a.pairs("params"), a.bytes("body")))
	}},
	{"encrypt_body", func(a args) (any, error) {
		return namedHex("body_hex")(shiming.EncryptBody(a.text("secret_key"), a.bytes("nonce"), a.bytes("plaintext")))
	}},
	{"decrypt_body", func(a args) (any, error) {
		return namedHex("plaintext_hex")(shiming.DecryptBody(a.text("secret_key"), a.bytes("body")))
	}},
	{"check_request", func(a args) (any, error) {
		return withApp(a, func(app *shiming.App) (any, error) {
			return request(shiming.CheckRequest(app, to(a), a.text("ai"), a.text("name"), a.text("id_number"), a.bytes("nonce"), a.int("unix")))
		})
	}},
	{"query_request", func(a args) (any, error) {
		return withApp(a, func(app *shiming.App) (any, error) {
			return request(shiming.QueryRequest(app, to(a), a.text("ai"), a.int("unix")))
		})
	}},
	{"report_request", func(a args) (any, error) {
		return withApp(a, func(app *shiming.App) (any, error) {
			return request(shiming.ReportRequest(app, to(a), rows(a), a.bytes("nonce"), a.int("unix")))
		})
	}},
	{"parse_check", func(a args) (any, error) { return whole(shiming.ParseCheck(a.int32("status"), a.bytes("body"))) }},
	{"parse_query", func(a args) (any, error) { return whole(shiming.ParseQuery(a.int32("status"), a.bytes("body"))) }},
	{"parse_report", func(a args) (any, error) {
		return whole(shiming.ParseReport(a.int32("status"), a.bytes("body"), a.int32("rows")))
	}},
	{"errcode_info", func(a args) (any, error) { return whole(shiming.ErrcodeInfo(a.int32("errcode"))) }},
	{"ai_for_attempt", func(a args) (any, error) {
		return namedText("ai")(shiming.AIForAttempt(a.bytes("salt"), a.text("biz_id"), a.text("account"), a.int("attempt"), a.text("name"), a.text("id_number")))
	}},
	{"normalize_id", func(a args) (any, error) {
		return whole(shiming.NormalizeID(a.text("raw"), shiming.IDMode(a.choice("mode"))))
	}},
	{"unpad_id", func(a args) (any, error) { return namedText("raw")(shiming.UnpadID(a.text("id"))) }},
	{"validate_name", func(a args) (any, error) { return whole(shiming.ValidateName(a.text("name"))) }},
	{"validate_id_number", func(a args) (any, error) {
		return whole(shiming.ValidateIDNumber(a.text("id_number"), a.int("unix")))
	}},
	{"pi_birth_date", func(a args) (any, error) { return whole(shiming.PiBirthDate(a.text("pi"))) }},
	{"redact", func(a args) (any, error) {
		return namedText("text")(shiming.Redact(shiming.RedactKind(a.choice("kind")), a.text("value")))
	}},
	{"interface_test", func(a args) (any, error) { return whole(shiming.InterfaceTest(a.int32("case"))) }},
	{"interface_test_request", func(a args) (any, error) {
		number := a.int32("case")
		return withApp(a, func(app *shiming.App) (any, error) {
			return request(shiming.InterfaceTestRequest(number, app, a.text("code"), a.int32("preset"), a.bytes("nonce"), a.int("unix")))
		})
	}},
	{"interface_test_judge", func(a args) (any, error) {
		return whole(shiming.InterfaceTestJudge(a.int32("case"), a.int32("status"), a.bytes("body")))
	}},
	{"derive_journal_key", func(a args) (any, error) {
		return namedHex("key_hex")(shiming.DeriveJournalKey(a.text("secret_key")))
	}},
	{"age_on", func(a args) (any, error) {
		age, err := shiming.AgeOn(a.text("birth"), a.int("unix"), shiming.AgeRule(a.choice("rule")))
		return named("age", age, err)
	}},
	{"decide", func(a args) (any, error) {
		return whole(shiming.Decide(state(a), a.text("profile"), a.optional("calendar"), a.usage(), a.int("unix")))
	}},
	{"decide_payment", func(a args) (any, error) {
		return whole(shiming.DecidePayment(state(a), a.text("profile"), a.optional("calendar"), a.int("spent_month_fen"), a.int("amount_fen"), a.int("unix")))
	}},
	{"next_play_window", func(a args) (any, error) {
		return whole(shiming.NextPlayWindow(state(a), a.text("profile"), a.optional("calendar"), a.int("unix")))
	}},
	{"play_windows", func(a args) (any, error) {
		return whole(shiming.PlayWindows(a.int32("year"), a.int32("month"), a.text("profile"), a.optional("calendar")))
	}},
	{"reason_text", func(a args) (any, error) { return whole(shiming.ReasonText(a.text("reason"))) }},
	{"omnisdk_play_request", func(a args) (any, error) {
		return request(shiming.OmnisdkPlayRequest(a.text("profile"), a.text("key"), a.text("uid"), platform(a), shiming.Form(a.choice("form")), a.int("unix")))
	}},
	{"omnisdk_exit_request", func(a args) (any, error) {
		return request(shiming.OmnisdkExitRequest(a.text("profile"), a.text("key"), a.text("uid"), platform(a), shiming.Form(a.choice("form")), a.int("unix")))
	}},
	{"omnisdk_sign", func(a args) (any, error) {
		return namedText("sign")(shiming.OmnisdkSign(a.text("profile"), a.text("key"), a.bytes("body")))
	}},
	{"omnisdk_diagnose_signature", func(a args) (any, error) {
		return whole(shiming.OmnisdkDiagnoseSignature(a.text("profile"), a.text("key"), a.bytes("body")))
	}},
	{"omnisdk_parse_response", func(a args) (any, error) {
		return whole(shiming.OmnisdkParseResponse(a.int32("status"), a.bytes("body")))
	}},
	{"omnisdk_verify_callback", func(a args) (any, error) {
		return whole(shiming.OmnisdkVerifyCallback(a.text("profile"), a.text("key"), a.bytes("body")))
	}},
	{"omnisdk_callback_reply", func(a args) (any, error) {
		return namedHex("body_hex")(shiming.OmnisdkCallbackReply(shiming.Reply(a.choice("outcome"))))
	}},
	{"omnisdk_verify_login", func(a args) (any, error) {
		valid, err := shiming.OmnisdkVerifyLogin(a.text("app_id"), a.text("key"), a.text("uid"), a.text("verify_timestamp"), a.text("signature"))
		return named("valid", valid, err)
	}},
	{"omnisdk_certification", func(a args) (any, error) {
		return namedText("real_name")(shiming.OmnisdkCertification(a.int32("value")))
	}},
	{"player_network_parse", func(a args) (any, error) {
		return namedText("login")(shiming.PlayerNetworkParse(a.bytes("body")))
	}},
	{"player_network_decide", func(a args) (any, error) {
		return whole(shiming.PlayerNetworkDecide(a.text("login"), a.text("options"), a.int("unix")))
	}},
	{"adapt_status", func(a args) (any, error) {
		return namedText("real_name")(shiming.AdaptStatus(shiming.StatusSource(a.choice("source")), a.text("value")))
	}},
	{"account_new", func(args) (any, error) {
		state, err := shiming.AccountNew()
		return named("state", string(state), err)
	}},
	{"account_load", func(a args) (any, error) {
		state, err := shiming.AccountLoad(a.text("json"))
		return named("state", string(state), err)
	}},
	{"account_apply", func(a args) (any, error) {
		from, event := state(a), shiming.AccountEvent(a.raw("event"))
		next, effects, err := shiming.AccountApply(from, event, a.optional("fresh_ai"), a.now())
		return object{"state": next, "effects": effects}, err
	}},
}
