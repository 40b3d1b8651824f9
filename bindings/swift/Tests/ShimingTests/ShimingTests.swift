import Foundation
import XCTest

@testable import Shiming

final class ShimingTests: XCTestCase {
    private func folder() -> String { NSTemporaryDirectory() + UUID().uuidString }

    func testErrorsNameWhatIsWrong() throws {
        XCTAssertThrowsError(try validateName(name: "")) { error in
            let error = error as? ShimingError
            XCTAssertEqual(error?.codeName, "invalid_name")
            XCTAssertEqual(error?.field, "name")
        }
    }

    func testAClosedEngineSaysSo() throws {
        let engine = try Engine.open(config: #"{"v":1,"journal":"off"}"#, entropy: nil, now: .system)
        engine.close()
        engine.close()
        XCTAssertThrowsError(try engine.poll(now: .system)) { error in
            XCTAssertEqual((error as? ShimingError)?.codeName, "closed")
        }
    }

    func testVerdictsAreCodable() throws {
        let verdict = Verdict(allowed: false, reason: "minor_outside_window", ruleId: "N2021-1", validUntil: 1, nextOpen: nil)
        let bytes = try JSONEncoder().encode(verdict)
        XCTAssertEqual(try JSONDecoder().decode(Verdict.self, from: bytes), verdict)
    }

    func testTheJournalReadsBackInOrder() throws {
        let folder = folder()
        let journal = try JournalDirectory(folder)
        XCTAssertThrowsError(try JournalDirectory(folder)) { XCTAssertEqual($0 as? JournalError, .inUse) }
        try journal.append(segment: 9, seq: 1, bytes: Data("a".utf8))
        try journal.append(segment: 9, seq: 2, bytes: Data("b".utf8))
        try journal.append(segment: 10, seq: 3, bytes: Data())
        XCTAssertThrowsError(try journal.append(segment: 10, seq: 3, bytes: Data()))
        var read: [String] = []
        try journal.load { read.append("\($0):\(String(decoding: $1, as: UTF8.self))") }
        XCTAssertEqual(read, ["9:ab", "10:"])
        try journal.dropBefore(segment: 10)
        journal.close()
        XCTAssertThrowsError(try journal.append(segment: 11, seq: 4, bytes: Data()))
    }

    func testTheLoopEndsWhenEverythingIsDurable() async throws {
        let key = try deriveJournalKey(secretKey: "00112233445566778899aabbccddeeff").map { String(format: "%02x", $0) }.joined()
        let journal = try JournalDirectory(folder())
        let host = try Host(config: #"{"v":1,"journal_keys":["\#(key)"]}"#, journal: journal) { _ in }
        host.stop()
        try await host.run()
        do {
            try await host.run()
            XCTFail("a second loop ran")
        } catch {
            XCTAssertEqual(error as? HostError, .ranBefore)
        }
    }
}
