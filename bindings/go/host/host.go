// Package host runs a shiming.Engine over net/http and a journal: the whole of what a host does for the engine. There is
// no rule here; every language's host looks like this one. Copy what you need.
package host

import (
	"context"
	"net/http"
	"sync"
	"time"

	"shiming"
)

// A request must reach the wire this soon after Poll gave it out, or its slot is over.
const patience = 2 * time.Second

// Application takes in one event. When it returns nil, the engine forgets the fact: store it first. A fact may come again
// after a crash; (game, account, attempt) and (si, bt) tell. Kinds that you do not know are ignored. An error ends Run.
type Application func(event shiming.Event) error

// Host is an engine with its loop. Any goroutine may call its methods.
type Host struct {
	// Engine is for calls that have no method here; call Wake after one that changes something.
	Engine *shiming.Engine
	store  Store
	bell   chan struct{}
}

// Open opens an engine on a journal and loads it. Put the apps, policies and games next, then Run.
func Open(config string, store Store) (*Host, error) {
	now, err := shiming.SystemNow()
	if err != nil {
		return nil, err
	}
	engine, err := shiming.OpenEngine(config, nil, now)
	if err != nil {
		return nil, err
	}
	if err := store.Load(engine.Load); err != nil {
		engine.Close()
		return nil, err
	}
	return &Host{Engine: engine, store: store, bell: make(chan struct{}, 1)}, nil
}

// Close frees the engine. The store stays the caller's.
func (h *Host) Close() error { return h.Engine.Close() }

// Wake makes Run poll: any call that changes something voids the last Wait.
func (h *Host) Wake() {
	select {
	case h.bell <- struct{}{}:
	default: // It rang already.
	}
}

func with[T any](h *Host, call func(now shiming.Now) (T, error)) (T, error) {
	defer h.Wake()
	now, err := shiming.SystemNow()
	if err != nil {
		var none T
		return none, err
	}
	return call(now)
}

// Verify submits a player's identity: store the answer's State beside the player.
func (h *Host) Verify(game, account string, state shiming.AccountState, name, idNumber string, priority shiming.Priority) (shiming.Verifying, error) {
	return with(h, func(now shiming.Now) (shiming.Verifying, error) {
		return h.Engine.Verify(game, account, state, name, idNumber, priority, now)
	})
}

// Login lets a player in. usage is nil where no profile asks for it.
func (h *Host) Login(game, session string, player shiming.Player, usage *shiming.Usage) (shiming.Admission, error) {
	return with(h, func(now shiming.Now) (shiming.Admission, error) {
		return h.Engine.Login(game, session, player, usage, now)
	})
}

// Heartbeat says that the player is still there, about once a minute.
func (h *Host) Heartbeat(game, session string) error {
	_, err := with(h, func(now shiming.Now) (struct{}, error) { return struct{}{}, h.Engine.Heartbeat(game, session, now) })
	return err
}

// Logout says that the player left.
func (h *Host) Logout(game, session string) error {
	_, err := with(h, func(now shiming.Now) (struct{}, error) { return struct{}{}, h.Engine.Logout(game, session, now) })
	return err
}

// Run takes steps until ctx ends and everything accepted is durable; then it returns nil. Requests in flight count as
// lost, and the next start asks for them. Another error, of the disk or of the application, must end this process,
// because nothing more becomes durable.
func (h *Host) Run(ctx context.Context, client *http.Client, app Application) error {
	// Requests outlive ctx until the last Persist is done, and are then given up.
	sending, stop := context.WithCancel(context.WithoutCancel(ctx))
	var running sync.WaitGroup
	defer running.Wait()
	defer stop()
	connections := make(chan struct{}, maxConnections)
	written := make(chan error, 1)
	writing := false
	for {
		now, err := shiming.SystemNow()
		if err != nil {
			return err
		}
		step, err := h.Engine.Poll(now)
		if err != nil {
			return err
		}
		switch step := step.(type) {
		case shiming.Persist:
			// In a goroutine of its own, so that a slow disk costs no slot. There is never more than one.
			writing = true
			running.Add(1)
			go func() { defer running.Done(); written <- h.persist(step) }()
		case shiming.Tell:
			if err := app(step.Event); err != nil {
				return err
			}
			if err := h.Engine.Handled(step.Seq); err != nil {
				return err
			}
		case shiming.Send:
			running.Add(1)
			go func() { defer running.Done(); h.send(sending, client, connections, step) }()
		case shiming.Wait:
			// A Wait with no Persist outstanding says that everything accepted is durable: the place to stop.
			if ctx.Err() != nil && !writing {
				return nil
			}
			ended := ctx.Done()
			if ctx.Err() != nil {
				ended = nil
			}
			timer := time.NewTimer(time.Duration(step.UntilMono-now.Mono) * time.Millisecond)
			select {
			case err := <-written:
				if writing = false; err != nil {
					timer.Stop()
					return err
				}
			case <-h.bell:
			case <-timer.C:
			case <-ended:
			}
			timer.Stop()
		}
	}
}

func (h *Host) persist(step shiming.Persist) error {
	if err := h.store.Append(step.Segment, step.Seq, step.Bytes); err != nil {
		return err
	}
	if err := h.Engine.Persisted(step.Seq); err != nil {
		return err
	}
	if step.DropBefore == nil {
		return nil
	}
	return h.store.DropBefore(*step.DropBefore)
}

func (h *Host) send(ctx context.Context, client *http.Client, connections chan struct{}, step shiming.Send) {
	var outcome shiming.Outcome = shiming.NoHTTPAnswer{Sent: shiming.SentNo}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case connections <- struct{}{}:
		outcome = Exchange(ctx, client, step)
		<-connections
	case <-late.C:
	case <-ctx.Done():
	}
	// An unknown number, say of a request that outlived its lease by far, is harmless.
	_, _ = with(h, func(now shiming.Now) (shiming.Used, error) { return h.Engine.Complete(step.Send, outcome, now) })
}
