package io.github.shiming.host

import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.io.RandomAccessFile
import java.nio.channels.FileChannel
import java.nio.channels.FileLock
import java.nio.channels.OverlappingFileLockException
import java.nio.file.Files
import java.nio.file.StandardOpenOption

/**
 * A journal in a directory: one file per segment, created exclusively and only ever appended to, and a lock, so that two engines
 * cannot write one journal.
 *
 * @throws IOException also when another engine has it open
 */
public class DirectoryJournal @Throws(IOException::class) constructor(private val folder: File) : Store, AutoCloseable {
    private val lockFile: RandomAccessFile
    private val lock: FileLock
    private var file: FileOutputStream? = null
    private var segment = -1L
    private var seq = -1L

    init {
        Files.createDirectories(folder.toPath())
        lockFile = RandomAccessFile(File(folder, "lock"), "rw")
        val held = try {
            lockFile.channel.tryLock()
        } catch (_: OverlappingFileLockException) {
            null
        }
        if (held == null) {
            lockFile.close()
            throw IOException("another engine has this journal open: one engine, one journal")
        }
        lock = held
    }

    /** Lets another engine have the journal. */
    @Synchronized
    override fun close() {
        file?.close() // Everything in it is synced.
        file = null
        if (lockFile.channel.isOpen) {
            lock.release()
            lockFile.close()
        }
    }

    @Throws(IOException::class)
    override fun load(into: Loading) {
        for (number in segments()) {
            path(number).inputStream().use { from ->
                // A segment that holds nothing yet is loaded too: the next one must get a higher number.
                var bytes = from.upTo(PIECE)
                do {
                    into.piece(number, bytes)
                    bytes = from.upTo(PIECE)
                } while (bytes.isNotEmpty())
            }
        }
    }

    // A stream and not a channel: an interrupted thread would close a channel, and tear the journal.
    @Synchronized
    @Throws(IOException::class)
    override fun append(segment: Long, seq: Long, bytes: ByteArray) {
        if (!lockFile.channel.isOpen) throw IOException("the journal is closed")
        if (segment < this.segment || seq <= this.seq) {
            throw IOException("segment $segment, number $seq were written before: two engines must not share a journal")
        }
        if (segment != this.segment || file == null) {
            val next = path(segment)
            if (!next.createNewFile()) throw IOException("segment $segment exists: two engines must not share a journal")
            file?.close()
            file = FileOutputStream(next, true)
            this.segment = segment
            syncFolder()
        }
        this.seq = seq
        val to = file ?: throw IOException("the journal is closed")
        to.write(bytes)
        to.fd.sync()
    }

    // A crash in between leaves files that do no harm.
    @Throws(IOException::class)
    override fun dropBefore(segment: Long) {
        for (old in segments()) if (old < segment) Files.delete(path(old).toPath())
    }

    // A new file is safe only when its name is. Where a folder cannot be opened (Windows), the system does it by itself.
    private fun syncFolder() {
        try {
            FileChannel.open(folder.toPath(), StandardOpenOption.READ).use { it.force(true) }
        } catch (_: IOException) {
        }
    }

    private fun path(segment: Long) = File(folder, String.format(java.util.Locale.ROOT, "%015d.journal", segment))

    private fun segments(): List<Long> {
        val names = folder.list() ?: throw IOException("the journal's folder cannot be read")
        return names.filter { it.endsWith(".journal") }.mapNotNull { it.removeSuffix(".journal").toLongOrNull() }.sorted()
    }

    private companion object {
        const val PIECE = 1 shl 20
    }
}
