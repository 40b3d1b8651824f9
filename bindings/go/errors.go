package shiming

// #include "shiming.c.h"
import "C"

import (
	"errors"
	"fmt"
)

// ErrClosed answers calls to an engine or an app after Close.
var ErrClosed = errors.New("shiming: closed: open another one")

// ErrorCode is the number of an error, the same in every language. It is an error itself, for errors.Is.
type ErrorCode int32

// String is the code's name, such as "invalid_key"; empty for a number that no code has.
func (c ErrorCode) String() string {
	name := C.shiming_status_name(C.shiming_status(c))
	if name == nil {
		return ""
	}
	return C.GoString(name)
}

func (c ErrorCode) Error() string { return "shiming: " + c.String() }

// Error is what a call of the library answered. It never quotes the arguments, so it may be logged.
type Error struct {
	// Code says what is wrong.
	Code ErrorCode
	// Reason is which of the code's reasons it was; empty where the code has none.
	Reason string
	// Field is the argument or member that is wrong; empty where none is.
	Field string
	// Errcode is the authority's code where one was the cause, else 0.
	Errcode int32
	// Detail says what is wrong and what to do, in English.
	Detail string
}

func newError(from *C.shiming_error) *Error {
	return &Error{
		Code: ErrorCode(from.code), Reason: fixed(&from.reason[0]), Field: fixed(&from.field[0]),
		Errcode: int32(from.errcode), Detail: fixed(&from.detail[0]),
	}
}

func (e *Error) Error() string {
	text := fmt.Sprintf("shiming: %s (%d)", e.Code.String(), int32(e.Code))
	if e.Field != "" {
		text += " in " + e.Field
	}
	if e.Reason != "" {
		text += ", " + e.Reason
	}
	return text + ": " + e.Detail
}

// Is compares with a code, or with another *Error by its code.
func (e *Error) Is(target error) bool {
	switch target := target.(type) {
	case ErrorCode:
		return target == e.Code
	case *Error:
		return target.Code == e.Code
	}
	return false
}

// Version is the version of the library that is loaded, such as "0.1.0".
func Version() string { return C.GoString(C.shiming_version()) }

// ABIVersion is the number of the library's binary interface.
func ABIVersion() int { return int(C.shiming_abi_version()) }

func init() {
	if C.shiming_check_abi() != C.SHIMING_OK {
		panic("shiming: the libshiming that was loaded is not the one of the header: rebuild with its header")
	}
}
