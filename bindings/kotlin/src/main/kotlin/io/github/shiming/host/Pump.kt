package io.github.shiming.host

import io.github.shiming.Event
import io.github.shiming.Outcome
import io.github.shiming.Sent
import io.github.shiming.ShimingException
import io.github.shiming.Step
import io.github.shiming.systemNow
import io.github.shiming.timeout
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicReference

/** What both loops share: it does the steps that need nobody else, and gives out the events and the waits. */
internal class Pump(private val host: Host, private val transport: Transport) : AutoCloseable {
    sealed class Next {
        class Tell(val seq: Long, val event: Event) : Next()
        /** With no Persist outstanding a wait says that everything accepted is durable. */
        class Idle(val millis: Long, val durable: Boolean) : Next()
    }

    // A thread of its own, so that a slow disk costs no slot. There is never more than one Persist.
    private val disk: ExecutorService = Executors.newSingleThreadExecutor { Thread(it, "shiming-journal").apply { isDaemon = true } }
    private val failed = AtomicReference<Throwable>()
    @Volatile private var writing = false

    /** The next event or wait. */
    fun next(): Next {
        while (true) {
            failed.get()?.let { throw it }
            // Before the poll: one that ends in between has rung the bell, and there may be another.
            val outstanding = writing
            val now = systemNow()
            when (val step = host.engine.poll(now)) {
                is Step.Persist -> {
                    writing = true
                    disk.execute { persist(step) }
                }
                is Step.Tell -> return Next.Tell(step.seq, step.event)
                is Step.Send -> send(step)
                is Step.Wait -> return Next.Idle(maxOf(0, step.untilMono - now.mono), !outstanding)
            }
        }
    }

    private fun persist(step: Step.Persist) {
        try {
            host.store.append(step.segment, step.seq, step.bytes)
            host.engine.persisted(step.seq)
            step.dropBefore?.let { host.store.dropBefore(it) }
            writing = false
        } catch (problem: Throwable) {
            failed.set(problem)
        }
        host.wake()
    }

    private fun send(step: Step.Send) {
        val running = try {
            transport.send(step.request, step.timeout)
        } catch (_: Exception) {
            return complete(step.send, Outcome.Transport(Sent.UNKNOWN))
        }
        running.whenComplete { outcome, _ -> complete(step.send, outcome ?: Outcome.Transport(Sent.UNKNOWN)) }
    }

    private fun complete(send: Long, outcome: Outcome) {
        try {
            host.engine.complete(send, outcome)
        } catch (_: ShimingException) {
            // An unknown number, say of a request that outlived its lease by far, or a closed engine: harmless.
        }
        host.wake()
    }

    /** Waits for the Persist that runs: its bytes are on disk or its failure is known. */
    override fun close() {
        disk.shutdown()
        var interrupted = false
        while (true) {
            try {
                if (disk.awaitTermination(1, TimeUnit.DAYS)) break
            } catch (_: InterruptedException) {
                interrupted = true
            }
        }
        if (interrupted) Thread.currentThread().interrupt()
    }
}
