package shiming

// #include "shiming.c.h"
import "C"

import (
	"runtime"
	"strings"
	"unsafe"
)

// Endpoints says where requests go: JSON text, made by Production, TestSystem or Custom.
type Endpoints string

// Production is the authority's production system.
const Production Endpoints = `{"kind":"production"}`

// TestSystem is the authority's interface test, under the code that its page shows for a case.
func TestSystem(code string) Endpoints {
	return Endpoints(`{"kind":"test","code":` + quote(code) + `}`)
}

// Custom are three whole URLs without query, for a proxy or a simulator.
func Custom(check, query, report string) Endpoints {
	return Endpoints(`{"kind":"custom","check":` + quote(check) + `,"query":` + quote(query) + `,"report":` + quote(report) + `}`)
}

// Behavior is what a row reports (bt).
type Behavior string

// PlayerKind is whom a row reports (ct).
type PlayerKind string

// The behaviours and kinds of a row.
const (
	Login    Behavior   = "login"
	Logout   Behavior   = "logout"
	Verified PlayerKind = "verified"
	Guest    PlayerKind = "guest"
)

var (
	behaviors   = []Behavior{Login, Logout}
	playerKinds = []PlayerKind{Verified, Guest}
)

// Row is one row of a report.
type Row struct {
	// SI names the session, 1 to 32 bytes.
	SI string
	// BT is Login or Logout.
	BT Behavior
	// OT is when, in seconds.
	OT int64
	// CT is Verified or Guest.
	CT PlayerKind
	// PI is the verified player's; DI the guest's device. Nil is absent; the one that CT does not use is ignored.
	PI, DI *string
}

// String shows nothing of the person.
func (r Row) String() string { return string(r.BT) + " of " + r.SI }

// GoString shows nothing of the person.
func (r Row) GoString() string { return r.String() }

// Text is a pointer to a copy of s, for members that may be absent.
func Text(s string) *string { return &s }

func pairs(params [][2]string) string {
	list := make([]string, len(params))
	for i, pair := range params {
		list[i] = "[" + quote(pair[0]) + "," + quote(pair[1]) + "]"
	}
	return "[" + strings.Join(list, ",") + "]"
}

// Sign is the signature of a request (V1.9 §4), 64 lower-case hexadecimal digits. params holds appId, bizId, timestamps
// and the query's parameters, decoded, in any order; body the exact bytes to be sent.
func Sign(secretKey string, params [][2]string, body []byte) (string, error) {
	list := pairs(params)
	return textCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_sign(ptr(secretKey), size(secretKey), ptr(list), size(list), bytePtr(body), byteSize(body), out, err)
	})
}

// SignExplanation is what was signed, to find out why the authority answers 1011.
type SignExplanation struct {
	// Sorted are the parameters in signing order.
	Sorted [][2]string `json:"sorted"`
	// Text is what was signed, with the key masked.
	Text string `json:"text"`
	// Length is the bytes of the true text.
	Length int64 `json:"length"`
	// Sign is the signature.
	Sign string `json:"sign"`
}

// ExplainSign is Sign with everything in between.
func ExplainSign(secretKey string, params [][2]string, body []byte) (SignExplanation, error) {
	list := pairs(params)
	return jsonCall[SignExplanation](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_explain_sign(ptr(secretKey), size(secretKey), ptr(list), size(list), bytePtr(body), byteSize(body), out, err)
	})
}

// EncryptBody gives {"data":"base64(nonce, ciphertext, tag)"}. nonce is 12 bytes that were never used with this key, or
// nil to draw them from the system (do that).
func EncryptBody(secretKey string, nonce, plaintext []byte) ([]byte, error) {
	return bytesCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_encrypt_body(ptr(secretKey), size(secretKey), bytePtr(nonce), byteSize(nonce), bytePtr(plaintext), byteSize(plaintext), out, err)
	})
}

// DecryptBody gives the plaintext of {"data":"..."}.
func DecryptBody(secretKey string, body []byte) ([]byte, error) {
	return bytesCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_decrypt_body(ptr(secretKey), size(secretKey), bytePtr(body), byteSize(body), out, err)
	})
}

// CheckRequest is a check of one person (V1.9 §3.1). ai is 1 to 32 bytes, new for every attempt; name and idNumber as the
// player typed them; nonce 12 bytes, or nil to draw them; unix now.
func CheckRequest(app *App, endpoints Endpoints, ai, name, idNumber string, nonce []byte, unix int64) (Request, error) {
	to := string(endpoints)
	return app.request(func(app *C.shiming_app, out **C.shiming_request, err *C.shiming_error) C.shiming_status {
		return C.shiming_check_request(app, ptr(to), size(to), ptr(ai), size(ai), ptr(name), size(name), ptr(idNumber), size(idNumber),
			bytePtr(nonce), byteSize(nonce), C.int64_t(unix), out, err)
	})
}

// QueryRequest asks for the result of a check that was pending. ai is that of the check.
func QueryRequest(app *App, endpoints Endpoints, ai string, unix int64) (Request, error) {
	to := string(endpoints)
	return app.request(func(app *C.shiming_app, out **C.shiming_request, err *C.shiming_error) C.shiming_status {
		return C.shiming_query_request(app, ptr(to), size(to), ptr(ai), size(ai), C.int64_t(unix), out, err)
	})
}

// ReportRequest is a report of 1 to 128 rows, numbered from 1 in the order given. Every OT lies before unix and less than
// 180 s before.
func ReportRequest(app *App, endpoints Endpoints, rows []Row, nonce []byte, unix int64) (Request, error) {
	// The library gets an array of views, so what they show is pinned: all texts in one piece of memory.
	var texts []byte
	for _, row := range rows {
		texts = append(append(append(append(texts, row.SI...), value(row.PI)...), value(row.DI)...), 0)
	}
	var pins runtime.Pinner
	defer pins.Unpin()
	at := 0
	place := func(s *string) (view C.shiming_text) {
		if s == nil {
			return view
		}
		view.ptr, view.len = (*C.char)(unsafe.Pointer(&texts[at])), size(*s)
		at += len(*s)
		return view
	}
	list := make([]C.shiming_row, len(rows))
	if len(rows) > 0 {
		pins.Pin(&texts[0])
	}
	for i := range rows {
		row, c := &rows[i], &list[i]
		c.struct_size = C.uint32_t(unsafe.Sizeof(*c))
		c.bt, c.ct, c.ot = number(behaviors, row.BT), number(playerKinds, row.CT), C.int64_t(row.OT)
		c.si, c.pi, c.di = place(&row.SI), place(row.PI), place(row.DI)
		at++
	}
	to := string(endpoints)
	return app.request(func(app *C.shiming_app, out **C.shiming_request, err *C.shiming_error) C.shiming_status {
		return C.shiming_report_request(app, ptr(to), size(to), unsafe.SliceData(list), C.size_t(len(list)),
			bytePtr(nonce), byteSize(nonce), C.int64_t(unix), out, err)
	})
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
