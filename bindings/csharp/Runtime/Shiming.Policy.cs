namespace LibShiming
{
    /// <summary>What a player may do: come in, play, pay, until when.</summary>
    public static unsafe partial class Shiming
    {
        /// <summary>
        /// May the account be used, may the player play and pay, is the session reported.
        /// <paramref name="state"/>: the account's state, JSON text. <paramref name="profile"/>: JSON text such as <c>{"base":"auto"}</c>.
        /// <paramref name="calendar"/>: JSON text, or null for the built-in one.
        /// <paramref name="usage"/>: what the ledgers say; used under 34号 only. <paramref name="unix"/>: now, ms.
        /// Errors: invalid_parameter, invalid_state, invalid_profile, invalid_calendar, bad_time.
        /// </summary>
        public static Decision Decide(string state, string profile, string calendar, Usage usage, long unix)
        {
            Argument stateText = Argument.Text(state, "state");
            Argument profileText = Argument.Text(profile, "profile");
            Argument calendarText = Argument.OptionalText(calendar);
            NativeUsage ledgers = NativeUsage.Of(usage);
            var result = NativeDecision.New();
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_decide(stateText.Bytes, stateText.Length, profileText.Bytes, profileText.Length,
                calendarText.Bytes, calendarText.Length, &ledgers, unix, ref result, ref error), ref error);
            return new Decision(ref result);
        }

        /// <summary>
        /// Full years, 0 from the day of birth. <paramref name="birth"/>: <c>YYYY-MM-DD</c>. <paramref name="unix"/>: ms.
        /// Errors: invalid_parameter, bad_time.
        /// </summary>
        public static int AgeOn(string birth, long unix, AgeRule rule)
        {
            Argument birthText = Argument.Text(birth, "birth");
            int result;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_age_on(birthText.Bytes, birthText.Length, unix, (int)rule, out result,
                ref error), ref error);
            return result;
        }

        /// <summary>
        /// May the player pay this sum, in fen (1 yuan = 100 fen).
        /// <paramref name="state"/>: the account's state, JSON text. <paramref name="profile"/>: JSON text such as <c>{"base":"auto"}</c>.
        /// <paramref name="calendar"/>: JSON text, or null for the built-in one. <paramref name="spentMonthFen"/>: what this person paid in this
        /// calendar month in all games of the enterprise. <paramref name="unix"/>: now, ms.
        /// Errors: invalid_parameter, invalid_state, invalid_profile, invalid_calendar, invalid_amount, bad_time.
        /// </summary>
        public static Payment DecidePayment(string state, string profile, string calendar, long spentMonthFen, long amountFen,
            long unix)
        {
            Argument stateText = Argument.Text(state, "state");
            Argument profileText = Argument.Text(profile, "profile");
            Argument calendarText = Argument.OptionalText(calendar);
            var result = NativePayment.New();
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_decide_payment(stateText.Bytes, stateText.Length, profileText.Bytes,
                profileText.Length, calendarText.Bytes, calendarText.Length, spentMonthFen, amountFen, unix, ref result,
                ref error), ref error);
            return new Payment(ref result);
        }

        /// <summary>
        /// When the player may play next; null: nothing ever restricts this player.
        /// <paramref name="state"/>: the account's state, JSON text. <paramref name="profile"/>: JSON text such as <c>{"base":"auto"}</c>.
        /// <paramref name="calendar"/>: JSON text, or null for the built-in one. <paramref name="unix"/>: now, ms.
        /// Errors: invalid_parameter, invalid_state, invalid_profile, invalid_calendar, bad_time.
        /// </summary>
        public static PlayWindow NextPlayWindow(string state, string profile, string calendar, long unix)
        {
            Argument stateText = Argument.Text(state, "state");
            Argument profileText = Argument.Text(profile, "profile");
            Argument calendarText = Argument.OptionalText(calendar);
            var result = NativePlayWindow.New();
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_next_play_window(stateText.Bytes, stateText.Length, profileText.Bytes,
                profileText.Length, calendarText.Bytes, calendarText.Length, unix, ref result, ref error), ref error);
            return result.Restricted == 0 ? null : new PlayWindow(ref result);
        }

        /// <summary>
        /// A month of a minor's play windows: JSON text <c>{"days":[{"date","open","reason","covered"}...]}</c>.
        /// <paramref name="profile"/>, <paramref name="calendar"/>: as for <see cref="Decide"/>. Errors: invalid_parameter, invalid_profile, invalid_calendar.
        /// </summary>
        public static string PlayWindows(int year, int month, string profile, string calendar)
        {
            Argument profileText = Argument.Text(profile, "profile");
            Argument calendarText = Argument.OptionalText(calendar);
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_play_windows(year, month, profileText.Bytes, profileText.Length,
                calendarText.Bytes, calendarText.Length, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// What to tell the player: JSON text <c>{"reason","text_zh","text_en"}</c> for the reason of a verdict. Errors: invalid_parameter.
        /// </summary>
        public static string ReasonText(string reason)
        {
            Argument reasonText = Argument.Text(reason, "reason");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_reason_text(reasonText.Bytes, reasonText.Length, ref answer.Buffer,
                ref answer.Error));
        }
    }
}
