package io.github.shiming.host

import io.github.shiming.Admission
import io.github.shiming.Engine
import io.github.shiming.Event
import io.github.shiming.Player
import io.github.shiming.Priority
import io.github.shiming.ShimingException
import io.github.shiming.Usage
import io.github.shiming.Verifying
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Semaphore
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean

/**
 * Takes in one event. When it returns, the engine forgets the fact: store it first. A fact may come again after a crash; (game,
 * account, attempt) and (si, bt) tell. Kinds that are not known are ignored. An exception ends [Host.run].
 */
public fun interface Application {
    /** The next event. */
    @Throws(Exception::class)
    public fun handle(event: Event)
}

/**
 * An engine with its loop. Any thread may call. There is no rule here; every language's host looks like this one.
 *
 * @property engine for calls that have no method here; call [wake] after one that changes something
 */
public class Host private constructor(public val engine: Engine, internal val store: Store) : AutoCloseable {
    private val bell = Semaphore(0)
    private val runs = AtomicBoolean()
    @Volatile private var stopping = false
    @Volatile private var sleeper: CompletableFuture<Unit>? = null

    /** Frees the engine. The store stays the caller's. */
    override fun close(): Unit = engine.close()

    /** Makes the loop poll: any call that changes something voids the last wait. */
    public fun wake() {
        if (bell.availablePermits() == 0) bell.release()
        sleeper?.complete(Unit)
    }

    /** Lets [run] end as soon as everything accepted is durable. */
    public fun stop() {
        stopping = true
        wake()
    }

    /** Submits a player's identity: store the answer's state beside the player. */
    @Throws(ShimingException::class)
    @JvmOverloads
    public fun verify(
        game: String, account: String, state: String, name: String, idNumber: String, priority: Priority = Priority.LIVE,
    ): Verifying = waking { engine.verify(game, account, state, name, idNumber, priority) }

    /** Lets a player in. */
    @Throws(ShimingException::class)
    @JvmOverloads
    public fun login(game: String, session: String, player: Player, usage: Usage? = null): Admission =
        waking { engine.login(game, session, player, usage) }

    /** The player is still there, about once a minute. */
    @Throws(ShimingException::class)
    public fun heartbeat(game: String, session: String): Unit = waking { engine.heartbeat(game, session) }

    /** The player left. */
    @Throws(ShimingException::class)
    public fun logout(game: String, session: String): Unit = waking { engine.logout(game, session) }

    private inline fun <T> waking(call: () -> T): T = try {
        call()
    } finally {
        wake()
    }

    /**
     * Takes steps until [stop], or until this thread is interrupted, and everything accepted is durable; then it returns, and the
     * interruption is set again. Requests in flight count as lost, and the next start asks for them. An exception, of the disk
     * or of the application, must end this process, because nothing more becomes durable.
     *
     * @throws IllegalStateException when it runs already: one engine, one loop
     */
    @Throws(Exception::class)
    public fun run(transport: Transport, application: Application) {
        var interrupted = false
        try {
            loop(transport) { pump ->
                while (true) {
                    when (val next = pump.next()) {
                        is Pump.Next.Tell -> {
                            application.handle(next.event)
                            engine.handled(next.seq)
                        }
                        is Pump.Next.Idle -> {
                            if (next.durable && (stopping || interrupted)) return@loop
                            try {
                                rest(next.millis)
                            } catch (_: InterruptedException) {
                                interrupted = true
                            }
                        }
                    }
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt()
        }
    }

    internal inline fun loop(transport: Transport, run: (Pump) -> Unit) {
        check(runs.compareAndSet(false, true)) { "the loop of this host runs already: one engine, one loop" }
        val pump = Pump(this, transport)
        try {
            run(pump)
        } finally {
            pump.close()
            stopping = false
            runs.set(false)
        }
    }

    internal val stops get() = stopping

    @Throws(InterruptedException::class)
    internal fun rest(millis: Long) {
        bell.tryAcquire(millis, TimeUnit.MILLISECONDS)
        bell.drainPermits()
    }

    /** Names who is to be woken; true when the bell rang meanwhile. */
    internal fun asleep(who: CompletableFuture<Unit>): Boolean {
        sleeper = who
        return bell.drainPermits() > 0
    }

    public companion object {
        /** Opens an engine on a journal and loads it. Put the apps, policies and games next, then [run]. */
        @JvmStatic
        @Throws(Exception::class)
        public fun open(config: String, store: Store): Host {
            val engine = Engine.open(config)
            try {
                store.load { segment, bytes -> engine.load(segment, bytes) }
            } catch (failed: Exception) {
                engine.close()
                throw failed
            }
            return Host(engine, store)
        }
    }
}
