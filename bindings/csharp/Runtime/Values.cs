using System.Collections.Generic;

namespace LibShiming
{
    /// <summary>Both clocks in milliseconds. <see cref="Shiming.Now"/> reads them; always use the same ones.</summary>
    public struct Now
    {
        /// <summary>Two clocks.</summary>
        public Now(long unix, long mono)
        {
            Unix = unix;
            Mono = mono;
        }

        /// <summary>The wall clock, Unix ms.</summary>
        public long Unix { get; private set; }

        /// <summary>A clock that never runs back, ms from anywhere.</summary>
        public long Mono { get; private set; }
    }

    /// <summary>What the host's ledgers say. Used under 34号 (profile <c>cn2019</c>) only; 0 elsewhere.</summary>
    public struct Usage
    {
        /// <summary>Seconds that this person played today (UTC+8) in all games of the enterprise.</summary>
        public long PlayedTodaySeconds { get; set; }

        /// <summary>Seconds of the guest's hour that this device used up.</summary>
        public long GuestUsedSeconds { get; set; }
    }

    /// <summary>
    /// One HTTP request, to be sent exactly as it is and only once: the signature covers every byte of the body.
    /// Add no header that signs or caches; Content-Length is your client's.
    /// </summary>
    public sealed class Request
    {
        internal Request(string method, string url, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body)
        {
            Method = method;
            Url = url;
            Headers = headers;
            Body = body;
        }

        /// <summary>GET or POST.</summary>
        public string Method { get; private set; }

        /// <summary>The whole URL with its query.</summary>
        public string Url { get; private set; }

        /// <summary>The headers in order, in the official spelling.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Headers { get; private set; }

        /// <summary>The body; empty for GET.</summary>
        public byte[] Body { get; private set; }
    }

    /// <summary>One row of a report.</summary>
    public sealed class Row
    {
        /// <summary>The session's name on the wire, 1 to 32 bytes, the same in both of its rows.</summary>
        public string Si { get; set; }

        /// <summary>Login or logout.</summary>
        public Behavior Bt { get; set; }

        /// <summary>When it happened, Unix seconds.</summary>
        public long Ot { get; set; }

        /// <summary>Verified or guest.</summary>
        public PlayerKind Ct { get; set; }

        /// <summary>The player's pi, for verified players; else null.</summary>
        public string Pi { get; set; }

        /// <summary>The device, 1 to 32 bytes, for guests; else null.</summary>
        public string Di { get; set; }
    }

    /// <summary>An id that fits, and how it came to.</summary>
    public struct NormalizedId
    {
        internal NormalizedId(string id, IdHow how)
        {
            Id = id;
            How = how;
        }

        /// <summary>The id.</summary>
        public string Id { get; private set; }

        /// <summary>What was done.</summary>
        public IdHow How { get; private set; }
    }

    /// <summary>What one event makes of a player's state.</summary>
    public sealed class Applied
    {
        internal Applied(string state, string effects)
        {
            State = state;
            Effects = effects;
        }

        /// <summary>The new state, JSON text: store it.</summary>
        public string State { get; private set; }

        /// <summary>JSON text, a list of <c>{"kind":...}</c> of what is to be done.</summary>
        public string Effects { get; private set; }
    }

    /// <summary>A verification that was accepted.</summary>
    public sealed class Verifying
    {
        internal Verifying(string state, long attempt)
        {
            State = state;
            Attempt = attempt;
        }

        /// <summary>The state to be stored beside the player, JSON text.</summary>
        public string State { get; private set; }

        /// <summary>The number of the attempt; the result's event carries it.</summary>
        public long Attempt { get; private set; }
    }
}
