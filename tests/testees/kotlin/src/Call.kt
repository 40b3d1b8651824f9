package testee

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import io.github.shiming.Now
import java.nio.ByteBuffer
import java.nio.charset.CharacterCodingException

/** A call that this program refuses itself, before the library sees it. */
class Refused(val code: String, val number: Int, val field: String?, val detail: String) : RuntimeException(detail) {
    companion object {
        fun badCall() = Refused("bad_call", 1, null, "see the shapes of the protocol")
        fun invalid(field: String) = Refused("invalid_parameter", 5, field, "this argument is missing or out of range: see the protocol")
        fun text(field: String) = Refused("invalid_text", 4, field, "pass well-formed Unicode")
    }
}

/** The arguments of one call. They are read in the order in which they are checked. */
class Call(private val args: JsonObject) {
    private fun member(name: String): JsonElement? = args.get(name)?.takeUnless { it.isJsonNull }

    fun has(name: String): Boolean = member(name) != null

    private fun required(name: String): JsonElement = member(name) ?: throw Refused.invalid(name)

    fun obj(name: String): Call = of(required(name))

    fun list(name: String): List<JsonElement> {
        val found = required(name)
        if (!found.isJsonArray) throw Refused.badCall()
        return found.asJsonArray.toList()
    }

    fun text(name: String): String = text(required(name))

    fun optional(name: String): String? = member(name)?.let(::text)

    fun bytes(name: String): ByteArray = unhex(required(name))

    fun int64(name: String): Long {
        val found = required(name)
        if (found.isJsonPrimitive && found.asJsonPrimitive.isNumber) {
            return found.asString.toLongOrNull() ?: throw Refused.badCall()
        }
        val large = (found as? JsonObject)?.get("\$int")
        if (large == null || !isText(large)) throw Refused.badCall()
        return large.asString.toLongOrNull() ?: throw Refused.invalid(name)
    }

    fun optionalLong(name: String): Long? = if (has(name)) int64(name) else null

    fun int32(name: String): Int {
        val number = int64(name)
        if (number != number.toInt().toLong()) throw Refused.invalid(name)
        return number.toInt()
    }

    fun flag(name: String): Boolean {
        val found = required(name)
        if (!found.isJsonPrimitive || !found.asJsonPrimitive.isBoolean) throw Refused.badCall()
        return found.asBoolean
    }

    /** The constant of a name. What no constant has cannot be passed in these languages: the compiler refuses it. */
    fun <T : Enum<T>> choice(name: String, all: Array<T>): T {
        val given = text(name)
        if (given == ILL_FORMED) throw Refused.text(name)
        return all.find { it.name.lowercase() == given } ?: throw Refused.invalid(name)
    }

    fun <T : Enum<T>> optionalChoice(name: String, all: Array<T>): T? = if (has(name)) choice(name, all) else null

    fun now(): Now = obj("now").let { Now(it.int64("unix"), it.int64("mono")) }

    companion object {
        /** Text that JSON cannot carry. What a string of the JVM has of the kind is half a pair. */
        const val ILL_FORMED = "\ud800"

        fun of(value: JsonElement): Call = if (value.isJsonObject) Call(value.asJsonObject) else throw Refused.badCall()

        private fun isText(value: JsonElement) = value.isJsonPrimitive && value.asJsonPrimitive.isString

        fun text(value: JsonElement): String {
            if (isText(value)) return value.asString
            val odd = (value as? JsonObject)?.get("\$utf8_hex") ?: throw Refused.badCall()
            return try {
                Charsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(unhex(odd))).toString()
            } catch (_: CharacterCodingException) {
                ILL_FORMED
            }
        }

        private fun unhex(value: JsonElement): ByteArray {
            val text = if (isText(value)) value.asString else throw Refused.badCall()
            if (text.length % 2 != 0) throw Refused.badCall()
            fun digit(c: Char) = "0123456789abcdef".indexOf(c).also { if (it < 0) throw Refused.badCall() }
            return ByteArray(text.length / 2) { (digit(text[2 * it]) shl 4 or digit(text[2 * it + 1])).toByte() }
        }
    }
}
