// A program of an app's size, to be shrunk with the rules that the AAR carries and run afterwards: each way in which a call crosses, an
// error, closing, the loop, the transport of Android.
package example

import io.github.shiming.*
import io.github.shiming.host.DirectoryJournal
import io.github.shiming.host.Host
import io.github.shiming.host.UrlTransport
import java.nio.file.Files

private const val KEY = "2836e95fcd10e04b0069bb1ee659955b"
private val NOW = Now(1_795_176_000_000L, 0)

fun main() {
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
            host.engine.putApp("""{"app_id":"app","keys":[{"secret_key":"$KEY"}]}""")
            host.engine.putGame("""{"game":"g","app_id":"app","biz_id":"biz","endpoints":{"kind":"production"}}""")
            println(host.login("g", "s", Player.Account("a", state)).reason)
            host.stop()
            UrlTransport().use { transport -> host.run(transport) { println(it) } }
            println(host.engine.session("g", "s") != null)
        }
        folder.deleteRecursively()
    }
}
