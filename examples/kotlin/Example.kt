// A game server in small, against `shiming simulate`: Example URL JOURNAL first, which ends as a crash does; then
// Example URL JOURNAL second, which goes on from the journal.
package example

import io.github.shiming.*
import io.github.shiming.host.DirectoryJournal
import io.github.shiming.host.Host
import io.github.shiming.host.HttpTransport
import java.io.File
import java.time.Instant
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import kotlin.concurrent.thread

private const val SECRET_KEY = "00112233445566778899aabbccddeeff" // the simulator's

private fun handle(event: Event) {
    when (event) {
        // Commit event.state beside the player; only then return.
        is Event.AccountChanged -> println("${event.account} is ${kind(event.state)}")
        is Event.RowsSettled -> event.rows.forEach { println("${it.bt} of ${it.session} was ${it.outcome}".lowercase()) }
        is Event.Recovered -> println("recovered ${event.sessions} sessions")
        is Event.Alert -> println("alert: ${event.code}")
        else -> {}
    }
}

private fun kind(state: String) = Regex("\"kind\":\"(\\w+)\"").find(state)?.groupValues?.get(1)

fun main(arguments: Array<String>) {
    val (url, folder, part) = arguments
    val journalKey = deriveJournalKey(SECRET_KEY).joinToString("") { "%02x".format(it) }
    val journal = DirectoryJournal(File(folder))
    val host = Host.open("""{"v":1,"journal_keys":["$journalKey"],"report_accepted":true}""", journal)
    host.engine.putApp("""{"app_id":"example-app-id","keys":[{"secret_key":"$SECRET_KEY"}]}""")
    // Without "endpoints" the engine talks to the authority itself.
    val (check, query, report) = listOf("authentication/check", "authentication/query", "loginout")
    val endpoints = """{"kind":"custom","check":"$url/idcard/$check","query":"$url/idcard/$query","report":"$url/behavior/collection/$report"}"""
    host.engine.putGame("""{"game":"g","app_id":"example-app-id","biz_id":"1101000001","endpoints":$endpoints}""")
    val loop = thread { host.run(HttpTransport(), ::handle) }
    if (part == "first") first(host) else second(host)
    host.stop()
    loop.join()
    host.close()
    journal.close()
}

private fun first(host: Host) {
    login(host, "player-1", "session-1", "某一一", "110000190101010001") // the authority answers at once
    login(host, "player-2", "session-2", "某二一", "110000190201010009") // pending for a minute
    host.heartbeat("g", "session-1")
    // player-1 is verified meanwhile: from then on the session is reported
    await { host.engine.session("g", "session-1")?.reported == true }
    host.logout("g", "session-2")
    minorAtNoon()
    // Everything accepted is on disk: now the machine loses power.
    await { host.engine.stats().values.first { it.key == "unpersisted_bytes" }.value == 0L }
    Runtime.getRuntime().halt(137)
}

private fun second(host: Host) {
    host.heartbeat("g", "session-1") // the session is still open
    host.logout("g", "session-1")
    await { host.engine.session("g", "session-1") == null }
    await { host.engine.stats().values.first { it.key == "queued" }.value == 0L }
}

private fun login(host: Host, account: String, session: String, name: String, idNumber: String) {
    val stored = accountNew() // accountLoad(...) once the player has a state
    val verifying = host.verify("g", account, stored, name, idNumber)
    val a = host.login("g", session, Player.Account(account, verifying.state))
    println("$account: allowed ${a.allowed}, reported ${a.reported}, because ${a.reason} (${a.ruleId})")
}

private fun minorAtNoon() {
    // Verified elsewhere, born in 2010, on a Wednesday at noon in Beijing.
    val noon = Instant.parse("2026-11-18T04:00:00Z").toEpochMilli()
    val child = AccountEvent.LinkPerson("1hpfml09b57f3f8185f8cb5094ea3f26278efb", "2010-01-01", PersonSource.OWN)
    val state = accountApply(accountNew(), child, null, Now(noon, 0)).state
    val play = decide(state, """{"base":"auto"}""", null, Usage(0, 0), noon).play
    val beijing = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"))
    val open = beijing.format(play.nextOpenInstant)
    println("a minor at noon: allowed ${play.allowed}, because ${play.reason} (${play.ruleId}); open again $open")
}

private fun await(until: () -> Boolean) {
    while (!until()) Thread.sleep(20)
}
