using System;
using Microsoft.Win32.SafeHandles;

namespace LibShiming
{
    /// <summary>Owns a shiming_app. A call that runs keeps it alive; a call after Dispose throws ObjectDisposedException.</summary>
    internal sealed class AppHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        public AppHandle() : base(true)
        {
        }

        protected override bool ReleaseHandle()
        {
            NativeMethods.shiming_app_free(handle);
            return true;
        }
    }

    /// <summary>Owns a shiming_engine, likewise.</summary>
    internal sealed class EngineHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        public EngineHandle() : base(true)
        {
        }

        protected override bool ReleaseHandle()
        {
            NativeMethods.shiming_engine_free(handle);
            return true;
        }
    }
}
