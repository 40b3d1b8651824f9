package io.github.shiming.host

/**
 * A journal: append and drop, and a read-back for the next start. A table (segment, seq, bytes) of a database with a unique key
 * on (segment, seq), or a list per segment, does as well as a directory.
 */
public interface Store {
    /** Feeds everything that is there, segments ascending, also empty ones, in pieces of at most 1 MiB. */
    public fun load(into: Loading)

    /** Returns when the bytes are on disk, and fails when this (segment, seq) exists: that means a second engine. */
    public fun append(segment: Long, seq: Long, bytes: ByteArray)

    /** Deletes the segments below this one. */
    public fun dropBefore(segment: Long)
}

/** Takes one piece of a segment. */
public fun interface Loading {
    /** The next piece. */
    public fun piece(segment: Long, bytes: ByteArray)
}
