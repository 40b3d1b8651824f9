/** The reference host where there is no file system. */
export { Host, now, type HostOptions } from "./loop.js";
export { exchange, type Fetch } from "./transport.js";
export type { Journal } from "./journal.js";
