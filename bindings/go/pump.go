package shiming

// #include "shiming.c.h"
import "C"

// Endpoint is one of the authority's three calls.
type Endpoint string

// The calls.
const (
	Check  Endpoint = "check"
	Query  Endpoint = "query"
	Report Endpoint = "report"
)

var (
	endpoints = []Endpoint{Check, Query, Report}
	sents     = []SentState{SentNo, SentUnknown}
	useds     = []Used{UsedNow, UsedLate, UsedAlready}
)

// Used says what a completed request was good for.
type Used string

// It was applied; it came late and was applied all the same; it brought nothing that was not known.
const (
	UsedNow     Used = "now"
	UsedLate    Used = "late"
	UsedAlready Used = "already"
)

// Outcome is what became of a request: an HTTPAnswer or a NoHTTPAnswer.
type Outcome interface {
	complete(e *Engine, send int64, now Now) (Used, error)
}

// HTTPAnswer is an HTTP answer, whatever it says.
type HTTPAnswer struct {
	Status int32
	// Body is the bytes as they came.
	Body []byte
	// Date is the raw text of the header, nil when there was none.
	Date *string
}

// NoHTTPAnswer: there was none.
type NoHTTPAnswer struct{ Sent SentState }

// SentState says whether a request left.
type SentState string

// SentNo only for what certainly never reached the server (refused connection, unknown host); SentUnknown when in doubt.
const (
	SentNo      SentState = "no"
	SentUnknown SentState = "unknown"
)

func (o HTTPAnswer) complete(e *Engine, send int64, now Now) (Used, error) {
	var used C.int32_t
	err := e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_complete(engine, C.int64_t(send), C.int32_t(o.Status), bytePtr(o.Body), byteSize(o.Body),
			optPtr(o.Date), optSize(o.Date), C.int64_t(now.Unix), C.int64_t(now.Mono), &used, err)
	})
	return named(useds, used), err
}

func (o NoHTTPAnswer) complete(e *Engine, send int64, now Now) (Used, error) {
	var used C.int32_t
	err := e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_complete_transport(engine, C.int64_t(send), number(sents, o.Sent),
			C.int64_t(now.Unix), C.int64_t(now.Mono), &used, err)
	})
	return named(useds, used), err
}

// Complete tells what became of a request of a Send step.
func (e *Engine) Complete(send int64, outcome Outcome, now Now) (Used, error) {
	return outcome.complete(e, send, now)
}

// Persisted: the bytes of a Persist step, and of all before it, are written and synced.
func (e *Engine) Persisted(seq int64) error {
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_persisted(engine, C.int64_t(seq), err)
	})
}

// Handled: the application dealt with an event. One of an unknown kind is handled too.
func (e *Engine) Handled(seq int64) error {
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_handled(engine, C.int64_t(seq), err)
	})
}
