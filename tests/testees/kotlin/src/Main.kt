@file:JvmName("Main")

package testee

import com.google.gson.GsonBuilder
import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParseException
import com.google.gson.Strictness
import com.google.gson.stream.JsonReader
import io.github.shiming.ShimingException
import io.github.shiming.errorCodes
import io.github.shiming.info
import io.github.shiming.version
import java.io.StringReader

/** One operation. */
fun interface Op {
    fun run(call: Call): Any?
}

/**
 * The testee of the JVM: reads calls of the pipe protocol, makes them through the public API as a user would, and writes the
 * answers. Glue only. Its argument says whose operations: `kotlin`, or `java` with the calls as Java spells them.
 */
fun main(arguments: Array<String>) {
    val language = arguments.firstOrNull() ?: "kotlin"
    val ops = LinkedHashMap<String, Op>()
    ops["hello"] = Op { hello(it, language, ops.keys) }
    ops += if (language == "java") JavaOps.all() else kotlinOps()
    val input = System.`in`.bufferedReader()
    val output = System.out.bufferedWriter()
    while (true) {
        val line = input.readLine() ?: break
        output.write(answer(line, ops))
        output.write("\n")
        output.flush()
    }
}

private val gson = GsonBuilder().serializeNulls().disableHtmlEscaping().setStrictness(Strictness.STRICT).create()

private fun parse(line: String): JsonObject? = try {
    if (line.length > 4 shl 20) null else {
        val reader = JsonReader(StringReader(line)).apply { strictness = Strictness.STRICT }
        val whole = gson.fromJson<JsonElement>(reader, JsonElement::class.java)
        if (reader.peek() != com.google.gson.stream.JsonToken.END_DOCUMENT) null else whole as? JsonObject
    }
} catch (_: JsonParseException) {
    null
} catch (_: java.io.IOException) {
    null
}

private fun answer(line: String, ops: Map<String, Op>): String {
    var id: Long? = null
    val answer: Map<String, Any?> = try {
        val whole = parse(line) ?: throw Refused.badCall()
        val call = Call(whole)
        val given = call.int64("id")
        val op = call.text("op")
        val args = call.obj("args")
        id = given
        val run = ops[op] ?: throw Refused("unknown_op", 2, null, "no operation has this name: hello lists them all")
        mapOf("id" to id, "ok" to run.run(args))
    } catch (error: Refused) {
        if (error.code == "bad_call" || id == null) {
            id = null
            failed(null, "bad_call", 1, null, null, null, error.detail)
        } else {
            failed(id, error.code, error.number, null, error.field, null, error.detail)
        }
    } catch (error: ShimingException) {
        val info = error.info
        failed(id, info.codeName, info.code, info.reason, info.field, info.errcode, info.detail)
    }
    return gson.toJson(answer)
}

private fun failed(id: Long?, code: String, number: Int, reason: String?, field: String?, errcode: Int?, detail: String) = mapOf(
    "id" to id,
    "error" to mapOf(
        "code" to code, "number" to number, "reason" to reason, "field" to field, "errcode" to errcode, "detail" to detail,
    ),
)

private fun hello(c: Call, language: String, ops: Collection<String>): Any {
    if (c.int64("protocol") != 1L) throw Refused("unsupported_protocol", 3, "protocol", "this program speaks protocol 1")
    return mapOf(
        "protocol" to 1, "language" to language, "version" to version(), "abi" to null, "ops" to ops.toList(),
        "error_codes" to errorCodes().associate { it.codeName to it.code },
    )
}
