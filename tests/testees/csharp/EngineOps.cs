using System;
using System.Collections.Generic;
using LibShiming;

/// <summary>The engine's operations. A call names its engine by a number.</summary>
internal static class EngineOps
{
    internal static readonly List<KeyValuePair<string, Func<Call, string>>> All = new List<KeyValuePair<string, Func<Call, string>>>();
    private static readonly Dictionary<long, Engine> Engines = new Dictionary<long, Engine>();

    static EngineOps()
    {
        Add("engine_open", Open);
        Do("engine_load", c => EngineOf(c).Load(c.Int("segment"), c.Bytes("bytes_hex")));
        Do("engine_put_app", c => EngineOf(c).PutApp(c.Text("json")));
        Do("engine_put_game", c => EngineOf(c).PutGame(c.Text("json")));
        Do("engine_put_policy", c => EngineOf(c).PutPolicy(c.Text("json")));
        Do("engine_remove_game", c => EngineOf(c).RemoveGame(c.Text("game")));
        Do("engine_set_share", SetShare);
        Do("engine_hold", Hold);
        Add("engine_verify", Verify);
        Do("engine_put_account", c => EngineOf(c).PutAccount(c.Text("game"), c.Text("account"), c.Text("state"), c.Now()));
        Add("engine_login", Login);
        Do("engine_heartbeat", c => EngineOf(c).Heartbeat(c.Text("game"), c.Text("session"), c.Now()));
        Do("engine_logout", c => EngineOf(c).Logout(c.Text("game"), c.Text("session"), c.Now()));
        Add("engine_poll", c => Of(EngineOf(c).Poll(c.Now())));
        Do("engine_persisted", c => EngineOf(c).Persisted(c.Int("seq")));
        Do("engine_handled", c => EngineOf(c).Handled(c.Int("seq")));
        Add("engine_complete", Complete);
        Add("engine_account", AccountOf);
        Add("engine_session", c => EngineOf(c).Session(c.Text("game"), c.Text("session")) ?? "null");
        Add("engine_stats", c => EngineOf(c).Stats(c.Optional("game")));
        Do("engine_free", Free);
    }

    private static void Add(string name, Func<Call, string> run)
    {
        All.Add(new KeyValuePair<string, Func<Call, string>>(name, run));
    }

    private static void Do(string name, Action<Call> run)
    {
        Add(name, c =>
        {
            run(c);
            return "{}";
        });
    }

    private static Engine EngineOf(Call c)
    {
        Engine engine;
        if (!Engines.TryGetValue(c.Int("e"), out engine))
        {
            throw Refused.Invalid("e");
        }
        return engine;
    }

    private static void Drop(long number)
    {
        Engine gone;
        if (Engines.TryGetValue(number, out gone))
        {
            Engines.Remove(number);
            gone.Dispose();
        }
    }

    private static string Open(Call c)
    {
        long number = c.Int("e");
        Drop(number);
        Engines[number] = Engine.Open(c.Text("config"), c.Bytes("entropy_hex"), c.Now());
        return "{}";
    }

    private static void SetShare(Call c)
    {
        Call share = c.Object("share");
        long index = share.Int("index"), count = share.Int("count"), from = share.Int("from");
        long? until = share.Member("until") == null ? (long?)null : share.Int("until");
        EngineOf(c).SetShare(c.Text("game"), index, count, from, until);
    }

    private static void Hold(Call c)
    {
        string game = c.Text("game");
        var endpoint = (Endpoint)c.Choice("endpoint", "check", "query", "report");
        long until = c.Int("until");
        EngineOf(c).Hold(game, endpoint, until);
    }

    private static string Verify(Call c)
    {
        Verifying v = EngineOf(c).Verify(c.Text("game"), c.Text("account"), c.Text("state"), c.Text("name"), c.Text("id_number"),
            (Priority)c.Choice("priority", "live", "backfill"), c.Now());
        return "{\"state\":" + Json.Quote(v.State) + ",\"attempt\":" + Call.Number(v.Attempt) + "}";
    }

    private static string Login(Call c)
    {
        string game = c.Text("game"), session = c.Text("session"), di = c.Optional("di");
        Engine engine = EngineOf(c);
        Usage? usage = c.Member("usage") == null ? (Usage?)null : ToolkitOps.UsageOf(c.Object("usage"));
        Admission a = di != null
            ? engine.LoginGuest(game, session, di, usage, c.Now())
            : engine.Login(game, session, c.Text("account"), c.Text("state"), usage, c.Now());
        return "{\"allowed\":" + Call.Flag(a.Allowed) + ",\"reported\":" + Call.Flag(a.Reported) + ",\"reason\":" + Json.Quote(a.Reason)
            + ",\"rule_id\":" + Json.Quote(a.RuleId) + ",\"valid_until\":" + Call.Number(a.ValidUntil) + "}";
    }

    private static string Of(Step step)
    {
        if (step is PersistStep persist)
        {
            return "{\"kind\":\"persist\",\"seq\":" + Call.Number(persist.Seq) + ",\"segment\":" + Call.Number(persist.Segment)
                + ",\"drop_before\":" + Call.Number(persist.DropBefore) + ",\"bytes_hex\":\"" + Call.Hex(persist.Bytes) + "\"}";
        }
        if (step is EventStep fact)
        {
            return "{\"kind\":\"event\",\"seq\":" + Call.Number(fact.Seq) + ",\"event\":" + fact.Event + "}";
        }
        if (step is SendStep send)
        {
            return "{\"kind\":\"send\",\"send\":" + Call.Number(send.Send) + ",\"endpoint\":\"" + send.Endpoint.ToString().ToLowerInvariant()
                + "\",\"timeout_ms\":" + Call.Number(send.TimeoutMs) + ",\"request\":" + Call.Of(send.Request) + "}";
        }
        return "{\"kind\":\"wait\",\"until_mono\":" + Call.Number(((WaitStep)step).UntilMono) + "}";
    }

    private static string Complete(Call c)
    {
        long send = c.Int("send");
        Engine engine = EngineOf(c);
        Call outcome = c.Object("outcome");
        Used used;
        switch (outcome.Choice("kind", "http", "transport"))
        {
            case 1:
                used = engine.Complete(send, outcome.Int32("status"), outcome.Bytes("body_hex"), outcome.Optional("date"), c.Now());
                break;
            case 2:
                used = engine.Complete(send, (Sent)outcome.Choice("sent", "no", "unknown"), c.Now());
                break;
            default:
                throw Refused.Invalid("outcome");
        }
        return Call.One("used", used.ToString().ToLowerInvariant());
    }

    private static string AccountOf(Call c)
    {
        string state = EngineOf(c).Account(c.Text("game"), c.Text("account"));
        return state == null ? "null" : Call.One("state", state);
    }

    private static void Free(Call c)
    {
        EngineOf(c);
        Drop(c.Int("e"));
    }
}
