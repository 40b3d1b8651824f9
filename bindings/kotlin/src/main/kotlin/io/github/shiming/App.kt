package io.github.shiming

/**
 * An enterprise acting for a game: app_id, biz_id and the secret key, checked once. The key never comes out again, and is wiped
 * by [close]. Any number of threads may use one at once.
 *
 * @param appId 1 to 64 visible ASCII characters
 * @param bizId 1 to 64 visible ASCII characters
 * @param secretKey 32 hexadecimal digits, as the portal shows them
 */
public class App @Throws(ShimingException::class) constructor(appId: String, bizId: String, secretKey: String) : AutoCloseable {
    internal val raw = RawApp(appId, bizId, secretKey)
    internal val token = raw.token()

    /** Wipes the key. Later calls with this app answer the error `closed`; closing again does nothing. */
    override fun close(): Unit = raw.close()

    override fun toString(): String = "App"
}

/** One call of UniFFI's with the app; of an app that was closed, the same error as everywhere. */
internal inline fun <T> App.open(call: (RawApp) -> T): T = try {
    call(raw)
} catch (closed: IllegalStateException) {
    if (!raw.uniffiIsDestroyed) throw closed
    throw ShimingException.State(191, "closed", "the app is closed: make another one", null, null, null)
}
