using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace LibShiming
{
    /// <summary>Syncs a directory on Unix, where .NET has no call for it. Windows keeps names by itself.</summary>
    internal static class FolderSync
    {
        internal static void Sync(string folder)
        {
            PlatformID platform = Environment.OSVersion.Platform;
            if (platform != PlatformID.Unix && platform != PlatformID.MacOSX)
            {
                return;
            }
            int descriptor = open(Encoding.UTF8.GetBytes(folder + "\0"), 0);
            if (descriptor < 0)
            {
                throw new IOException("the journal's directory cannot be opened to be synced");
            }
            int failed = fsync(descriptor);
            close(descriptor);
            if (failed != 0)
            {
                throw new IOException("the journal's directory cannot be synced");
            }
        }

        [DllImport("libc", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        private static extern int open(byte[] path, int flags);

        [DllImport("libc", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        private static extern int fsync(int descriptor);

        [DllImport("libc", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        private static extern int close(int descriptor);
    }
}
