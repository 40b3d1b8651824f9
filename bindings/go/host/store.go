package host

// Store is a journal: append and drop, and a read-back for the next start. A table (segment, seq, bytes) of a database with a unique key on
// (segment, seq), or a Redis list per segment, does as well as a directory.
type Store interface {
	// Load feeds everything that is there, segments ascending, also empty ones, in pieces of at most 1 MiB.
	Load(load func(segment int64, bytes []byte) error) error
	// Append returns when the bytes are on disk, and fails when this (segment, seq) exists: that means a second engine.
	Append(segment, seq int64, bytes []byte) error
	// DropBefore deletes the segments below this one.
	DropBefore(segment int64) error
}
