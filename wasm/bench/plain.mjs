// The same two requests as a competent engineer writes them with node:crypto alone: what the package is compared with.
// It checks nothing: no identity number, no name, no time, no row.

import { createCipheriv, createHash } from "node:crypto";

export function plainClient({ appId, bizId, secretKey }) {
  const key = Buffer.from(secretKey, "hex");

  function post(url, message, nonce, unix) {
    const cipher = createCipheriv("aes-128-gcm", key, nonce);
    const text = cipher.update(JSON.stringify(message), "utf8");
    cipher.final();
    const sealed = Buffer.concat([nonce, text, cipher.getAuthTag()]);
    const body = JSON.stringify({ data: sealed.toString("base64") });
    const params = { appId, bizId, timestamps: String(unix) };
    const sorted = Object.keys(params).sort().map((name) => name + params[name]).join("");
    const sign = createHash("sha256").update(secretKey + sorted + body).digest("hex");
    const headers = { "Content-Type": "application/json; charset=utf-8", ...params, sign };
    return { method: "POST", url, headers, body };
  }

  return {
    check(ai, name, idNum, nonce, unix) {
      return post("https://api.wlc.nppa.gov.cn/idcard/authentication/check", { ai, name, idNum }, nonce, unix);
    },
    report(rows, nonce, unix) {
      const collections = rows.map((row, at) => ({ no: at + 1, ...row }));
      return post("http://api2.wlc.nppa.gov.cn/behavior/collection/loginout", { collections }, nonce, unix);
    },
  };
}
