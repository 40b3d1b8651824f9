package shiming

// #include "shiming.c.h"
import "C"

// TestCase is one of the eight official interface tests.
type TestCase struct {
	Case     int32        `json:"case"`
	Endpoint Endpoint     `json:"endpoint"`
	Expect   string       `json:"expect"`
	Presets  []TestPreset `json:"presets"`
}

// TestPreset is one of a case's official data sets.
type TestPreset struct {
	AI       *string `json:"ai"`
	Name     *string `json:"name"`
	IDNumber *string `json:"id_number"`
	PI       *string `json:"pi"`
	DI       *string `json:"di"`
}

// InterfaceTest describes a case, 1 to 8.
func InterfaceTest(number int32) (TestCase, error) {
	return jsonCall[TestCase](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_interface_test(C.int32_t(number), out, err)
	})
}

// InterfaceTestRequest is the request of a case under the code that the authority's page shows, with its preset 1 to 8.
func InterfaceTestRequest(number int32, app *App, code string, preset int32, nonce []byte, unix int64) (Request, error) {
	return app.request(func(app *C.shiming_app, out **C.shiming_request, err *C.shiming_error) C.shiming_status {
		return C.shiming_interface_test_request(C.int32_t(number), app, ptr(code), size(code), C.int32_t(preset),
			bytePtr(nonce), byteSize(nonce), C.int64_t(unix), out, err)
	})
}

// TestVerdict says whether a case passed, and what to do if not.
type TestVerdict struct {
	Passed   bool   `json:"passed"`
	Reason   string `json:"reason"`
	AdviceZh string `json:"advice_zh"`
	AdviceEn string `json:"advice_en"`
}

// InterfaceTestJudge judges the answer to a case's request.
func InterfaceTestJudge(number, status int32, body []byte) (TestVerdict, error) {
	return jsonCall[TestVerdict](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_interface_test_judge(C.int32_t(number), C.int32_t(status), bytePtr(body), byteSize(body), out, err)
	})
}
