using System;

namespace LibShiming
{
    /// <summary>
    /// One engine: all games of one process. Any thread may call; calls to one engine take turns. Dispose when no call will
    /// follow: later calls throw ObjectDisposedException. What was not yet persisted is then lost, as in a crash; the journal has the rest.
    /// <para>Most programs use it through <see cref="Host"/>, which takes its steps.</para>
    /// </summary>
    public sealed partial class Engine : IDisposable
    {
        private readonly EngineHandle handle;

        private Engine(EngineHandle handle)
        {
            this.handle = handle;
        }

        /// <summary>
        /// Opens an engine. Then <see cref="Load"/> what the journal holds, then PutApp, PutPolicy, PutGame, SetShare; then the loop of
        /// <see cref="Poll"/>. <paramref name="config"/>: JSON text <c>{"v":1,"journal":"on","journal_keys":["64 hexadecimal digits"]}</c>.
        /// <paramref name="entropy"/>: null draws 32 bytes from the system (do that); else exactly 32 that were never used before.
        /// Errors: invalid_parameter, invalid_config, bad_time, weak_entropy.
        /// </summary>
        public static Engine Open(string config, byte[] entropy, Now now)
        {
            Argument configText = Argument.Text(config, "config");
            Argument entropyBytes = Argument.OptionalBinary(entropy);
            EngineHandle opened;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_open(configText.Bytes, configText.Length, entropyBytes.Bytes, entropyBytes.Length,
                now.Unix, now.Mono, out opened, ref error), ref error);
            return new Engine(opened);
        }

        /// <summary>
        /// Gives the engine what the journal holds, right after opening: segments ascending, also empty ones, the bytes of each in
        /// order, in pieces of at most 1 MiB. Errors: invalid_parameter, journal_damaged, journal_newer, journal_key_unknown.
        /// </summary>
        public void Load(long segment, byte[] bytes)
        {
            Argument piece = Argument.Binary(bytes, "bytes");
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_load(handle, segment, piece.Bytes, piece.Length, ref error), ref error);
        }

        /// <summary>
        /// Adds or changes an enterprise: JSON text <c>{"app_id","keys":[{"secret_key","not_before"|null,"not_after"|null}]}</c>.
        /// Errors: invalid_parameter, invalid_config, invalid_key and those of the journal.
        /// </summary>
        public void PutApp(string json)
        {
            Argument text = Argument.Text(json, "json");
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_put_app(handle, text.Bytes, text.Length, ref error), ref error);
        }

        /// <summary>
        /// Adds or changes a game: JSON text <c>{"game","app_id","biz_id","endpoints":{...},"role":"both","quota":{...}}</c>.
        /// Errors: invalid_parameter, invalid_config, invalid_url and those of the journal.
        /// </summary>
        public void PutGame(string json)
        {
            Argument text = Argument.Text(json, "json");
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_put_game(handle, text.Bytes, text.Length, ref error), ref error);
        }

        /// <summary>
        /// Sets profile and calendar: JSON text <c>{"profile":{...},"calendar":{...}|null}</c>.
        /// Errors: invalid_config, invalid_profile, invalid_calendar and those of the journal.
        /// </summary>
        public void PutPolicy(string json)
        {
            Argument text = Argument.Text(json, "json");
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_put_policy(handle, text.Bytes, text.Length, ref error), ref error);
        }

        /// <summary>Lets a game drain; an event tells when it has. Errors: unknown_game and those of the journal.</summary>
        public void RemoveGame(string game)
        {
            Argument text = Argument.Text(game, "game");
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_remove_game(handle, text.Bytes, text.Length, ref error), ref error);
        }

        /// <summary>
        /// The part of a game's quota that this process owns: <paramref name="index"/> of <paramref name="count"/>, from
        /// <paramref name="from"/> (inclusive) to <paramref name="until"/> (exclusive, Unix ms; null: for ever).
        /// Errors: invalid_share, unknown_game and those of the journal.
        /// </summary>
        public void SetShare(string game, long index, long count, long from, long? until)
        {
            Argument text = Argument.Text(game, "game");
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_set_share(handle, text.Bytes, text.Length, index, count, from,
                until ?? long.MinValue, ref error), ref error);
        }

        /// <summary>
        /// Another process was throttled: send nothing to this endpoint until then (Unix ms).
        /// Errors: invalid_parameter, unknown_game and those of the journal.
        /// </summary>
        public void Hold(string game, Endpoint endpoint, long until)
        {
            Argument text = Argument.Text(game, "game");
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_hold(handle, text.Bytes, text.Length, (int)endpoint, until, ref error), ref error);
        }

        /// <summary>Frees the engine and wipes its secrets. Calls that run are finished first.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }
}
