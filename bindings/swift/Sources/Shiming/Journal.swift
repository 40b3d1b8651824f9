import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// A journal: append and drop, and a read-back for the next start. A table (segment, seq, bytes) of a database with a unique key on
/// (segment, seq) does as well as a directory.
public protocol Journal: Sendable {
    /// Feeds everything that is there, segments ascending, also empty ones, in pieces of at most 1 MiB.
    func load(_ load: (_ segment: Int64, _ bytes: Data) throws -> Void) throws
    /// Returns when the bytes are on disk. Must throw when this (segment, seq) is there: that means a second engine.
    func append(segment: Int64, seq: Int64, bytes: Data) throws
    /// Deletes the segments below this one.
    func dropBefore(segment: Int64) throws
}

/// What a journal in a directory complains about.
public enum JournalError: Error, Equatable {
    /// Another process, or another object of this one, has the folder open.
    case inUse
    /// This segment and number were written before: two engines must not share a journal.
    case writtenBefore
    /// The journal is closed.
    case closed
    /// A call of the system failed.
    case system(call: String, errno: Int32)
}

/// A journal in a directory: one file a segment, created exclusively and only ever appended to, and a lock. The files are those of every
/// other language's directory journal.
public final class JournalDirectory: Journal, @unchecked Sendable {
    private static let piece = 1 << 20

    private let folder: String
    // Everything below is touched with this held.
    private let mutex = NSLock()
    private var lockFile: Int32
    private var file: Int32 = -1
    private var segment: Int64 = -1
    private var seq: Int64 = -1

    /// Opens a folder, creating it when it is missing.
    public init(_ folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        lockFile = open("\(folder)/lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard lockFile >= 0 else { throw failed("open") }
        guard flock(lockFile, LOCK_EX | LOCK_NB) == 0 else {
            _ = Self.shut(lockFile)
            lockFile = -1
            throw JournalError.inUse
        }
    }

    deinit { close() }

    /// Lets another process have the journal. Closing again does nothing.
    public func close() {
        mutex.lock()
        defer { mutex.unlock() }
        // Everything in them is synced.
        for one in [file, lockFile] where one >= 0 { _ = Self.shut(one) }
        (file, lockFile) = (-1, -1)
    }

    public func load(_ load: (_ segment: Int64, _ bytes: Data) throws -> Void) throws {
        for segment in try segments() {
            guard let handle = FileHandle(forReadingAtPath: path(segment)) else { throw failed("open") }
            defer { try? handle.close() }
            // A segment that holds nothing yet is loaded too: the next one must get a higher number.
            var bytes = try handle.read(upToCount: Self.piece) ?? Data()
            repeat {
                try load(segment, bytes)
                bytes = try handle.read(upToCount: Self.piece) ?? Data()
            } while !bytes.isEmpty
        }
    }

    public func append(segment: Int64, seq: Int64, bytes: Data) throws {
        mutex.lock()
        defer { mutex.unlock() }
        guard lockFile >= 0 else { throw JournalError.closed }
        guard segment >= self.segment, seq > self.seq else { throw JournalError.writtenBefore }
        if segment != self.segment || file < 0 {
            // Exclusive: a file of this number is a second engine's.
            let opened = open(path(segment), O_CREAT | O_EXCL | O_APPEND | O_WRONLY | O_CLOEXEC, 0o600)
            guard opened >= 0 else { throw errno == EEXIST ? JournalError.writtenBefore : failed("open") }
            if file >= 0 { _ = Self.shut(file) }
            (file, self.segment) = (opened, segment)
            try syncFolder()
        }
        self.seq = seq
        try bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = write(file, buffer.baseAddress! + written, buffer.count - written)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { throw failed("write") }
                written += count
            }
        }
        try sync(file)
    }

    public func dropBefore(segment: Int64) throws {
        for old in try segments() where old < segment {
            try FileManager.default.removeItem(atPath: path(old))
        }
    }

    private func path(_ segment: Int64) -> String {
        let digits = String(segment)
        return "\(folder)/\(String(repeating: "0", count: max(0, 15 - digits.count)))\(digits).journal"
    }

    private func segments() throws -> [Int64] {
        try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".journal") }
            .compactMap { Int64($0.dropLast(".journal".count)) }
            .sorted()
    }

    /// A new file is safe only when its name is.
    private func syncFolder() throws {
        let handle = open(folder, O_RDONLY | O_CLOEXEC)
        guard handle >= 0 else { throw failed("open") }
        defer { _ = Self.shut(handle) }
        guard fsync(handle) == 0 else { throw failed("fsync") }
    }

    private func sync(_ file: Int32) throws {
        #if canImport(Darwin)
        // fsync alone leaves the bytes in the drive's memory there.
        if fcntl(file, F_FULLFSYNC) == 0 { return }
        #endif
        guard fsync(file) == 0 else { throw failed("fsync") }
    }

    private static func shut(_ file: Int32) -> Int32 {
        #if canImport(Darwin)
        return Darwin.close(file)
        #else
        return Glibc.close(file)
        #endif
    }
}

private func failed(_ call: String) -> JournalError { .system(call: call, errno: errno) }
