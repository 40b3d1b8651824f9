package io.github.shiming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What only Java can do wrong, and what it can call. */
class FromJavaTest {
    private static final Now NOW = new Now(1_795_176_000_000L, 0);

    @Test
    void nullsAreRefusedWithTheArgumentsName() throws Exception {
        assertEquals(true, assertThrows(NullPointerException.class, () -> Shiming.validateName(null)).getMessage().contains("name"));
        assertThrows(NullPointerException.class, () -> Shiming.sign("key", null, new byte[0]));
        assertThrows(NullPointerException.class, () -> Shiming.accountApply("{}", null, null, NOW));
        assertThrows(NullPointerException.class, () -> new App("app", "biz", null));
        try (App app = new App("app", "biz", "2836e95fcd10e04b0069bb1ee659955b")) {
            assertThrows(NullPointerException.class, () -> Shiming.checkRequest(app, Endpoints.Production.INSTANCE, "ai", null, "", new byte[12], 0));
            assertThrows(NullPointerException.class,
                () -> Shiming.reportRequest(app, Endpoints.Production.INSTANCE, Collections.singletonList(null), new byte[12], 0));
            assertThrows(ShimingException.class,
                () -> Shiming.reportRequest(app, Endpoints.Production.INSTANCE, Collections.emptyList(), new byte[12], NOW.getUnix()));
        }
        try (Engine engine = Engine.open("{\"v\":1,\"journal\":\"off\"}", null, NOW)) {
            assertThrows(NullPointerException.class, () -> engine.login(null, "s", new Player.Guest("di"), null, NOW));
            assertThrows(NullPointerException.class, () -> engine.login("g", "s", null, null, NOW));
            assertThrows(NullPointerException.class, () -> engine.login("g", "s", new Player.Guest(null), null, NOW));
            assertThrows(NullPointerException.class, () -> engine.poll(null));
            // The engine is none the worse.
            engine.poll(NOW);
        }
    }

    @Test
    void noNameIsMangled() {
        for (Class<?> type : new Class<?>[] {Shiming.class, Engine.class, App.class, Times.class, Errors.class,
            io.github.shiming.host.Host.class, io.github.shiming.host.DirectoryJournal.class}) {
            for (Method method : type.getMethods()) {
                boolean mangled = method.getName().contains("-") && !method.isSynthetic();
                assertEquals(false, mangled, type + " has " + method.getName());
            }
        }
    }

    @Test
    void errorsAreReadInOneWay() {
        ShimingException error = assertThrows(ShimingException.class, () -> Shiming.deriveJournalKey("short"));
        ErrorInfo info = Errors.info(error);
        assertEquals("invalid_key", info.getCodeName());
        assertEquals(12, info.getCode());
        assertEquals("secret_key", info.getField());
    }
}
