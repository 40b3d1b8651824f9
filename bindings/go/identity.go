package shiming

// #include "shiming.c.h"
import "C"

// IDMode says how NormalizeID makes an id of 32 characters.
type IDMode string

// The modes: hash what does not fit exactly; pad what is short and hash the rest; hash all, for ids that strangers choose.
const (
	Hash       IDMode = "hash"
	Pad        IDMode = "pad"
	AlwaysHash IDMode = "always_hash"
)

// RedactKind says what Redact is given.
type RedactKind string

// What Redact knows.
const (
	RedactName      RedactKind = "name"
	RedactIDNumber  RedactKind = "id_number"
	RedactPI        RedactKind = "pi"
	RedactSecretKey RedactKind = "secret_key"
	RedactText      RedactKind = "text"
)

var (
	idModes     = []IDMode{Hash, Pad, AlwaysHash}
	hows        = []string{"unchanged", "hashed", "padded"}
	redactKinds = []RedactKind{RedactName, RedactIDNumber, RedactPI, RedactSecretKey, RedactText}
)

// AIForAttempt makes an ai that is the same for the same attempt and person, and shows nothing of them. salt is 16 to 64
// secret bytes; attempt counts from 1.
func AIForAttempt(salt []byte, bizID, account string, attempt int64, name, idNumber string) (string, error) {
	return textCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_ai_for_attempt(bytePtr(salt), byteSize(salt), ptr(bizID), size(bizID), ptr(account), size(account),
			C.int64_t(attempt), ptr(name), size(name), ptr(idNumber), size(idNumber), out, err)
	})
}

// NormalID is an id of 32 characters, and how it came about: "unchanged", "hashed" or "padded".
type NormalID struct {
	ID  string `json:"id"`
	How string `json:"how"`
}

// NormalizeID makes an id of exactly 32 characters of any text of 1 to 4,096 bytes.
func NormalizeID(raw string, mode IDMode) (NormalID, error) {
	var how C.int32_t
	id, err := textCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_normalize_id(ptr(raw), size(raw), number(idModes, mode), out, &how, err)
	})
	return NormalID{ID: id, How: named(hows, how)}, err
}

// UnpadID turns a padded id back.
func UnpadID(id string) (string, error) {
	return textCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_unpad_id(ptr(id), size(id), out, err)
	})
}

// ValidName is a name as it is sent, with warnings.
type ValidName struct {
	Name     string   `json:"name"`
	Warnings []string `json:"warnings"`
}

// ValidateName checks and normalises a name.
func ValidateName(name string) (ValidName, error) {
	return jsonCall[ValidName](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_validate_name(ptr(name), size(name), out, err)
	})
}

// ValidIDNumber is an ID number as it is sent.
type ValidIDNumber struct {
	IDNumber string `json:"id_number"`
	// Kind is "mainland", "hmt_resident" or "foreign_permanent".
	Kind string `json:"kind"`
	// Birth is YYYY-MM-DD.
	Birth string `json:"birth"`
	// Route is "submit" or "manual".
	Route string `json:"route"`
}

// ValidateIDNumber checks and normalises an ID number.
func ValidateIDNumber(idNumber string, unix int64) (ValidIDNumber, error) {
	return jsonCall[ValidIDNumber](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_validate_id_number(ptr(idNumber), size(idNumber), C.int64_t(unix), out, err)
	})
}

// PiBirth is the birth date inside a pi; nil when its Shape is "other" than "standard".
type PiBirth struct {
	Birth *string `json:"birth"`
	Shape string  `json:"shape"`
}

// PiBirthDate reads the birth date in a pi.
func PiBirthDate(pi string) (PiBirth, error) {
	return jsonCall[PiBirth](func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_pi_birth_date(ptr(pi), size(pi), out, err)
	})
}

// Redact makes a value fit for a log.
func Redact(kind RedactKind, value string) (string, error) {
	return textCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_redact(number(redactKinds, kind), ptr(value), size(value), out, err)
	})
}

// DeriveJournalKey makes an engine's journal key of a secret key, 32 bytes.
func DeriveJournalKey(secretKey string) ([]byte, error) {
	return bytesCall(func(out *C.shiming_buf, err *C.shiming_error) C.shiming_status {
		return C.shiming_derive_journal_key(ptr(secretKey), size(secretKey), out, err)
	})
}

// String shows nothing of the person.
func (ValidName) String() string { return "shiming.ValidName" }

// GoString shows nothing of the person.
func (ValidName) GoString() string { return "shiming.ValidName" }

// String shows nothing of the person.
func (ValidIDNumber) String() string { return "shiming.ValidIDNumber" }

// GoString shows nothing of the person.
func (ValidIDNumber) GoString() string { return "shiming.ValidIDNumber" }

// String shows nothing of the person.
func (PiBirth) String() string { return "shiming.PiBirth" }

// GoString shows nothing of the person.
func (PiBirth) GoString() string { return "shiming.PiBirth" }
