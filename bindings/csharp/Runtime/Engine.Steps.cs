using System;

namespace LibShiming
{
    // The steps that the host's loop takes.
    public sealed partial class Engine
    {
        /// <summary>
        /// The next step. Do what it says and poll again until it says wait; poll again at that time, and after any other call to this
        /// engine. Errors: bad_time and those of the journal.
        /// </summary>
        public unsafe Step Poll(Now now)
        {
            IntPtr step;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_poll(handle, now.Unix, now.Mono, out step, ref error), ref error);
            try
            {
                return Step.Of((NativeStep*)step);
            }
            finally
            {
                NativeMethods.shiming_step_free(step);
            }
        }

        /// <summary>
        /// The bytes of a persist step, and of all before it, are written and synced. Errors: invalid_parameter and those of the journal.
        /// </summary>
        public void Persisted(long seq)
        {
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_persisted(handle, seq, ref error), ref error);
        }

        /// <summary>
        /// The application dealt with an event. An event of an unknown kind is handled too. Errors: invalid_parameter and those of the journal.
        /// </summary>
        public void Handled(long seq)
        {
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_handled(handle, seq, ref error), ref error);
        }

        /// <summary>
        /// A request got an HTTP answer, whatever it says. <paramref name="body"/>: the bytes as they came.
        /// <paramref name="date"/>: the raw text of the Date header, or null.
        /// Errors: invalid_parameter, bad_time, unknown_send and those of the journal.
        /// </summary>
        public Used Complete(long send, int status, byte[] body, string date, Now now)
        {
            Argument bodyBytes = Argument.Binary(body, "body");
            Argument dateText = Argument.OptionalText(date);
            int used;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_complete(handle, send, status, bodyBytes.Bytes, bodyBytes.Length, dateText.Bytes,
                dateText.Length, now.Unix, now.Mono, out used, ref error), ref error);
            return (Used)used;
        }

        /// <summary>
        /// A request got no HTTP answer. Errors: invalid_parameter, bad_time, unknown_send and those of the journal.
        /// </summary>
        public Used Complete(long send, Sent sent, Now now)
        {
            int used;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_complete_transport(handle, send, (int)sent, now.Unix, now.Mono, out used, ref error),
                ref error);
            return (Used)used;
        }
    }
}
