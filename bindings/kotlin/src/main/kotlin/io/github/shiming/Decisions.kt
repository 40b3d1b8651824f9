@file:JvmName("Shiming")
@file:JvmMultifileClass

package io.github.shiming

private fun verdict(from: Frame) = Verdict(
    from.readByte() != 0, from.readText(), from.readText(), from.readOptionalLong(), from.readOptionalLong(),
)

/**
 * May this player have an account, play and pay, and is play to be reported. It computes only: call it as often as you like.
 *
 * Errors: `invalid_state`, `invalid_profile`, `invalid_calendar`, `bad_time`, `invalid_parameter`, `invalid_text`.
 *
 * @param state the player's state, as [accountApply], [Engine.verify] and [Event.AccountChanged] answer it
 * @param profile JSON text `{"base":"auto"}` and its options
 * @param calendar JSON text of official notices; null: those that are built in
 * @param usage what the host's ledgers say, in seconds
 * @param unix now, in milliseconds
 */
@Throws(ShimingException::class)
public fun decide(state: String, profile: String, calendar: String?, usage: Usage, unix: Long): Decision =
    Direct.call(0, Direct.DECIDE, {
        it.text(state)
        it.text(profile)
        it.optional(calendar)
        it.long(usage.playedTodayS)
        it.long(usage.guestUsedS)
        it.long(unix)
    }, { Decision(verdict(it), verdict(it), verdict(it), verdict(it)) })
