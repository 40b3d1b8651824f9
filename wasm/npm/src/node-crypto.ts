/**
 * The runtime's own cryptography for long messages (Node, Deno, Bun). The arguments are views of the instance's memory: nothing of them is kept,
 * and results are written into them. Where anything fails, the instance computes for itself.
 */
import type { RuntimeCrypto } from "./backend.js";

const CIPHER = "aes-128-gcm";

type Crypto = typeof import("node:crypto");

/** `crypto`: the module, loaded when it is asked for. Many calls need none, and Node takes 4 ms for it. */
export const nodeCrypto = (crypto: () => Crypto): RuntimeCrypto => ({
  sha256(head, body, digest) {
    try {
      digest.set(crypto().createHash("sha256").update(head).update(body).digest());
      return true;
    } catch {
      return false;
    }
  },

  seal(key, nonce, aad, text, tag) {
    try {
      const cipher = crypto().createCipheriv(CIPHER, key, nonce);
      if (aad.length > 0) cipher.setAAD(aad);
      const sealed = cipher.update(text);
      cipher.final();
      tag.set(cipher.getAuthTag());
      text.set(sealed);
      return true;
    } catch {
      return false;
    }
  },

  open(key, nonce, aad, text, tag) {
    try {
      const decipher = crypto().createDecipheriv(CIPHER, key, nonce, { authTagLength: 16 });
      if (aad.length > 0) decipher.setAAD(aad);
      decipher.setAuthTag(tag);
      const opened = decipher.update(text);
      // Throws where the tag is wrong: the text is not touched before.
      decipher.final();
      text.set(opened);
      return true;
    } catch {
      return false;
    }
  },
});
