using System;

namespace LibShiming
{
    /// <summary>Signing, sealing, building and reading of the three calls, and what does not need an engine.</summary>
    public static partial class Shiming
    {
        /// <summary>
        /// The signature of a request (V1.9 §4): 64 lower-case hexadecimal digits.
        /// <paramref name="parameters"/>: JSON text, a list of pairs <c>[["appId","..."],["bizId","..."],["timestamps","..."],...]</c> in any order,
        /// with the query's parameters decoded; <paramref name="body"/>: the exact bytes to be sent, empty for a GET.
        /// <paramref name="secretKey"/>: 32 hexadecimal digits. Errors: invalid_parameter, invalid_key.
        /// </summary>
        public static string Sign(string secretKey, string parameters, byte[] body)
        {
            Argument secretKeyText = Argument.Text(secretKey, "secretKey");
            Argument parametersText = Argument.Text(parameters, "parameters");
            Argument bodyBytes = Argument.Binary(body, "body");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_sign(secretKeyText.Bytes, secretKeyText.Length, parametersText.Bytes,
                parametersText.Length, bodyBytes.Bytes, bodyBytes.Length, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// What was signed, to find out why the authority answers 1011: JSON text <c>{"sorted":[[k,v]...],"text","length","sign"}</c>.
        /// The key is masked in <c>text</c>; <c>length</c> is the bytes of the true text.
        /// <paramref name="parameters"/>: JSON text, a list of pairs <c>[["appId","..."],["bizId","..."],["timestamps","..."],...]</c> in any order,
        /// with the query's parameters decoded; <paramref name="body"/>: the exact bytes to be sent, empty for a GET.
        /// <paramref name="secretKey"/>: 32 hexadecimal digits. Errors: invalid_parameter, invalid_key.
        /// </summary>
        public static string ExplainSign(string secretKey, string parameters, byte[] body)
        {
            Argument secretKeyText = Argument.Text(secretKey, "secretKey");
            Argument parametersText = Argument.Text(parameters, "parameters");
            Argument bodyBytes = Argument.Binary(body, "body");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_explain_sign(secretKeyText.Bytes, secretKeyText.Length,
                parametersText.Bytes, parametersText.Length, bodyBytes.Bytes, bodyBytes.Length, ref answer.Buffer,
                ref answer.Error));
        }

        /// <summary>
        /// Encrypts a body: <c>{"data":"base64(nonce, ciphertext, tag)"}</c>.
        /// <paramref name="nonce"/>: 12 bytes that were never used with this key, or null to draw them from the system (do that).
        /// Errors: invalid_nonce, invalid_key.
        /// </summary>
        public static byte[] EncryptBody(string secretKey, byte[] nonce, byte[] plaintext)
        {
            Argument secretKeyText = Argument.Text(secretKey, "secretKey");
            Argument nonceBytes = Argument.OptionalBinary(nonce);
            Argument plaintextBytes = Argument.Binary(plaintext, "plaintext");
            Answer answer = Answer.New();
            return answer.Binary(NativeMethods.shiming_encrypt_body(secretKeyText.Bytes, secretKeyText.Length, nonceBytes.Bytes,
                nonceBytes.Length, plaintextBytes.Bytes, plaintextBytes.Length, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// Decrypts a body <c>{"data":"..."}</c>. Errors: invalid_key, invalid_body, decrypt_failed.
        /// </summary>
        public static byte[] DecryptBody(string secretKey, byte[] body)
        {
            Argument secretKeyText = Argument.Text(secretKey, "secretKey");
            Argument bodyBytes = Argument.Binary(body, "body");
            Answer answer = Answer.New();
            return answer.Binary(NativeMethods.shiming_decrypt_body(secretKeyText.Bytes, secretKeyText.Length, bodyBytes.Bytes,
                bodyBytes.Length, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// A check of one person (V1.9 §3.1).
        /// <paramref name="endpoints"/>: JSON text <c>{"kind":"production"}</c>, <c>{"kind":"test","code":"..."}</c> or
        /// <c>{"kind":"custom","check":url,"query":url,"report":url}</c>. <paramref name="unix"/>: now, ms.
        /// <paramref name="ai"/>: 1 to 32 bytes, new for every attempt. <paramref name="name"/>, <paramref name="idNumber"/>: as the player typed them.
        /// <paramref name="nonce"/>: 12 bytes that were never used with this key, or null to draw them from the system (do that).
        /// Errors: invalid_parameter, bad_time, invalid_url, invalid_nonce, invalid_key, invalid_ai, invalid_name, invalid_id_number.
        /// </summary>
        public static Request CheckRequest(App app, string endpoints, string ai, string name, string idNumber, byte[] nonce,
            long unix)
        {
            AppHandle handle = App.HandleOf(app);
            Argument endpointsText = Argument.Text(endpoints, "endpoints");
            Argument aiText = Argument.Text(ai, "ai");
            Argument nameText = Argument.Text(name, "name");
            Argument idNumberText = Argument.Text(idNumber, "idNumber");
            Argument nonceBytes = Argument.OptionalBinary(nonce);
            IntPtr result;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_check_request(handle, endpointsText.Bytes, endpointsText.Length, aiText.Bytes,
                aiText.Length, nameText.Bytes, nameText.Length, idNumberText.Bytes, idNumberText.Length, nonceBytes.Bytes,
                nonceBytes.Length, unix, out result, ref error), ref error);
            return Result.Request(result);
        }

        /// <summary>
        /// Asks for the result of a check that was pending.
        /// <paramref name="endpoints"/>: JSON text <c>{"kind":"production"}</c>, <c>{"kind":"test","code":"..."}</c> or
        /// <c>{"kind":"custom","check":url,"query":url,"report":url}</c>. <paramref name="unix"/>: now, ms.
        /// <paramref name="ai"/>: that of the check. Errors: invalid_parameter, bad_time, invalid_url, invalid_key, invalid_ai.
        /// </summary>
        public static Request QueryRequest(App app, string endpoints, string ai, long unix)
        {
            AppHandle handle = App.HandleOf(app);
            Argument endpointsText = Argument.Text(endpoints, "endpoints");
            Argument aiText = Argument.Text(ai, "ai");
            IntPtr result;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_query_request(handle, endpointsText.Bytes, endpointsText.Length, aiText.Bytes,
                aiText.Length, unix, out result, ref error), ref error);
            return Result.Request(result);
        }

        /// <summary>
        /// What the authority answered to a check. Never an error for what came from the network: bytes that make no sense are unreadable.
        /// <paramref name="status"/>: the HTTP status. JSON text <c>{"kind":"verified","pi"}</c>, <c>{"kind":"pending"}</c>, <c>{"kind":"failed"}</c>,
        /// <c>{"kind":"refused","errcode","errmsg","class"}</c> or <c>{"kind":"unreadable","reason"}</c>.
        /// </summary>
        public static string ParseCheck(int status, byte[] body)
        {
            Argument bodyBytes = Argument.Binary(body, "body");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_parse_check(status, bodyBytes.Bytes, bodyBytes.Length, ref answer.Buffer,
                ref answer.Error));
        }

        /// <summary>
        /// What the authority answered to a query: as <see cref="ParseCheck"/>.
        /// </summary>
        public static string ParseQuery(int status, byte[] body)
        {
            Argument bodyBytes = Argument.Binary(body, "body");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_parse_query(status, bodyBytes.Bytes, bodyBytes.Length, ref answer.Buffer,
                ref answer.Error));
        }

        /// <summary>
        /// What the authority answered to a report of <paramref name="rows"/> rows (1 to 128): JSON text <c>{"kind":"accepted"}</c>,
        /// <c>{"kind":"partial","results":[{"no","errcode","errmsg"}...]}</c>, or refused or unreadable as for <see cref="ParseCheck"/>.
        /// Errors: invalid_parameter.
        /// </summary>
        public static string ParseReport(int status, byte[] body, int rows)
        {
            Argument bodyBytes = Argument.Binary(body, "body");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_parse_report(status, bodyBytes.Bytes, bodyBytes.Length, rows,
                ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// What a code of the authority means and what to do: JSON text
        /// <c>{"errcode","errmsg"|null,"class","official","meaning_zh","meaning_en","advice_zh","advice_en"}</c>. Unknown codes are explained too.
        /// </summary>
        public static string ErrcodeInfo(int errcode)
        {
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_errcode_info(errcode, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// One of the eight official test cases, 1 to 8: JSON text <c>{"case","endpoint","expect","presets":[...]}</c>. Errors: unknown_case.
        /// </summary>
        public static string InterfaceTest(int number)
        {
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_interface_test(number, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// The request of one test case. <paramref name="code"/>: the test code of this case. <paramref name="preset"/>: which of the official
        /// persons, from 1. <paramref name="nonce"/>: 12 bytes that were never used with this key, or null to draw them from the system (do that).
        /// Errors: invalid_parameter, bad_time, unknown_case, invalid_nonce, invalid_key.
        /// </summary>
        public static Request InterfaceTestRequest(int number, App app, string code, int preset, byte[] nonce, long unix)
        {
            AppHandle handle = App.HandleOf(app);
            Argument codeText = Argument.Text(code, "code");
            Argument nonceBytes = Argument.OptionalBinary(nonce);
            IntPtr result;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_interface_test_request(number, handle, codeText.Bytes, codeText.Length, preset,
                nonceBytes.Bytes, nonceBytes.Length, unix, out result, ref error), ref error);
            return Result.Request(result);
        }

        /// <summary>
        /// Whether an answer passes the case: JSON text <c>{"passed","reason","advice_zh","advice_en"}</c>. Errors: unknown_case.
        /// </summary>
        public static string InterfaceTestJudge(int number, int status, byte[] body)
        {
            Argument bodyBytes = Argument.Binary(body, "body");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_interface_test_judge(number, status, bodyBytes.Bytes, bodyBytes.Length,
                ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// A journal key of 32 bytes from a secret key. The configuration of an engine takes it as 64 hexadecimal digits. Errors: invalid_key.
        /// </summary>
        public static byte[] DeriveJournalKey(string secretKey)
        {
            Argument secretKeyText = Argument.Text(secretKey, "secretKey");
            Answer answer = Answer.New();
            return answer.Binary(NativeMethods.shiming_derive_journal_key(secretKeyText.Bytes, secretKeyText.Length,
                ref answer.Buffer, ref answer.Error));
        }
    }
}
