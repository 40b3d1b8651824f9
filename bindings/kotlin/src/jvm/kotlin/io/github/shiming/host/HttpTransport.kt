package io.github.shiming.host

import io.github.shiming.HttpResponse
import io.github.shiming.Outcome
import io.github.shiming.Request
import io.github.shiming.Sent
import java.net.Proxy
import java.net.ProxySelector
import java.net.SocketAddress
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

/**
 * By `java.net.http`, for servers; Android has none of it, see [UrlTransport]. The JDK sends a GET again when a kept connection breaks
 * before an answer; with `-Djdk.httpclient.enableAllMethodRetry=false -Djdk.httpclient.redirects.retrylimit=1` it does not.
 */
public class HttpTransport : Transport {
    private val client: HttpClient = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(NoProxy)
        .build()

    override fun send(request: Request, timeout: Duration): CompletableFuture<Outcome> {
        val building = try {
            val body = if (request.method == "POST") HttpRequest.BodyPublishers.ofByteArray(request.body) else HttpRequest.BodyPublishers.noBody()
            HttpRequest.newBuilder(URI(request.url)).timeout(timeout).method(request.method, body)
        } catch (_: Exception) {
            return CompletableFuture.completedFuture(Outcome.Transport(Sent.NO))
        }
        for (header in request.headers) building.header(header.key, header.value)
        val running = client.sendAsync(building.build(), BodyHandlers.ofInputStream())
        val answered = running.thenApplyAsync { answer ->
            val body = answer.body().use(::read)
            Outcome.Http(HttpResponse(answer.statusCode(), body, answer.headers().firstValue("Date").orElse(null))) as Outcome
        }
        // The time limit of a request ends with its headers; this one covers the body too.
        return answered.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionally {
            running.cancel(true)
            sent(it)
        }
    }

    /** The authority judges the source address (1005): no proxy of the environment. */
    private object NoProxy : ProxySelector() {
        override fun select(uri: URI?): List<Proxy> = listOf(Proxy.NO_PROXY)
        override fun connectFailed(uri: URI?, address: SocketAddress?, failed: java.io.IOException?) = Unit
    }
}
