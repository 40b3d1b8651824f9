using System;
using System.Text;

namespace LibShiming
{
    /// <summary>Text or bytes on their way in: an array that is pinned while the call runs, and its length.</summary>
    internal struct Argument
    {
        private static readonly Encoding Strict = new UTF8Encoding(false, true);

        // No byte of well-formed UTF-8: the library answers invalid_text, and names the argument.
        private static readonly byte[] IllFormed = { 0xff };
        private static readonly byte[] Empty = { 0 };

        internal byte[] Bytes;
        internal UIntPtr Length;

        internal static Argument Text(string value, string name)
        {
            if (value == null)
            {
                throw new ArgumentNullException(name);
            }
            return OptionalText(value);
        }

        /// <summary>Null stays null, and has length 0.</summary>
        internal static Argument OptionalText(string value)
        {
            return value == null ? default(Argument) : Of(Encode(value));
        }

        internal static Argument Binary(byte[] value, string name)
        {
            if (value == null)
            {
                throw new ArgumentNullException(name);
            }
            return OptionalBinary(value);
        }

        internal static Argument OptionalBinary(byte[] value)
        {
            return value == null ? default(Argument) : Of(value);
        }

        internal static byte[] Encode(string value)
        {
            try
            {
                return Strict.GetBytes(value);
            }
            catch (EncoderFallbackException)
            {
                return IllFormed;
            }
        }

        /// <summary>How many bytes <see cref="Encode(string, byte*)"/> writes at most.</summary>
        internal static int Most(string value)
        {
            // Three bytes a UTF-16 unit; one for what is ill-formed, which has a unit at least.
            return value == null ? 0 : value.Length * 3;
        }

        /// <summary>Writes to where there is room for <see cref="Most"/>; how many bytes.</summary>
        internal static unsafe int Encode(string value, byte* to)
        {
            // Nearly every text is ASCII: eight units at once cost less than an encoding needs to start. Where addresses have 64 bits
            // any address may be written to; elsewhere, and what is left, one by one.
            int length = value.Length, i = 0;
            fixed (char* from = value)
            {
                for (; IntPtr.Size == 8 && i + 8 <= length; i += 8)
                {
                    ulong a = *(ulong*)(from + i), b = *(ulong*)(from + i + 4);
                    if (((a | b) & 0xff80ff80ff80ff80) != 0)
                    {
                        break;
                    }
                    a |= a >> 8;
                    b |= b >> 8;
                    *(uint*)(to + i) = (uint)(a & 0xffff) | (uint)(a >> 32) << 16;
                    *(uint*)(to + i + 4) = (uint)(b & 0xffff) | (uint)(b >> 32) << 16;
                }
                for (; i < length && from[i] <= 0x7f; i++)
                {
                    to[i] = (byte)from[i];
                }
                if (i == length)
                {
                    return length;
                }
                try
                {
                    return i + Strict.GetBytes(from + i, length - i, to + i, Most(value) - i);
                }
                catch (EncoderFallbackException)
                {
                    to[0] = IllFormed[0];
                    return 1;
                }
            }
        }

        private static Argument Of(byte[] bytes)
        {
            // An empty array has no first byte whose address every runtime would give; empty is not absent.
            return new Argument { Bytes = bytes.Length == 0 ? Empty : bytes, Length = (UIntPtr)(uint)bytes.Length };
        }
    }
}
