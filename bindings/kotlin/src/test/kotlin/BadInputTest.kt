import io.github.shiming.*
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import kotlin.concurrent.thread

const val KEY = "2836e95fcd10e04b0069bb1ee659955b"
const val UNIX = 1_795_176_000_000L
const val PI = "1fffbl6st3fbp199i8zh5ggcp84fgo3rj7pn1y"
val NOW = Now(UNIX, 0)
val NONCE = ByteArray(12)

fun adult(): String =
    accountApply(accountNew(), AccountEvent.LinkPerson(PI, "1990-01-01", PersonSource.OWN), null, NOW).state

fun withoutJournal(now: Now = NOW): Engine = Engine.open("""{"v":1,"journal":"off"}""", null, now).apply {
    putApp("""{"app_id":"app","keys":[{"secret_key":"$KEY"}]}""")
    putGame("""{"game":"g","app_id":"app","biz_id":"biz","endpoints":{"kind":"production"}}""")
}

inline fun refused(code: String, field: String? = null, crossinline call: () -> Unit): ErrorInfo {
    val info = assertThrows(ShimingException::class.java) { call() }.info
    assertEquals(code, info.codeName)
    if (field != null) assertEquals(field, info.field)
    assertTrue(info.detail.isNotEmpty())
    return info
}

class BadInputTest {
    private val half = "\ud800"

    @Test
    fun `half a surrogate pair is named`() {
        refused("invalid_text", "name") { validateName(half) }
        refused("invalid_text", "name") { validateName("某$half") }
        refused("invalid_text", "name") { validateName("\udc00\ud800") }
        refused("invalid_text", "di") { accountApply(accountNew(), AccountEvent.EnterGuest(half), null, NOW) }
        App("app", "biz", KEY).use { app ->
            refused("invalid_text", "ai") { checkRequest(app, Endpoints.Production, half, "某一一", "1", NONCE, UNIX) }
            val row = Row("si", Behavior.LOGIN, UNIX / 1000 - 5, PlayerKind.VERIFIED, half, null)
            refused("invalid_text", "pi") { reportRequest(app, Endpoints.Production, listOf(row), NONCE, UNIX) }
        }
        withoutJournal().use { engine ->
            refused("invalid_text", "session") { engine.login("g", "s$half", Player.Account("a", adult()), null, NOW) }
            refused("invalid_text", "game") { engine.heartbeat(half, "s", NOW) }
        }
        // What is well-formed passes, also beyond the first plane.
        refused("invalid_name") { validateName("😀") }
        assertEquals("某𠮷", validateName("某𠮷").name)
    }

    @Test
    fun `times out of range are refused`() {
        refused("bad_time") { validateIdNumber("110000190101010001", -1) }
        withoutJournal().use { engine ->
            for (unix in listOf(-1, Long.MIN_VALUE, Long.MAX_VALUE)) {
                refused("bad_time") { engine.login("g", "s", Player.Account("a", adult()), null, Now(unix, 0)) }
                refused("bad_time") { engine.poll(Now(unix, 0)) }
            }
            engine.poll(NOW)
        }
        App("app", "biz", KEY).use { app ->
            refused("bad_time") { queryRequest(app, Endpoints.Production, "ai", -1) }
        }
    }

    @Test
    fun `both ways of a call answer the same errors`() {
        App("app", "biz", KEY).use { app ->
            val empty = refused("invalid_rows", "rows") { reportRequest(app, Endpoints.Production, listOf(), NONCE, UNIX) }
            assertEquals("empty", empty.reason)
            assertEquals(errorCodes().first { it.codeName == "invalid_rows" }.code, empty.code)
            val (unifed, direct) = listOf(
                refused("invalid_nonce") { encryptBody(KEY, ByteArray(3), NONCE) },
                refused("invalid_nonce") { checkRequest(app, Endpoints.Production, "ai", "某一一", "110000190101010001", ByteArray(3), UNIX) },
            )
            assertEquals(unifed, direct)
        }
        val state = assertThrows(ShimingException.State::class.java) { withoutJournal().use { it.logout("g", "none", NOW) } }
        assertEquals("unknown_session", state.codeName)
    }

    @Test
    fun `closed objects say so`() {
        val engine = withoutJournal()
        engine.close()
        engine.close()
        refused("closed") { engine.poll(NOW) }
        refused("closed") { engine.login("g", "s", Player.Account("a", adult()), null, NOW) }
        refused("closed") { engine.logout("g", "s", NOW) }
        refused("closed") { engine.stats() }
        val app = App("app", "biz", KEY)
        app.close()
        app.close()
        refused("closed") { checkRequest(app, Endpoints.Production, "ai", "某一一", "110000190101010001", NONCE, UNIX) }
        refused("closed") { interfaceTestRequest(1, app, "abc", 1, NONCE, UNIX) }
    }

    @Test
    fun `many threads on one engine, and a close`() {
        val engine = withoutJournal()
        val state = adult()
        val failed = java.util.concurrent.ConcurrentLinkedQueue<Throwable>()
        val done = java.util.concurrent.atomic.AtomicInteger()
        val threads = List(8) { number ->
            thread {
                try {
                    repeat(500) {
                        val session = "$number-$it"
                        assertTrue(engine.login("g", session, Player.Account("a$number-$it", state), null, NOW).allowed)
                        engine.heartbeat("g", session, NOW)
                        engine.logout("g", session, NOW)
                        done.incrementAndGet()
                    }
                } catch (problem: Throwable) {
                    failed.add(problem)
                }
            }
        }
        threads.forEach(Thread::join)
        assertEquals(listOf<Throwable>(), failed.toList())
        assertEquals(8 * 500, done.get())
        assertEquals(8L * 500 * 2, engine.stats().values.first { it.key == "queued" }.value)
        // Closed while others call: each call is answered, or told that it is closed.
        val racing = List(4) { number ->
            thread {
                try {
                    while (true) engine.login("g", "r$number", Player.Account("r$number", state), null, NOW)
                } catch (error: ShimingException) {
                    if (error.info.codeName != "closed") failed.add(error)
                }
            }
        }
        engine.close()
        racing.forEach(Thread::join)
        assertEquals(listOf<Throwable>(), failed.toList())
    }

    @Test
    fun `nothing personal is printed`() {
        val name = "某一一"
        val number = "110000190101010001"
        val shown = listOf(
            validateName(name), validateIdNumber(number, UNIX), AccountEvent.SubmitIdentity(name, number), Answer.Verified(PI),
            Row("si", Behavior.LOGIN, 5, PlayerKind.VERIFIED, PI, null), App("app", "biz", KEY), Player.Account("a", adult()),
            HttpResponse(200, name.toByteArray(), null), piBirthDate(PI),
            App("app", "biz", KEY).use { checkRequest(it, Endpoints.Production, "ai", name, number, NONCE, UNIX) },
        ).joinToString { it.toString() }
        for (secret in listOf(name, number, PI, KEY, "1901", "1990", "sign")) assertFalse(secret in shown, "$secret in $shown")
    }
}
