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

        /// <summary>How many bytes <see cref="Encode(string, byte[], int)"/> writes at most.</summary>
        internal static int Most(string value)
        {
            // Three bytes a UTF-16 unit; one for what is ill-formed, which has a unit at least.
            return value == null ? 0 : value.Length * 3;
        }

        /// <summary>Writes into a larger array; how many bytes.</summary>
        internal static int Encode(string value, byte[] into, int at)
        {
            try
            {
                return Strict.GetBytes(value, 0, value.Length, into, at);
            }
            catch (EncoderFallbackException)
            {
                into[at] = IllFormed[0];
                return 1;
            }
        }

        private static Argument Of(byte[] bytes)
        {
            // An empty array has no first byte whose address every runtime would give; empty is not absent.
            return new Argument { Bytes = bytes.Length == 0 ? Empty : bytes, Length = (UIntPtr)(uint)bytes.Length };
        }
    }
}
