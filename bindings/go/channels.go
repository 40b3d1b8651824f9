package shiming

// #include "shiming.c.h"
import "C"

import "encoding/json"

// Platform is a player's system for OmniSDK; empty is none.
type Platform string

// Form is how an OmniSDK request carries its members.
type Form string

// Reply is the outcome that OmniSDK is told.
type Reply string

// StatusSource is a channel whose codes AdaptStatus reads.
type StatusSource string

// The names of OmniSDK's and the channels' enumerations.
const (
	Android Platform = "android"
	IOS     Platform = "ios"

	Get  Form = "get"
	Post Form = "post"

	ReplyAccepted       Reply = "accepted"
	ReplyAlreadyHandled Reply = "already_handled"
	ReplyBadSignature   Reply = "bad_signature"
	ReplyInternal       Reply = "internal"
	ReplyResend         Reply = "resend"

	Omnisdk            StatusSource = "omnisdk"
	Taptap             StatusSource = "taptap"
	TaptapAge          StatusSource = "taptap_age"
	Huawei             StatusSource = "huawei"
	HuaweiPlayableTime StatusSource = "huawei_playable_time"
	Vivo               StatusSource = "vivo"
	Oppo               StatusSource = "oppo"
)

var (
	platforms     = []Platform{Android, IOS}
	forms         = []Form{Get, Post}
	replies       = []Reply{ReplyAccepted, ReplyAlreadyHandled, ReplyBadSignature, ReplyInternal, ReplyResend}
	statusSources = []StatusSource{Omnisdk, Taptap, TaptapAge, Huawei, HuaweiPlayableTime, Vivo, Oppo}
)

func platformNumber(platform Platform) C.int32_t {
	if platform == "" {
		return 0
	}
	return number(platforms, platform)
}

// OmnisdkPlayRequest asks OmniSDK whether a player may play. profile is JSON text such as {"base":"cn_v1","app_id":"..."}.
func OmnisdkPlayRequest(profile, key, uid string, platform Platform, form Form, unix int64) (Request, error) {
	return requestCall(func(out **C.shiming_request, err *C.shiming_error) C.shiming_status {
		return C.shiming_omnisdk_play_request(ptr(profile), size(profile), ptr(key), size(key), ptr(uid), size(uid),
			platformNumber(platform), number(forms, form), C.int64_t(unix), out, err)
	})
}

// OmnisdkExitRequest tells OmniSDK that a player left.
func OmnisdkExitRequest(profile, key, uid string, platform Platform, form Form, unix int64) (Request, error) {
	return requestCall(func(out **C.shiming_request, err *C.shiming_error) C.shiming_status {
		return C.shiming_omnisdk_exit_request(ptr(profile), size(profile), ptr(key), size(key), ptr(uid), size(uid),
			platformNumber(platform), number(forms, form), C.int64_t(unix), out, err)
	})
}

// OmnisdkSign is the signature of a body.
func OmnisdkSign(profile, key string, body []byte) (string, error) {
	return textCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_omnisdk_sign(ptr(profile), size(profile), ptr(key), size(key), bytePtr(body), byteSize(body), out, err)
	})
}

// OmnisdkMatch is a way of signing that gives the signature in a body.
type OmnisdkMatch struct {
	ArrayMode string `json:"array_mode"`
	Variant   string `json:"variant"`
	UpperHex  bool   `json:"upper_hex"`
}

// OmnisdkMatches are the ways that were found.
type OmnisdkMatches struct {
	Matches []OmnisdkMatch `json:"matches"`
}

// OmnisdkDiagnoseSignature finds out how a body was signed.
func OmnisdkDiagnoseSignature(profile, key string, body []byte) (OmnisdkMatches, error) {
	return jsonCall[OmnisdkMatches](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_omnisdk_diagnose_signature(ptr(profile), size(profile), ptr(key), size(key), bytePtr(body), byteSize(body), out, err)
	})
}

// OmnisdkAnswer is what OmniSDK answered: Kind "accepted", "rejected" (with the others) or "malformed".
type OmnisdkAnswer struct {
	Kind  string  `json:"kind"`
	Code  *string `json:"code"`
	Msg   *string `json:"msg"`
	Class *string `json:"class"`
}

// OmnisdkParseResponse reads what OmniSDK answered.
func OmnisdkParseResponse(status int32, body []byte) (OmnisdkAnswer, error) {
	return jsonCall[OmnisdkAnswer](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_omnisdk_parse_response(C.int32_t(status), bytePtr(body), byteSize(body), out, err)
	})
}

// OmnisdkCallback is a call from OmniSDK whose signature is right.
type OmnisdkCallback struct {
	UIDs []string `json:"uids"`
	Unix int64    `json:"unix"`
	// DedupeHex is the same when the same call comes again.
	DedupeHex string `json:"dedupe_hex"`
}

// OmnisdkVerifyCallback checks and reads a call from OmniSDK.
func OmnisdkVerifyCallback(profile, key string, body []byte) (OmnisdkCallback, error) {
	return jsonCall[OmnisdkCallback](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_omnisdk_verify_callback(ptr(profile), size(profile), ptr(key), size(key), bytePtr(body), byteSize(body), out, err)
	})
}

// OmnisdkCallbackReply is the body to answer a call with.
func OmnisdkCallbackReply(outcome Reply) ([]byte, error) {
	return bytesCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_omnisdk_callback_reply(number(replies, outcome), out, err)
	})
}

// OmnisdkVerifyLogin says whether the signature of a login is right.
func OmnisdkVerifyLogin(appID, key, uid, verifyTimestamp, signature string) (bool, error) {
	var valid C.int32_t
	err := call(func(err *C.shiming_error) C.shiming_status {
		return C.shiming_omnisdk_verify_login(ptr(appID), size(appID), ptr(key), size(key), ptr(uid), size(uid),
			ptr(verifyTimestamp), size(verifyTimestamp), ptr(signature), size(signature), &valid, err)
	})
	return valid != 0, err
}

// OmnisdkCertification reads OmniSDK's number of a certification: the real name's status.
func OmnisdkCertification(value int32) (string, error) {
	return textCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_omnisdk_certification(C.int32_t(value), out, err)
	})
}

// PlayerNetworkParse reads a login of Player Network: JSON text for PlayerNetworkDecide. It holds personal data.
func PlayerNetworkParse(body []byte) (string, error) {
	return textCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_player_network_parse(bytePtr(body), byteSize(body), out, err)
	})
}

// GateDecision is what to do about a login of Player Network.
type GateDecision struct {
	Gate Gate `json:"gate"`
	// Actions are JSON objects {"kind","blocks",...}.
	Actions []json.RawMessage `json:"actions"`
	// Degraded names what could not be judged.
	Degraded []string `json:"degraded"`
	// RecheckAt is when to ask again.
	RecheckAt *int64 `json:"recheck_at"`
}

// Gate is the decision: Kind, and a Reason where it is "deny".
type Gate struct {
	Kind   string `json:"kind"`
	Reason string `json:"reason,omitempty"`
}

// PlayerNetworkDecide judges a login. options is JSON text.
func PlayerNetworkDecide(login, options string, unix int64) (GateDecision, error) {
	return jsonCall[GateDecision](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_player_network_decide(ptr(login), size(login), ptr(options), size(options), C.int64_t(unix), out, err)
	})
}

// AdaptStatus reads a channel's code of a real name's status.
func AdaptStatus(source StatusSource, value string) (string, error) {
	return textCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_adapt_status(number(statusSources, source), ptr(value), size(value), out, err)
	})
}
