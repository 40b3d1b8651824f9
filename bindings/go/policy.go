package shiming

// #include "shiming.c.h"
import "C"

import "unsafe"

// AgeRule says when a year of age is full.
type AgeRule string

// The day after the birthday, as the law counts; or the birthday.
const (
	NextDay  AgeRule = "next_day"
	Birthday AgeRule = "birthday"
)

var ageRules = []AgeRule{NextDay, Birthday}

// AgeOn gives full years. birth is YYYY-MM-DD.
func AgeOn(birth string, unix int64, rule AgeRule) (int32, error) {
	var age C.int32_t
	err := call(func(err *C.shiming_error) C.shiming_status {
		return C.shiming_age_on(ptr(birth), size(birth), C.int64_t(unix), number(ageRules, rule), &age, err)
	})
	return int32(age), err
}

// Usage is what the host's ledgers say. Used under 34号 (profile cn2019) only.
type Usage struct {
	// PlayedTodayS is the seconds that this person played today (UTC+8) in all games of the enterprise.
	PlayedTodayS int64
	// GuestUsedS is the seconds of the guest's hour that this device used up.
	GuestUsedS int64
}

func (u Usage) c() (to C.shiming_usage) {
	to.struct_size = C.uint32_t(unsafe.Sizeof(to))
	to.played_today_s, to.guest_used_s = C.int64_t(u.PlayedTodayS), C.int64_t(u.GuestUsedS)
	return to
}

// Verdict is one answer: yes or no, why, by which rule, and how long it holds.
type Verdict struct {
	Allowed bool `json:"allowed"`
	// Reason is snake_case, such as minor_outside_window; ReasonText has a text for the player.
	Reason string `json:"reason"`
	// RuleID is the rule behind it, such as N2021-1 or Q187.
	RuleID string `json:"rule_id"`
	// ValidUntil is the first instant at which Allowed is another; nil when nothing in sight changes it.
	ValidUntil *int64 `json:"valid_until"`
	// NextOpen is when it is allowed next; nil when it is allowed, or no such time is in sight.
	NextOpen *int64 `json:"next_open"`
}

func verdict(from *C.shiming_verdict) Verdict {
	return Verdict{
		Allowed: from.allowed != 0, Reason: fixed(&from.reason[0]), RuleID: fixed(&from.rule_id[0]),
		ValidUntil: optional(from.valid_until), NextOpen: optional(from.next_open),
	}
}

// Decision answers the four questions: may the account be used, may the player play and pay, is the session reported.
type Decision struct {
	Account Verdict `json:"account"`
	Play    Verdict `json:"play"`
	Pay     Verdict `json:"pay"`
	Report  Verdict `json:"report"`
}

// Decide judges a player at unix. profile is JSON text such as {"base":"auto"}; calendar JSON text, or nil for the
// built-in one.
func Decide(state AccountState, profile string, calendar *string, usage Usage, unix int64) (Decision, error) {
	var d C.shiming_decision
	d.struct_size = C.uint32_t(unsafe.Sizeof(d))
	sums, from := usage.c(), string(state)
	err := call(func(err *C.shiming_error) C.shiming_status {
		return C.shiming_decide(ptr(from), size(from), ptr(profile), size(profile), optPtr(calendar), optSize(calendar),
			&sums, C.int64_t(unix), &d, err)
	})
	if err != nil {
		return Decision{}, err
	}
	return Decision{Account: verdict(&d.account), Play: verdict(&d.play), Pay: verdict(&d.pay), Report: verdict(&d.report)}, nil
}

// Payment says whether a sum may be paid, and the limits in fen; nil is no limit.
type Payment struct {
	Verdict      Verdict `json:"verdict"`
	MaxSingleFen *int64  `json:"max_single_fen"`
	MonthLeftFen *int64  `json:"month_left_fen"`
}

// DecidePayment judges a sum. Sums are fen (1 yuan = 100 fen); spentMonthFen is what this person paid in this calendar
// month in all games of the enterprise.
func DecidePayment(state AccountState, profile string, calendar *string, spentMonthFen, amountFen, unix int64) (Payment, error) {
	var p C.shiming_payment
	p.struct_size = C.uint32_t(unsafe.Sizeof(p))
	from := string(state)
	err := call(func(err *C.shiming_error) C.shiming_status {
		return C.shiming_decide_payment(ptr(from), size(from), ptr(profile), size(profile), optPtr(calendar), optSize(calendar),
			C.int64_t(spentMonthFen), C.int64_t(amountFen), C.int64_t(unix), &p, err)
	})
	if err != nil {
		return Payment{}, err
	}
	return Payment{Verdict: verdict(&p.verdict), MaxSingleFen: optional(p.max_single_fen), MonthLeftFen: optional(p.month_left_fen)}, nil
}

// PlayWindow is when a player may play.
type PlayWindow struct {
	Start *int64 `json:"start"`
	// End is nil when the player comes of age at Start.
	End *int64 `json:"end"`
	// Covered is false where no official calendar covers the day.
	Covered bool `json:"covered"`
}

// NextPlayWindow says when the player may play next; nil: nothing restricts this player.
func NextPlayWindow(state AccountState, profile string, calendar *string, unix int64) (*PlayWindow, error) {
	var w C.shiming_play_window
	w.struct_size = C.uint32_t(unsafe.Sizeof(w))
	from := string(state)
	err := call(func(err *C.shiming_error) C.shiming_status {
		return C.shiming_next_play_window(ptr(from), size(from), ptr(profile), size(profile), optPtr(calendar), optSize(calendar),
			C.int64_t(unix), &w, err)
	})
	if err != nil || w.restricted == 0 {
		return nil, err
	}
	return &PlayWindow{Start: optional(w.start), End: optional(w.end), Covered: w.covered != 0}, nil
}

// PlayDay is one day of a minor's month.
type PlayDay struct {
	// Date is YYYY-MM-DD.
	Date    string `json:"date"`
	Open    bool   `json:"open"`
	Reason  string `json:"reason"`
	Covered bool   `json:"covered"`
}

// PlayMonth is a month of a minor's play windows.
type PlayMonth struct {
	Days []PlayDay `json:"days"`
}

// PlayWindows gives a month of a minor's play windows.
func PlayWindows(year, month int32, profile string, calendar *string) (PlayMonth, error) {
	return jsonCall[PlayMonth](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_play_windows(C.int32_t(year), C.int32_t(month), ptr(profile), size(profile), optPtr(calendar), optSize(calendar), out, err)
	})
}

// PlayerText is what to tell the player.
type PlayerText struct {
	Reason string `json:"reason"`
	TextZh string `json:"text_zh"`
	TextEn string `json:"text_en"`
}

// ReasonText gives the text for the reason of a verdict.
func ReasonText(reason string) (PlayerText, error) {
	return jsonCall[PlayerText](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_reason_text(ptr(reason), size(reason), out, err)
	})
}
