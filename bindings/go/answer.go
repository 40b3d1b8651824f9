package shiming

// #include "shiming.c.h"
import "C"

import "encoding/json"

// Answer is what the authority answered. Kind says which members count: "verified" (PI), "pending", "failed", "accepted",
// "partial" (Results), "refused" (Errcode, Errmsg, Class) or "unreadable" (Reason).
type Answer struct {
	Kind    string      `json:"kind"`
	PI      string      `json:"pi"`
	Errcode int32       `json:"errcode"`
	Errmsg  string      `json:"errmsg"`
	Class   string      `json:"class"`
	Reason  string      `json:"reason"`
	Results []RowResult `json:"results"`
}

// RowResult is what became of one row that was not stored.
type RowResult struct {
	// No is the row's number, from 1.
	No      int32  `json:"no"`
	Errcode int32  `json:"errcode"`
	Errmsg  string `json:"errmsg"`
}

// MarshalJSON writes the members that count.
func (a Answer) MarshalJSON() ([]byte, error) {
	members := map[string]any{"kind": a.Kind}
	switch a.Kind {
	case "verified":
		members["pi"] = a.PI
	case "refused":
		members["errcode"], members["errmsg"], members["class"] = a.Errcode, a.Errmsg, a.Class
	case "unreadable":
		members["reason"] = a.Reason
	case "partial":
		members["results"] = a.Results
	}
	return json.Marshal(members)
}

// String is the kind: a pi is nobody else's business.
func (a Answer) String() string { return a.Kind }

// GoString is the kind.
func (a Answer) GoString() string { return a.Kind }

// ParseCheck reads what the authority answered to a check: HTTP status and the bytes as they came. What makes no sense is
// "unreadable", never an error.
func ParseCheck(status int32, body []byte) (Answer, error) {
	return jsonCall[Answer](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_parse_check(C.int32_t(status), bytePtr(body), byteSize(body), out, err)
	})
}

// ParseQuery reads what the authority answered to a query, as ParseCheck.
func ParseQuery(status int32, body []byte) (Answer, error) {
	return jsonCall[Answer](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_parse_query(C.int32_t(status), bytePtr(body), byteSize(body), out, err)
	})
}

// ParseReport reads what the authority answered to a report of so many rows (1 to 128).
func ParseReport(status int32, body []byte, rows int32) (Answer, error) {
	return jsonCall[Answer](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_parse_report(C.int32_t(status), bytePtr(body), byteSize(body), C.int32_t(rows), out, err)
	})
}

// Errcode explains a code of the authority.
type Errcode struct {
	Errcode int32 `json:"errcode"`
	// Errmsg is the official message; nil for a code that no document names.
	Errmsg    *string `json:"errmsg"`
	Class     string  `json:"class"`
	Official  bool    `json:"official"`
	MeaningZh string  `json:"meaning_zh"`
	MeaningEn string  `json:"meaning_en"`
	AdviceZh  string  `json:"advice_zh"`
	AdviceEn  string  `json:"advice_en"`
}

// ErrcodeInfo says what a code of the authority means and what to do.
func ErrcodeInfo(errcode int32) (Errcode, error) {
	return jsonCall[Errcode](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_errcode_info(C.int32_t(errcode), out, err)
	})
}
