@file:JvmName("Shiming")
@file:JvmMultifileClass

package io.github.shiming

private fun endpoints(to: Frame, endpoints: Endpoints) = when (endpoints) {
    is Endpoints.Production -> to.byte(0)
    is Endpoints.Test -> {
        to.byte(1)
        to.text(endpoints.code)
    }
    is Endpoints.Custom -> {
        to.byte(2)
        to.text(endpoints.check)
        to.text(endpoints.query)
        to.text(endpoints.report)
    }
}

private fun request(from: Frame): Request {
    val method = from.readText()
    val url = from.readText()
    val headers = List(from.readByte()) { Header(from.readText(), from.readText()) }
    return Request(method, url, headers, from.readBytes())
}

/**
 * A request of 实名认证.
 *
 * @param ai the attempt: 1 to 32 bytes
 * @param nonce 12 bytes, fresh for every request
 * @param unix now, in milliseconds
 */
@Throws(ShimingException::class)
public fun checkRequest(
    app: App, endpoints: Endpoints, ai: String, name: String, idNumber: String, nonce: ByteArray, unix: Long,
): Request = Direct.call(app.token, Direct.CHECK_REQUEST, {
    it.long(unix)
    it.bytes(nonce)
    endpoints(it, endpoints)
    it.text(ai)
    it.text(name)
    it.text(idNumber)
}, ::request)

/** A request of 实名认证结果查询. */
@Throws(ShimingException::class)
public fun queryRequest(app: App, endpoints: Endpoints, ai: String, unix: Long): Request =
    Direct.call(app.token, Direct.QUERY_REQUEST, {
        it.long(unix)
        endpoints(it, endpoints)
        it.text(ai)
    }, ::request)

/**
 * A request of 游戏用户行为数据上报 with 1 to 128 rows. Each `ot` lies less than 180 s before [unix].
 *
 * @param nonce 12 bytes, fresh for every request
 * @param unix now, in milliseconds
 */
@Throws(ShimingException::class)
public fun reportRequest(app: App, endpoints: Endpoints, rows: List<Row>, nonce: ByteArray, unix: Long): Request =
    Direct.call(app.token, Direct.REPORT_REQUEST, {
        it.long(unix)
        it.bytes(nonce)
        endpoints(it, endpoints)
        it.int(rows.size)
        for (row in rows) {
            it.long(row.ot)
            it.byte(if (row.bt == Behavior.LOGIN) 1 else 0)
            it.byte(if (row.ct == PlayerKind.GUEST) 2 else 0)
            it.text(row.si)
            it.optional(row.pi)
            it.optional(row.di)
        }
    }, ::request)

/**
 * The request of a case of the official interface test.
 *
 * @param case 1 to 8
 * @param code as the platform's page shows it
 * @param preset which of the case's official data, from 1
 * @param nonce 12 bytes
 * @param unix now, in milliseconds
 */
@Throws(ShimingException::class)
public fun interfaceTestRequest(case: Int, app: App, code: String, preset: Int, nonce: ByteArray, unix: Long): Request =
    app.open { rawInterfaceTestRequest(case, it, code, preset, nonce, unix) }
