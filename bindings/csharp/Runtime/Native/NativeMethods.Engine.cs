using System;
using System.Runtime.InteropServices;

namespace LibShiming
{
    /// <summary>The C interface of the engine, as in shiming.h.</summary>
    internal static unsafe partial class NativeMethods
    {
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void shiming_engine_free(IntPtr engine);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_verify(EngineHandle engine, byte[] game, UIntPtr gameLen, byte[] account,
            UIntPtr accountLen, byte[] state, UIntPtr stateLen, byte[] name, UIntPtr nameLen, byte[] idNumber,
            UIntPtr idNumberLen, int priority, long unix, long mono, ref NativeBuffer stateOut, out long attempt,
            ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_put_account(EngineHandle engine, byte[] game, UIntPtr gameLen, byte[] account,
            UIntPtr accountLen, byte[] state, UIntPtr stateLen, long unix, long mono, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_login(EngineHandle engine, byte[] game, UIntPtr gameLen, byte[] session,
            UIntPtr sessionLen, byte[] account, UIntPtr accountLen, byte[] state, UIntPtr stateLen, NativeUsage* usage,
            long unix, long mono, ref NativeAdmission result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_login_guest(EngineHandle engine, byte[] game, UIntPtr gameLen, byte[] session,
            UIntPtr sessionLen, byte[] di, UIntPtr diLen, NativeUsage* usage, long unix, long mono, ref NativeAdmission result,
            ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_heartbeat(EngineHandle engine, byte[] game, UIntPtr gameLen, byte[] session,
            UIntPtr sessionLen, long unix, long mono, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_logout(EngineHandle engine, byte[] game, UIntPtr gameLen, byte[] session,
            UIntPtr sessionLen, long unix, long mono, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_account(EngineHandle engine, byte[] game, UIntPtr gameLen, byte[] account,
            UIntPtr accountLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_session(EngineHandle engine, byte[] game, UIntPtr gameLen, byte[] session,
            UIntPtr sessionLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_stats(EngineHandle engine, byte[] game, UIntPtr gameLen,
            ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_poll(EngineHandle engine, long unix, long mono, out IntPtr result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_persisted(EngineHandle engine, long seq, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_handled(EngineHandle engine, long seq, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_complete(EngineHandle engine, long send, int status, byte[] body,
            UIntPtr bodyLen, byte[] date, UIntPtr dateLen, long unix, long mono, out int used, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_complete_transport(EngineHandle engine, long send, int sent, long unix,
            long mono, out int used, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_open(byte[] config, UIntPtr configLen, byte[] entropy, UIntPtr entropyLen,
            long unix, long mono, out EngineHandle result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_load(EngineHandle engine, long segment, byte[] bytes, UIntPtr bytesLen,
            ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_put_app(EngineHandle engine, byte[] json, UIntPtr jsonLen, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_put_game(EngineHandle engine, byte[] json, UIntPtr jsonLen, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_put_policy(EngineHandle engine, byte[] json, UIntPtr jsonLen, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_remove_game(EngineHandle engine, byte[] game, UIntPtr gameLen, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_set_share(EngineHandle engine, byte[] game, UIntPtr gameLen, long index,
            long count, long from, long until, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_engine_hold(EngineHandle engine, byte[] game, UIntPtr gameLen, int endpoint,
            long until, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void shiming_step_free(IntPtr step);
    }
}
