package io.github.shiming

/**
 * One engine: all games of one process. Any thread may call; calls to one engine take turns. It does no I/O:
 * [io.github.shiming.host.Host] has the loop.
 *
 * Order at open: [open], [load], [putApp], [putPolicy], [putGame], [setShare], then play. The loop: [poll] until [Step.Wait], and
 * do what each step says.
 */
public class Engine private constructor(private val raw: RawEngine) : AutoCloseable {
    private val token = raw.token()

    /**
     * Frees the engine now and wipes its secrets. What was not yet persisted is lost, as in a crash; the journal has the rest.
     * Later calls answer [ShimingException.State] with the code name `closed`; closing again does nothing.
     */
    override fun close(): Unit = raw.shut()

    /**
     * What the journal holds, right after [open]: segments ascending, also empty ones, the bytes of each in order, in pieces of
     * at most 1 MiB.
     */
    @Throws(ShimingException::class)
    public fun load(segment: Long, bytes: ByteArray): Unit = raw.load(segment, bytes)

    /** Adds or changes an enterprise: JSON text `{"app_id","keys":[{"secret_key","not_before","not_after"}]}`. */
    @Throws(ShimingException::class)
    public fun putApp(json: String): Unit = raw.putApp(json)

    /** Adds or changes a game: JSON text `{"game","app_id","biz_id","endpoints","role","quota"}`. */
    @Throws(ShimingException::class)
    public fun putGame(json: String): Unit = raw.putGame(json)

    /** Sets profile and calendar: JSON text `{"profile","calendar"}`. */
    @Throws(ShimingException::class)
    public fun putPolicy(json: String): Unit = raw.putPolicy(json)

    /** Lets a game drain; [Event.GameDrained] tells when it has. */
    @Throws(ShimingException::class)
    public fun removeGame(game: String): Unit = raw.removeGame(game)

    /** Sets the part of a game's quota that this process owns. */
    @Throws(ShimingException::class)
    public fun setShare(game: String, share: Share): Unit = raw.setShare(game, share)

    /** Another process was throttled: nothing goes to this endpoint before [until], Unix ms. */
    @Throws(ShimingException::class)
    public fun hold(game: String, endpoint: Endpoint, until: Long): Unit = raw.hold(game, endpoint, until)

    /** Begins to verify a player, or joins the attempt that runs. Store the answer's state beside the player. */
    @Throws(ShimingException::class)
    @JvmOverloads
    public fun verify(
        game: String, account: String, state: String, name: String, idNumber: String, priority: Priority = Priority.LIVE,
        now: Now = systemNow(),
    ): Verifying = raw.verify(game, account, state, name, idNumber, priority, now)

    /** Tells the engine a state that the host knows. */
    @Throws(ShimingException::class)
    @JvmOverloads
    public fun putAccount(game: String, account: String, state: String, now: Now = systemNow()): Unit =
        raw.putAccount(game, account, state, now)

    /**
     * A player wants to come in.
     *
     * @param usage what the host's ledgers say, for rules that count time (34号); null where no profile asks for it
     */
    @Throws(ShimingException::class)
    @JvmOverloads
    public fun login(
        game: String, session: String, player: Player, usage: Usage? = null, now: Now = systemNow(),
    ): Admission = Direct.call(token, Direct.LOGIN, {
        it.long(now.unix)
        it.long(now.mono)
        it.byte(if (usage == null) 0 else 1)
        it.long(usage?.playedTodayS ?: 0)
        it.long(usage?.guestUsedS ?: 0)
        when (player) {
            is Player.Account -> {
                it.text(player.account)
                it.text(player.state)
            }
            is Player.Guest -> {
                it.int(-1)
                it.text(player.di)
            }
        }
        it.text(game)
        it.text(session)
    }, {
        val bits = it.readByte()
        val until = it.readOptionalLong()
        Admission(bits and 1 != 0, bits and 2 != 0, it.readText(), it.readText(), until)
    })

    /** The player still plays: at least once a minute. */
    @Throws(ShimingException::class)
    @JvmOverloads
    public fun heartbeat(game: String, session: String, now: Now = systemNow()): Unit =
        play(Direct.HEARTBEAT, game, session, now)

    /** The player left. */
    @Throws(ShimingException::class)
    @JvmOverloads
    public fun logout(game: String, session: String, now: Now = systemNow()): Unit = play(Direct.LOGOUT, game, session, now)

    private fun play(op: Int, game: String, session: String, now: Now) = Direct.call(token, op, {
        it.long(now.unix)
        it.long(now.mono)
        it.text(game)
        it.text(session)
    }, {})

    /** The next step. */
    @Throws(ShimingException::class)
    @JvmOverloads
    public fun poll(now: Now = systemNow()): Step = raw.poll(now)

    /** Everything up to this [Step.Persist] is written and synced. */
    @Throws(ShimingException::class)
    public fun persisted(seq: Long): Unit = raw.persisted(seq)

    /** The application has stored what the event told. */
    @Throws(ShimingException::class)
    public fun handled(seq: Long): Unit = raw.handled(seq)

    /** What became of a request. */
    @Throws(ShimingException::class)
    @JvmOverloads
    public fun complete(send: Long, outcome: Outcome, now: Now = systemNow()): Used = Direct.call(token, Direct.COMPLETE, {
        it.long(now.unix)
        it.long(now.mono)
        it.long(send)
        when (outcome) {
            is Outcome.Http -> {
                it.byte(0)
                it.int(outcome.response.status)
                it.optional(outcome.response.date)
                it.bytes(outcome.response.body)
            }
            is Outcome.Transport -> {
                it.byte(1)
                it.byte(if (outcome.sent == Sent.NO) 0 else 1)
            }
        }
    }, {
        when (it.readByte()) {
            0 -> Used.NOW
            1 -> Used.LATE
            else -> Used.ALREADY
        }
    })

    /** The state of an account that the engine holds; null when it holds none. */
    @Throws(ShimingException::class)
    public fun account(game: String, account: String): String? = raw.account(game, account)

    /** A session that the engine holds; null when it holds none. */
    @Throws(ShimingException::class)
    public fun session(game: String, session: String): Session? = raw.session(game, session)

    /** Numbers for a dashboard, of one game or of all. */
    @Throws(ShimingException::class)
    @JvmOverloads
    public fun stats(game: String? = null): Stats = raw.stats(game)

    override fun toString(): String = "Engine"

    public companion object {
        /**
         * Opens an engine.
         *
         * @param config JSON text `{"v":1,"journal_keys":["64 hexadecimal digits"]}`
         * @param entropy null draws 32 bytes from the system (do that); else exactly 32 that were never used before
         */
        @JvmStatic
        @JvmOverloads
        @Throws(ShimingException::class)
        public fun open(config: String, entropy: ByteArray? = null, now: Now = systemNow()): Engine =
            Engine(RawEngine.open(config, entropy, now))
    }
}
