using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace LibShiming
{
    /// <summary>What the library returns, copied into objects of C#; what it allocated is freed at once.</summary>
    internal static unsafe class Result
    {
        internal static void Check(int status, ref NativeError error)
        {
            if (status != 0)
            {
                throw ShimingException.Of(status, ref error);
            }
        }

        /// <summary>The text of a buffer, or null when the result is absent. Frees it.</summary>
        internal static string Text(ref NativeBuffer buffer)
        {
            try
            {
                return Text((byte*)buffer.Ptr, buffer.Len);
            }
            finally
            {
                NativeMethods.shiming_buf_free(ref buffer);
            }
        }

        internal static byte[] Binary(ref NativeBuffer buffer)
        {
            try
            {
                return Binary((byte*)buffer.Ptr, buffer.Len);
            }
            finally
            {
                NativeMethods.shiming_buf_free(ref buffer);
            }
        }

        internal static string Text(NativeView view)
        {
            return Text(view.Ptr, view.Len);
        }

        internal static byte[] Binary(NativeView view)
        {
            return Binary(view.Ptr, view.Len);
        }

        /// <summary>Text in a field of fixed size, with a NUL at its end.</summary>
        internal static string Fixed(byte* field, int size)
        {
            int length = 0;
            while (length < size && field[length] != 0)
            {
                length++;
            }
            return Encoding.UTF8.GetString(field, length);
        }

        internal static long? Optional(long value)
        {
            return value == long.MinValue ? (long?)null : value;
        }

        /// <summary>Copies and frees.</summary>
        internal static Request Request(IntPtr request)
        {
            try
            {
                return Request((NativeRequest*)request);
            }
            finally
            {
                NativeMethods.shiming_request_free(request);
            }
        }

        internal static Request Request(NativeRequest* request)
        {
            var headers = new List<KeyValuePair<string, string>>((int)request->HeaderCount);
            for (uint i = 0; i < request->HeaderCount; i++)
            {
                NativeHeader header = request->Headers[i];
                headers.Add(new KeyValuePair<string, string>(Text(header.Name), Text(header.Value)));
            }
            return new Request(Text(request->Method), Text(request->Url), headers, Binary(request->Body));
        }

        private static string Text(byte* first, UIntPtr length)
        {
            return first == null ? null : Encoding.UTF8.GetString(first, (int)length.ToUInt32());
        }

        private static byte[] Binary(byte* first, UIntPtr length)
        {
            var bytes = new byte[length.ToUInt32()];
            if (bytes.Length > 0)
            {
                Marshal.Copy((IntPtr)first, bytes, 0, bytes.Length);
            }
            return bytes;
        }
    }
}
