using System;

namespace LibShiming
{
    /// <summary>OmniSDK, Player Network, and status values of other channels.</summary>
    public static partial class Shiming
    {
        /// <summary>
        /// Tells OmniSDK that a player entered.
        /// <paramref name="profile"/>: JSON text such as <c>{"base":"cn_v1","app_id":"..."}</c>. <paramref name="key"/>: the server key.
        /// <paramref name="unix"/>: now, ms. Errors: invalid_parameter, bad_time, invalid_key, invalid_profile.
        /// </summary>
        public static Request OmnisdkPlayRequest(string profile, string key, string uid, Platform platform, OmnisdkForm form,
            long unix)
        {
            Argument profileText = Argument.Text(profile, "profile");
            Argument keyText = Argument.Text(key, "key");
            Argument uidText = Argument.Text(uid, "uid");
            IntPtr result;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_omnisdk_play_request(profileText.Bytes, profileText.Length, keyText.Bytes,
                keyText.Length, uidText.Bytes, uidText.Length, (int)platform, (int)form, unix, out result,
                ref error), ref error);
            return Result.Request(result);
        }

        /// <summary>
        /// Tells OmniSDK that a player left.
        /// <paramref name="profile"/>: JSON text such as <c>{"base":"cn_v1","app_id":"..."}</c>. <paramref name="key"/>: the server key.
        /// <paramref name="unix"/>: now, ms. Errors: invalid_parameter, bad_time, invalid_key, invalid_profile.
        /// </summary>
        public static Request OmnisdkExitRequest(string profile, string key, string uid, Platform platform, OmnisdkForm form,
            long unix)
        {
            Argument profileText = Argument.Text(profile, "profile");
            Argument keyText = Argument.Text(key, "key");
            Argument uidText = Argument.Text(uid, "uid");
            IntPtr result;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_omnisdk_exit_request(profileText.Bytes, profileText.Length, keyText.Bytes,
                keyText.Length, uidText.Bytes, uidText.Length, (int)platform, (int)form, unix, out result,
                ref error), ref error);
            return Result.Request(result);
        }

        /// <summary>
        /// The signature of an OmniSDK message: 40 lower-case hexadecimal digits.
        /// <paramref name="profile"/>: JSON text such as <c>{"base":"cn_v1","app_id":"..."}</c>. <paramref name="key"/>: the server key.
        /// <paramref name="body"/>: the message, JSON. Errors: invalid_key, invalid_profile, invalid_callback.
        /// </summary>
        public static string OmnisdkSign(string profile, string key, byte[] body)
        {
            Argument profileText = Argument.Text(profile, "profile");
            Argument keyText = Argument.Text(key, "key");
            Argument bodyBytes = Argument.Binary(body, "body");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_omnisdk_sign(profileText.Bytes, profileText.Length, keyText.Bytes,
                keyText.Length, bodyBytes.Bytes, bodyBytes.Length, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// Which way of signing explains a message's signature: JSON text <c>{"matches":[{"array_mode","variant","upper_hex"}...]}</c>.
        /// <paramref name="profile"/>: JSON text such as <c>{"base":"cn_v1","app_id":"..."}</c>. <paramref name="key"/>: the server key.
        /// Errors: invalid_key, invalid_profile, invalid_callback.
        /// </summary>
        public static string OmnisdkDiagnoseSignature(string profile, string key, byte[] body)
        {
            Argument profileText = Argument.Text(profile, "profile");
            Argument keyText = Argument.Text(key, "key");
            Argument bodyBytes = Argument.Binary(body, "body");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_omnisdk_diagnose_signature(profileText.Bytes, profileText.Length,
                keyText.Bytes, keyText.Length, bodyBytes.Bytes, bodyBytes.Length, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// What OmniSDK answered: JSON text <c>{"kind":"accepted"|"rejected"|"malformed","code","msg","class"}</c>.
        /// </summary>
        public static string OmnisdkParseResponse(int status, byte[] body)
        {
            Argument bodyBytes = Argument.Binary(body, "body");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_omnisdk_parse_response(status, bodyBytes.Bytes, bodyBytes.Length,
                ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// Checks and reads a callback of OmniSDK: JSON text <c>{"uids":[...],"unix","dedupe_hex"}</c>.
        /// <paramref name="profile"/>: JSON text such as <c>{"base":"cn_v1","app_id":"..."}</c>. <paramref name="key"/>: the server key.
        /// <paramref name="body"/>: the bytes as they came. Errors: invalid_key, invalid_profile, invalid_signature, invalid_callback.
        /// </summary>
        public static string OmnisdkVerifyCallback(string profile, string key, byte[] body)
        {
            Argument profileText = Argument.Text(profile, "profile");
            Argument keyText = Argument.Text(key, "key");
            Argument bodyBytes = Argument.Binary(body, "body");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_omnisdk_verify_callback(profileText.Bytes, profileText.Length,
                keyText.Bytes, keyText.Length, bodyBytes.Bytes, bodyBytes.Length, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// What to answer to a callback: the body. Errors: invalid_parameter.
        /// </summary>
        public static byte[] OmnisdkCallbackReply(CallbackReply outcome)
        {
            Answer answer = Answer.New();
            return answer.Binary(NativeMethods.shiming_omnisdk_callback_reply((int)outcome, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// Whether the client's login proof is genuine. <paramref name="verifyTimestamp"/> is the text that the client sent.
        /// Errors: invalid_parameter, invalid_key.
        /// </summary>
        public static bool OmnisdkVerifyLogin(string appId, string key, string uid, string verifyTimestamp, string signature)
        {
            Argument appIdText = Argument.Text(appId, "appId");
            Argument keyText = Argument.Text(key, "key");
            Argument uidText = Argument.Text(uid, "uid");
            Argument verifyTimestampText = Argument.Text(verifyTimestamp, "verifyTimestamp");
            Argument signatureText = Argument.Text(signature, "signature");
            int result;
            NativeError error = NativeError.New();
            Result.Check(NativeMethods.shiming_omnisdk_verify_login(appIdText.Bytes, appIdText.Length, keyText.Bytes,
                keyText.Length, uidText.Bytes, uidText.Length, verifyTimestampText.Bytes, verifyTimestampText.Length,
                signatureText.Bytes, signatureText.Length, out result, ref error), ref error);
            return result != 0;
        }

        /// <summary>
        /// What the client's certification value means: <c>channel_managed</c>, <c>unverified</c>, <c>minor</c>, <c>adult</c> or <c>unknown</c>.
        /// Errors: invalid_parameter.
        /// </summary>
        public static string OmnisdkCertification(int value)
        {
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_omnisdk_certification(value, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// Reads the login result of the Player Network SDK: JSON text, to be stored and given to <see cref="PlayerNetworkDecide"/>.
        /// Errors: invalid_callback.
        /// </summary>
        public static string PlayerNetworkParse(byte[] body)
        {
            Argument bodyBytes = Argument.Binary(body, "body");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_player_network_parse(bodyBytes.Bytes, bodyBytes.Length, ref answer.Buffer,
                ref answer.Error));
        }

        /// <summary>
        /// What to do with this login now: JSON text <c>{"gate","actions":[...],"degraded":[...],"recheck_at"|null}</c>.
        /// <paramref name="login"/>: from <see cref="PlayerNetworkParse"/>. <paramref name="options"/>: JSON text. <paramref name="unix"/>: now, ms.
        /// Errors: invalid_parameter, bad_time, invalid_state.
        /// </summary>
        public static string PlayerNetworkDecide(string login, string options, long unix)
        {
            Argument loginText = Argument.Text(login, "login");
            Argument optionsText = Argument.Text(options, "options");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_player_network_decide(loginText.Bytes, loginText.Length, optionsText.Bytes,
                optionsText.Length, unix, ref answer.Buffer, ref answer.Error));
        }

        /// <summary>
        /// Another channel's status value in our terms: <c>channel_managed</c>, <c>unverified</c>, <c>pending</c>, <c>verified</c>, <c>minor</c>,
        /// <c>adult</c> or <c>unknown</c>. Errors: invalid_parameter.
        /// </summary>
        public static string AdaptStatus(StatusSource source, string value)
        {
            Argument valueText = Argument.Text(value, "value");
            Answer answer = Answer.New();
            return answer.Text(NativeMethods.shiming_adapt_status((int)source, valueText.Bytes, valueText.Length,
                ref answer.Buffer, ref answer.Error));
        }
    }
}
