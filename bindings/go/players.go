package shiming

// #include "shiming.c.h"
import "C"

import (
	"encoding/json"
	"unsafe"
)

// Priority says who waits for a verification.
type Priority string

// A player is waiting; or existing players (存量), who use only the quota that live ones leave.
const (
	Live     Priority = "live"
	Backfill Priority = "backfill"
)

var priorities = []Priority{Live, Backfill}

// Verifying is a running attempt: store State beside the player.
type Verifying struct {
	State   AccountState `json:"state"`
	Attempt int64        `json:"attempt"`
}

// Verify submits a player's identity. state is what the host stores. The result comes as AccountChanged. game, account and
// session are the host's own keys, 1 to 64 bytes, here and below.
func (e *Engine) Verify(game, account string, state AccountState, name, idNumber string, priority Priority, now Now) (Verifying, error) {
	var out C.shiming_buf
	var attempt C.int64_t
	from := string(state)
	err := e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_verify(engine, ptr(game), size(game), ptr(account), size(account), ptr(from), size(from),
			ptr(name), size(name), ptr(idNumber), size(idNumber), number(priorities, priority),
			C.int64_t(now.Unix), C.int64_t(now.Mono), &out, &attempt, err)
	})
	if err != nil {
		return Verifying{}, err
	}
	return Verifying{State: AccountState(takeBuf(&out)), Attempt: int64(attempt)}, nil
}

// PutAccount says what the host knows of an account: settled elsewhere, or unsettled and to be followed.
func (e *Engine) PutAccount(game, account string, state AccountState, now Now) error {
	from := string(state)
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_put_account(engine, ptr(game), size(game), ptr(account), size(account), ptr(from), size(from),
			C.int64_t(now.Unix), C.int64_t(now.Mono), err)
	})
}

// Player is who comes in: AccountPlayer or GuestPlayer.
type Player interface {
	login(e *Engine, game, session string, usage *C.shiming_usage, now Now, out *C.shiming_admission) error
}

// AccountPlayer is a player with an account and the state that the host stores.
type AccountPlayer struct {
	Account string
	State   AccountState
}

// GuestPlayer is a guest on a device, 1 to 32 bytes (34号 only, Q41).
type GuestPlayer struct{ DI string }

func (p AccountPlayer) login(e *Engine, game, session string, usage *C.shiming_usage, now Now, out *C.shiming_admission) error {
	from := string(p.State)
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_login(engine, ptr(game), size(game), ptr(session), size(session), ptr(p.Account), size(p.Account),
			ptr(from), size(from), usage, C.int64_t(now.Unix), C.int64_t(now.Mono), out, err)
	})
}

func (p GuestPlayer) login(e *Engine, game, session string, usage *C.shiming_usage, now Now, out *C.shiming_admission) error {
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_login_guest(engine, ptr(game), size(game), ptr(session), size(session), ptr(p.DI), size(p.DI),
			usage, C.int64_t(now.Unix), C.int64_t(now.Mono), out, err)
	})
}

// Admission says whether the player may come in, and whether the session is reported.
type Admission struct {
	Allowed  bool   `json:"allowed"`
	Reported bool   `json:"reported"`
	Reason   string `json:"reason"`
	RuleID   string `json:"rule_id"`
	// ValidUntil is when the session will be over, or the verdict changes; nil when nothing in sight changes it.
	ValidUntil *int64 `json:"valid_until"`
}

// Login lets a player in; the engine reports login and logout. usage is what the ledgers say, nil where no profile asks.
func (e *Engine) Login(game, session string, player Player, usage *Usage, now Now) (Admission, error) {
	var a C.shiming_admission
	a.struct_size = C.uint32_t(unsafe.Sizeof(a))
	var sums *C.shiming_usage
	if usage != nil {
		given := usage.c()
		sums = &given
	}
	if err := player.login(e, game, session, sums, now, &a); err != nil {
		return Admission{}, err
	}
	return Admission{
		Allowed: a.allowed != 0, Reported: a.reported != 0, Reason: fixed(&a.reason[0]), RuleID: fixed(&a.rule_id[0]),
		ValidUntil: optional(a.valid_until),
	}, nil
}

// Heartbeat: the player is still there. Without one for the configured time (150 s) the session ends as of the last.
func (e *Engine) Heartbeat(game, session string, now Now) error {
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_heartbeat(engine, ptr(game), size(game), ptr(session), size(session), C.int64_t(now.Unix), C.int64_t(now.Mono), err)
	})
}

// Logout: the player left.
func (e *Engine) Logout(game, session string, now Now) error {
	return e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_logout(engine, ptr(game), size(game), ptr(session), size(session), C.int64_t(now.Unix), C.int64_t(now.Mono), err)
	})
}

// Account is the state of an account as the engine holds it; nil when it holds none.
func (e *Engine) Account(game, account string) (*AccountState, error) {
	var out C.shiming_buf
	err := e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_account(engine, ptr(game), size(game), ptr(account), size(account), &out, err)
	})
	text := takeBuf(&out)
	if err != nil || text == nil {
		return nil, err
	}
	state := AccountState(text)
	return &state, nil
}

// Session is an open session.
type Session struct {
	Account *string `json:"account"`
	// SI names the session on the wire; nil when it is not reported, or over.
	SI       *string `json:"si"`
	Since    int64   `json:"since"`
	Reported bool    `json:"reported"`
}

// Session gives one session; nil when there is none.
func (e *Engine) Session(game, session string) (*Session, error) {
	var out C.shiming_buf
	err := e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_session(engine, ptr(game), size(game), ptr(session), size(session), &out, err)
	})
	text := takeBuf(&out)
	if err != nil || text == nil {
		return nil, err
	}
	view := &Session{}
	return view, json.Unmarshal(text, view)
}

// Lane is one call of one game.
type Lane struct {
	Game     string   `json:"game"`
	Endpoint Endpoint `json:"endpoint"`
	State    string   `json:"state"`
	Until    *int64   `json:"until"`
}

// Stats are numbers for a dashboard, by name, and the lanes.
type Stats struct {
	Values map[string]int64
	Lanes  []Lane
}

// UnmarshalJSON reads the library's flat object.
func (s *Stats) UnmarshalJSON(text []byte) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return err
	}
	s.Values = map[string]int64{}
	for name, member := range members {
		if name == "lanes" {
			if err := json.Unmarshal(member, &s.Lanes); err != nil {
				return err
			}
			continue
		}
		var value int64
		if err := json.Unmarshal(member, &value); err != nil {
			return err
		}
		s.Values[name] = value
	}
	return nil
}

// MarshalJSON writes the library's flat object.
func (s Stats) MarshalJSON() ([]byte, error) {
	members := map[string]any{"lanes": s.Lanes}
	for name, value := range s.Values {
		members[name] = value
	}
	return json.Marshal(members)
}

// Stats gives the numbers of a game; nil: of all.
func (e *Engine) Stats(game *string) (Stats, error) {
	var out C.shiming_buf
	err := e.call(func(engine *C.shiming_engine, err *C.shiming_error) C.shiming_status {
		return C.shiming_engine_stats(engine, optPtr(game), optSize(game), &out, err)
	})
	if err != nil {
		return Stats{}, err
	}
	var stats Stats
	err = json.Unmarshal(takeBuf(&out), &stats)
	return stats, err
}
