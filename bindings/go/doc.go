// Package shiming holds the rules of China's real-name and anti-addiction system (网络游戏防沉迷实名认证系统) for game
// servers: signing, sealing and reading of the authority's calls, a player's verification, decisions about play and
// payment, and an engine with quota, sessions, retries and a journal. It does no I/O; package shiming/host has a loop
// over net/http and a journal in a directory.
//
// It is a binding of libshiming (cgo). Every rule is in that library; this package converts.
//
// Texts are UTF-8 strings, bytes are []byte, times are milliseconds unless a name says otherwise. A nil pointer or nil
// []byte is an absent value. Errors of the library are *Error; errors.Is compares codes:
//
//	if errors.Is(err, shiming.ErrInvalidIDNumber) { ... }
//
// Any goroutine may call anything.
package shiming
