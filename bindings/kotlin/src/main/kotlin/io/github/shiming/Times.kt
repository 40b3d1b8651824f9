@file:JvmName("Times")

package io.github.shiming

import java.time.Duration
import java.time.Instant

private val started = System.nanoTime()

/** Both clocks of the system. Java: `Times.systemNow()`. */
public fun systemNow(): Now = Now(System.currentTimeMillis(), (System.nanoTime() - started) / 1_000_000)

/** The wall clock of a [Now]. */
public val Now.instant: Instant get() = Instant.ofEpochMilli(unix)

/** When the verdict changes next. */
public val Verdict.validUntilInstant: Instant? get() = validUntil?.let(Instant::ofEpochMilli)

/** When it opens next. */
public val Verdict.nextOpenInstant: Instant? get() = nextOpen?.let(Instant::ofEpochMilli)

/** When the session will be over. */
public val Admission.validUntilInstant: Instant? get() = validUntil?.let(Instant::ofEpochMilli)

/** When the window opens. */
public val PlayWindow.startInstant: Instant get() = Instant.ofEpochMilli(start)

/** When it closes; null: never. */
public val PlayWindow.endInstant: Instant? get() = end?.let(Instant::ofEpochMilli)

/** Total time allowed, connection included. */
public val Step.Send.timeout: Duration get() = Duration.ofMillis(timeoutMs)

/** How long nothing is to be done, if nothing else is called. */
public fun Step.Wait.from(now: Now): Duration = Duration.ofMillis(maxOf(0, untilMono - now.mono))

/** A row of a verified player. Java: `Times.verifiedRow(...)`. */
public fun verifiedRow(si: String, bt: Behavior, at: Instant, pi: String): Row =
    Row(si, bt, at.epochSecond, PlayerKind.VERIFIED, pi, null)

/** A row of a guest. */
public fun guestRow(si: String, bt: Behavior, at: Instant, di: String): Row =
    Row(si, bt, at.epochSecond, PlayerKind.GUEST, null, di)
