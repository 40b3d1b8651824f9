namespace LibShiming
{
    /// <summary>
    /// What one call writes: a buffer when it succeeds, an error when it does not. <c>answer.Text(NativeMethods.call(..., ref answer.Buffer,
    /// ref answer.Error))</c> gives the buffer's content and frees it, or throws.
    /// </summary>
    internal struct Answer
    {
        internal NativeBuffer Buffer;
        internal NativeError Error;

        internal static Answer New()
        {
            return new Answer { Error = NativeError.New() };
        }

        /// <summary>Text; null when the result is absent.</summary>
        internal string Text(int status)
        {
            Result.Check(status, ref Error);
            return Result.Text(ref Buffer);
        }

        internal byte[] Binary(int status)
        {
            Result.Check(status, ref Error);
            return Result.Binary(ref Buffer);
        }
    }
}
