package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"shiming"
)

// The arguments of one call. What is wrong is thrown and caught in run.
type args struct{ members map[string]json.RawMessage }

type operation struct {
	name string
	run  func(a args) (any, error)
}

type object = map[string]any

func badCall() *shiming.Error {
	return &shiming.Error{Code: shiming.ErrBadCall, Detail: "see the shapes of the protocol"}
}

func invalid(field string) *shiming.Error {
	return &shiming.Error{
		Code: shiming.ErrInvalidParameter, Field: field, Detail: "this argument is missing or out of range: see the protocol",
	}
}

func (a args) has(name string) bool {
	raw, there := a.members[name]
	return there && !bytes.Equal(raw, []byte("null"))
}

// A value as it is spelled.
func (a args) raw(name string) json.RawMessage {
	if !a.has(name) {
		panic(invalid(name))
	}
	return a.members[name]
}

// A text, or {"$utf8_hex":"..."} for one that JSON cannot carry.
func textOf(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var odd struct {
		Hex *string `json:"$utf8_hex"`
	}
	if json.Unmarshal(raw, &odd) != nil || odd.Hex == nil {
		panic(badCall())
	}
	return string(unhex(*odd.Hex))
}

func unhex(text string) []byte {
	bytes, err := hex.DecodeString(text)
	if err != nil || text != strings.ToLower(text) {
		panic(badCall())
	}
	return bytes
}

func (a args) text(name string) string { return textOf(a.raw(name)) }

// The name of an enumeration's value. In Go an ill-formed one is like any that is not known.
func (a args) choice(name string) string {
	text := a.text(name)
	if !utf8.ValidString(text) {
		panic(&shiming.Error{Code: shiming.ErrInvalidText, Field: name, Detail: "pass well-formed UTF-8"})
	}
	return text
}

func (a args) optional(name string) *string {
	if !a.has(name) {
		return nil
	}
	return shiming.Text(a.text(name))
}

func (a args) bytes(name string) []byte {
	var text string
	if json.Unmarshal(a.raw(name+"_hex"), &text) != nil {
		panic(badCall())
	}
	return unhex(text)
}

func (a args) int(name string) int64 {
	raw := a.raw(name)
	if number, err := strconv.ParseInt(string(raw), 10, 64); err == nil {
		return number
	}
	var large struct {
		Int *string `json:"$int"`
	}
	if json.Unmarshal(raw, &large) != nil || large.Int == nil {
		panic(badCall())
	}
	number, err := strconv.ParseInt(*large.Int, 10, 64)
	if err != nil {
		panic(invalid(name))
	}
	return number
}

func (a args) int32(name string) int32 {
	number := a.int(name)
	if number < math.MinInt32 || number > math.MaxInt32 {
		panic(invalid(name))
	}
	return int32(number)
}

func (a args) optionalInt(name string) *int64 {
	if !a.has(name) {
		return nil
	}
	number := a.int(name)
	return &number
}

func (a args) object(name string) args {
	var members map[string]json.RawMessage
	if json.Unmarshal(a.raw(name), &members) != nil {
		panic(badCall())
	}
	return args{members}
}

func (a args) list(name string) (list []json.RawMessage) {
	if json.Unmarshal(a.raw(name), &list) != nil {
		panic(badCall())
	}
	return list
}

func (a args) now() shiming.Now {
	now := a.object("now")
	return shiming.Now{Unix: now.int("unix"), Mono: now.int("mono")}
}

func (a args) pairs(name string) [][2]string {
	pairs := [][2]string{}
	for _, raw := range a.list(name) {
		var pair []json.RawMessage
		if json.Unmarshal(raw, &pair) != nil || len(pair) != 2 {
			panic(badCall())
		}
		pairs = append(pairs, [2]string{textOf(pair[0]), textOf(pair[1])})
	}
	return pairs
}

func (a args) usage() shiming.Usage {
	usage := a.object("usage")
	return shiming.Usage{PlayedTodayS: usage.int("played_today_s"), GuestUsedS: usage.int("guest_used_s")}
}

func named(name string, value any, err error) (any, error) { return object{name: value}, err }

func namedText(name string) func(string, error) (any, error) {
	return func(text string, err error) (any, error) { return object{name: text}, err }
}

func namedHex(name string) func([]byte, error) (any, error) {
	return func(bytes []byte, err error) (any, error) { return object{name: hex.EncodeToString(bytes)}, err }
}

func whole[T any](value T, err error) (any, error) { return value, err }

func done(err error) (any, error) { return object{}, err }

func request(from shiming.Request, err error) (any, error) {
	return object{"method": from.Method, "url": from.URL, "headers": from.Headers, "body_hex": hex.EncodeToString(from.Body)}, err
}
