package example;

import io.github.shiming.*;
import io.github.shiming.host.DirectoryJournal;
import io.github.shiming.host.Host;
import io.github.shiming.host.HttpTransport;
import java.io.File;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A game server in small, against `shiming simulate`: JavaExample URL JOURNAL first, which ends as a crash does; then
 * JavaExample URL JOURNAL second, which goes on from the journal.
 */
public final class JavaExample {
    private static final String SECRET_KEY = "00112233445566778899aabbccddeeff"; // the simulator's

    private static void handle(Event event) {
        if (event instanceof Event.AccountChanged) {
            Event.AccountChanged changed = (Event.AccountChanged) event;
            // Commit getState() beside the player; only then return.
            System.out.println(changed.getAccount() + " is " + changed.getState().replaceAll(".*\"kind\":\"(\\w+)\".*", "$1"));
        } else if (event instanceof Event.RowsSettled) {
            for (SettledRow row : ((Event.RowsSettled) event).getRows()) {
                String line = row.getBt() + " of " + row.getSession() + " was " + row.getOutcome();
                System.out.println(line.toLowerCase(Locale.ROOT));
            }
        } else if (event instanceof Event.Recovered) {
            System.out.println("recovered " + ((Event.Recovered) event).getSessions() + " sessions");
        }
    }

    public static void main(String[] arguments) throws Exception {
        String url = arguments[0], folder = arguments[1], part = arguments[2];
        StringBuilder journalKey = new StringBuilder();
        for (byte one : Shiming.deriveJournalKey(SECRET_KEY)) {
            journalKey.append(String.format("%02x", one));
        }
        String config = "{\"v\":1,\"journal_keys\":[\"" + journalKey + "\"],\"report_accepted\":true}";
        try (DirectoryJournal journal = new DirectoryJournal(new File(folder)); Host host = Host.open(config, journal)) {
            Engine engine = host.getEngine();
            engine.putApp("{\"app_id\":\"example-app-id\",\"keys\":[{\"secret_key\":\"" + SECRET_KEY + "\"}]}");
            // Without "endpoints" the engine talks to the authority itself.
            engine.putGame("{\"game\":\"g\",\"app_id\":\"example-app-id\",\"biz_id\":\"1101000001\",\"endpoints\":{\"kind\":\"custom\","
                + "\"check\":\"" + url + "/idcard/authentication/check\",\"query\":\"" + url + "/idcard/authentication/query\","
                + "\"report\":\"" + url + "/behavior/collection/loginout\"}}");
            Thread loop = new Thread(() -> {
                try {
                    host.run(new HttpTransport(), JavaExample::handle);
                } catch (Exception failed) {
                    failed.printStackTrace();
                    Runtime.getRuntime().halt(1);
                }
            });
            loop.start();
            if (part.equals("first")) {
                first(host);
            } else {
                second(host);
            }
            host.stop();
            loop.join();
        }
    }

    private static void first(Host host) throws Exception {
        login(host, "player-1", "session-1", "某一一", "110000190101010001"); // the authority answers at once
        login(host, "player-2", "session-2", "某二一", "110000190201010009"); // pending for a minute
        host.heartbeat("g", "session-1");
        // player-1 is verified meanwhile: from then on the session is reported
        while (!host.getEngine().session("g", "session-1").getReported()) Thread.sleep(20);
        host.logout("g", "session-2");
        minorAtNoon();
        // Everything accepted is on disk: now the machine loses power.
        while (stat(host, "unpersisted_bytes") != 0) Thread.sleep(20);
        Runtime.getRuntime().halt(137);
    }

    private static void second(Host host) throws Exception {
        host.heartbeat("g", "session-1"); // the session is still open
        host.logout("g", "session-1");
        while (host.getEngine().session("g", "session-1") != null) Thread.sleep(20);
        while (stat(host, "queued") != 0) Thread.sleep(20);
    }

    private static long stat(Host host, String key) throws ShimingException {
        return host.getEngine().stats().getValues().stream().filter(stat -> stat.getKey().equals(key)).findFirst().get().getValue();
    }

    private static void login(Host host, String account, String session, String name, String idNumber) throws Exception {
        String stored = Shiming.accountNew(); // Shiming.accountLoad(...) once the player has a state
        Verifying verifying = host.verify("g", account, stored, name, idNumber);
        Admission a = host.login("g", session, new Player.Account(account, verifying.getState()));
        System.out.println(account + ": allowed " + a.getAllowed() + ", reported " + a.getReported() + ", because " + a.getReason()
            + " (" + a.getRuleId() + ")");
    }

    private static void minorAtNoon() throws Exception {
        // Verified elsewhere, born in 2010, on a Wednesday at noon in Beijing.
        long noon = Instant.parse("2026-11-18T04:00:00Z").toEpochMilli();
        AccountEvent child = new AccountEvent.LinkPerson("1hpfml09b57f3f8185f8cb5094ea3f26278efb", "2010-01-01", PersonSource.OWN);
        String state = Shiming.accountApply(Shiming.accountNew(), child, null, new Now(noon, 0)).getState();
        Verdict play = Shiming.decide(state, "{\"base\":\"auto\"}", null, new Usage(0, 0), noon).getPlay();
        DateTimeFormatter beijing = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));
        System.out.println("a minor at noon: allowed " + play.getAllowed() + ", because " + play.getReason() + " (" + play.getRuleId()
            + "); open again " + beijing.format(Instant.ofEpochMilli(play.getNextOpen())));
    }
}
