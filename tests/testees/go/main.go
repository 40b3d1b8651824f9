// The testee of the Go surface: reads calls of the pipe protocol, makes them through package shiming as a user would, and
// writes the answers. Glue only.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"

	"shiming"
)

const maxLine = 4 << 20

func main() {
	in, out := bufio.NewReaderSize(os.Stdin, 1<<16), bufio.NewWriter(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			out.Write(append(answer(bytes.TrimSuffix(line, []byte("\n"))), '\n'))
			if out.Flush() != nil {
				os.Exit(1)
			}
		}
		if err == io.EOF {
			return
		} else if err != nil {
			os.Exit(1)
		}
	}
}

func answer(line []byte) []byte {
	var whole struct {
		ID   *json.Number    `json:"id"`
		Op   *string         `json:"op"`
		Args json.RawMessage `json:"args"`
	}
	var id any
	answer := map[string]any{}
	ok, err := func() (any, error) {
		if len(line) > maxLine || json.Unmarshal(line, &whole) != nil || whole.ID == nil || whole.Op == nil {
			return nil, badCall()
		}
		if _, err := whole.ID.Int64(); err != nil {
			return nil, badCall()
		}
		id = *whole.ID
		var members map[string]json.RawMessage
		if json.Unmarshal(whole.Args, &members) != nil || members == nil {
			return nil, badCall()
		}
		return run(*whole.Op, args{members})
	}()
	if err == nil {
		answer["ok"] = ok
	} else {
		answer["error"] = shape(err)
		if errors.Is(err, shiming.ErrBadCall) {
			id = nil
		}
	}
	answer["id"] = id
	text, err := json.Marshal(answer)
	if err != nil {
		panic(err)
	}
	return text
}

// Reading arguments stops at the first that is wrong.
func run(op string, a args) (ok any, err error) {
	defer func() {
		if wrong := recover(); wrong != nil {
			fault, is := wrong.(*shiming.Error)
			if !is {
				panic(wrong)
			}
			err = fault
		}
	}()
	if op == "hello" {
		return hello(a)
	}
	for _, table := range [][]operation{toolkit, engine} {
		for _, known := range table {
			if known.name == op {
				return known.run(a)
			}
		}
	}
	return nil, &shiming.Error{Code: shiming.ErrUnknownOp, Detail: "no operation has this name: hello lists them all"}
}

func hello(a args) (any, error) {
	if a.int("protocol") != 1 {
		return nil, &shiming.Error{Code: shiming.ErrUnsupportedProtocol, Field: "protocol", Detail: "this program speaks protocol 1"}
	}
	ops, codes := []string{"hello"}, map[string]int{}
	for _, table := range [][]operation{toolkit, engine} {
		for _, known := range table {
			ops = append(ops, known.name)
		}
	}
	edge := map[shiming.ErrorCode]bool{
		shiming.ErrNullPointer: true, shiming.ErrABI: true, shiming.ErrPoisoned: true, shiming.ErrPanic: true,
	}
	for code := shiming.ErrorCode(1); code < 1000; code++ {
		if name := code.String(); name != "" && !edge[code] {
			codes[name] = int(code)
		}
	}
	return map[string]any{
		"protocol": 1, "language": "go", "version": shiming.Version(), "abi": shiming.ABIVersion(), "ops": ops, "error_codes": codes,
	}, nil
}

func shape(err error) any {
	var fault *shiming.Error
	if !errors.As(err, &fault) {
		fault = &shiming.Error{Code: shiming.ErrInternal, Detail: err.Error()}
	}
	orNull := func(text string) any {
		if text == "" {
			return nil
		}
		return text
	}
	var errcode any
	if fault.Errcode != 0 {
		errcode = fault.Errcode
	}
	return map[string]any{
		"code": fault.Code.String(), "number": fault.Code, "reason": orNull(fault.Reason), "field": orNull(fault.Field),
		"errcode": errcode, "detail": fault.Detail,
	}
}
