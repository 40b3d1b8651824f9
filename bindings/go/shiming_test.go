package shiming

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const (
	key    = "00112233445566778899aabbccddeeff"
	config = `{"v":1,"journal":"off"}`
)

var now = Now{Unix: 1_795_000_000_000, Mono: 1_000}

func open(t *testing.T) *Engine {
	t.Helper()
	engine, err := OpenEngine(config, nil, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	for _, err := range []error{
		engine.PutApp(`{"app_id":"a","keys":[{"secret_key":"` + key + `"}]}`),
		engine.PutGame(`{"game":"g","app_id":"a","biz_id":"1101000001"}`),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return engine
}

func TestCodesAreThoseOfTheHeader(t *testing.T) {
	header, err := os.ReadFile("../../ffi/include/shiming.h")
	if err != nil {
		t.Fatal(err)
	}
	ours, err := os.ReadFile("codes.go")
	if err != nil {
		t.Fatal(err)
	}
	fold := func(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }
	list := func(text []byte, pattern string) map[string]string {
		found := map[string]string{}
		for _, line := range regexp.MustCompile(pattern).FindAllSubmatch(text, -1) {
			found[fold(string(line[1]))] = string(line[2])
		}
		return found
	}
	want, have := list(header, `#define SHIMING_E_(\w+) (\d+)`), list(ours, `\tErr(\w+) ErrorCode = (\d+)`)
	if len(want) < 40 || fmt.Sprint(want) != fmt.Sprint(have) {
		t.Errorf("header %v\ncodes.go %v", want, have)
	}
	for name, number := range have {
		code, _ := strconv.Atoi(number)
		if fold(ErrorCode(code).String()) != name {
			t.Errorf("%s is %q to the library", name, ErrorCode(code))
		}
	}
}

func TestEnumerationsAreThoseOfTheHeader(t *testing.T) {
	header, err := os.ReadFile("../../ffi/include/shiming.h")
	if err != nil {
		t.Fatal(err)
	}
	check := func(prefix string, names []string) {
		for i, name := range names {
			line := fmt.Sprintf("#define SHIMING_%s%s %d\n", prefix, strings.ToUpper(name), i+1)
			if !bytes.Contains(header, []byte(line)) {
				t.Errorf("no %q in the header", line)
			}
		}
		if bytes.Contains(header, []byte(fmt.Sprintf("#define SHIMING_%s%s %d\n", prefix, "", len(names)+1))) {
			t.Errorf("%s has more", prefix)
		}
	}
	check("", texts(behaviors))
	check("", texts(playerKinds))
	check("", texts(endpoints))
	check("", texts(priorities))
	check("ID_", texts(idModes))
	check("HOW_", hows)
	check("REDACT_", texts(redactKinds))
	check("AGE_", texts(ageRules))
	check("PLATFORM_", texts(platforms))
	check("FORM_", texts(forms))
	check("REPLY_", texts(replies))
	check("SOURCE_", texts(statusSources))
	check("SENT_", texts(sents))
	check("USED_", texts(useds))
}

func texts[T ~string](names []T) (all []string) {
	for _, name := range names {
		all = append(all, string(name))
	}
	return all
}

func TestErrorsAreTyped(t *testing.T) {
	_, err := ValidateIDNumber("110000190101010002", now.Unix)
	var fault *Error
	if !errors.As(err, &fault) || fault.Code != ErrInvalidIDNumber || fault.Reason != "check_digit" || fault.Field != "id_number" || fault.Detail == "" {
		t.Fatalf("%#v", err)
	}
	if !errors.Is(err, ErrInvalidIDNumber) || errors.Is(err, ErrInvalidName) || strings.Contains(err.Error(), "110000") {
		t.Error(err)
	}
	if ErrInvalidIDNumber.String() != "invalid_id_number" || ErrorCode(999).String() != "" {
		t.Error("names")
	}
}

func TestAbsentIsNotEmpty(t *testing.T) {
	if body, err := EncryptBody(key, nil, []byte("x")); err != nil || len(body) == 0 {
		t.Error("nil draws a nonce", err)
	}
	if _, err := EncryptBody(key, []byte{}, []byte("x")); !errors.Is(err, ErrInvalidNonce) {
		t.Error("an empty nonce is wrong", err)
	}
	state, _ := AccountNew()
	if _, err := NextPlayWindow(state, `{"base":"auto"}`, Text(""), now.Unix); !errors.Is(err, ErrInvalidCalendar) {
		t.Error("an empty calendar is wrong", err)
	}
	if _, err := OpenEngine(config, []byte{}, now); err == nil {
		t.Error("no entropy is not fresh entropy")
	}
}

func TestIllFormedTextIsRefused(t *testing.T) {
	odd := "\xff"
	if _, err := ValidateName(odd); !errors.Is(err, ErrInvalidText) {
		t.Error(err)
	}
	// Inside what becomes JSON, too: replacing it would sign another text.
	params := [][2]string{{"appId", "a"}, {"bizId", "b"}, {"timestamps", "1"}, {"x", odd}}
	if _, err := Sign(key, params, nil); !errors.Is(err, ErrInvalidText) {
		t.Error(err)
	}
	if _, _, err := AccountApply("", ResetIdentity(odd), nil, now); err == nil {
		t.Error("no error")
	}
	params[3][1] = "\"\\\u2028<&\x00\n好"
	if explained, err := ExplainSign(key, params, nil); err != nil || explained.Sorted[3][1] != params[3][1] {
		t.Error(explained, err)
	}
}

func TestClosedHandlesSayAnError(t *testing.T) {
	engine := open(t)
	for range 2 {
		if err := engine.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := engine.Poll(now); err != ErrClosed {
		t.Error(err)
	}
	if _, err := engine.Stats(nil); err != ErrClosed {
		t.Error(err)
	}
	app, err := NewApp("a", "1101000001", key)
	if err != nil {
		t.Fatal(err)
	}
	app.Close()
	if _, err := QueryRequest(app, Production, "ai", now.Unix); err != ErrClosed {
		t.Error(err)
	}
	if _, err := QueryRequest(nil, Production, "ai", now.Unix); err != ErrClosed {
		t.Error(err)
	}
}

func TestManyGoroutinesAndAClose(t *testing.T) {
	engine := open(t)
	state, err := AccountNew()
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i := range 16 {
		all.Add(1)
		go func() {
			defer all.Done()
			for n := range 200 {
				session := fmt.Sprintf("%d-%d", i, n)
				_, err := engine.Login("g", session, AccountPlayer{Account: session, State: state}, nil, now)
				if err == nil {
					_, err = engine.Session("g", session)
				}
				if err == nil {
					_, err = engine.Poll(now)
				}
				if err != nil && err != ErrClosed {
					t.Error(err)
				}
			}
			if i == 7 {
				engine.Close()
			}
		}()
	}
	all.Wait()
}

func TestRowsKeepTheirTexts(t *testing.T) {
	app, err := NewApp("a", "1101000001", key)
	if err != nil {
		t.Fatal(err)
	}
	defer app.Close()
	rows := []Row{}
	for i := range 128 {
		row := Row{SI: fmt.Sprintf("s%d", i), BT: Login, OT: now.Unix/1000 - 5, CT: Guest, DI: Text(strings.Repeat("d", i%32+1))}
		rows = append(rows, row)
	}
	request, err := ReportRequest(app, Production, rows, make([]byte, 12), now.Unix)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := DecryptBody(key, request.Body)
	if err != nil || !bytes.Contains(plain, []byte(`"si":"s127"`)) || !bytes.Contains(plain, []byte(`"di":"`+strings.Repeat("d", 32)+`"`)) {
		t.Error(string(plain), err)
	}
	for _, none := range [][]Row{nil, {}} {
		if _, err := ReportRequest(app, Production, none, nil, now.Unix); !errors.Is(err, ErrInvalidRows) {
			t.Error(err)
		}
	}
}

func TestNothingPersonalIsPrinted(t *testing.T) {
	state, _, err := AccountApply(must(t)(AccountNew()), SubmitIdentity("某一一", "110000190101010001"), Text("ai"), now)
	if err != nil {
		t.Fatal(err)
	}
	app, err := NewApp("a", "1101000001", key)
	if err != nil {
		t.Fatal(err)
	}
	defer app.Close()
	event := AccountEvent(SubmitIdentity("某一一", "110000190101010001"))
	step := Tell{Event: &AccountChanged{Account: "u", State: state}, JSON: []byte("110000190101010001")}
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		shown := fmt.Sprintf(strings.Repeat(format, 8), state, app, event, step, Answer{Kind: "verified", PI: "1hpfml"},
			ValidName{Name: "某一一"}, ValidIDNumber{IDNumber: "110000190101010001"}, Row{PI: Text("1hpfml")})
		for _, secret := range []string{"某一一", "110000", key, "1hpfml"} {
			if strings.Contains(shown, secret) {
				t.Errorf("%s shows %s", format, secret)
			}
		}
	}
}

func must(t *testing.T) func(AccountState, error) AccountState {
	return func(state AccountState, err error) AccountState {
		if err != nil {
			t.Fatal(err)
		}
		return state
	}
}

func TestForgottenEnginesAreFreed(t *testing.T) {
	for range 200 {
		if _, err := OpenEngine(config, nil, now); err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC()
	runtime.GC()
}
