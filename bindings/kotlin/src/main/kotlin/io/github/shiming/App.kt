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
    @Synchronized
    override fun close(): Unit = raw.close()

    /** One call of UniFFI's with the app, which does not look by itself whether an argument was freed. */
    @Synchronized
    internal fun <T> open(call: (RawApp) -> T): T {
        if (raw.uniffiIsDestroyed) {
            throw ShimingException.State(ErrorCode.CLOSED, "closed", "the app is closed: make another one", null, null, null)
        }
        return call(raw)
    }

    override fun toString(): String = "App"
}
