using System;

namespace LibShiming
{
    /// <summary>
    /// An enterprise acting for one game, with its secret key, for the request builders. It never changes: any number of
    /// threads may use one at once. Dispose wipes the key.
    /// </summary>
    public sealed class App : IDisposable
    {
        internal readonly AppHandle Handle;

        /// <summary>
        /// <paramref name="appId"/> and <paramref name="bizId"/>: 1 to 64 visible ASCII characters;
        /// <paramref name="secretKey"/>: 32 hexadecimal digits. Errors: invalid_parameter, invalid_key.
        /// </summary>
        public App(string appId, string bizId, string secretKey)
        {
            Argument app = Argument.Text(appId, "appId");
            Argument biz = Argument.Text(bizId, "bizId");
            Argument key = Argument.Text(secretKey, "secretKey");
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_app_new(app.Bytes, app.Length, biz.Bytes, biz.Length, key.Bytes, key.Length,
                out Handle, ref error), ref error);
        }

        internal static AppHandle HandleOf(App app)
        {
            if (app == null)
            {
                throw new ArgumentNullException("app");
            }
            return app.Handle;
        }

        /// <summary>Wipes and frees. Calls that run are finished first; later ones throw ObjectDisposedException.</summary>
        public void Dispose()
        {
            Handle.Dispose();
        }
    }
}
