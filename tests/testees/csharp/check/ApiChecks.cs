using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;
using LibShiming;

internal static class ApiChecks
{
    private const string Key = "2836e95fcd10e04b0069bb1ee659955b";
    private const string Game = "{\"game\":\"g\",\"app_id\":\"a\",\"biz_id\":\"1101000001\"}";
    private static readonly Now Noon = new Now(1794974400000, 1000);

    internal static Engine NewEngine()
    {
        Engine engine = Engine.Open("{\"v\":1,\"journal\":\"off\"}", null, Noon);
        engine.PutApp("{\"app_id\":\"a\",\"keys\":[{\"secret_key\":\"" + Key + "\"}]}");
        engine.PutGame(Game);
        return engine;
    }

    public static void AnErrorSaysAllAndQuotesNothing()
    {
        var error = Check.Throws<ShimingException>(() => Shiming.DecryptBody("a-secret-that-is-no-key", new byte[0]));
        Check.Equal(ErrorCode.InvalidKey, error.Code);
        Check.Equal("invalid_key", error.CodeName);
        Check.Equal(12, error.Number);
        Check.Equal("secret_key", error.Field);
        Check.Equal(null, error.Errcode);
        Check.That(error.Detail.Length > 0 && error.Message.Contains(error.Detail), "a detail");
        Check.That(!error.ToString().Contains("a-secret"), "an error quotes its argument");
        Check.Equal("check_digit", Check.Throws<ShimingException>(() => Shiming.ValidateIdNumber("110000190101010002", Noon.Unix)).Reason);
    }

    public static void TextThatIsNoUnicodeIsRefused()
    {
        var error = Check.Throws<ShimingException>(() => Shiming.ValidateName("某\udc00"));
        Check.Equal(ErrorCode.InvalidText, error.Code);
        Check.Equal("name", error.Field);
    }

    public static void NullIsNotEmpty()
    {
        Check.Equal("name", Check.Throws<ArgumentNullException>(() => Shiming.ValidateName(null)).ParamName);
        Check.Equal("empty", Check.Throws<ShimingException>(() => Shiming.ValidateName("")).Reason);
        Check.Equal("body", Check.Throws<ArgumentNullException>(() => Shiming.DecryptBody(Key, null)).ParamName);
        Check.Equal(ErrorCode.InvalidBody, Check.Throws<ShimingException>(() => Shiming.DecryptBody(Key, new byte[0])).Code);
        // No nonce is one of the library's; an empty one is wrong. No calendar is the built-in one; an empty one is wrong.
        Check.That(Shiming.DecryptBody(Key, Shiming.EncryptBody(Key, null, new byte[] { 1, 0, 2 })).Length == 3, "a round trip");
        Check.Equal(ErrorCode.InvalidNonce, Check.Throws<ShimingException>(() => Shiming.EncryptBody(Key, new byte[0], new byte[1])).Code);
        string state = Shiming.AccountNew();
        Shiming.Decide(state, "{}", null, default(Usage), Noon.Unix);
        Check.Equal(ErrorCode.InvalidCalendar,
            Check.Throws<ShimingException>(() => Shiming.Decide(state, "{}", "", default(Usage), Noon.Unix)).Code);
        Check.Throws<ArgumentNullException>(() => Shiming.QueryRequest(null, "{\"kind\":\"production\"}", "ai", Noon.Unix));
    }

    public static void NothingWorksAfterDispose()
    {
        var app = new App("a", "1101000001", Key);
        app.Dispose();
        app.Dispose();
        Check.Throws<ObjectDisposedException>(() => Shiming.QueryRequest(app, "{\"kind\":\"production\"}", "ai", Noon.Unix));
        Engine engine = NewEngine();
        engine.Dispose();
        engine.Dispose();
        Check.Throws<ObjectDisposedException>(() => engine.Poll(Noon));
        Check.Throws<ObjectDisposedException>(() => engine.Stats(null));
    }

    public static void AFailedOpeningLeavesNothing()
    {
        Check.Equal(ErrorCode.InvalidKey, Check.Throws<ShimingException>(() => new App("a", "b", "k")).Code);
        Check.Equal(ErrorCode.InvalidConfig, Check.Throws<ShimingException>(() => Engine.Open("{\"v\":2}", null, Noon)).Code);
        Check.Equal(ErrorCode.WeakEntropy,
            Check.Throws<ShimingException>(() => Engine.Open("{\"v\":1,\"journal\":\"off\"}", new byte[32], Noon)).Code);
    }

    public static void AStepOutlivesItsEngine()
    {
        Step step;
        using (Engine engine = NewEngine())
        {
            step = engine.Poll(Noon);
        }
        Check.That(step is WaitStep || step is EventStep || step is PersistStep, "a step");
    }

