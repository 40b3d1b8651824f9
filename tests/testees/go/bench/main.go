// A report of 128 rows through package shiming: prints the nanoseconds of the best round.
package main

import (
	"fmt"
	"os"
	"time"

	"shiming"
)

const (
	unix   = 1795176000000
	rounds = 400
	calls  = 20
)

func main() {
	app, err := shiming.NewApp("a", "b", "2836e95fcd10e04b0069bb1ee659955b")
	if err != nil {
		fail(err)
	}
	defer app.Close()
	rows := make([]shiming.Row, 128)
	for i := range rows {
		behavior := shiming.Login
		if i%2 == 1 {
			behavior = shiming.Logout
		}
		rows[i] = shiming.Row{
			SI: fmt.Sprintf("%032x", i), BT: behavior, OT: unix/1000 - 1 - int64(i), CT: shiming.Verified,
			PI: shiming.Text("1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u"),
		}
	}
	nonce := []byte{7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7}
	best := time.Duration(1 << 62)
	for range rounds {
		start := time.Now()
		for range calls {
			if _, err := shiming.ReportRequest(app, shiming.Production, rows, nonce, unix); err != nil {
				fail(err)
			}
		}
		best = min(best, time.Since(start))
	}
	fmt.Println(best.Nanoseconds() / calls)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
