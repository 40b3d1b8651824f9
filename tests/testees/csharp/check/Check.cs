using System;
using System.Collections.Generic;
using System.IO;

/// <summary>The binding's own tests, for what the testee cannot say: misuse, lifetimes, threads, the journal, HTTP.</summary>
internal static class Check
{
    private static int failed;

    internal static void That(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }

    internal static void Equal<T>(T expected, T got)
    {
        That(Equals(expected, got), "expected " + expected + ", got " + got);
    }

    internal static TException Throws<TException>(Action call) where TException : Exception
    {
        try
        {
            call();
        }
        catch (TException error)
        {
            return error;
        }
        throw new InvalidOperationException("nothing was thrown, not even " + typeof(TException).Name);
    }

    /// <summary>A folder that is not there yet.</summary>
    internal static string Folder()
    {
        return Path.Combine(Path.GetTempPath(), "shiming-check-" + Guid.NewGuid().ToString("N"));
    }

    private static int Main(string[] args)
    {
        if (args.Length == 2 && args[0] == "open")
        {
            return JournalChecks.OpenElsewhere(args[1]);
        }
        foreach (KeyValuePair<string, Action> one in All())
        {
            try
            {
                one.Value();
                Console.WriteLine("ok     " + one.Key);
            }
            catch (Exception error)
            {
                failed++;
                Console.WriteLine("FAILED " + one.Key + ": " + error);
            }
        }
        Console.WriteLine(failed == 0 ? "all passed" : failed + " failed");
        return failed == 0 ? 0 : 1;
    }

    private static IEnumerable<KeyValuePair<string, Action>> All()
    {
        foreach (Type table in new[] { typeof(ApiChecks), typeof(JournalChecks), typeof(HttpChecks), typeof(HostChecks) })
        {
            foreach (var method in table.GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public))
            {
                var run = (Action)Delegate.CreateDelegate(typeof(Action), method);
                yield return new KeyValuePair<string, Action>(table.Name + "." + method.Name, run);
            }
        }
    }
}
