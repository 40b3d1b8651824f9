/** The reference host for Node, Deno and Bun. */
export * from "./web.js";
export { JournalDirectory, type Journal } from "./journal.js";
