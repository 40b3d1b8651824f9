package host

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"shiming"
)

// More than any answer of the authority. One byte beyond it is read, so that the engine sees that there was more.
const maxAnswer = 1<<20 + 1

// The authority takes at most 1,000 connections from one address (V1.9 §三).
const maxConnections = 1000

// NewClient is an HTTP client with the settings that this protocol needs.
func NewClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			// No proxy by accident of the environment: the authority judges the source address (1005).
			Proxy: nil,
			// The authority closes idle connections after 120 s (V1.9 §三).
			IdleConnTimeout:     85 * time.Second,
			MaxIdleConns:        maxConnections,
			MaxIdleConnsPerHost: maxConnections,
			MaxConnsPerHost:     maxConnections,
			DisableCompression:  true,
		},
		// A redirected request is not what was signed: the redirection itself is the answer.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Exchange sends a request once, exactly as it is. The time limit covers everything from the look-up of the name to the
// last byte of the answer.
func Exchange(ctx context.Context, client *http.Client, send shiming.Send) shiming.Outcome {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(send.TimeoutMs)*time.Millisecond)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, send.Request.Method, send.Request.URL, nil)
	if err != nil {
		return shiming.NoHTTPAnswer{Sent: shiming.SentNo}
	}
	// A body that net/http cannot read again, also an empty one: else it sends a GET a second time when a kept connection
	// breaks, and the engine counts requests.
	request.Body = io.NopCloser(bytes.NewReader(send.Request.Body))
	request.ContentLength = int64(len(send.Request.Body))
	for _, header := range send.Request.Headers {
		// Not Header.Set, which would change the spelling.
		request.Header[header[0]] = append(request.Header[header[0]], header[1])
	}
	answer, err := client.Do(request)
	if err != nil {
		return shiming.NoHTTPAnswer{Sent: sent(err)}
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return shiming.NoHTTPAnswer{Sent: shiming.SentUnknown}
	}
	outcome := shiming.HTTPAnswer{Status: int32(answer.StatusCode), Body: body}
	if date := answer.Header.Get("Date"); date != "" {
		outcome.Date = &date
	}
	return outcome
}

// Only what failed before a connection stood was certainly not sent.
func sent(err error) shiming.SentState {
	var failed *net.OpError
	if errors.As(err, &failed) && failed.Op == "dial" {
		return shiming.SentNo
	}
	return shiming.SentUnknown
}
