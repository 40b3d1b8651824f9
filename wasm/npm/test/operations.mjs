// The table of operations, wherever these tests run: in the repository, or beside the installed package.
import { readFileSync } from "node:fs";

const root = process.env.SHIMING_ROOT ?? new URL("../../..", import.meta.url).pathname;
export const table = JSON.parse(readFileSync(`${root}/tests/vectors/operations.json`, "utf8"));
export const spellings = table.operations.flatMap((operation) => (operation.spelling ? [operation.spelling.js] : []));
