package io.github.shiming

import com.sun.jna.Native
import com.sun.jna.Pointer
import java.nio.Buffer
import java.nio.ByteBuffer
import java.util.concurrent.atomic.AtomicReferenceArray

/** The flat call of the library: all arguments in one buffer, the answer in the same. `bindings/uniffi/src/direct` is the other side. */
internal object Direct {
    const val LOGIN = 1
    const val HEARTBEAT = 2
    const val LOGOUT = 3
    const val CHECK_REQUEST = 4
    const val QUERY_REQUEST = 5
    const val REPORT_REQUEST = 6
    const val DECIDE = 7
    const val COMPLETE = 8

    private const val ERROR = -1L
    private const val TOO_SHORT = -2L

    // Not one buffer a thread: of virtual threads there may be a million.
    private val kept = AtomicReferenceArray<Frame>(16)

    init {
        // It checks that the library and the generated sources are of one version.
        uniffiEnsureInitialized()
        val name = System.getProperty("uniffi.component.shiming_uniffi.libraryOverride") ?: "shiming_uniffi"
        Native.register(Direct::class.java, name)
    }

    @JvmStatic
    private external fun shiming_uniffi_call(token: Long, op: Int, address: Long, length: Long, capacity: Long): Long

    /** One call: [write] puts the arguments in, [read] takes the answer out. */
    inline fun <T> call(token: Long, op: Int, write: (Frame) -> Unit, read: (Frame) -> T): T {
        val at = (Thread.currentThread().hashCode() ushr 4) and 15
        val frame = kept.getAndSet(at, null) ?: Frame()
        try {
            frame.clear()
            write(frame)
            run(frame, token, op)
            return read(frame)
        } finally {
            // A large one was for a large report: most calls are small.
            if (frame.capacity <= 1 shl 17) kept.lazySet(at, frame)
        }
    }

    fun run(frame: Frame, token: Long, op: Int) {
        while (true) {
            val answered = shiming_uniffi_call(token, op, frame.address(), frame.length.toLong(), frame.capacity.toLong())
            when {
                answered >= 0 -> return frame.answered(answered.toInt())
                answered == ERROR -> {
                    frame.answered(minOf(frame.capacity, 4096))
                    throw frame.error()
                }
                // Only a builder: the answer of an engine always fits.
                answered == TOO_SHORT && frame.capacity < 1 shl 26 -> frame.grow()
                else -> throw InternalException("the library answered $answered")
            }
        }
    }
}

/** A buffer outside of the heap, and one inside of it in which values are put together. */
internal class Frame {
    private var outside: ByteBuffer = ByteBuffer.allocateDirect(1 shl 15)
    private var base = Pointer.nativeValue(Native.getDirectBufferPointer(outside))
    private var heap = ByteArray(1 shl 12)
    private var chars = CharArray(256)
    var length = 0
        private set

    val capacity get() = outside.capacity()

    fun clear() {
        length = 0
    }

    /** Copies the arguments out, and tells where. */
    fun address(): Long {
        while (outside.capacity() < length) grow()
        rewind(outside)
        outside.put(heap, 0, length)
        return base
    }

    // Of `Buffer`: that of `ByteBuffer` is not there before Android 14.
    private fun rewind(buffer: Buffer) {
        buffer.clear()
    }

    fun grow() {
        outside = ByteBuffer.allocateDirect(outside.capacity() * 2)
        base = Pointer.nativeValue(Native.getDirectBufferPointer(outside))
    }

    fun answered(size: Int) {
        if (heap.size < size) heap = ByteArray(size + size / 2)
        rewind(outside)
        outside.get(heap, 0, size)
        length = 0
    }

    private fun room(more: Int) {
        if (heap.size - length < more) heap = heap.copyOf(maxOf(heap.size * 2, length + more))
    }

    fun byte(value: Int) {
        room(1)
        heap[length++] = value.toByte()
    }

    fun int(value: Int) {
        room(4)
        put(length, value)
        length += 4
    }

    fun long(value: Long) {
        room(8)
        put(length, value.toInt())
        put(length + 4, (value ushr 32).toInt())
        length += 8
    }

