import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import io.github.shiming.*
import io.github.shiming.host.HttpTransport
import io.github.shiming.host.Transport
import io.github.shiming.host.UrlTransport
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.ServerSocket
import java.time.Duration
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors

/** Both transports over loopback: what is sent is what the engine said, and what comes back is told as it is. */
class TransportTest {
    private class Seen(val method: String, val target: String, val headers: Map<String, List<String>>, val body: ByteArray)

    private val loopback = InetAddress.getLoopbackAddress()
    private val threads = Executors.newCachedThreadPool()
    private val seen = ConcurrentLinkedQueue<Seen>()
    private val ends = CountDownLatch(1)
    private val server = HttpServer.create(InetSocketAddress(loopback, 0), 0).apply {
        executor = threads
        createContext("/") { answer(it) }
        start()
    }
    private val url = "http://${loopback.hostAddress}:${server.address.port}"
    private val long = Duration.ofMinutes(5)

    @AfterEach
    fun stop() {
        ends.countDown()
        server.stop(0)
        threads.shutdown()
    }

    private fun answer(exchange: HttpExchange) {
        val body = exchange.requestBody.readBytes()
        seen.add(Seen(exchange.requestMethod, exchange.requestURI.toString(), exchange.requestHeaders.toMap(), body))
        when (exchange.requestURI.path) {
            "/moved" -> {
                exchange.responseHeaders.add("Location", "$url/elsewhere")
                exchange.sendResponseHeaders(302, -1)
            }
            "/silent" -> ends.await()
            "/half" -> {
                exchange.sendResponseHeaders(200, 100)
                exchange.responseBody.write(ByteArray(10))
                exchange.responseBody.flush()
                ends.await()
            }
            "/long" -> {
                exchange.sendResponseHeaders(200, 3L shl 20)
                exchange.responseBody.write(ByteArray(3 shl 20))
            }
            "/bad" -> {
                val said = "no".toByteArray()
                exchange.sendResponseHeaders(503, said.size.toLong())
                exchange.responseBody.write(said)
            }
            else -> {
                exchange.sendResponseHeaders(200, body.size.toLong().takeIf { it > 0 } ?: -1)
                if (body.isNotEmpty()) exchange.responseBody.write(body)
            }
        }
        exchange.close()
    }

    private fun each(test: (Transport) -> Unit) {
        test(HttpTransport())
        UrlTransport().use(test)
    }

    private fun request(path: String, method: String = "GET", body: ByteArray = ByteArray(0)): Request =
        Request(method, url + path, listOf(Header("Content-Type", "application/json; charset=utf-8"), Header("sign", "0f")), body)

    private fun http(outcome: Outcome): HttpResponse = (outcome as Outcome.Http).response

    @Test
    fun `a request arrives byte for byte, and so does the answer`() = each { transport ->
        seen.clear()
        val body = ByteArray(40_000) { (it * 7).toByte() }
        val answer = http(transport.send(request("/a?b=c%20d&e=", "POST", body), long).get())
        assertEquals(200, answer.status)
        assertArrayEquals(body, answer.body)
        assertEquals(true, answer.date?.endsWith("GMT"))
        val one = seen.single()
        assertEquals("POST /a?b=c%20d&e=", "${one.method} ${one.target}")
        assertArrayEquals(body, one.body)
        assertEquals(listOf("0f"), one.headers["Sign"])
        assertEquals(listOf("application/json; charset=utf-8"), one.headers["Content-type"])
        assertEquals(200, http(transport.send(request("/get"), long).get()).status)
    }

    @Test
    fun `any status is an answer, and a redirect is not followed`() = each { transport ->
        seen.clear()
        val refused = http(transport.send(request("/bad"), long).get())
        assertEquals("503 no", "${refused.status} ${String(refused.body)}")
        assertEquals(302, http(transport.send(request("/moved"), long).get()).status)
        assertEquals(listOf("/bad", "/moved"), seen.map { it.target })
    }

    @Test
    fun `an answer is cut where the engine sees that there is more`() = each { transport ->
        assertEquals((1 shl 20) + 1, http(transport.send(request("/long"), long).get()).body.size)
    }

    @Test
    fun `the time limit covers the body too, and such a request may have been sent`() = each { transport ->
        for (path in listOf("/silent", "/half")) {
            assertEquals(Outcome.Transport(Sent.UNKNOWN), transport.send(request(path), Duration.ofMillis(300)).get())
        }
    }

    @Test
    fun `a connection that was refused, and what is no address, was certainly not sent`() = each { transport ->
        val nobody = ServerSocket(0, 1, loopback).use { it.localPort }
        val request = Request("POST", "http://${loopback.hostAddress}:$nobody/", listOf(), ByteArray(3))
        assertEquals(Outcome.Transport(Sent.NO), transport.send(request, long).get())
        assertEquals(Outcome.Transport(Sent.NO), transport.send(Request("GET", "no address", listOf(), ByteArray(0)), long).get())
    }

    @Test
    fun `a closed transport sends nothing`() {
        val transport = UrlTransport()
        transport.close()
        assertEquals(Outcome.Transport(Sent.NO), transport.send(request("/a"), long).get())
        assertEquals(0, seen.size)
    }
}
