// A game server in small, against `shiming simulate`: Example URL JOURNAL first, which kills itself; then Example URL JOURNAL
// second, which goes on from the journal.
import Foundation
import Shiming

let secretKey = "00112233445566778899aabbccddeeff"  // the simulator's

@main
struct Example {
    static func main() async throws {
        let (url, folder, part) = (CommandLine.arguments[1], CommandLine.arguments[2], CommandLine.arguments[3])
        let journalKey = try deriveJournalKey(secretKey: secretKey).map { String(format: "%02x", $0) }.joined()
        let journal = try JournalDirectory(folder)
        let config = #"{"v":1,"journal_keys":["\#(journalKey)"],"report_accepted":true}"#
        let host = try Host(config: config, journal: journal, application: handle)
        try host.engine.putApp(json: #"{"app_id":"example-app-id","keys":[{"secret_key":"\#(secretKey)"}]}"#)
        // Without "endpoints" the engine talks to the authority itself.
        let endpoints = #"{"kind":"custom","check":"\#(url)/idcard/authentication/check","query":"\#(url)/idcard/authentication/query","report":"\#(url)/behavior/collection/loginout"}"#
        try host.engine.putGame(json: #"{"game":"g","app_id":"example-app-id","biz_id":"1101000001","endpoints":\#(endpoints)}"#)
        let loop = Task { try await host.run() }
        if part == "first" { try await first(host) } else { try await second(host) }
        host.stop()
        try await loop.value
        host.engine.close()
        journal.close()
    }

    @Sendable static func handle(_ event: Event) async throws {
        switch event {
        case let .accountChanged(_, account, _, state, _):
            // Commit state beside the player; only then return.
            let kind = (try JSONSerialization.jsonObject(with: Data(state.utf8)) as? [String: Any])?["kind"] ?? ""
            print("\(account) is \(kind)")
        case let .rowsSettled(_, rows):
            for row in rows { print("\(row.bt) of \(row.session) was \(row.outcome)") }
        case let .recovered(_, _, sessions, _, _):
            print("recovered \(sessions) sessions")
        case let .alert(code, _, _, _):
            print("alert: \(code)")
        default: break
        }
    }

    static func first(_ host: Host) async throws {
        try login(host, "player-1", "session-1", "某一一", "110000190101010001")  // the authority answers at once
        try login(host, "player-2", "session-2", "某二一", "110000190201010009")  // pending for a minute
        try host.engine.heartbeat(game: "g", session: "session-1", now: .system)
        // player-1 is verified meanwhile: from then on the session is reported
        try await wait { try host.engine.session(game: "g", session: "session-1")?.reported == true }
        try host.engine.logout(game: "g", session: "session-2", now: .system)
        host.wake()
        try minorAtNoon()
        // Everything accepted is on disk: now the machine loses power.
        try await wait { try stat(host, "unpersisted_bytes") == 0 }
        fflush(stdout)
        kill(getpid(), SIGKILL)
    }

    static func second(_ host: Host) async throws {
        try host.engine.heartbeat(game: "g", session: "session-1", now: .system)  // the session is still open
        try host.engine.logout(game: "g", session: "session-1", now: .system)
        host.wake()
        try await wait { try host.engine.session(game: "g", session: "session-1") == nil }
        try await wait { try stat(host, "queued") == 0 }
    }

    static func login(_ host: Host, _ account: String, _ session: String, _ name: String, _ idNumber: String) throws {
        let stored = accountNew()  // accountLoad(...) once the player has a state
        let verifying = try host.engine.verify(
            game: "g", account: account, state: stored, name: name, idNumber: idNumber, priority: .live, now: .system)
        let a = try host.engine.login(
            game: "g", session: session, player: .account(account: account, state: verifying.state), usage: nil, now: .system)
        host.wake()
        print("\(account): allowed \(a.allowed), reported \(a.reported), because \(a.reason) (\(a.ruleId))")
    }

    static func minorAtNoon() throws {
        // Verified elsewhere, born in 2010, on a Wednesday at noon in Beijing.
        let noon = Now(unix: 1_794_974_400_000, mono: 0)
        let child = AccountEvent.linkPerson(pi: "1hpfml09b57f3f8185f8cb5094ea3f26278efb", birth: "2010-01-01", source: .own)
        let state = try accountApply(state: accountNew(), event: child, freshAi: nil, now: noon).state
        let play = try decide(
            state: state, profile: #"{"base":"auto"}"#, calendar: nil, usage: Usage(playedTodayS: 0, guestUsedS: 0), unix: noon.unix
        ).play
        let clock = DateFormatter()
        clock.timeZone = TimeZone(secondsFromGMT: 8 * 3600)
        clock.locale = Locale(identifier: "en_US_POSIX")
        clock.dateFormat = "yyyy-MM-dd HH:mm:ss"
        let again = clock.string(from: Date(unixMilliseconds: play.nextOpen ?? 0))
        print("a minor at noon: allowed \(play.allowed), because \(play.reason) (\(play.ruleId)); open again \(again)")
    }

    static func stat(_ host: Host, _ key: String) throws -> Int64 {
        try host.engine.stats(game: nil).values.first { $0.key == key }?.value ?? -1
    }

    static func wait(until done: () throws -> Bool) async throws {
        while try !done() { try await Task.sleep(nanoseconds: 20_000_000) }
    }
}
