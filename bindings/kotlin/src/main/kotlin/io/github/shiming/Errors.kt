@file:JvmName("Errors")

package io.github.shiming

/** What an exception of the library says, whichever of the five kinds it is. Java: `Errors.info(e)`. It never quotes arguments. */
public data class ErrorInfo(
    /** The number of the code, the same in every language. */
    val code: Int,
    /** The name of the code, such as `invalid_key`. */
    val codeName: String,
    /** What is wrong and what to do, in English. */
    val detail: String,
    /** The argument or the member that is wrong, where one is. */
    val field: String?,
    /** Which of the code's reasons it was, where it has several. */
    val reason: String?,
    /** The authority's code, where one was the cause. */
    val errcode: Int?,
)

/** What the exception says. */
@get:JvmName("info")
public val ShimingException.info: ErrorInfo
    get() = when (this) {
        is ShimingException.InvalidInput -> ErrorInfo(code, codeName, detail, field, reason, errcode)
        is ShimingException.State -> ErrorInfo(code, codeName, detail, field, reason, errcode)
        is ShimingException.Crypto -> ErrorInfo(code, codeName, detail, field, reason, errcode)
        is ShimingException.Remote -> ErrorInfo(code, codeName, detail, field, reason, errcode)
        is ShimingException.Internal -> ErrorInfo(code, codeName, detail, field, reason, errcode)
    }
