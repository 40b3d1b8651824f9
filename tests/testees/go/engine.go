package main

import (
	"encoding/hex"
	"encoding/json"

	"shiming"
)

// A call names its engine by a number.
var engines = map[int64]*shiming.Engine{}

func drop(number int64) {
	if engine := engines[number]; engine != nil {
		engine.Close()
		delete(engines, number)
	}
}

func engineOf(a args) *shiming.Engine {
	engine := engines[a.int("e")]
	if engine == nil {
		panic(invalid("e"))
	}
	return engine
}

func player(a args) shiming.Player {
	if di := a.optional("di"); di != nil {
		return shiming.GuestPlayer{DI: *di}
	}
	return shiming.AccountPlayer{Account: a.text("account"), State: state(a)}
}

func outcome(a args) shiming.Outcome {
	given := a.object("outcome")
	switch given.text("kind") {
	case "http":
		return shiming.HTTPAnswer{Status: given.int32("status"), Body: given.bytes("body"), Date: given.optional("date")}
	case "transport":
		return shiming.NoHTTPAnswer{Sent: shiming.SentState(given.choice("sent"))}
	}
	panic(invalid("outcome"))
}

func step(step shiming.Step, err error) (any, error) {
	switch step := step.(type) {
	case shiming.Persist:
		return object{
			"kind": "persist", "seq": step.Seq, "segment": step.Segment, "drop_before": step.DropBefore, "bytes_hex": hex.EncodeToString(step.Bytes),
		}, err
	case shiming.Tell:
		// The typed event, spelled again: what it lost would show. Its kind is its type.
		text, _ := json.Marshal(step.Event)
		event := object{}
		json.Unmarshal(text, &event)
		event["kind"] = step.Event.EventKind()
		return object{"kind": "event", "seq": step.Seq, "event": event}, err
	case shiming.Send:
		request, _ := request(step.Request, nil)
		return object{"kind": "send", "send": step.Send, "endpoint": step.Endpoint, "timeout_ms": step.TimeoutMs, "request": request}, err
	case shiming.Wait:
		return object{"kind": "wait", "until_mono": step.UntilMono}, err
	}
	return nil, err
}

var engine = []operation{
	{"engine_open", func(a args) (any, error) {
		number := a.int("e")
		drop(number)
		engine, err := shiming.OpenEngine(a.text("config"), a.bytes("entropy"), a.now())
		if err == nil {
			engines[number] = engine
		}
		return done(err)
	}},
	{"engine_load", func(a args) (any, error) { return done(engineOf(a).Load(a.int("segment"), a.bytes("bytes"))) }},
	{"engine_put_app", func(a args) (any, error) { return done(engineOf(a).PutApp(a.text("json"))) }},
	{"engine_put_game", func(a args) (any, error) { return done(engineOf(a).PutGame(a.text("json"))) }},
	{"engine_put_policy", func(a args) (any, error) { return done(engineOf(a).PutPolicy(a.text("json"))) }},
	{"engine_remove_game", func(a args) (any, error) { return done(engineOf(a).RemoveGame(a.text("game"))) }},
	{"engine_set_share", func(a args) (any, error) {
		share := a.object("share")
		given := shiming.Share{Index: share.int("index"), Count: share.int("count"), From: share.int("from"), Until: share.optionalInt("until")}
		return done(engineOf(a).SetShare(a.text("game"), given))
	}},
	{"engine_hold", func(a args) (any, error) {
		return done(engineOf(a).Hold(a.text("game"), shiming.Endpoint(a.choice("endpoint")), a.int("until")))
	}},
	{"engine_verify", func(a args) (any, error) {
		return whole(engineOf(a).Verify(a.text("game"), a.text("account"), state(a), a.text("name"), a.text("id_number"), shiming.Priority(a.choice("priority")), a.now()))
	}},
	{"engine_put_account", func(a args) (any, error) {
		return done(engineOf(a).PutAccount(a.text("game"), a.text("account"), state(a), a.now()))
	}},
	{"engine_login", func(a args) (any, error) {
		engine, game, session, who := engineOf(a), a.text("game"), a.text("session"), player(a)
		var usage *shiming.Usage
		if a.has("usage") {
			given := a.usage()
			usage = &given
		}
		return whole(engine.Login(game, session, who, usage, a.now()))
	}},
	{"engine_heartbeat", func(a args) (any, error) {
		return done(engineOf(a).Heartbeat(a.text("game"), a.text("session"), a.now()))
	}},
	{"engine_logout", func(a args) (any, error) { return done(engineOf(a).Logout(a.text("game"), a.text("session"), a.now())) }},
	{"engine_poll", func(a args) (any, error) { return step(engineOf(a).Poll(a.now())) }},
	{"engine_persisted", func(a args) (any, error) { return done(engineOf(a).Persisted(a.int("seq"))) }},
	{"engine_handled", func(a args) (any, error) { return done(engineOf(a).Handled(a.int("seq"))) }},
	{"engine_complete", func(a args) (any, error) {
		engine, send := engineOf(a), a.int("send")
		used, err := engine.Complete(send, outcome(a), a.now())
		return named("used", used, err)
	}},
	{"engine_account", func(a args) (any, error) {
		state, err := engineOf(a).Account(a.text("game"), a.text("account"))
		if err != nil || state == nil {
			return nil, err
		}
		return object{"state": *state}, nil
	}},
	{"engine_session", func(a args) (any, error) { return whole(engineOf(a).Session(a.text("game"), a.text("session"))) }},
	{"engine_stats", func(a args) (any, error) { return whole(engineOf(a).Stats(a.optional("game"))) }},
	{"engine_free", func(a args) (any, error) {
		engineOf(a)
		drop(a.int("e"))
		return done(nil)
	}},
}
