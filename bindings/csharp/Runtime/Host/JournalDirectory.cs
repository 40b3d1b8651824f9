using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace LibShiming
{
    /// <summary>
    /// The journal in a directory: append and drop, and a read-back for the next start. One file per segment, created exclusively
    /// and only appended to; a lock file, so that two processes cannot write one journal. The bytes are sealed by the engine.
    /// <para>A database table (segment, seq, bytes) with a unique key on (segment, seq) does just as well: all that counts is that an
    /// append is on disk when it returns, and that it fails when its (segment, seq) is there already: a second engine.</para>
    /// </summary>
    public sealed class JournalDirectory : IDisposable
    {
        // Engine.Load takes pieces of up to this size.
        private const int Piece = 1 << 20;
        private const string Suffix = ".journal";

        private static readonly HashSet<string> OpenHere = new HashSet<string>();

        private readonly string folder;
        private readonly FileStream held;
        private long lastSegment = long.MinValue;
        private long lastSeq = long.MinValue;
        private FileStream file;

        /// <summary>Opens the directory, creating it when it is missing. IOException when someone else has it open.</summary>
        public JournalDirectory(string folder)
        {
            this.folder = Path.GetFullPath(folder);
            Directory.CreateDirectory(this.folder);
            lock (OpenHere)
            {
                // Before the file is touched: closing it a second time would free the lock of the first.
                if (!OpenHere.Add(this.folder))
                {
                    throw Taken();
                }
            }
            try
            {
                held = new FileStream(Path.Combine(this.folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                Lock(held);
            }
            catch
            {
                Release();
                throw;
            }
        }

        /// <summary>
        /// Feeds everything that is there to <paramref name="load"/>, segments ascending, in pieces. Do this right after Engine.Open.
        /// </summary>
        public void Read(Action<long, byte[]> load)
        {
            foreach (long segment in Segments())
            {
                using (var stream = new FileStream(PathOf(segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
                {
                    // A segment that holds nothing yet is loaded too: the next one must get a higher number.
                    bool first = true;
                    var piece = new byte[Piece];
                    for (int length = stream.Read(piece, 0, Piece); length > 0 || first; length = stream.Read(piece, 0, Piece))
                    {
                        var bytes = new byte[length];
                        Buffer.BlockCopy(piece, 0, bytes, 0, length);
                        load(segment, bytes);
                        first = false;
                    }
                }
            }
        }

        /// <summary>
        /// Appends one step and waits until it is on disk. Any failure must stop the engine: either the disk is full, or a second
        /// engine writes this journal.
        /// </summary>
        public void Append(long segment, long seq, byte[] bytes)
        {
            if (segment < lastSegment || seq <= lastSeq)
            {
                throw new IOException("this segment and number were written before: two engines must not share a journal");
            }
            if (file == null || segment != lastSegment)
            {
                var created = new FileStream(PathOf(segment), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
                if (file != null)
                {
                    file.Dispose();
                }
                file = created;
                lastSegment = segment;
                // A new file is safe only when its name is.
                FolderSync.Sync(folder);
            }
            lastSeq = seq;
            file.Write(bytes, 0, bytes.Length);
            file.Flush(true);
        }

        /// <summary>Deletes the segments below <paramref name="segment"/>. A crash in between leaves files that do no harm.</summary>
        public void DropBefore(long segment)
        {
            foreach (long old in Segments())
            {
                if (old < segment)
                {
                    File.Delete(PathOf(old));
                }
            }
        }

        /// <summary>Closes the files and lets others open the directory.</summary>
        public void Dispose()
        {
            if (file != null)
            {
                file.Dispose();
            }
            Release();
        }

        private static void Lock(FileStream stream)
        {
            try
            {
                // Mono keeps FileShare.None within one process only.
                stream.Lock(0, 1);
            }
            catch (PlatformNotSupportedException)
            {
                // .NET on macOS, where FileShare.None holds between processes.
            }
            catch (IOException)
            {
                throw Taken();
            }
            catch (UnauthorizedAccessException)
            {
                throw Taken();
            }
        }

        private static IOException Taken()
        {
            return new IOException("someone else has this journal open: one engine, one journal");
        }

        private void Release()
        {
            if (held != null)
            {
                held.Dispose();
            }
            lock (OpenHere)
            {
                OpenHere.Remove(folder);
            }
        }

        private string PathOf(long segment)
        {
            return Path.Combine(folder, segment.ToString("D15", CultureInfo.InvariantCulture) + Suffix);
        }

        private List<long> Segments()
        {
            var segments = new List<long>();
            foreach (string path in Directory.GetFiles(folder, "*" + Suffix))
            {
                long segment;
                if (long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out segment))
                {
                    segments.Add(segment);
                }
            }
            segments.Sort();
            return segments;
        }
    }
}
