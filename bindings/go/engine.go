package shiming

// #include "shiming.c.h"
import "C"

import (
	"runtime"
	"sync"
)

// Engine is all games of one process: quota, batches, sessions, retries, restarts. Any goroutine may call. It does no I/O:
// package shiming/host has the loop.
type Engine struct {
	mu  sync.RWMutex
	ptr *C.shiming_engine
}

// Now is the two clocks in milliseconds: the wall clock, and one that never runs back.
type Now struct{ Unix, Mono int64 }

// SystemNow reads both clocks of the system.
func SystemNow() (Now, error) {
	var unix, mono C.int64_t
	err := call(func(err *C.shiming_error) C.shiming_status { return C.shiming_now(&unix, &mono, err) })
	return Now{Unix: int64(unix), Mono: int64(mono)}, err
}

// OpenEngine opens an engine. Then Load what the journal holds, then PutApp, PutPolicy, PutGame and SetShare, then Poll.
// config is JSON text {"v":1,"journal_keys":["64 hexadecimal digits"]}; entropy nil draws 32 bytes from the system (do
// that), else it is exactly 32 that were never used before.
func OpenEngine(config string, entropy []byte, now Now) (*Engine, error) {
	e := &Engine{}
	err := call(func(err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_open(ptr(config), size(config), bytePtr(entropy), byteSize(entropy),
			C.int64_t(now.Unix), C.int64_t(now.Mono), &e.ptr, err)
	})
	if err != nil {
		return nil, err
	}
	// A safety net only.
	runtime.SetFinalizer(e, (*Engine).Close)
	return e, nil
}

// Close frees the engine after the calls that run. Further calls answer ErrClosed; closing again does nothing.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	C.shiming_engine_free(e.ptr)
	e.ptr = nil
	runtime.SetFinalizer(e, nil)
	return nil
}

// One call. The lock keeps the handle from being freed meanwhile, and e from being collected.
func (e *Engine) call(run func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status) error {
	e.mu.RLock()
	defer e.mu.RUnlock()
	if e.ptr == nil {
		return ErrClosed
	}
	return call(func(err *C.shiming_error) C.shiming_status { return run(e.ptr, err) })
}

// Load gives the engine what the journal holds, right after OpenEngine: segments ascending, also empty ones, the bytes of
// each in order, in pieces of at most 1 MiB.
func (e *Engine) Load(segment int64, bytes []byte) error {
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_load(engine, C.int64_t(segment), bytePtr(bytes), byteSize(bytes), err)
	})
}

// PutApp adds or changes an enterprise: {"app_id","keys":[{"secret_key","not_before","not_after"}]}.
func (e *Engine) PutApp(json string) error {
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_put_app(engine, ptr(json), size(json), err)
	})
}

// PutGame adds or changes a game: {"game","app_id","biz_id","endpoints","role","quota"}.
func (e *Engine) PutGame(json string) error {
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_put_game(engine, ptr(json), size(json), err)
	})
}

// PutPolicy sets profile and calendar: {"profile","calendar"}.
func (e *Engine) PutPolicy(json string) error {
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_put_policy(engine, ptr(json), size(json), err)
	})
}

// RemoveGame lets a game drain; GameDrained tells when it has.
func (e *Engine) RemoveGame(game string) error {
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_remove_game(engine, ptr(game), size(game), err)
	})
}

// Share is the part of a game's quota that this process owns: Index of Count, From (inclusive) to Until (exclusive; nil is
// for ever).
type Share struct {
	Index, Count, From int64
	Until              *int64
}

// SetShare sets the part of a game's quota that this process owns.
func (e *Engine) SetShare(game string, share Share) error {
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_set_share(engine, ptr(game), size(game), C.int64_t(share.Index), C.int64_t(share.Count),
			C.int64_t(share.From), orNone(share.Until), err)
	})
}

// Hold: another process was throttled; send nothing to this endpoint until then.
func (e *Engine) Hold(game string, endpoint Endpoint, until int64) error {
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_hold(engine, ptr(game), size(game), number(endpoints, endpoint), C.int64_t(until), err)
	})
}