    private fun put(at: Int, value: Int) {
        heap[at] = value.toByte()
        heap[at + 1] = (value shr 8).toByte()
        heap[at + 2] = (value shr 16).toByte()
        heap[at + 3] = (value shr 24).toByte()
    }

    fun bytes(value: ByteArray) {
        int(value.size)
        room(value.size)
        System.arraycopy(value, 0, heap, length, value.size)
        length += value.size
    }

    fun optional(value: String?) {
        if (value == null) int(-1) else text(value)
    }

    @Suppress("DEPRECATION", "PLATFORM_CLASS_MAPPED_TO_KOTLIN")
    fun text(value: String) {
        val size = value.length
        room(4 + 3 * size)
        if (chars.size < size) chars = CharArray(size)
        value.toCharArray(chars, 0, 0, size)
        // One pass without a branch, which the JIT does in vectors: nearly all texts are ASCII.
        var bits = 0
        for (at in 0 until size) bits = bits or chars[at].code
        if (bits < 0x80) {
            put(length, size)
            (value as java.lang.String).getBytes(0, size, heap, length + 4)
            length += 4 + size
        } else {
            val start = length
            length += 4
            encode(value)
            put(start, length - start - 4)
        }
    }

    /** UTF-8; half a pair becomes a byte that UTF-8 has not, and the library says which argument holds it. */
    private fun encode(value: String) {
        var at = 0
        while (at < value.length) {
            val c = value[at++]
            val code = when {
                !c.isSurrogate() -> c.code
                c.isHighSurrogate() && at < value.length && value[at].isLowSurrogate() -> Character.toCodePoint(c, value[at++])
                else -> -1
            }
            when {
                code < 0 -> raw(0xff)
                code < 0x80 -> raw(code)
                code < 0x800 -> { raw(0xc0 or (code shr 6)); tail(code, 0) }
                code < 0x10000 -> { raw(0xe0 or (code shr 12)); tail(code, 6); tail(code, 0) }
                else -> { raw(0xf0 or (code shr 18)); tail(code, 12); tail(code, 6); tail(code, 0) }
            }
        }
    }

    private fun tail(code: Int, shift: Int) = raw(0x80 or ((code shr shift) and 0x3f))

    private fun raw(value: Int) {
        heap[length++] = value.toByte()
    }

    fun readByte(): Int = heap[length++].toInt() and 0xff

    fun readInt(): Int {
        val at = length
        length += 4
        return (heap[at].toInt() and 0xff) or ((heap[at + 1].toInt() and 0xff) shl 8) or
            ((heap[at + 2].toInt() and 0xff) shl 16) or (heap[at + 3].toInt() shl 24)
    }

    fun readLong(): Long = (readInt().toLong() and 0xffffffffL) or (readInt().toLong() shl 32)

    fun readOptionalLong(): Long? {
        val there = readByte() != 0
        val value = readLong()
        return if (there) value else null
    }

    fun readText(): String = readOptionalText() ?: throw InternalException("a text is missing")

    fun readOptionalText(): String? {
        val size = readInt()
        if (size < 0) return null
        length += size
        return String(heap, length - size, size, Charsets.UTF_8)
    }

    fun readBytes(): ByteArray {
        val size = readInt()
        length += size
        return heap.copyOfRange(length - size, length)
    }

    fun error(): ShimingException {
        val kind = readByte()
        val code = readLong().toInt()
        val name = readText()
        val detail = readText()
        val field = readOptionalText()
        val reason = readOptionalText()
        val errcode = readOptionalLong()?.toInt()
        return when (kind) {
            0 -> ShimingException.InvalidInput(code, name, detail, field, reason, errcode)
            1 -> ShimingException.State(code, name, detail, field, reason, errcode)
            2 -> ShimingException.Crypto(code, name, detail, field, reason, errcode)
            3 -> ShimingException.Remote(code, name, detail, field, reason, errcode)
            else -> ShimingException.Internal(code, name, detail, field, reason, errcode)
        }
    }
}
