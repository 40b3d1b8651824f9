namespace LibShiming
{
    /// <summary>One answer: yes or no, why, by which rule, and how long it holds.</summary>
    public sealed class Verdict
    {
        internal unsafe Verdict(ref NativeVerdict from)
        {
            Allowed = from.Allowed != 0;
            ValidUntil = Result.Optional(from.ValidUntil);
            NextOpen = Result.Optional(from.NextOpen);
            fixed (NativeVerdict* verdict = &from)
            {
                Reason = Result.Fixed(verdict->Reason, 36);
                RuleId = Result.Fixed(verdict->RuleId, 24);
            }
        }

        /// <summary>Yes or no.</summary>
        public bool Allowed { get; private set; }

        /// <summary>Why, such as <c>minor_outside_window</c>; <see cref="Shiming.ReasonText"/> has a text for the player.</summary>
        public string Reason { get; private set; }

        /// <summary>The rule behind it: <c>N2021-1</c>, <c>Q187</c>, <c>host</c>.</summary>
        public string RuleId { get; private set; }

        /// <summary>The first instant at which <see cref="Allowed"/> is another, Unix ms; null: nothing in sight changes it.</summary>
        public long? ValidUntil { get; private set; }

        /// <summary>When it is allowed next, Unix ms; null when it is allowed, and when no such time is in sight.</summary>
        public long? NextOpen { get; private set; }
    }

    /// <summary>The four questions, which have four answers.</summary>
    public sealed class Decision
    {
        internal Decision(ref NativeDecision from)
        {
            Account = new Verdict(ref from.Account);
            Play = new Verdict(ref from.Play);
            Pay = new Verdict(ref from.Pay);
            Report = new Verdict(ref from.Report);
        }

        /// <summary>May the account be used.</summary>
        public Verdict Account { get; private set; }

        /// <summary>May the player play.</summary>
        public Verdict Play { get; private set; }

        /// <summary>May the player pay anything at all.</summary>
        public Verdict Pay { get; private set; }

        /// <summary>Is the session to be reported.</summary>
        public Verdict Report { get; private set; }
    }

    /// <summary>The answer to one payment. Sums are fen (1 yuan = 100 fen).</summary>
    public sealed class Payment
    {
        internal Payment(ref NativePayment from)
        {
            Verdict = new Verdict(ref from.Verdict);
            MaxSingleFen = Result.Optional(from.MaxSingleFen);
            MonthLeftFen = Result.Optional(from.MonthLeftFen);
        }

        /// <summary>Whether this payment is allowed now.</summary>
        public Verdict Verdict { get; private set; }

        /// <summary>The most that one payment may be now; null: no limit.</summary>
        public long? MaxSingleFen { get; private set; }

        /// <summary>What the month has left; null: no limit.</summary>
        public long? MonthLeftFen { get; private set; }
    }

    /// <summary>When a player may play.</summary>
    public sealed class PlayWindow
    {
        internal PlayWindow(ref NativePlayWindow from)
        {
            Start = from.Start;
            End = Result.Optional(from.End);
            Covered = from.Covered != 0;
        }

        /// <summary>Its begin, Unix ms.</summary>
        public long Start { get; private set; }

        /// <summary>Its end, Unix ms; null: it does not end.</summary>
        public long? End { get; private set; }

        /// <summary>Whether the official calendar of that year is known.</summary>
        public bool Covered { get; private set; }
    }

    /// <summary>May this player come in, and will the session be reported.</summary>
    public sealed class Admission
    {
        internal unsafe Admission(ref NativeAdmission from)
        {
            Allowed = from.Allowed != 0;
            Reported = from.Reported != 0;
            ValidUntil = Result.Optional(from.ValidUntil);
            fixed (NativeAdmission* admission = &from)
            {
                Reason = Result.Fixed(admission->Reason, 36);
                RuleId = Result.Fixed(admission->RuleId, 24);
            }
        }

        /// <summary>Whether the player may play now.</summary>
        public bool Allowed { get; private set; }

        /// <summary>Whether login and logout will be reported.</summary>
        public bool Reported { get; private set; }

        /// <summary>Why.</summary>
        public string Reason { get; private set; }

        /// <summary>The rule behind it.</summary>
        public string RuleId { get; private set; }

        /// <summary>When the verdict changes at the earliest, Unix ms; null: nothing in sight changes it.</summary>
        public long? ValidUntil { get; private set; }
    }
}
