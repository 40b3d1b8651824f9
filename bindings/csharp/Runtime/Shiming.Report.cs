using System;
using System.Collections.Generic;

namespace LibShiming
{
    /// <summary>Reports.</summary>
    public static unsafe partial class Shiming
    {
        /// <summary>
        /// A report of 1 to 128 rows, numbered from 1 in the order given. <paramref name="endpoints"/>: as for <see cref="CheckRequest"/>.
        /// <paramref name="nonce"/>: 12 bytes, or null to draw them from the system (do that). <paramref name="unix"/>: now, ms;
        /// every <c>Ot</c> lies before it and less than 180 s before.
        /// Errors: invalid_parameter, bad_time, invalid_url, invalid_nonce, invalid_key, invalid_si, invalid_di, invalid_pi, invalid_rows.
        /// </summary>
        public static Request ReportRequest(App app, string endpoints, IReadOnlyList<Row> rows, byte[] nonce, long unix)
        {
            AppHandle handle = App.HandleOf(app);
            Argument endpointsText = Argument.Text(endpoints, "endpoints");
            Argument nonceBytes = Argument.OptionalBinary(nonce);
            if (rows == null)
            {
                throw new ArgumentNullException("rows");
            }
            var natives = new NativeRow[Math.Max(rows.Count, 1)];
            var texts = new byte[rows.Count * 3][];
            int size = 1;
            for (int i = 0; i < rows.Count; i++)
            {
                Row row = rows[i];
                if (row == null)
                {
                    throw new ArgumentNullException("rows");
                }
                natives[i].StructSize = (uint)sizeof(NativeRow);
                natives[i].Bt = (int)row.Bt;
                natives[i].Ct = (int)row.Ct;
                natives[i].Ot = row.Ot;
                size += Keep(texts, i * 3, row.Si) + Keep(texts, i * 3 + 1, row.Pi) + Keep(texts, i * 3 + 2, row.Di);
            }
            // All texts in one array, so that one pin holds them.
            var pool = new byte[size];
            IntPtr result;
            NativeError error = NativeError.New();
            fixed (byte* first = pool)
            fixed (NativeRow* native = natives)
            {
                byte* at = first;
                for (int i = 0; i < rows.Count; i++)
                {
                    native[i].Si = Put(texts[i * 3], pool, first, ref at);
                    native[i].Pi = Put(texts[i * 3 + 1], pool, first, ref at);
                    native[i].Di = Put(texts[i * 3 + 2], pool, first, ref at);
                }
                Result.Check(NativeMethods.shiming_report_request(handle, endpointsText.Bytes, endpointsText.Length, native,
                    (UIntPtr)(uint)rows.Count, nonceBytes.Bytes, nonceBytes.Length, unix, out result, ref error), ref error);
            }
            return Result.Request(result);
        }

        private static int Keep(byte[][] texts, int index, string text)
        {
            texts[index] = text == null ? null : Argument.Encode(text);
            return text == null ? 0 : texts[index].Length;
        }

        private static NativeView Put(byte[] text, byte[] pool, byte* first, ref byte* at)
        {
            if (text == null)
            {
                return default(NativeView);
            }
            Buffer.BlockCopy(text, 0, pool, (int)(at - first), text.Length);
            var view = new NativeView { Ptr = at, Len = (UIntPtr)(uint)text.Length };
            at += text.Length;
            return view;
        }
    }
}
