@file:JvmName("Bench")

package testee

import io.github.shiming.*
import java.lang.management.ManagementFactory
import java.security.MessageDigest
import java.security.SecureRandom
import java.util.Base64
import javax.crypto.Cipher
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.SecretKeySpec

/** The leanest that the JDK allows: what a studio would write by hand, without a check. */
private class Plain(secret: String) {
    private val secretBytes = secret.toByteArray()
    private val key = SecretKeySpec(ByteArray(16) { secret.substring(2 * it, 2 * it + 2).toInt(16).toByte() }, "AES")
    private val cipher = Cipher.getInstance("AES/GCM/NoPadding")
    private val digest = MessageDigest.getInstance("SHA-256")

    fun report(rows: List<Row>, nonce: ByteArray, unix: Long): Pair<ByteArray, String> {
        val text = StringBuilder(rows.size * 160).append("{\"collections\":[")
        rows.forEachIndexed { at, row ->
            if (at > 0) text.append(',')
            text.append("{\"no\":").append(at + 1).append(",\"si\":\"").append(row.si).append("\",\"bt\":")
                .append(if (row.bt == Behavior.LOGIN) 1 else 0).append(",\"ot\":").append(row.ot).append(",\"ct\":0,\"pi\":\"")
                .append(row.pi).append("\"}")
        }
        return sealed(text.append("]}").toString(), nonce, unix)
    }

    fun sealed(plaintext: String, nonce: ByteArray, unix: Long): Pair<ByteArray, String> {
        cipher.init(Cipher.ENCRYPT_MODE, key, GCMParameterSpec(128, nonce))
        val sealed = cipher.doFinal(plaintext.toByteArray())
        val whole = ByteArray(12 + sealed.size)
        System.arraycopy(nonce, 0, whole, 0, 12)
        System.arraycopy(sealed, 0, whole, 12, sealed.size)
        val body = ("{\"data\":\"" + Base64.getEncoder().encodeToString(whole) + "\"}").toByteArray()
        digest.update(secretBytes)
        digest.update("appIdappbizIdbiztimestamps$unix".toByteArray())
        return body to hex(digest.digest(body))
    }
}

private val threads = ManagementFactory.getThreadMXBean()

private fun best(rounds: Int, calls: Int, run: (Int) -> Unit): Double {
    var best = Double.MAX_VALUE
    var at = 0
    repeat(rounds) {
        // Of this thread only: what else the machine does counts less.
        val start = threads.currentThreadCpuTime
        repeat(calls) { run(at++) }
        best = minOf(best, (threads.currentThreadCpuTime - start) / 1e3 / calls)
    }
    return best
}

/** What the boundary costs, beside what is promised: microseconds of processor time a call, the best of 15 rounds, all in one run. */
fun main() {
    val secret = "2836e95fcd10e04b0069bb1ee659955b"
    val random = SecureRandom()
    val plain = Plain(secret)
    val app = App("app", "biz", secret)
    val unix = 1_795_176_000_000L
    val rows = List(128) {
        Row("%032x".format(it), Behavior.LOGIN, unix / 1000 - 5, PlayerKind.VERIFIED, "1fffbl6st3fbp199i8zh5ggcp84fgo3rj7pn1y", null)
    }
    fun nonce() = ByteArray(12).also(random::nextBytes)

    val byHand = best(15, 1000) { plain.report(rows, nonce(), unix) }
    val report = best(15, 1000) { reportRequest(app, Endpoints.Production, rows, nonce(), unix) }
    println("report of 128: %.1f us, by hand with JCE %.1f us: %.2f times as fast (at least 1)".format(report, byHand, byHand / report))

    val check = best(15, 10_000) { checkRequest(app, Endpoints.Production, "ai", "某一一", "110000190101010001", nonce(), unix) }
    println("check request: %.1f us (at most 10)".format(check))

    Engine.open("""{"v":1,"journal":"off"}""", null, Now(unix, 0)).use { engine ->
        engine.putApp("""{"app_id":"app","keys":[{"secret_key":"$secret"}]}""")
        engine.putGame("""{"game":"g","app_id":"app","biz_id":"biz","endpoints":{"kind":"production"}}""")
        val adult = AccountEvent.LinkPerson("1fffbl6st3fbp199i8zh5ggcp84fgo3rj7pn1y", "1990-01-01", PersonSource.OWN)
        val state = accountApply(accountNew(), adult, null, Now(unix, 0)).state
        val body = """{"errcode":0,"errmsg":"OK"}""".toByteArray()
        val alone = best(10, 10_000) { at ->
            engine.login("g", "a$at", Player.Account("player-$at", state), null, Now(unix, 0))
            engine.logout("g", "a$at", Now(unix, 0))
        }
        println("login and logout: %.2f us, %.0f pairs a second (at least 150000)".format(alone, 1e6 / alone))
        var mono = 10_000L
        val pair = best(15, 10_000) { at ->
            val session = "s$at"
            val now = Now(unix + mono, mono)
            engine.login("g", session, Player.Account("player-$at", state), null, now)
            engine.logout("g", session, now)
            // The loop, as it runs beside the game: 128 rows a request.
            if (at % 64 == 63) {
                mono += 125
                while (true) {
                    when (val step = engine.poll(Now(unix + mono, mono))) {
                        is Step.Send -> engine.complete(step.send, Outcome.Http(HttpResponse(200, body, null)), Now(unix + mono, mono))
                        is Step.Tell -> engine.handled(step.seq)
                        is Step.Persist -> engine.persisted(step.seq)
                        is Step.Wait -> break
                    }
                }
            }
        }
        println("the same with the loop that reports them: %.2f us, %.0f pairs a second".format(pair, 1e6 / pair))
        val decided = best(15, 2000) { decide(state, """{"base":"cn2021"}""", null, Usage(0, 0), unix) }
        // The same arguments and the same rules, by UniFFI's own conversion: what the flat call is for.
        val unified = best(15, 2000) { decidePayment(state, """{"base":"cn2021"}""", null, 0, 100, unix) }
        println("decide: %.1f us; a payment, which crosses by UniFFI, %.1f us: %.1f times as long".format(decided, unified, unified / decided))
    }
}
