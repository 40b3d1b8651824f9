using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Reflection;
using LibShiming;

internal static class JournalChecks
{
    private static List<string> Content(JournalDirectory journal)
    {
        var pieces = new List<string>();
        journal.Read((segment, bytes) => pieces.Add(segment + ":" + bytes.Length));
        return pieces;
    }

    private static void Inside(Action<string> test)
    {
        string folder = Check.Folder();
        try
        {
            test(folder);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    public static void WhatWasAppendedIsReadBackInOrder()
    {
        Inside(folder =>
        {
            using (var journal = new JournalDirectory(folder))
            {
                journal.Append(9, 1, new byte[1]);
                journal.Append(9, 2, new byte[2]);
                journal.Append(10, 3, new byte[(1 << 20) + 5]);
                journal.Append(11, 4, new byte[0]);
            }
            using (var journal = new JournalDirectory(folder))
            {
                Check.Equal("9:3 10:1048576 10:5 11:0", string.Join(" ", Content(journal)));
                journal.DropBefore(11);
                Check.Equal("11:0", string.Join(" ", Content(journal)));
            }
        });
    }

    public static void RepeatsFail()
    {
        Inside(folder =>
        {
            using (var journal = new JournalDirectory(folder))
            {
                journal.Append(2, 5, new byte[1]);
                Check.Throws<IOException>(() => journal.Append(2, 5, new byte[1]));
                Check.Throws<IOException>(() => journal.Append(1, 6, new byte[1]));
            }
            // A second engine that began a segment of the same number.
            using (var journal = new JournalDirectory(folder))
            {
                Check.Throws<IOException>(() => journal.Append(2, 1, new byte[1]));
                Check.Equal("2:1", string.Join(" ", Content(journal)));
            }
        });
    }

    public static void OneAtATime()
    {
        Inside(folder =>
        {
            using (new JournalDirectory(folder))
            {
                Check.Throws<IOException>(() => new JournalDirectory(folder));
                Check.Equal(3, Elsewhere(folder));
            }
            Check.Equal(0, Elsewhere(folder));
            new JournalDirectory(folder).Dispose();
        });
    }

    /// <summary>The other process: 3 when the journal is taken.</summary>
    internal static int OpenElsewhere(string folder)
    {
        try
        {
            new JournalDirectory(folder).Dispose();
            return 0;
        }
        catch (IOException)
        {
            return 3;
        }
    }

    private static int Elsewhere(string folder)
    {
        string program = Assembly.GetExecutingAssembly().Location;
        var start = new ProcessStartInfo("mono", "\"" + program + "\" open \"" + folder + "\"") { UseShellExecute = false };
        using (Process other = Process.Start(start))
        {
            other.WaitForExit();
            return other.ExitCode;
        }
    }
}
