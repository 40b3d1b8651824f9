package shiming

// #include "shiming.c.h"
import "C"

// Step is what the engine asks its host to do next: Persist, Tell, Send or Wait.
type Step interface{ step() }

// Persist: append Bytes to segment Segment of the journal, sync, call Engine.Persisted(Seq), then drop the segments below
// DropBefore. A Segment not seen before is a new, empty one.
type Persist struct {
	Seq     int64
	Segment int64
	// DropBefore is nil when there is nothing to drop.
	DropBefore *int64
	// Bytes are sealed: they show nothing of any person.
	Bytes []byte
}

// Tell: tell the application of Event, then call Engine.Handled(Seq).
type Tell struct {
	Seq   int64
	Event Event
	// JSON is the event as the library wrote it. It holds personal data.
	JSON []byte
}

// Send: send Request within two seconds and call Engine.Complete(Send, ...).
type Send struct {
	Send     int64
	Endpoint Endpoint
	// TimeoutMs is the total time allowed, connecting included.
	TimeoutMs int64
	Request   Request
}

// Wait: nothing to do until this time of the monotonic clock, in milliseconds.
type Wait struct{ UntilMono int64 }

func (Persist) step() {}
func (Tell) step()    {}
func (Send) step()    {}
func (Wait) step()    {}

// String shows the kind of the event only.
func (t Tell) String() string { return t.Event.EventKind() }

// GoString shows the kind of the event only.
func (t Tell) GoString() string { return t.Event.EventKind() }

// Poll gives the next step. Do what it says and poll again until it is a Wait; poll again at that time, and after any
// other call to this engine.
func (e *Engine) Poll(now Now) (Step, error) {
	var out *C.shiming_step
	err := e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_poll(engine, C.int64_t(now.Unix), C.int64_t(now.Mono), &out, err)
	})
	if err != nil {
		return nil, err
	}
	defer C.shiming_step_free(out)
	switch out.kind {
	case C.SHIMING_STEP_PERSIST:
		return Persist{Seq: int64(out.seq), Segment: int64(out.segment), DropBefore: optional(out.drop_before), Bytes: view(out.bytes)}, nil
	case C.SHIMING_STEP_EVENT:
		raw := []byte(text(out.event))
		event, err := decodeEvent(raw)
		return Tell{Seq: int64(out.seq), Event: event, JSON: raw}, err
	case C.SHIMING_STEP_SEND:
		return Send{
			Send: int64(out.send), Endpoint: named(endpoints, out.endpoint), TimeoutMs: int64(out.timeout_ms),
			Request: copyRequest(out.request),
		}, nil
	}
	return Wait{UntilMono: int64(out.until_mono)}, nil
}
