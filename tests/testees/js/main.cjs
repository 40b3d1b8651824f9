// Node (CommonJS).
const { writeSync } = require("node:fs");
const shiming = require("shiming");

import("./testee.mjs").then(({ serve }) => serve(shiming, shiming.versions().package, process.stdin, (text) => void writeAll(Buffer.from(text))));

function writeAll(bytes) {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
    }
  }
}
