package shiming

// #include "shiming.c.h"
import "C"

import "unsafe"

// Request is one HTTP request, to be sent exactly as it is and only once: the signature covers every byte of the body.
type Request struct {
	// Method is GET or POST.
	Method string
	// URL is the whole URL with its query.
	URL string
	// Headers are name and value, in order and in the official spelling, which http.Header.Set would change.
	Headers [][2]string
	// Body is empty for GET.
	Body []byte
}

func text(from C.shiming_text) string {
	return string(unsafe.Slice((*byte)(unsafe.Pointer(from.ptr)), int(from.len)))
}

func view(from C.shiming_bytes) []byte {
	return append([]byte{}, unsafe.Slice((*byte)(unsafe.Pointer(from.ptr)), int(from.len))...)
}

// A copy, so that the library's can be freed.
func copyRequest(from *C.shiming_request) Request {
	request := Request{Method: text(from.method), URL: text(from.url), Headers: [][2]string{}, Body: view(from.body)}
	for _, header := range unsafe.Slice(from.headers, int(from.header_count)) {
		request.Headers = append(request.Headers, [2]string{text(header.name), text(header.value)})
	}
	return request
}

func requestCall(run func(out **C.shiming_request, err *C.shiming_error) C.shiming_status) (Request, error) {
	var out *C.shiming_request
	if err := call(func(err *C.shiming_error) C.shiming_status { return run(&out, err) }); err != nil {
		return Request{}, err
	}
	defer C.shiming_request_free(out)
	return copyRequest(out), nil
}
