namespace LibShiming
{
    // Players and their sessions. game, account and session are the host's own keys, 1 to 64 bytes.
    public sealed partial class Engine
    {
        /// <summary>
        /// A player submits an identity. The result comes as an event. <paramref name="state"/>: what the host stores, JSON text.
        /// Errors: invalid_parameter, bad_time, invalid_name, invalid_id_number, invalid_state, unknown_game, journal_backlog and those of
        /// the journal.
        /// </summary>
        public Verifying Verify(string game, string account, string state, string name, string idNumber, Priority priority, Now now)
        {
            Argument gameText = Argument.Text(game, "game");
            Argument accountText = Argument.Text(account, "account");
            Argument stateText = Argument.Text(state, "state");
            Argument nameText = Argument.Text(name, "name");
            Argument idText = Argument.Text(idNumber, "idNumber");
            var next = default(NativeBuffer);
            long attempt;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_verify(handle, gameText.Bytes, gameText.Length, accountText.Bytes,
                accountText.Length, stateText.Bytes, stateText.Length, nameText.Bytes, nameText.Length, idText.Bytes, idText.Length,
                (int)priority, now.Unix, now.Mono, ref next, out attempt, ref error), ref error);
            return new Verifying(Result.Text(ref next), attempt);
        }

        /// <summary>
        /// What the host knows of an account: settled elsewhere, or unsettled and to be followed.
        /// Errors: invalid_parameter, bad_time, invalid_state, unknown_game and those of the journal.
        /// </summary>
        public void PutAccount(string game, string account, string state, Now now)
        {
            Argument gameText = Argument.Text(game, "game");
            Argument accountText = Argument.Text(account, "account");
            Argument stateText = Argument.Text(state, "state");
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_put_account(handle, gameText.Bytes, gameText.Length, accountText.Bytes,
                accountText.Length, stateText.Bytes, stateText.Length, now.Unix, now.Mono, ref error), ref error);
        }

        /// <summary>
        /// A player with an account comes in. <paramref name="usage"/>: what the ledgers say, or null where no profile asks for it.
        /// Errors: invalid_parameter, bad_time, invalid_di, invalid_pi, invalid_state, invalid_calendar, unknown_game, session_over,
        /// journal_backlog and those of the journal.
        /// </summary>
        public unsafe Admission Login(string game, string session, string account, string state, Usage? usage, Now now)
        {
            Argument gameText = Argument.Text(game, "game");
            Argument sessionText = Argument.Text(session, "session");
            Argument accountText = Argument.Text(account, "account");
            Argument stateText = Argument.Text(state, "state");
            NativeUsage ledgers = NativeUsage.Of(usage ?? default(Usage));
            NativeAdmission admission = NativeAdmission.New();
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_login(handle, gameText.Bytes, gameText.Length, sessionText.Bytes,
                sessionText.Length, accountText.Bytes, accountText.Length, stateText.Bytes, stateText.Length,
                usage.HasValue ? &ledgers : null, now.Unix, now.Mono, ref admission, ref error), ref error);
            return new Admission(ref admission);
        }

        /// <summary>
        /// A guest comes in (34号 only, Q41): as <see cref="Login"/>. <paramref name="di"/>: the device, 1 to 32 bytes.
        /// </summary>
        public unsafe Admission LoginGuest(string game, string session, string di, Usage? usage, Now now)
        {
            Argument gameText = Argument.Text(game, "game");
            Argument sessionText = Argument.Text(session, "session");
            Argument diText = Argument.Text(di, "di");
            NativeUsage ledgers = NativeUsage.Of(usage ?? default(Usage));
            NativeAdmission admission = NativeAdmission.New();
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_login_guest(handle, gameText.Bytes, gameText.Length, sessionText.Bytes,
                sessionText.Length, diText.Bytes, diText.Length, usage.HasValue ? &ledgers : null, now.Unix, now.Mono,
                ref admission, ref error), ref error);
            return new Admission(ref admission);
        }

        /// <summary>
        /// The player is still there. Without one for the configured time (150 s) the session ends as of the last.
        /// Errors: bad_time, unknown_game, unknown_session, session_over and those of the journal.
        /// </summary>
        public void Heartbeat(string game, string session, Now now)
        {
            Argument gameText = Argument.Text(game, "game");
            Argument sessionText = Argument.Text(session, "session");
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_heartbeat(handle, gameText.Bytes, gameText.Length, sessionText.Bytes,
                sessionText.Length, now.Unix, now.Mono, ref error), ref error);
        }

        /// <summary>The player left. Errors: as <see cref="Heartbeat"/>.</summary>
        public void Logout(string game, string session, Now now)
        {
            Argument gameText = Argument.Text(game, "game");
            Argument sessionText = Argument.Text(session, "session");
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_engine_logout(handle, gameText.Bytes, gameText.Length, sessionText.Bytes,
                sessionText.Length, now.Unix, now.Mono, ref error), ref error);
        }

        /// <summary>The state of an account as the engine holds it, JSON text; null when it holds none. Errors: unknown_game.</summary>
        public string Account(string game, string account)
        {
            Argument gameText = Argument.Text(game, "game");
            Argument accountText = Argument.Text(account, "account");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_engine_account(handle, gameText.Bytes, gameText.Length, accountText.Bytes,
                accountText.Length, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// One session: JSON text <c>{"account"|null,"si"|null,"since","reported"}</c>, or null when there is none. Errors: unknown_game.
        /// </summary>
        public string Session(string game, string session)
        {
            Argument gameText = Argument.Text(game, "game");
            Argument sessionText = Argument.Text(session, "session");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_engine_session(handle, gameText.Bytes, gameText.Length, sessionText.Bytes,
                sessionText.Length, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// Numbers for a dashboard: JSON text, a flat object of integers and <c>lanes</c>. <paramref name="game"/>: of this game; null: of all.
        /// Errors: unknown_game.
        /// </summary>
        public string Stats(string game)
        {
            Argument gameText = Argument.OptionalText(game);
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_engine_stats(handle, gameText.Bytes, gameText.Length, ref answer.Buffer,
                ref answer.Error));
        }
    }
}
