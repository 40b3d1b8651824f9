package io.github.shiming.host

import io.github.shiming.HttpResponse
import io.github.shiming.Outcome
import io.github.shiming.Request
import io.github.shiming.Sent
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import java.net.ConnectException
import java.net.HttpURLConnection
import java.net.NoRouteToHostException
import java.net.Proxy
import java.net.URI
import java.net.UnknownHostException
import java.time.Duration
import java.util.Timer
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutorService
import java.util.concurrent.SynchronousQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import kotlin.concurrent.schedule

/** Sends one request once, exactly as it is: no redirects, no retries, no proxy by accident, and any status is an answer. */
public fun interface Transport {
    /** Never fails: what did not come back is [Outcome.Transport]. [timeout] covers everything, the connection included. */
    public fun send(request: Request, timeout: Duration): CompletableFuture<Outcome>
}

/** The authority takes at most 1,000 connections from one address (V1.9 §三). */
internal const val CONNECTIONS = 256

/** More than any answer of the authority. One byte beyond it is read, so that the engine sees that there was more. */
internal const val MOST = (1 shl 20) + 1

internal fun read(from: InputStream): ByteArray = from.upTo(MOST)

/** At most so many bytes; fewer only at the end. `readNBytes`, which Android has from 13 on. */
internal fun InputStream.upTo(most: Int): ByteArray {
    val bytes = ByteArrayOutputStream()
    val piece = ByteArray(minOf(most, 1 shl 16))
    while (bytes.size() < most) {
        val count = read(piece, 0, minOf(piece.size, most - bytes.size()))
        if (count < 0) break
        bytes.write(piece, 0, count)
    }
    return bytes.toByteArray()
}

/** Only what failed before a connection stood was certainly not sent. */
internal fun sent(failed: Throwable): Outcome {
    var cause: Throwable? = failed
    while (cause != null) {
        if (cause is ConnectException || cause is UnknownHostException || cause is NoRouteToHostException) {
            return Outcome.Transport(Sent.NO)
        }
        cause = cause.cause
    }
    return Outcome.Transport(Sent.UNKNOWN)
}

/** By `HttpURLConnection`, which the JVM and Android both have, on threads of its own. */
public class UrlTransport : Transport, AutoCloseable {
    private val threads: ExecutorService =
        ThreadPoolExecutor(0, CONNECTIONS, 60, TimeUnit.SECONDS, SynchronousQueue()) { task ->
            Thread(task, "shiming-http").apply { isDaemon = true }
        }
    private val timer = Timer("shiming-http-timeouts", true)

    /** Ends the threads. Requests that run are lost. */
    override fun close() {
        timer.cancel()
        threads.shutdownNow()
    }

    override fun send(request: Request, timeout: Duration): CompletableFuture<Outcome> {
        val outcome = CompletableFuture<Outcome>()
        try {
            threads.execute { exchange(request, timeout, outcome) }
        } catch (_: java.util.concurrent.RejectedExecutionException) {
            outcome.complete(Outcome.Transport(Sent.NO))
        }
        return outcome
    }

    private fun exchange(request: Request, timeout: Duration, outcome: CompletableFuture<Outcome>) {
        val connection = try {
            URI(request.url).toURL().openConnection(Proxy.NO_PROXY) as HttpURLConnection
        } catch (_: Exception) {
            outcome.complete(Outcome.Transport(Sent.NO))
            return
        }
        try {
            // The time limits of the class are for one wait each; this one is for all of them.
            val late = timer.schedule(timeout.toMillis()) {
                outcome.complete(Outcome.Transport(Sent.UNKNOWN))
                connection.disconnect()
            }
            try {
                outcome.complete(exchange(connection, request, timeout))
            } finally {
                late.cancel()
            }
        } catch (failed: IOException) {
            outcome.complete(sent(failed))
        } catch (_: Exception) {
            outcome.complete(Outcome.Transport(Sent.UNKNOWN))
        }
    }

    private fun exchange(connection: HttpURLConnection, request: Request, timeout: Duration): Outcome {
        val limit = timeout.toMillis().coerceIn(1, Int.MAX_VALUE.toLong()).toInt()
        connection.connectTimeout = limit
        connection.readTimeout = limit
        connection.instanceFollowRedirects = false
        connection.useCaches = false
        connection.requestMethod = request.method
        for (header in request.headers) connection.setRequestProperty(header.key, header.value)
        if (request.method == "POST") {
            connection.doOutput = true
            // Streamed, it cannot be sent a second time when a kept connection breaks.
            connection.setFixedLengthStreamingMode(request.body.size)
            connection.outputStream.use { it.write(request.body) }
        }
        val status = connection.responseCode
        if (status < 0) return Outcome.Transport(Sent.UNKNOWN)
        val body = (if (status < 400) connection.inputStream else connection.errorStream)?.use(::read) ?: ByteArray(0)
        return Outcome.Http(HttpResponse(status, body, connection.getHeaderField("Date")))
    }
}