    public static void RowsArePassedWhole()
    {
        using (var app = new App("a", "1101000001", Key))
        {
            var rows = new Row[128];
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = new Row { Si = "会话" + i, Bt = Behavior.Login, Ot = Noon.Unix / 1000 - 5, Ct = PlayerKind.Guest, Di = "d" + i };
            }
            Request request = Shiming.ReportRequest(app, "{\"kind\":\"production\"}", rows, null, Noon.Unix);
            string plain = System.Text.Encoding.UTF8.GetString(Shiming.DecryptBody(Key, request.Body));
            Check.That(plain.Contains("\"no\":128,\"si\":\"会话127\"") && plain.Contains("\"di\":\"d127\""), plain);
            Check.Equal("empty", Check.Throws<ShimingException>(() =>
                Shiming.ReportRequest(app, "{\"kind\":\"production\"}", new Row[0], null, Noon.Unix)).Reason);
            Check.Equal("too_many", Check.Throws<ShimingException>(() =>
                Shiming.ReportRequest(app, "{\"kind\":\"production\"}", new Row[129].Fill(rows[0]), null, Noon.Unix)).Reason);
            rows[127].Si = new string('长', 30000);
            Check.Equal(ErrorCode.InvalidSi, Check.Throws<ShimingException>(() =>
                Shiming.ReportRequest(app, "{\"kind\":\"production\"}", rows, null, Noon.Unix)).Code);
            rows[127].Si = "si\ud800";
            Check.Equal(ErrorCode.InvalidText, Check.Throws<ShimingException>(() =>
                Shiming.ReportRequest(app, "{\"kind\":\"production\"}", rows, null, Noon.Unix)).Code);
            Check.Throws<InvalidOperationException>(() =>
                Shiming.ReportRequest(app, "{\"kind\":\"production\"}", new Growing(), null, Noon.Unix));
        }
    }

    /// <summary>A row that another thread changes meanwhile: longer at each look.</summary>
    private sealed class Growing : IReadOnlyList<Row>
    {
        private int looks;

        public int Count
        {
            get { return 1; }
        }

        public Row this[int index]
        {
            get
            {
                looks += 10;
                return new Row { Si = new string('s', looks), Bt = Behavior.Login, Ot = Noon.Unix / 1000 - 5, Ct = PlayerKind.Guest, Di = "d" };
            }
        }

        public IEnumerator<Row> GetEnumerator()
        {
            throw new NotSupportedException();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator()
        {
            throw new NotSupportedException();
        }
    }

    private static Row[] Fill(this Row[] rows, Row row)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = row;
        }
        return rows;
    }

    public static void ManyThreadsShareOneEngine()
    {
        using (Engine engine = NewEngine())
        {
            string adult = Shiming.AccountApply(Shiming.AccountNew(),
                "{\"kind\":\"link_person\",\"pi\":\"1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u\",\"birth\":\"1990-01-01\",\"source\":\"own\"}",
                null, Noon).State;
            Parallel.For(0, 8, thread =>
            {
                for (int i = 0; i < 200; i++)
                {
                    string session = "s" + thread + "-" + i;
                    Check.That(engine.Login("g", session, "p" + thread, adult, null, Noon).Allowed, "an adult may play");
                    engine.Heartbeat("g", session, Noon);
                    engine.Poll(Noon);
                    engine.Logout("g", session, Noon);
                }
            });
        }
    }

    public static void DisposeWhileOthersCallIsSafe()
    {
        for (int i = 0; i < 50; i++)
        {
            Engine engine = NewEngine();
            Task calls = Task.Run(() => Check.Throws<ObjectDisposedException>(() =>
            {
                while (true)
                {
                    engine.Stats(null);
                }
            }));
            engine.Dispose();
            calls.Wait();
        }
    }

    public static void MemoryStaysFlat()
    {
        using (var app = new App("a", "1101000001", Key))
        {
            Action<int> soak = count =>
            {
                for (int i = 0; i < count; i++)
                {
                    Shiming.CheckRequest(app, "{\"kind\":\"production\"}", "ai", "某一一", "110000190101010001", null, Noon.Unix);
                    Check.Throws<ShimingException>(() => Shiming.UnpadId("x"));
                    NewEngine().Dispose();
                }
                GC.Collect();
            };
            soak(500);
            long before = Resident();
            soak(3000);
            long grown = Resident() - before;
            // A request of about 1 kB that leaked would be 3 MB, an engine far more.
            Check.That(grown < 2500000, grown + " bytes more than before");
        }
    }

    private static long Resident()
    {
        using (Process me = Process.GetCurrentProcess())
        {
            return me.WorkingSet64;
        }
    }
}
