// Node (ESM), Deno and Bun.
import { writeSync } from "node:fs";
import { Buffer } from "node:buffer";
import process from "node:process";
import * as shiming from "shiming";
import { serve } from "./testee.mjs";

await serve(shiming, shiming.versions().package, process.stdin, (text) => void writeAll(Buffer.from(text)));

function writeAll(bytes) {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
    }
  }
}
