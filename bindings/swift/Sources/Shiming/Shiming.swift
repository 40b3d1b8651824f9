import Foundation

@_exported import ShimingGenerated

extension Now {
    /// Both clocks of this process. The second one never runs back.
    public static var system: Now {
        let mono = Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000)
        return Now(unix: Int64(Date().timeIntervalSince1970 * 1_000), mono: mono)
    }
}

extension Date {
    /// From milliseconds, as all times of this package are.
    public init(unixMilliseconds: Int64) {
        self.init(timeIntervalSince1970: TimeInterval(unixMilliseconds) / 1_000)
    }

    /// To milliseconds, as all times of this package are.
    public var unixMilliseconds: Int64 { Int64((timeIntervalSince1970 * 1_000).rounded(.down)) }
}

extension ShimingError {
    /// The stable name of the code, such as `invalid_key`; the same in every language.
    public var codeName: String { parts.name }

    /// The number of the code, the same in every language.
    public var code: Int32 { parts.code }

    /// The argument or the member that is wrong, where one is.
    public var field: String? { parts.field }

    private var parts: (code: Int32, name: String, field: String?) {
        switch self {
        case let .InvalidInput(code, codeName, _, field, _, _): return (code, codeName, field)
        case let .State(code, codeName, _, field, _, _): return (code, codeName, field)
        case let .Crypto(code, codeName, _, field, _, _): return (code, codeName, field)
        case let .Remote(code, codeName, _, field, _, _): return (code, codeName, field)
        case let .Internal(code, codeName, _, field, _, _): return (code, codeName, field)
        }
    }
}

/// What a server answers its clients: no personal data is in it.
extension Verdict: Codable {
    private enum Key: String, CodingKey {
        case allowed, reason, ruleId = "rule_id", validUntil = "valid_until", nextOpen = "next_open"
    }

    public init(from decoder: Decoder) throws {
        let members = try decoder.container(keyedBy: Key.self)
        self.init(
            allowed: try members.decode(Bool.self, forKey: .allowed),
            reason: try members.decode(String.self, forKey: .reason),
            ruleId: try members.decode(String.self, forKey: .ruleId),
            validUntil: try members.decodeIfPresent(Int64.self, forKey: .validUntil),
            nextOpen: try members.decodeIfPresent(Int64.self, forKey: .nextOpen)
        )
    }

    public func encode(to encoder: Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(allowed, forKey: .allowed)
        try members.encode(reason, forKey: .reason)
        try members.encode(ruleId, forKey: .ruleId)
        try members.encode(validUntil, forKey: .validUntil)
        try members.encode(nextOpen, forKey: .nextOpen)
    }
}

extension PlayWindow: Codable {
    private enum Key: String, CodingKey { case start, end, covered }

    public init(from decoder: Decoder) throws {
        let members = try decoder.container(keyedBy: Key.self)
        self.init(
            start: try members.decode(Int64.self, forKey: .start),
            end: try members.decodeIfPresent(Int64.self, forKey: .end),
            covered: try members.decode(Bool.self, forKey: .covered)
        )
    }

    public func encode(to encoder: Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(start, forKey: .start)
        try members.encode(end, forKey: .end)
        try members.encode(covered, forKey: .covered)
    }
}
