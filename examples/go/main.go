// A game server in small, against `shiming simulate`: example URL JOURNAL first, which kills itself; then
// example URL JOURNAL second, which goes on from the journal.
package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"log"
	"os"
	"syscall"
	"time"

	"shiming"
	"shiming/host"
)

const secretKey = "00112233445566778899aabbccddeeff" // the simulator's

func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func handle(event shiming.Event) error {
	switch event := event.(type) {
	case *shiming.AccountChanged:
		// Commit string(event.State) beside the player; only then return.
		fmt.Println(event.Account, "is", event.State.Kind())
	case *shiming.RowsSettled:
		for _, row := range event.Rows {
			fmt.Println(row.BT, "of", row.Session, "was", row.Outcome)
		}
	case *shiming.Recovered:
		fmt.Println("recovered", event.Sessions, "sessions")
	case *shiming.Alert:
		fmt.Println("alert:", event.Code)
	}
	return nil
}

func main() {
	url, folder, part := os.Args[1], os.Args[2], os.Args[3]
	journalKey := must(shiming.DeriveJournalKey(secretKey))
	journal := must(host.OpenJournal(folder))
	h := must(host.Open(fmt.Sprintf(`{"v":1,"journal_keys":[%q],"report_accepted":true}`, hex.EncodeToString(journalKey)), journal))
	check(h.Engine.PutApp(fmt.Sprintf(`{"app_id":"example-app-id","keys":[{"secret_key":%q}]}`, secretKey)))
	// Without "endpoints" the engine talks to the authority itself.
	endpoints := shiming.Custom(url+"/idcard/authentication/check", url+"/idcard/authentication/query", url+"/behavior/collection/loginout")
	check(h.Engine.PutGame(fmt.Sprintf(`{"game":"g","app_id":"example-app-id","biz_id":"1101000001","endpoints":%s}`, endpoints)))
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.Run(ctx, host.NewClient(), handle) }()
	if part == "first" {
		first(h)
	} else {
		second(h)
	}
	stop()
	check(<-ended)
	check(h.Close())
	check(journal.Close())
}

func first(h *host.Host) {
	login(h, "player-1", "session-1", "某一一", "110000190101010001") // the authority answers at once
	login(h, "player-2", "session-2", "某二一", "110000190201010009") // pending for a minute
	check(h.Heartbeat("g", "session-1"))
	wait(func() bool { // player-1 is verified meanwhile: from then on the session is reported
		session := must(h.Engine.Session("g", "session-1"))
		return session != nil && session.Reported
	})
	check(h.Logout("g", "session-2"))
	minorAtNoon()
	// Everything accepted is on disk: now the machine loses power.
	wait(func() bool { return must(h.Engine.Stats(nil)).Values["unpersisted_bytes"] == 0 })
	check(syscall.Kill(os.Getpid(), syscall.SIGKILL))
}

func second(h *host.Host) {
	check(h.Heartbeat("g", "session-1")) // the session is still open
	check(h.Logout("g", "session-1"))
	wait(func() bool { return must(h.Engine.Session("g", "session-1")) == nil })
	wait(func() bool { return must(h.Engine.Stats(nil)).Values["queued"] == 0 })
}

func login(h *host.Host, account, session, name, idNumber string) {
	stored := must(shiming.AccountNew()) // AccountLoad(...) once the player has a state
	verifying := must(h.Verify("g", account, stored, name, idNumber, shiming.Live))
	a := must(h.Login("g", session, shiming.AccountPlayer{Account: account, State: verifying.State}, nil))
	fmt.Printf("%s: allowed %v, reported %v, because %s (%s)\n", account, a.Allowed, a.Reported, a.Reason, a.RuleID)
}

func minorAtNoon() {
	// Verified elsewhere, born in 2010, on a Wednesday at noon in Beijing.
	noon := shiming.Now{Unix: time.Date(2026, 11, 18, 4, 0, 0, 0, time.UTC).UnixMilli()}
	child := shiming.LinkPerson("1hpfml09b57f3f8185f8cb5094ea3f26278efb", shiming.Text("2010-01-01"), "own")
	state, _, err := shiming.AccountApply(must(shiming.AccountNew()), child, nil, noon)
	check(err)
	d := must(shiming.Decide(state, `{"base":"auto"}`, nil, shiming.Usage{}, noon.Unix))
	fmt.Printf("a minor at noon: allowed %v, because %s (%s); open again %s\n", d.Play.Allowed, d.Play.Reason, d.Play.RuleID,
		time.UnixMilli(*d.Play.NextOpen).In(time.FixedZone("Beijing", 8*3600)).Format(time.DateTime))
}

func wait(until func() bool) {
	for !until() {
		time.Sleep(20 * time.Millisecond)
	}
}
