using System;
using System.Runtime.InteropServices;

namespace LibShiming
{
    /// <summary>A player's verification as a value, for hosts that keep their own loop; versions and clocks.</summary>
    public static partial class Shiming
    {
        /// <summary>The number of the binary interface that this code was written for.</summary>
        public const int AbiVersion = 1;

        /// <summary>The version of the library that is loaded, such as <c>0.1.0</c>.</summary>
        public static string Version
        {
            get { return Marshal.PtrToStringAnsi(NativeMethods.shiming_version()); }
        }

        /// <summary>Throws InvalidOperationException when the library that is loaded does not fit this code. Call it once at the start.</summary>
        public static void CheckAbi()
        {
            if (NativeMethods.shiming_abi_version() != AbiVersion)
            {
                throw new InvalidOperationException("libshiming " + Version + " does not fit these sources: take both from one release");
            }
        }

        /// <summary>Both clocks of the system.</summary>
        public static Now Now()
        {
            long unix;
            long mono;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_now(out unix, out mono, ref error), ref error);
            return new Now(unix, mono);
        }

        /// <summary>
        /// Applies one event. <paramref name="accountEvent"/>: JSON text <c>{"kind":"submit_identity","name","id_number"}</c> and so on.
        /// <paramref name="freshAi"/>: used if a new attempt begins; null: none may.
        /// Errors: invalid_parameter, bad_time, invalid_ai, invalid_di, invalid_pi, invalid_state.
        /// </summary>
        public static Applied AccountApply(string state, string accountEvent, string freshAi, Now now)
        {
            Argument stateText = Argument.Text(state, "state");
            Argument eventText = Argument.Text(accountEvent, "accountEvent");
            Argument aiText = Argument.OptionalText(freshAi);
            var next = default(NativeBuffer);
            var effects = default(NativeBuffer);
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_account_apply(stateText.Bytes, stateText.Length, eventText.Bytes, eventText.Length,
                aiText.Bytes, aiText.Length, now.Unix, now.Mono, ref next, ref effects, ref error), ref error);
            return new Applied(Result.Text(ref next), Result.Text(ref effects));
        }

        /// <summary>
        /// The state of a player of whom nothing is known: JSON text.
        /// </summary>
        public static string AccountNew()
        {
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_account_new(ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// Checks a stored state and brings it to the newest version: JSON text. Errors: invalid_state.
        /// </summary>
        public static string AccountLoad(string json)
        {
            Argument jsonText = Argument.Text(json, "json");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_account_load(jsonText.Bytes, jsonText.Length, ref answer.Buffer,
                ref answer.Error));
        }
    }
}
