// A game server in C#: verify, a pending player, login, heartbeat, logout, a minor at noon, and what the journal saves.
// `Game.exe URL FOLDER first` ends as a crash does; the same with `second` goes on from the journal in FOLDER. URL is that of
// `shiming simulate --scenario scenario.json`; without "endpoints" the engine talks to the authority itself.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Threading.Tasks;
using LibShiming;

// What this game reads of the JSON that comes from the library. Members mean something by kind, so that is read first.
public class Kind { public string kind; }
public class AccountChanged { public string account, state; }
public class RowsSettled { public Row[] rows; public class Row { public string outcome; } }
public class EngineStats { public long accepted_seq, durable_seq; }
public class PlayerText { public string text_zh; }

public static class Game
{
    private const string Key = "2836e95fcd10e04b0069bb1ee659955b";

    // The game's database: the state of each player is the truth about it.
    private static readonly Dictionary<string, string> Players = new Dictionary<string, string>();
    private static volatile int accepted;

    private static T Parse<T>(string json)
    {
        return (T)new DataContractJsonSerializer(typeof(T)).ReadObject(new MemoryStream(Encoding.UTF8.GetBytes(json)));
    }

    private static Task OnEvent(string json)
    {
        switch (Parse<Kind>(json).kind)
        {
            case "account_changed":
                // Commit the state beside the player; only then let the task end.
                var changed = Parse<AccountChanged>(json);
                lock (Players) { Players[changed.account] = changed.state; }
                Console.WriteLine("{0} is {1}", changed.account, Parse<Kind>(changed.state).kind);
                break;
            case "rows_settled":
                foreach (RowsSettled.Row row in Parse<RowsSettled>(json).rows) { accepted += row.outcome == "accepted" ? 1 : 0; }
                break;
        }
        return Task.CompletedTask;
    }

    private static string StateOf(string account) { lock (Players) { return Players[account]; } }

    private static bool IsVerified(string account) { return Parse<Kind>(StateOf(account)).kind == "verified"; }

    private static bool AllDurable(EngineStats stats) { return stats.accepted_seq == stats.durable_seq; }

    private static void Verify(Host host, string account, string name, string id)
    {
        lock (Players) // the result must not overtake the state that it follows
            Players[account] = host.Call((engine, now) => engine.Verify("game", account, Shiming.AccountNew(), name, id, Priority.Live, now)).State;
    }

    private static async Task Until(Func<bool> done)
    {
        for (var clock = Stopwatch.StartNew(); !done(); await Task.Delay(10))
        {
            if (clock.Elapsed > TimeSpan.FromMinutes(1)) { throw new TimeoutException("that took more than a minute"); }
        }
    }

    private static async Task First(Host host)
    {
        Verify(host, "alice", "某甲", "110000199001010013"); // the authority needs a while for her: pending
        Verify(host, "bob", "某乙", "11000020120615001X"); // born in 2012
        Admission alice = host.Call((engine, now) => engine.Login("game", "s1", "alice", StateOf("alice"), null, now));
        Console.WriteLine("alice: {0}, {1}", alice.Allowed ? "may play" : "may not play", alice.Reason);
        await Until(() => IsVerified("alice") && IsVerified("bob"));

        const long noon = 1794974400000; // 2026-11-18 12:00 in Beijing, a Wednesday; a real server takes the time of now
        Verdict play = Shiming.Decide(StateOf("bob"), "{\"base\":\"cn2021\"}", null, default(Usage), noon).Play;
        Console.WriteLine("bob: {0}, {1}", play.Allowed ? "may play" : "may not play", play.Reason);
        Console.WriteLine(Parse<PlayerText>(Shiming.ReasonText(play.Reason)).text_zh);

        host.Call((engine, now) => engine.Heartbeat("game", "s1", now)); // about once a minute
        await Until(() => AllDurable(Parse<EngineStats>(host.Call((engine, now) => engine.Stats(null))))); // a moment later
        Console.WriteLine("crash");
        Process.GetCurrentProcess().Kill();
    }

    private static async Task Second(Host host)
    {
        host.Call((engine, now) => engine.Heartbeat("game", "s1", now)); // the journal knows her session
        host.Call((engine, now) => engine.Logout("game", "s1", now));
        await Until(() => accepted > 0 && host.Call((engine, now) => engine.Session("game", "s1")) == null);
        Console.WriteLine("logout accepted");
    }

    private static async Task Play(string url, string folder, bool first)
    {
        string journalKey = BitConverter.ToString(Shiming.DeriveJournalKey(Key)).Replace("-", "").ToLowerInvariant();
        // A pending result is asked for every four seconds: the simulator is quick. Leave "limits" out with the authority.
        string config = "{\"v\":1,\"journal_keys\":[\"" + journalKey + "\"],\"report_accepted\":true,\"limits\":{\"query_every_ms\":4000}}";
        using (var transport = new Transport())
        using (Host host = Host.Open(config, folder))
        {
            host.Call((engine, now) => engine.PutApp("{\"app_id\":\"example-app-id\",\"keys\":[{\"secret_key\":\"" + Key + "\"}]}"));
            host.Call((engine, now) => engine.PutPolicy("{\"profile\":{\"base\":\"cn2021\"}}"));
            host.Call((engine, now) => engine.PutGame("{\"game\":\"game\",\"app_id\":\"example-app-id\",\"biz_id\":\"1101000001\",\"endpoints\":"
                + "{\"kind\":\"custom\",\"check\":\"" + url + "/idcard/authentication/check\",\"query\":\"" + url
                + "/idcard/authentication/query\",\"report\":\"" + url + "/behavior/collection/loginout\"}}"));
            Task loop = host.Run(transport, OnEvent);
            // The loop ends early only with an exception: then this process must end too.
            await await Task.WhenAny(loop, first ? First(host) : Second(host));
            host.Stop();
            await loop;
        }
    }

    public static void Main(string[] args) { Play(args[0], args[1], args[2] == "first").GetAwaiter().GetResult(); }
}
