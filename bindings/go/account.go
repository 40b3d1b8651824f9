package shiming

// #include "shiming.c.h"
import "C"

import (
	"encoding/json"
	"strconv"
)

// AccountState is a player's verification, JSON text: store string(state) beside the player. It may hold a name, an ID number or a pi, so
// fmt prints its kind only.
type AccountState string

// Kind is the state's kind, such as "pending" or "verified"; empty for text that is no state.
func (s AccountState) Kind() string {
	var top struct {
		Kind string `json:"kind"`
	}
	if json.Unmarshal([]byte(s), &top) != nil {
		return ""
	}
	return top.Kind
}

// String is the kind.
func (s AccountState) String() string { return s.Kind() }

// GoString is the kind.
func (s AccountState) GoString() string { return s.Kind() }

// AccountEvent is what happened to an account: JSON text, made by the functions below. fmt prints nothing of it.
type AccountEvent string

// String shows nothing of the event.
func (AccountEvent) String() string { return "shiming.AccountEvent" }

// GoString shows nothing of the event.
func (AccountEvent) GoString() string { return "shiming.AccountEvent" }

// SubmitIdentity: the player gave a name and an ID number.
func SubmitIdentity(name, idNumber string) AccountEvent {
	return AccountEvent(`{"kind":"submit_identity","name":` + quote(name) + `,"id_number":` + quote(idNumber) + `}`)
}

// CheckAnswer: the check with this ai was answered.
func CheckAnswer(ai string, answer Answer) AccountEvent { return answered("check_answer", ai, answer) }

// QueryAnswer: the query with this ai was answered.
func QueryAnswer(ai string, answer Answer) AccountEvent { return answered("query_answer", ai, answer) }

// NotSent and NoAnswer stand for the answer when there was none: the request certainly never left, or it may have.
var (
	NotSent  = Answer{Kind: "not_sent"}
	NoAnswer = Answer{Kind: "no_answer"}
)

func answered(kind, ai string, answer Answer) AccountEvent {
	text, err := answer.MarshalJSON()
	if err != nil {
		text = []byte("null")
	}
	return AccountEvent(`{"kind":"` + kind + `","ai":` + quote(ai) + `,"answer":` + string(text) + `}`)
}

// Tick: time went by.
const Tick AccountEvent = `{"kind":"tick"}`

// LinkPerson: the person was verified elsewhere; source is "own", "other" or "channel", birth YYYY-MM-DD or nil.
func LinkPerson(pi string, birth *string, source string) AccountEvent {
	return AccountEvent(`{"kind":"link_person","pi":` + quote(pi) + `,"birth":` + orNull(birth) + `,"source":` + quote(source) + `}`)
}

// ResetIdentity: the host takes the identity back.
func ResetIdentity(reason string) AccountEvent {
	return AccountEvent(`{"kind":"reset_identity","reason":` + quote(reason) + `}`)
}

// RequestManualReview: the player handed in a document; birth is YYYY-MM-DD or nil.
func RequestManualReview(document string, birth *string) AccountEvent {
	return AccountEvent(`{"kind":"request_manual_review","document":` + quote(document) + `,"birth":` + orNull(birth) + `}`)
}

// Review: staff decided.
func Review(approved bool, birth *string) AccountEvent {
	return AccountEvent(`{"kind":"review","approved":` + strconv.FormatBool(approved) + `,"birth":` + orNull(birth) + `}`)
}

// EnterGuest: the player comes in as a guest on this device (34号 only).
func EnterGuest(di string) AccountEvent {
	return AccountEvent(`{"kind":"enter_guest","di":` + quote(di) + `}`)
}

// GuestPlayed: the guest played so many seconds.
func GuestPlayed(seconds int64) AccountEvent {
	return AccountEvent(`{"kind":"guest_played","seconds":` + strconv.FormatInt(seconds, 10) + `}`)
}

func orNull(s *string) string {
	if s == nil {
		return "null"
	}
	return quote(*s)
}

// Effect is what an account asks its host to do. Kind says which members count: "send_check" (AI), "send_query" (AI, At),
// "collect_documents", "invalid" (Field, Reason), "end_guest_session", "alert" (Code) or "stale".
type Effect struct {
	Kind   string  `json:"kind"`
	AI     string  `json:"ai"`
	At     int64   `json:"at"`
	Field  string  `json:"field"`
	Reason *string `json:"reason"`
	Code   string  `json:"code"`
}

// MarshalJSON writes the members that count.
func (e Effect) MarshalJSON() ([]byte, error) {
	members := map[string]any{"kind": e.Kind}
	switch e.Kind {
	case "send_check":
		members["ai"] = e.AI
	case "send_query":
		members["ai"], members["at"] = e.AI, e.At
	case "invalid":
		members["field"], members["reason"] = e.Field, e.Reason
	case "alert":
		members["code"] = e.Code
	}
	return json.Marshal(members)
}

// AccountNew is the state of a player of whom nothing is known.
func AccountNew() (AccountState, error) {
	state, err := textCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_account_new(out, err)
	})
	return AccountState(state), err
}

// AccountLoad checks a stored state and brings it to the newest version.
func AccountLoad(json string) (AccountState, error) {
	state, err := textCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_account_load(ptr(json), size(json), out, err)
	})
	return AccountState(state), err
}

// AccountApply gives the state after an event, and what to do. freshAI is used when an attempt begins; nil where none can.
func AccountApply(state AccountState, event AccountEvent, freshAI *string, now Now) (AccountState, []Effect, error) {
	var next, effects C.shiming_buf
	from, what := string(state), string(event)
	err := call(func(err *C.shiming_error) C.shiming_status {
		return C.shiming_account_apply(ptr(from), size(from), ptr(what), size(what), optPtr(freshAI), optSize(freshAI),
			C.int64_t(now.Unix), C.int64_t(now.Mono), &next, &effects, err)
	})
	if err != nil {
		return "", nil, err
	}
	to, list := takeBuf(&next), []Effect{}
	err = json.Unmarshal(takeBuf(&effects), &list)
	return AccountState(to), list, err
}
