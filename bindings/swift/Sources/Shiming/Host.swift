import Foundation

/// What a host complains about.
public enum HostError: Error, Equatable, Sendable {
    /// `run` was called before: one engine, one loop.
    case ranBefore
}

/// Runs an engine over HTTP and a journal: the whole of what a host does for the engine. There is no rule here; every language's host
/// looks like this one. Copy what you need.
public final class Host: Sendable {
    /// Takes in one event. When it returns, the engine forgets the fact: store it first. A fact may come again after a crash;
    /// (game, account, attempt) and (si, bt) tell. Kinds that you do not know are ignored. What it throws ends `run`.
    public typealias Application = @Sendable (Event) async throws -> Void

    /// For the calls. Any thread may make them; call `wake` after one that changes something.
    public let engine: Engine
    private let journal: any Journal
    private let application: Application
    private let transport: Transport
    private let state = State()
    private let bell: AsyncStream<Void>
    private let ring: AsyncStream<Void>.Continuation

    /// Opens an engine and loads its journal. Put apps, policies and games next, then `run`. `config`: JSON text.
    public init(config: String, journal: any Journal, transport: Transport = Transport(), application: @escaping Application) throws {
        engine = try Engine.open(config: config, entropy: nil, now: .system)
        self.journal = journal
        self.transport = transport
        self.application = application
        var continuation: AsyncStream<Void>.Continuation!
        bell = AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation = $0 }
        ring = continuation
        let engine = engine
        try journal.load { try engine.load(segment: $0, bytes: $1) }
    }

    /// Makes `run` poll: any call that changes something voids the last wait.
    public func wake() { ring.yield() }

    /// Ends `run` as soon as everything accepted is durable. Requests in flight count as lost; the next start asks for them.
    public func stop() {
        state.stop()
        wake()
    }

    /// Takes steps until `stop`. What it throws, of the disk or of the application, says that nothing more becomes durable: end the process
    /// then. May be called once, a second call throws `HostError.ranBefore`; the engine is still yours to close.
    public func run() async throws {
        try state.begin()
        var rings = bell.makeAsyncIterator()
        var told: Task<Void, Never>?
        defer { state.cancelFlights() }
        while true {
            // Asked before poll: a persist that ends in between may have let more come after it.
            let (idle, stopping) = try state.check()
            let now = Now.system
            switch try engine.poll(now: now) {
            case let .persist(seq, segment, dropBefore, bytes):
                // In a task of its own, so that a slow disk costs no slot. There is never more than one.
                state.setWriting(true)
                Task.detached { self.persist(seq: seq, segment: segment, dropBefore: dropBefore, bytes: bytes) }
            case let .tell(seq, event):
                told = Task { [before = told] in
                    await before?.value
                    await self.tell(seq: seq, event: event)
                }
            case let .send(send, _, timeoutMs, request):
                let flight = Task { await self.send(send, request, timeoutMs: timeoutMs) }
                state.departed(send, flight)
            case let .wait(untilMono):
                if stopping && idle {
                    await told?.value
                    _ = try state.check()
                    return
                }
                let alarm = Task {
                    try await Task.sleep(nanoseconds: UInt64(max(0, untilMono - now.mono)) * 1_000_000)
                    self.wake()
                }
                _ = await rings.next()
                alarm.cancel()
                // A cancelled task has no bell any more.
                try Task.checkCancellation()
            }
        }
    }

    private func persist(seq: Int64, segment: Int64, dropBefore: Int64?, bytes: Data) {
        let failure = attempt {
            try journal.append(segment: segment, seq: seq, bytes: bytes)
            try engine.persisted(seq: seq)
            if let dropBefore { try journal.dropBefore(segment: dropBefore) }
        }
        if let failure { state.fail(failure) }
        state.setWriting(false)
        wake()
    }

    private func tell(seq: Int64, event: Event) async {
        do {
            _ = try state.check()
            try await application(event)
            try engine.handled(seq: seq)
        } catch {
            state.fail(error)
        }
        wake()
    }

    private func send(_ send: Int64, _ request: Request, timeoutMs: Int64) async {
        let outcome = await transport.exchange(request, timeoutMs: timeoutMs)
        state.landed(send)
        let failure = attempt { _ = try engine.complete(send: send, outcome: outcome, now: .system) }
        // A request that outlived its lease by far is harmless.
        if let failure, (failure as? ShimingError)?.codeName != "unknown_send" {
            state.fail(failure)
        }
        wake()
    }

    private func attempt(_ work: () throws -> Void) -> Error? {
        do {
            try work()
            return nil
        } catch {
            return error
        }
    }
}

/// What the loop and its tasks share, behind a lock.
private final class State: @unchecked Sendable {
    private let lock = NSLock()
    private var isWriting = false
    private var isStopping = false
    private var hasBegun = false
    private var failure: Error?
    private var flights: [Int64: Task<Void, Never>] = [:]
    /// Requests that ended before they were noted as under way.
    private var early: Set<Int64> = []

    /// Throws the first failure, if there was one.
    func check() throws -> (idle: Bool, stopping: Bool) {
        lock.lock()
        defer { lock.unlock() }
        if let failure { throw failure }
        return (!isWriting, isStopping)
    }

    /// Throws when it was called before.
    func begin() throws {
        lock.lock()
        defer { lock.unlock() }
        if hasBegun { throw HostError.ranBefore }
        hasBegun = true
    }

    func stop() {
        lock.lock()
        defer { lock.unlock() }
        isStopping = true
    }

    func setWriting(_ writing: Bool) {
        lock.lock()
        defer { lock.unlock() }
        isWriting = writing
    }

    func fail(_ error: Error) {
        lock.lock()
        defer { lock.unlock() }
        if failure == nil { failure = error }
    }

    func departed(_ send: Int64, _ flight: Task<Void, Never>) {
        lock.lock()
        defer { lock.unlock() }
        if early.remove(send) == nil { flights[send] = flight }
    }

    func landed(_ send: Int64) {
        lock.lock()
        defer { lock.unlock() }
        if flights.removeValue(forKey: send) == nil { early.insert(send) }
    }

    func cancelFlights() {
        lock.lock()
        defer { lock.unlock() }
        for flight in flights.values { flight.cancel() }
    }
}
