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
            // Read once: a list that another thread makes longer must not lead past the ends of these arrays.
            int count = rows.Count;
            var natives = new NativeRow[Math.Max(count, 1)];
            int size = 1;
            for (int i = 0; i < count; i++)
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
                size += Argument.Most(row.Si) + Argument.Most(row.Pi) + Argument.Most(row.Di);
            }
            // All texts in one array, so that one pin holds them, and none needs an array of its own.
            var pool = new byte[size];
            IntPtr result;
            NativeError error = NativeError.New();
            fixed (byte* first = pool)
            fixed (NativeRow* native = natives)
            {
                int at = 0;
                for (int i = 0; i < count; i++)
                {
                    Row row = rows[i];
                    native[i].Si = Put(row.Si, pool, first, ref at);
                    native[i].Pi = Put(row.Pi, pool, first, ref at);
                    native[i].Di = Put(row.Di, pool, first, ref at);
                }
                Result.Check(NativeMethods.shiming_report_request(handle, endpointsText.Bytes, endpointsText.Length, native,
                    (UIntPtr)(uint)count, nonceBytes.Bytes, nonceBytes.Length, unix, out result, ref error), ref error);
            }
            return Result.Request(result);
        }

        private static NativeView Put(string text, byte[] pool, byte* first, ref int at)
        {
            if (text == null)
            {
                return default(NativeView);
            }
            int length = Argument.Encode(text, pool, first, at);
            var view = new NativeView { Ptr = first + at, Len = (UIntPtr)(uint)length };
            at += length;
            return view;
        }
    }
}
