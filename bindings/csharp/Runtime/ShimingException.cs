using System;
using System.Runtime.InteropServices;

namespace LibShiming
{
    /// <summary>A call that failed. Nothing in it quotes the arguments, so all of it may be logged.</summary>
    public sealed class ShimingException : Exception
    {
        private ShimingException(int number, string reason, string field, int errcode, string detail)
            : base(NameOf(number) + ": " + detail)
        {
            Number = number;
            Reason = reason;
            Field = field;
            Errcode = errcode == 0 ? (int?)null : errcode;
            Detail = detail;
        }

        /// <summary>What is wrong. A newer library may answer numbers that this enumeration does not name.</summary>
        public ErrorCode Code
        {
            get { return (ErrorCode)Number; }
        }

        /// <summary>The stable name of the code, the same in every language: <c>invalid_key</c>.</summary>
        public string CodeName
        {
            get { return NameOf(Number); }
        }

        /// <summary>The number of the code, the same in every language.</summary>
        public int Number { get; private set; }

        /// <summary>Which of the code's reasons it was, or null.</summary>
        public string Reason { get; private set; }

        /// <summary>The argument or member that is wrong, or null.</summary>
        public string Field { get; private set; }

        /// <summary>The authority's error code where one was the cause, or null.</summary>
        public int? Errcode { get; private set; }

        /// <summary>What is wrong and what to do, in English.</summary>
        public string Detail { get; private set; }

        internal static string NameOf(int number)
        {
            return Marshal.PtrToStringAnsi(NativeMethods.shiming_status_name(number)) ?? "unknown";
        }

        internal static unsafe ShimingException Of(int status, ref NativeError error)
        {
            fixed (NativeError* from = &error)
            {
                return new ShimingException(status, OrNull(Result.Fixed(from->Reason, 32)), OrNull(Result.Fixed(from->Field, 32)),
                    from->Errcode, Result.Fixed(from->Detail, 256));
            }
        }

        private static string OrNull(string text)
        {
            return text.Length == 0 ? null : text;
        }
    }
}
