using System;
using System.IO;
using System.Threading.Tasks;
using LibShiming;

internal static class HostChecks
{
    private const string Key = "2836e95fcd10e04b0069bb1ee659955b";
    private static readonly string Config = "{\"v\":1,\"journal_keys\":[\"" + new string('5', 64) + "\"]}";

    private static void Configure(Host host)
    {
        host.Call((engine, now) => engine.PutApp("{\"app_id\":\"a\",\"keys\":[{\"secret_key\":\"" + Key + "\"}]}"));
        // Nobody listens there: every request is refused at once.
        host.Call((engine, now) => engine.PutGame("{\"game\":\"g\",\"app_id\":\"a\",\"biz_id\":\"1101000001\",\"endpoints\":{\"kind\":\"custom\","
            + "\"check\":\"http://127.0.0.1:1/c\",\"query\":\"http://127.0.0.1:1/q\",\"report\":\"http://127.0.0.1:1/r\"}}"));
    }

    private static void Verify(Host host)
    {
        host.Call((engine, now) =>
            engine.Verify("g", "p", Shiming.AccountNew(), "某一一", "110000190101010001", Priority.Live, now));
    }

    private static Task Ignore(string json)
    {
        return Task.CompletedTask;
    }

    private static void Ends(Task loop)
    {
        Check.That(Task.WhenAny(loop, Task.Delay(20000)).Result == loop, "the loop did not end");
        loop.GetAwaiter().GetResult();
    }

    public static void StopWaitsForTheDiskAndTheNextStartKnows()
    {
        string folder = Check.Folder();
        for (int start = 0; start < 2; start++)
        {
            using (var transport = new Transport())
            using (Host host = Host.Open(Config, folder))
            {
                Configure(host);
                if (start == 1)
                {
                    Check.That(host.Call((engine, now) => engine.Account("g", "p")) != null, "the journal has the player");
                }
                else
                {
                    Verify(host);
                }
                Task loop = host.Run(transport, Ignore);
                host.Stop();
                Ends(loop);
            }
        }
        Directory.Delete(folder, true);
    }

    public static void WithoutStopItIsACrash()
    {
        string folder = Check.Folder();
        using (Host host = Host.Open(Config, folder))
        {
            Configure(host);
            Verify(host);
        }
        using (Host host = Host.Open(Config, folder))
        {
            Configure(host);
            Check.Equal(null, host.Call((engine, now) => engine.Account("g", "p")));
        }
        Directory.Delete(folder, true);
    }

    public static void AnApplicationThatFailsEndsTheLoop()
    {
        string folder = Check.Folder();
        for (int start = 0; start < 2; start++)
        {
            using (var transport = new Transport())
            using (Host host = Host.Open(Config, folder))
            {
                Configure(host);
                if (start == 0)
                {
                    Verify(host);
                    Task loop = host.Run(transport, Ignore);
                    host.Stop();
                    Ends(loop);
                }
                else
                {
                    // The second start tells what was found.
                    Task loop = host.Run(transport, json => { throw new FormatException("of the application"); });
                    Check.Throws<FormatException>(() => Ends(loop));
                }
            }
        }
        Directory.Delete(folder, true);
    }

    public static void ADiskThatFailsEndsTheLoop()
    {
        string folder = Check.Folder();
        using (var transport = new Transport())
        using (Host host = Host.Open(Config, folder))
        {
            Configure(host);
            Directory.Delete(folder, true);
            Verify(host);
            Check.Throws<IOException>(() => Ends(host.Run(transport, Ignore)));
        }
    }

    public static void AJournalOfAnotherKeyIsRefusedAndClosed()
    {
        string folder = Check.Folder();
        StopOnce(folder);
        string other = Config.Replace('5', '6');
        Check.Equal(ErrorCode.JournalKeyUnknown, Check.Throws<ShimingException>(() => Host.Open(other, folder)).Code);
        Host.Open(Config, folder).Dispose();
        Directory.Delete(folder, true);
    }

    private static void StopOnce(string folder)
    {
        using (var transport = new Transport())
        using (Host host = Host.Open(Config, folder))
        {
            Configure(host);
            Verify(host);
            Task loop = host.Run(transport, Ignore);
            host.Stop();
            Ends(loop);
        }
    }
}
