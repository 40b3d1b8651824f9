namespace LibShiming
{
    /// <summary>
    /// One step of the host's loop: a <see cref="PersistStep"/>, <see cref="EventStep"/>, <see cref="SendStep"/> or
    /// <see cref="WaitStep"/>. Leave other kinds alone. A step is a copy and outlives its engine.
    /// </summary>
    public abstract class Step
    {
        internal Step()
        {
        }

        internal static unsafe Step Of(NativeStep* step)
        {
            switch (step->Kind)
            {
                case 1:
                    return new PersistStep(step->Seq, step->Segment, Result.Optional(step->DropBefore), Result.Binary(step->Bytes));
                case 2:
                    return new EventStep(step->Seq, Result.Text(step->Event));
                case 3:
                    return new SendStep(step->Send, (Endpoint)step->Endpoint, step->TimeoutMs, Result.Request(step->Request));
                case 4:
                    return new WaitStep(step->UntilMono);
                default:
                    return new UnknownStep();
            }
        }
    }

    /// <summary>
    /// Append <see cref="Bytes"/> to <see cref="Segment"/> of the journal, sync, call <see cref="Engine.Persisted"/>, then drop
    /// the segments below <see cref="DropBefore"/>.
    /// </summary>
    public sealed class PersistStep : Step
    {
        internal PersistStep(long seq, long segment, long? dropBefore, byte[] bytes)
        {
            Seq = seq;
            Segment = segment;
            DropBefore = dropBefore;
            Bytes = bytes;
        }

        /// <summary>The number to give back.</summary>
        public long Seq { get; private set; }

        /// <summary>The segment to append to; a number not seen before is a new, empty one.</summary>
        public long Segment { get; private set; }

        /// <summary>Drop the segments below this number, afterwards; null: none.</summary>
        public long? DropBefore { get; private set; }

        /// <summary>What to append. Sealed: it shows nothing of any person.</summary>
        public byte[] Bytes { get; private set; }
    }

    /// <summary>Tell the application of <see cref="Event"/>, then call <see cref="Engine.Handled"/>.</summary>
    public sealed class EventStep : Step
    {
        internal EventStep(long seq, string json)
        {
            Seq = seq;
            Event = json;
        }

        /// <summary>The number to give back.</summary>
        public long Seq { get; private set; }

        /// <summary>JSON text <c>{"kind":"account_changed","game","account",...}</c>; personal data.</summary>
        public string Event { get; private set; }
    }

    /// <summary>Send <see cref="Request"/> within two seconds, then call one of the Complete methods of <see cref="Engine"/>.</summary>
    public sealed class SendStep : Step
    {
        internal SendStep(long send, Endpoint endpoint, long timeoutMs, Request request)
        {
            Send = send;
            Endpoint = endpoint;
            TimeoutMs = timeoutMs;
            Request = request;
        }

        /// <summary>The number to give back.</summary>
        public long Send { get; private set; }

        /// <summary>Which interface of the authority.</summary>
        public Endpoint Endpoint { get; private set; }

        /// <summary>The total time allowed, connecting included, in milliseconds.</summary>
        public long TimeoutMs { get; private set; }

        /// <summary>The request.</summary>
        public Request Request { get; private set; }
    }

    /// <summary>Nothing to do until <see cref="UntilMono"/>, or until another call to the engine.</summary>
    public sealed class WaitStep : Step
    {
        internal WaitStep(long untilMono)
        {
            UntilMono = untilMono;
        }

        /// <summary>Milliseconds of the monotonic clock that Poll was told.</summary>
        public long UntilMono { get; private set; }
    }

    internal sealed class UnknownStep : Step
    {
    }
}
