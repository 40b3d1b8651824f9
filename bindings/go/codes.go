package shiming

// The statuses of the library, by the same names and numbers in every language. A test compares them with the header.
const (
	// The line is not a call of the pipe protocol.
	ErrBadCall ErrorCode = 1
	// No such operation.
	ErrUnknownOp ErrorCode = 2
	// Another version of the pipe protocol.
	ErrUnsupportedProtocol ErrorCode = 3
	// Text that is not valid UTF-8.
	ErrInvalidText ErrorCode = 4
	// An argument is out of range or of no known kind.
	ErrInvalidParameter ErrorCode = 5
	// Configuration that does not fit its schema.
	ErrInvalidConfig ErrorCode = 6
	// A share of the quota that makes no sense.
	ErrInvalidShare ErrorCode = 7
	// A time outside 2020-2100.
	ErrBadTime ErrorCode = 8
	// An endpoint that is no plain http(s) URL.
	ErrInvalidURL ErrorCode = 9
	// The official interface test has eight cases.
	ErrUnknownCase ErrorCode = 10
	// A nonce that is not 12 bytes.
	ErrInvalidNonce ErrorCode = 11
	// A secret key that is not 32 hex digits, or a server key of OmniSDK that is empty or badly copied.
	ErrInvalidKey ErrorCode = 12
	// A body that is not an encrypted envelope.
	ErrInvalidBody ErrorCode = 13
	// An `ai` the authority would refuse.
	ErrInvalidAI ErrorCode = 14
	// An `si` the authority would refuse.
	ErrInvalidSi ErrorCode = 15
	// A `di` the authority would refuse.
	ErrInvalidDi ErrorCode = 16
	// A `pi` that cannot be one.
	ErrInvalidPi ErrorCode = 17
	// A name the authority would refuse.
	ErrInvalidName ErrorCode = 18
	// An ID number the authority would refuse.
	ErrInvalidIDNumber ErrorCode = 19
	// An identifier that cannot be normalised or unpadded.
	ErrInvalidID ErrorCode = 20
	// Rows that cannot be reported.
	ErrInvalidRows ErrorCode = 21
	// A state that is not one of ours.
	ErrInvalidState ErrorCode = 22
	// A profile with an unknown base or option.
	ErrInvalidProfile ErrorCode = 23
	// A calendar that contradicts itself.
	ErrInvalidCalendar ErrorCode = 24
	// An amount of money that makes no sense.
	ErrInvalidAmount ErrorCode = 25
	// Entropy that is plainly not random.
	ErrWeakEntropy ErrorCode = 26
	// A signature that does not match.
	ErrInvalidSignature ErrorCode = 27
	// A message of OmniSDK or Player Network that cannot be read, or says nothing usable.
	ErrInvalidCallback ErrorCode = 28
	// A pointer is null that must not be: pass the handle, the out-parameter, or length 0.
	ErrNullPointer ErrorCode = 90
	// The `struct_size` of a structure is not one that this version knows: set it with the structure's `..._INIT`, and compile against the header of the library that is loaded.
	ErrABI ErrorCode = 91
	// The engine knows no such game.
	ErrUnknownGame ErrorCode = 100
	// The engine knows no such session.
	ErrUnknownSession ErrorCode = 101
	// The session ended already.
	ErrSessionOver ErrorCode = 102
	// No such request is in flight.
	ErrUnknownSend ErrorCode = 103
	// Too much is waiting for the disk.
	ErrJournalBacklog ErrorCode = 104
	// The journal is damaged in the middle.
	ErrJournalDamaged ErrorCode = 105
	// The journal was written by a newer version.
	ErrJournalNewer ErrorCode = 106
	// None of the journal keys opens this journal.
	ErrJournalKeyUnknown ErrorCode = 107
	// The engine crossed a fork.
	ErrForked ErrorCode = 108
	// An earlier call panicked inside this engine: free it, open a new one, load the journal.
	ErrPoisoned ErrorCode = 190
	// The tag does not match: wrong key, or the body was changed.
	ErrDecryptFailed ErrorCode = 200
	// A defect of this library.
	ErrInternal ErrorCode = 900
	// A defect of this library was caught: report it with `shiming_version()`. The engine it happened in is poisoned.
	ErrPanic ErrorCode = 901
)
