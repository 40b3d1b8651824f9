//go:build unix

package host

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"shiming"
)

func send(url string) shiming.Send {
	headers := [][2]string{{"appId", "a"}, {"sign", "s"}}
	return shiming.Send{TimeoutMs: 5000, Request: shiming.Request{Method: "POST", URL: url, Headers: headers, Body: []byte(`{"data":"x"}`)}}
}

// Answers every request on every connection with what answer gives; "" closes the connection.
func serve(t *testing.T, answer func(n int32, head string) string) (string, *atomic.Int32) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	count := &atomic.Int32{}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer connection.Close()
				reader := bufio.NewReader(connection)
				for {
					head, length := "", 0
					for !strings.HasSuffix(head, "\r\n\r\n") {
						line, err := reader.ReadString('\n')
						if err != nil {
							return
						}
						fmt.Sscanf(strings.ToLower(line), "content-length: %d", &length)
						head += line
					}
					body := make([]byte, length)
					if _, err := io.ReadFull(reader, body); err != nil {
						return
					}
					text := answer(count.Add(1), head+string(body))
					if text == "" {
						return
					}
					io.WriteString(connection, text)
				}
			}()
		}
	}()
	return "http://" + listener.Addr().String() + "/p", count
}

func TestARequestGoesAsItIsAndAnErrorStatusIsAnAnswer(t *testing.T) {
	seen := make(chan string, 1)
	url, _ := serve(t, func(_ int32, head string) string {
		seen <- head
		return "HTTP/1.1 502 Bad Gateway\r\nDate: Sat, 21 Nov 2026 00:00:00 GMT\r\nContent-Length: 2\r\n\r\nno"
	})
	answer, is := Exchange(context.Background(), NewClient(), send(url)).(shiming.HTTPAnswer)
	if !is || answer.Status != 502 || string(answer.Body) != "no" || *answer.Date != "Sat, 21 Nov 2026 00:00:00 GMT" {
		t.Errorf("%+v", answer)
	}
	head := <-seen
	for _, part := range []string{"POST /p HTTP/1.1\r\n", "\r\nappId: a\r\n", "\r\nsign: s\r\n", "\r\nContent-Length: 12\r\n", "\r\n\r\n{\"data\":\"x\"}"} {
		if !strings.Contains(head, part) {
			t.Errorf("no %q in %q", part, head)
		}
	}
	for _, part := range []string{"expect:", "accept-encoding:", "transfer-encoding:"} {
		if strings.Contains(strings.ToLower(head), part) {
			t.Errorf("%q in %q", part, head)
		}
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	url, _ := serve(t, func(int32, string) string {
		return "HTTP/1.1 307 T\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
	})
	answer, is := Exchange(context.Background(), NewClient(), send(url)).(shiming.HTTPAnswer)
	if !is || answer.Status != 307 {
		t.Errorf("%+v", answer)
	}
}

func TestNothingIsSentTwice(t *testing.T) {
	// The first answer keeps the connection, the second request finds it closed before any answer: net/http itself would
	// send a GET again.
	url, count := serve(t, func(n int32, _ string) string {
		if n == 1 {
			return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
		}
		return ""
	})
	client := NewClient()
	query := send(url)
	query.Request.Method, query.Request.Body = "GET", nil
	if answer, is := Exchange(context.Background(), client, query).(shiming.HTTPAnswer); !is || answer.Status != 200 {
		t.Fatal(answer)
	}
	if outcome := Exchange(context.Background(), client, query); outcome != (shiming.NoHTTPAnswer{Sent: shiming.SentUnknown}) {
		t.Errorf("%+v", outcome)
	}
	if count.Load() != 2 {
		t.Errorf("%d requests for 2", count.Load())
	}
}

func TestWhatWasCertainlyNotSent(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + listener.Addr().String()
	listener.Close()
	if outcome := Exchange(context.Background(), NewClient(), send(url)); outcome != (shiming.NoHTTPAnswer{Sent: shiming.SentNo}) {
		t.Errorf("%+v", outcome)
	}
	url, _ = serve(t, func(int32, string) string { return "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut" })
	ctx, cancel := context.WithCancel(context.Background())
	url2, _ := serve(t, func(int32, string) string { cancel(); return "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" })
	if outcome := Exchange(ctx, NewClient(), send(url2)); outcome != (shiming.NoHTTPAnswer{Sent: shiming.SentUnknown}) {
		t.Errorf("%+v", outcome)
	}
	if outcome := Exchange(ctx, NewClient(), send(url)); outcome == nil {
		t.Error("no outcome")
	}
}

func TestAnEndlessAnswerIsCut(t *testing.T) {
	url, _ := serve(t, func(int32, string) string {
		return "HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + strings.Repeat(" ", 3_000_000)
	})
	answer, is := Exchange(context.Background(), NewClient(), send(url)).(shiming.HTTPAnswer)
	if !is || len(answer.Body) != maxAnswer {
		t.Errorf("%d", len(answer.Body))
	}
}

func TestJournalReadsBackInOrder(t *testing.T) {
	folder := t.TempDir()
	journal := openJournal(t, folder)
	large := strings.Repeat("x", piece+5)
	for _, one := range []struct {
		segment, seq int64
		bytes        string
	}{{9, 1, "a"}, {9, 2, "b"}, {10, 3, large}, {11, 4, ""}} {
		if err := journal.Append(one.segment, one.seq, []byte(one.bytes)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := OpenJournal(folder); err == nil {
		t.Error("two at once")
	}
	for _, repeat := range [][2]int64{{11, 4}, {10, 9}} {
		if err := journal.Append(repeat[0], repeat[1], nil); !errors.Is(err, os.ErrExist) {
			t.Error(err)
		}
	}
	journal.Close()
	journal = openJournal(t, folder)
	if err := journal.Append(11, 9, nil); !errors.Is(err, os.ErrExist) {
		t.Error("a second engine's segment", err)
	}
	if err := journal.DropBefore(10); err != nil {
		t.Fatal(err)
	}
	var segments []int64
	text := ""
	err := journal.Load(func(segment int64, bytes []byte) error {
		if len(bytes) > piece {
			t.Error("too large")
		}
		segments, text = append(segments, segment), text+string(bytes)
		return nil
	})
	if err != nil || fmt.Sprint(segments) != "[10 10 11]" || text != large {
		t.Error(segments, err)
	}
}

func openJournal(t *testing.T, folder string) *Journal {
	t.Helper()
	journal, err := OpenJournal(folder)
	if err != nil {
		t.Fatal(err)
	}
	return journal
}

func TestRunEndsWithItsContextAndWithTheApplication(t *testing.T) {
	config := `{"v":1,"journal_keys":["` + strings.Repeat("0a", 32) + `"]}`
	journal := openJournal(t, t.TempDir())
	defer journal.Close()
	h, err := Open(config, journal)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := h.Run(ctx, http.DefaultClient, func(shiming.Event) error { return nil }); err != nil {
		t.Error(err)
	}
	broken := errors.New("the database is away")
	h2, err := Open(config, failing{broken})
	if h2 != nil || err != broken {
		t.Error(err)
	}
	if err := h.Engine.PutApp("{"); !errors.Is(err, shiming.ErrInvalidConfig) {
		t.Error(err)
	}
	h3, err := Open(config, &failingAppend{broken})
	if err != nil {
		t.Fatal(err)
	}
	defer h3.Close()
	if err := h3.Run(context.Background(), NewClient(), func(shiming.Event) error { return nil }); err != broken {
		t.Error("a disk that fails ends the loop", err)
	}
}

type failing struct{ err error }

func (f failing) Load(func(int64, []byte) error) error { return f.err }
func (f failing) Append(int64, int64, []byte) error    { return f.err }
func (f failing) DropBefore(int64) error               { return f.err }

type failingAppend struct{ err error }

func (f *failingAppend) Load(func(int64, []byte) error) error { return nil }
func (f *failingAppend) Append(int64, int64, []byte) error    { return f.err }
func (f *failingAppend) DropBefore(int64) error               { return nil }
