// A program of an app's size, to be shrunk with the rules that the AAR carries and run afterwards: each way in which a call crosses, an
// error, closing, the loop, the transport of Android.
package example

import io.github.shiming.*
import io.github.shiming.host.DirectoryJournal
import io.github.shiming.host.Host
import io.github.shiming.host.UrlTransport
import java.nio.file.Files

private const val KEY = "00112233445566778899aabbccddeeff" // the simulator's
private val NOW = Now(1_795_176_000_000L, 0)

/** Shrunk URL: URL is a simulator's. */
fun main(arguments: Array<String>) {
    println(validateName("某一一").name.length)
    val child = AccountEvent.LinkPerson("1hpfml09b57f3f8185f8cb5094ea3f26278efb", "2010-01-01", PersonSource.OWN)
    val state = accountApply(accountNew(), child, null, NOW).state
    println(decide(state, """{"base":"auto"}""", null, Usage(0, 0), NOW.unix).play.reason)
    App("app", "biz", KEY).use { app ->
        println(checkRequest(app, Endpoints.Production, "ai", "某一一", "110000190101010001", ByteArray(12), NOW.unix).method)
        println(interfaceTestRequest(1, app, "abc", 1, ByteArray(12), NOW.unix).method)
        try {
            queryRequest(app, Endpoints.Production, "", NOW.unix)
        } catch (error: ShimingException) {
            println(error.info.codeName)
        }
    }
    val folder = Files.createTempDirectory("shiming").toFile()
    DirectoryJournal(folder).use { journal ->
        Host.open("""{"v":1,"journal_keys":["${"07".repeat(32)}"],"report_accepted":true}""", journal).use { host ->
            host.engine.putApp("""{"app_id":"example-app-id","keys":[{"secret_key":"$KEY"}]}""")
            val url = arguments[0]
            val (check, query, report) = listOf("authentication/check", "authentication/query", "loginout")
            val endpoints = """{"kind":"custom","check":"$url/idcard/$check","query":"$url/idcard/$query","report":"$url/behavior/collection/$report"}"""
            host.engine.putGame("""{"game":"g","app_id":"example-app-id","biz_id":"1101000001","endpoints":$endpoints}""")
            println(host.login("g", "s", Player.Account("child", state)).reason)
            host.verify("g", "player", accountNew(), "某一一", "110000190101010001")
            UrlTransport().use { transport ->
                host.run(transport) { event ->
                    println(event)
                    if (event is Event.AccountChanged && "\"kind\":\"verified\"" in event.state) host.stop()
                }
            }
            println(host.engine.session("g", "s") != null)
        }
        folder.deleteRecursively()
    }
}
