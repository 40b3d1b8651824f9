using System;
using System.Collections.Generic;
using System.Diagnostics;
using LibShiming;

/// <summary>A report of 128 rows through the public API: prints the nanoseconds of the best round.</summary>
internal static class Report
{
    private const long Unix = 1795176000000;
    private const int Rounds = 2000;
    private const int Calls = 20;

    private static void Main()
    {
        using (App app = new App("a", "b", "2836e95fcd10e04b0069bb1ee659955b"))
        {
            var rows = new List<Row>();
            for (int i = 0; i < 128; i++)
            {
                rows.Add(new Row
                {
                    Si = i.ToString("x32"),
                    Bt = i % 2 == 0 ? Behavior.Login : Behavior.Logout,
                    Ot = Unix / 1000 - 1 - i,
                    Ct = PlayerKind.Verified,
                    Pi = "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u",
                });
            }
            byte[] nonce = { 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7 };
            long best = long.MaxValue;
            for (int round = 0; round < Rounds; round++)
            {
                long start = Stopwatch.GetTimestamp();
                for (int call = 0; call < Calls; call++)
                {
                    Shiming.ReportRequest(app, "{\"kind\":\"production\"}", rows, nonce, Unix);
                }
                best = Math.Min(best, Stopwatch.GetTimestamp() - start);
            }
            Console.WriteLine((long)(best * (1e9 / Stopwatch.Frequency) / Calls));
        }
    }
}
