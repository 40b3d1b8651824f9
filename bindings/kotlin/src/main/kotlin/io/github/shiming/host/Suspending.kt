package io.github.shiming.host

import io.github.shiming.Event
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ScheduledThreadPoolExecutor
import java.util.concurrent.TimeUnit
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine

// `completeOnTimeout`, which Android has from 12 on. The thread ends when nobody waits.
private val alarms = ScheduledThreadPoolExecutor(1) { Thread(it, "shiming-waits").apply { isDaemon = true } }.apply {
    removeOnCancelPolicy = true
    setKeepAliveTime(10, TimeUnit.SECONDS)
    allowCoreThreadTimeOut(true)
}

/**
 * The loop for coroutines, which blocks no thread: `flow { host.events(transport, ::emit) }` is the flow of events. The engine forgets a
 * fact when [emit] returns, that is when the flow's collector has taken it in: store it there. It ends as [Host.run] does, by
 * [Host.stop]; a cancelled coroutine ends at the next event or wait, at most a minute later, or at once with [Host.stop].
 *
 * It needs no library of coroutines, only the language's own.
 *
 * @throws IllegalStateException when the loop runs already: one engine, one loop
 */
public suspend fun Host.events(transport: Transport, emit: suspend (Event) -> Unit) {
    loop(transport) { pump ->
        while (true) {
            when (val next = pump.next()) {
                is Pump.Next.Tell -> {
                    emit(next.event)
                    engine.handled(next.seq)
                }
                is Pump.Next.Idle -> {
                    if (next.durable && stops) return
                    val sleeper = CompletableFuture<Unit>()
                    if (!asleep(sleeper)) suspendCoroutine<Unit> { waiting ->
                        val alarm = alarms.schedule({ sleeper.complete(Unit) }, next.millis, TimeUnit.MILLISECONDS)
                        // Not on the thread that wakes: it may be the one of the journal, which the loop waits for at its end.
                        sleeper.whenCompleteAsync { _, _ ->
                            alarm.cancel(false)
                            waiting.resume(Unit)
                        }
                    }
                }
            }
        }
    }
}
