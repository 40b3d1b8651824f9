package shiming

import "encoding/json"

// Event is what the engine tells: *AccountChanged, *RowsSettled, *SessionEnded, *Warning, *Throttled, *KeyExpiring,
// *GameDrained, *Alert, *Recovered or *OtherEvent. The first two are facts and come again until handled; the others are
// advice. Events hold personal data, so log their EventKind only.
type Event interface {
	// EventKind is the kind's name in snake_case, such as account_changed.
	EventKind() string
}

// AccountChanged: store State beside the player before Handled. 300 s later the authority no longer has it.
type AccountChanged struct {
	Game    string       `json:"game"`
	Account string       `json:"account"`
	Attempt int64        `json:"attempt"`
	State   AccountState `json:"state"`
	Cause   string       `json:"cause"`
}

// RowsSettled: these rows of reports ended.
type RowsSettled struct {
	Game string       `json:"game"`
	Rows []SettledRow `json:"rows"`
}

// SettledRow is how one row ended. (SI, BT) tells when a fact comes again.
type SettledRow struct {
	Session string   `json:"session"`
	SI      string   `json:"si"`
	BT      Behavior `json:"bt"`
	// OT is the reported time and TrueOT the true one, in seconds.
	OT     int64 `json:"ot"`
	TrueOT int64 `json:"true_ot"`
	// Outcome is "accepted", "shifted", "refused" or "dropped".
	Outcome string `json:"outcome"`
	// Errcode is why a row was refused.
	Errcode *int32 `json:"errcode"`
	// OutsideWindow: lateness moved a minor's row past the end of the window.
	OutsideWindow bool `json:"outside_window"`
}

// SessionEnded: the engine ended a session; end it in the game too.
type SessionEnded struct {
	Game    string  `json:"game"`
	Session string  `json:"session"`
	Account *string `json:"account"`
	Cause   string  `json:"cause"`
	At      int64   `json:"at"`
}

// Warning: these sessions end in RemainingS seconds.
type Warning struct {
	Game       string   `json:"game"`
	Sessions   []string `json:"sessions"`
	RemainingS int64    `json:"remaining_s"`
}

// Throttled: the authority answered 1006; pass it on, and let other processes call Hold.
type Throttled struct {
	Game     string   `json:"game"`
	Endpoint Endpoint `json:"endpoint"`
	Until    int64    `json:"until"`
}

// KeyExpiring: the last valid key of an enterprise ends.
type KeyExpiring struct {
	AppID string `json:"app_id"`
	At    int64  `json:"at"`
}

// GameDrained: a removed game has nothing left.
type GameDrained struct {
	Game string `json:"game"`
}

// Alert: for your staff.
type Alert struct {
	Code     string    `json:"code"`
	Game     *string   `json:"game"`
	Endpoint *Endpoint `json:"endpoint"`
	Errcode  *int32    `json:"errcode"`
}

// Recovered: what the journal held when the engine was opened.
type Recovered struct {
	Segments int64    `json:"segments"`
	Accounts int64    `json:"accounts"`
	Sessions int64    `json:"sessions"`
	Rows     int64    `json:"rows"`
	Damage   []Damage `json:"damage"`
}

// Damage is a place of the journal that could not be read.
type Damage struct {
	Segment int64 `json:"segment"`
	Offset  int64 `json:"offset"`
}

// OtherEvent is of a kind that this version does not know: ignore and handle it.
type OtherEvent struct{ Kind string }

// The kinds' names.
func (*AccountChanged) EventKind() string { return "account_changed" }
func (*RowsSettled) EventKind() string    { return "rows_settled" }
func (*SessionEnded) EventKind() string   { return "session_ended" }
func (*Warning) EventKind() string        { return "warning" }
func (*Throttled) EventKind() string      { return "throttled" }
func (*KeyExpiring) EventKind() string    { return "key_expiring" }
func (*GameDrained) EventKind() string    { return "game_drained" }
func (*Alert) EventKind() string          { return "alert" }
func (*Recovered) EventKind() string      { return "recovered" }
func (e *OtherEvent) EventKind() string   { return e.Kind }

func decodeEvent(text []byte) (Event, error) {
	var top struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(text, &top); err != nil {
		return nil, err
	}
	kinds := []Event{
		&AccountChanged{}, &RowsSettled{}, &SessionEnded{}, &Warning{}, &Throttled{}, &KeyExpiring{}, &GameDrained{}, &Alert{}, &Recovered{},
	}
	for _, event := range kinds {
		if event.EventKind() == top.Kind {
			return event, json.Unmarshal(text, event)
		}
	}
	return &OtherEvent{Kind: top.Kind}, nil
}
