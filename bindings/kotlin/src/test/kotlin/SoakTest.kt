import io.github.shiming.*
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test
import java.io.File

/** Memory stays flat: 5,000 cycles here, or as many as CYCLES says. */
class SoakTest {
    private fun cycle(app: App, at: Int, state: String) {
        if (at % 20 == 0) {
            Engine.open("""{"v":1,"journal":"off"}""", null, NOW).use { it.poll(NOW) }
            App("app", "biz", KEY).close()
        }
        checkRequest(app, Endpoints.Production, "ai$at", "某一一", "110000190101010001", NONCE, UNIX)
        parseCheck(200, """{"errcode":0,"errmsg":"OK","data":{"result":{"status":1}}}""".toByteArray())
        decide(state, """{"base":"cn2021"}""", null, Usage(0, 0), UNIX)
        refused("invalid_name") { validateName("") }
        refused("invalid_ai") { queryRequest(app, Endpoints.Production, "", UNIX) }
    }

    private fun resident(): Long {
        repeat(3) { System.gc() }
        return File("/proc/self/statm").readText().split(' ')[1].toLong() * 4096
    }

    @Test
    fun `memory stays flat`() {
        assumeTrue(File("/proc/self/statm").exists(), "no /proc here")
        val cycles = System.getenv("CYCLES")?.toInt() ?: 5_000
        val state = adult()
        App("app", "biz", KEY).use { app ->
            repeat(minOf(cycles, 50_000)) { cycle(app, it, state) }
            val before = resident()
            repeat(cycles) { cycle(app, it, state) }
            val grown = (resident() - before) / cycles
            println("$grown bytes a cycle over $cycles cycles")
            // The heap has its whole size from the start (pom.xml). What the JVM itself takes does not grow with cycles: few of
            // them show large leaks only, a million of them (test.sh soak) small ones.
            assertTrue(grown < if (cycles < 100_000) 4096 else 64, "$grown bytes a cycle")
        }
    }
}
