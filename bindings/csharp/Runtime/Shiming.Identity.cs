namespace LibShiming
{
    /// <summary>Names, ID numbers, pi and identifiers.</summary>
    public static partial class Shiming
    {
        /// <summary>
        /// Makes any identifier of 1 to 4,096 bytes fit 32 characters. Errors: invalid_parameter, invalid_id.
        /// </summary>
        public static NormalizedId NormalizeId(string raw, IdMode mode)
        {
            Argument rawText = Argument.Text(raw, "raw");
            var result = default(NativeBuffer);
            int how;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_normalize_id(rawText.Bytes, rawText.Length, (int)mode, ref result, out how, ref error),
                ref error);
            return new NormalizedId(Result.Text(ref result), (IdHow)how);
        }

        /// <summary>
        /// The <c>ai</c> of one attempt of one account: 32 lower-case hexadecimal digits, the same for the same arguments.
        /// <paramref name="salt"/>: 16 to 64 bytes, the host's own secret. <paramref name="attempt"/>: from 1, one more for every new check.
        /// Errors: invalid_parameter, invalid_name, invalid_id_number.
        /// </summary>
        public static string AiForAttempt(byte[] salt, string bizId, string account, long attempt, string name, string idNumber)
        {
            Argument saltBytes = Argument.Binary(salt, "salt");
            Argument bizIdText = Argument.Text(bizId, "bizId");
            Argument accountText = Argument.Text(account, "account");
            Argument nameText = Argument.Text(name, "name");
            Argument idNumberText = Argument.Text(idNumber, "idNumber");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_ai_for_attempt(saltBytes.Bytes, saltBytes.Length, bizIdText.Bytes,
                bizIdText.Length, accountText.Bytes, accountText.Length, attempt, nameText.Bytes, nameText.Length,
                idNumberText.Bytes, idNumberText.Length, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// Turns an id back that <see cref="NormalizeId"/> padded. Errors: invalid_id.
        /// </summary>
        public static string UnpadId(string id)
        {
            Argument idText = Argument.Text(id, "id");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_unpad_id(idText.Bytes, idText.Length, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// Checks a name and brings it to the form that is sent: JSON text <c>{"name","warnings":[...]}</c>. Errors: invalid_name.
        /// </summary>
        public static string ValidateName(string name)
        {
            Argument nameText = Argument.Text(name, "name");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_validate_name(nameText.Bytes, nameText.Length, ref answer.Buffer,
                ref answer.Error));
        }

        /// <summary>
        /// Checks an ID number and brings it to the form that is sent: JSON text <c>{"id_number","kind","birth","route"}</c>.
        /// <paramref name="unix"/>: now, ms; births after its day are refused. Errors: bad_time, invalid_id_number.
        /// </summary>
        public static string ValidateIdNumber(string idNumber, long unix)
        {
            Argument idNumberText = Argument.Text(idNumber, "idNumber");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_validate_id_number(idNumberText.Bytes, idNumberText.Length, unix,
                ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// The birth date that a pi carries: JSON text <c>{"birth":"YYYY-MM-DD"|null,"shape":"standard"|"other"}</c>. Personal data.
        /// Errors: invalid_pi.
        /// </summary>
        public static string PiBirthDate(string pi)
        {
            Argument piText = Argument.Text(pi, "pi");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_pi_birth_date(piText.Bytes, piText.Length, ref answer.Buffer,
                ref answer.Error));
        }

        /// <summary>
        /// Makes text fit for a log. <see cref="RedactKind.Text"/> searches a whole text. Errors: invalid_parameter.
        /// </summary>
        public static string Redact(RedactKind kind, string value)
        {
            Argument valueText = Argument.Text(value, "value");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_redact((int)kind, valueText.Bytes, valueText.Length, ref answer.Buffer,
                ref answer.Error));
        }
    }
}
