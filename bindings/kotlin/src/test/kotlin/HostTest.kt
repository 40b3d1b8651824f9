import io.github.shiming.*
import io.github.shiming.host.DirectoryJournal
import io.github.shiming.host.Host
import io.github.shiming.host.Transport
import io.github.shiming.host.events
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.io.IOException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.Future
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine

class HostTest {
    @TempDir
    lateinit var folder: File

    private val config = """{"v":1,"journal_keys":["${"07".repeat(32)}"],"report_accepted":true}"""
    private val nobody = Transport { _, _ -> CompletableFuture.completedFuture(Outcome.Transport(Sent.NO)) }
    private val threads = Executors.newCachedThreadPool()

    private fun open(journal: DirectoryJournal): Host = Host.open(config, journal).also {
        it.engine.putApp("""{"app_id":"app","keys":[{"secret_key":"$KEY"}]}""")
        it.engine.putGame("""{"game":"g","app_id":"app","biz_id":"biz","endpoints":{"kind":"production"}}""")
    }

    private fun accepted(): Transport = Transport { _, _ ->
        val body = """{"errcode":0,"errmsg":"OK"}""".toByteArray()
        CompletableFuture.completedFuture(Outcome.Http(HttpResponse(200, body, null)))
    }

    @Test
    fun `rows are settled, and a stop leaves everything on disk`() {
        DirectoryJournal(folder).use { journal ->
            open(journal).use { host ->
                val settled = CountDownLatch(2)
                val loop: Future<*> = threads.submit {
                    host.run(accepted()) { event ->
                        if (event is Event.RowsSettled) event.rows.forEach { assertEquals(RowOutcome.ACCEPTED, it.outcome); settled.countDown() }
                    }
                }
                host.login("g", "s1", Player.Account("a", adult()))
                host.logout("g", "s1")
                settled.await()
                host.login("g", "s2", Player.Account("b", adult()))
                host.stop()
                loop.get()
            }
        }
        DirectoryJournal(folder).use { journal ->
            open(journal).use { host -> assertEquals("b", host.engine.session("g", "s2")?.account) }
        }
    }

    @Test
    fun `an interrupted loop ends when everything is on disk`() {
        DirectoryJournal(folder).use { journal ->
            open(journal).use { host ->
                val interrupted = CompletableFuture<Boolean>()
                val began = CountDownLatch(1)
                val loop = Thread {
                    began.countDown()
                    try {
                        host.run(nobody) {}
                        interrupted.complete(Thread.interrupted())
                    } catch (problem: Throwable) {
                        interrupted.completeExceptionally(problem)
                    }
                }
                loop.start()
                began.await()
                host.login("g", "s1", Player.Account("a", adult()))
                loop.interrupt()
                assertTrue(interrupted.get(), "the interruption is handed on")
            }
        }
        DirectoryJournal(folder).use { journal ->
            open(journal).use { host -> assertEquals("a", host.engine.session("g", "s1")?.account) }
        }
    }

    @Test
    fun `one engine, one loop, one journal`() {
        DirectoryJournal(folder).use { journal ->
            assertThrows(IOException::class.java) { DirectoryJournal(folder) }
            open(journal).use { host ->
                val runs = CountDownLatch(1)
                val loop = threads.submit { host.run(accepted()) { runs.countDown() } }
                host.login("g", "s1", Player.Account("a", adult()))
                // The first event: the row was accepted.
                runs.await()
                assertThrows(IllegalStateException::class.java) { host.run(nobody) {} }
                host.stop()
                loop.get()
            }
            assertThrows(IOException::class.java) { journal.append(1, 0, ByteArray(1)) }
        }
    }

    @Test
    fun `a disk that fails ends the loop`() {
        val journal = DirectoryJournal(folder)
        open(journal).use { host ->
            journal.close()
            host.login("g", "s1", Player.Account("a", adult()))
            assertThrows(IOException::class.java) { host.run(nobody) {} }
        }
    }

    @Test
    fun `an application that fails ends the loop, and the fact comes again`() {
        DirectoryJournal(folder).use { journal ->
            open(journal).use { host ->
                host.login("g", "s1", Player.Account("a", adult()))
                host.logout("g", "s1")
                val failed = assertThrows(IllegalArgumentException::class.java) {
                    host.run(accepted()) { if (it is Event.RowsSettled) throw IllegalArgumentException("not stored") }
                }
                assertEquals("not stored", failed.message)
            }
        }
        DirectoryJournal(folder).use { journal ->
            open(journal).use { host ->
                var rows = 0
                host.run(accepted()) {
                    if (it is Event.RowsSettled) {
                        rows += it.rows.size
                        host.stop()
                    }
                }
                assertTrue(rows > 0)
            }
        }
    }

    @Test
    fun `the loop for coroutines tells the same, and a stop ends it`() {
        DirectoryJournal(folder).use { journal ->
            open(journal).use { host ->
                val ended = CompletableFuture<Unit>()
                val settled = CountDownLatch(2)
                val loop: suspend () -> Unit = {
                    host.events(accepted()) { event -> if (event is Event.RowsSettled) event.rows.forEach { _ -> settled.countDown() } }
                }
                host.login("g", "s1", Player.Account("a", adult()))
                host.logout("g", "s1")
                loop.startCoroutine(Continuation(EmptyCoroutineContext) { result ->
                    result.fold({ ended.complete(Unit) }, ended::completeExceptionally)
                })
                settled.await()
                host.stop()
                ended.get()
            }
        }
    }
}
