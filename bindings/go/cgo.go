package shiming

/*
#cgo !shiming_pkgconfig CFLAGS: -I${SRCDIR}/../../ffi/include
#cgo !shiming_pkgconfig LDFLAGS: -lshiming
#cgo shiming_pkgconfig pkg-config: shiming
#include "shiming.c.h"
*/
import "C"

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
	"unsafe"
)

// Something to point to for what is empty but not absent.
var empty = [1]byte{}

// The first byte of a text. Never null: null means absent where the library knows absent texts.
func ptr(s string) *C.char {
	if s == "" {
		return (*C.char)(unsafe.Pointer(&empty))
	}
	return (*C.char)(unsafe.Pointer(unsafe.StringData(s)))
}

func size(s string) C.size_t { return C.size_t(len(s)) }

// The first byte of a text that may be absent.
func optPtr(s *string) *C.char {
	if s == nil {
		return nil
	}
	return ptr(*s)
}

func optSize(s *string) C.size_t {
	if s == nil {
		return 0
	}
	return size(*s)
}

// The first byte of bytes: null for nil, which is absent, and not for what is empty.
func bytePtr(b []byte) *C.uint8_t {
	switch {
	case b == nil:
		return nil
	case len(b) == 0:
		return (*C.uint8_t)(unsafe.Pointer(&empty))
	}
	return (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(b)))
}

func byteSize(b []byte) C.size_t { return C.size_t(len(b)) }

// One call that can fail.
func call(run func(err *C.shiming_error) C.shiming_status) error {
	var detail C.shiming_error
	detail.struct_size = C.uint32_t(unsafe.Sizeof(detail))
	if run(&detail) == C.SHIMING_OK {
		return nil
	}
	return newError(&detail)
}

// One call that answers with bytes. Nil: the answer is absent.
func bytesCall(run func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status) ([]byte, error) {
	var out C.shiming_buf
	if err := call(func(err *C.shiming_error) C.shiming_status { return run(&out, err) }); err != nil {
		return nil, err
	}
	return takeBuf(&out), nil
}

// Copies what the library gave and frees it.
func takeBuf(from *C.shiming_buf) []byte {
	defer C.shiming_buf_free(from)
	if from.ptr == nil {
		return nil
	}
	return append([]byte{}, unsafe.Slice((*byte)(unsafe.Pointer(from.ptr)), int(from.len))...)
}

// One call that answers with text.
func textCall(run func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status) (string, error) {
	text, err := bytesCall(run)
	return string(text), err
}

// One call that answers with JSON text.
func jsonCall[T any](run func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status) (answer T, err error) {
	text, err := bytesCall(run)
	if err != nil {
		return answer, err
	}
	err = json.Unmarshal(text, &answer)
	return answer, err
}

// A text as JSON. encoding/json would replace ill-formed UTF-8 without a word; here it stays, and the library refuses it.
func quote(s string) string {
	if !utf8.ValidString(s) {
		return `"` + s + `"`
	}
	text, err := json.Marshal(s)
	if err != nil { // Text always has a spelling.
		return strconv.Quote(s)
	}
	return string(text)
}

// One of the library's numbers, from 1 in the order of names. What is none of them is for the library to refuse.
func number[T ~string](names []T, name T) C.int32_t {
	for i, known := range names {
		if known == name {
			return C.int32_t(i + 1)
		}
	}
	return -1
}

func named[T ~string](names []T, number C.int32_t) T {
	if number < 1 || int(number) > len(names) {
		return ""
	}
	return names[number-1]
}

func fixed(text *C.char) string { return C.GoString(text) }

// A number that may be absent.
func optional(number C.int64_t) *int64 {
	if number == C.SHIMING_NONE {
		return nil
	}
	value := int64(number)
	return &value
}

func orNone(number *int64) C.int64_t {
	if number == nil {
		return C.SHIMING_NONE
	}
	return C.int64_t(*number)
}
