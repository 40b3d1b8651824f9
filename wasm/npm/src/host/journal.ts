import { createHash } from "node:crypto";
import { mkdir, open, readdir, rm, type FileHandle } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { join, resolve } from "node:path";

/** Where the engine's journal is kept. A table of a database does as well: append and drop are all there is. */
export interface Journal {
  /** Everything that is there, segments ascending, in pieces of at most 1 MiB; an empty segment comes as an empty piece. */
  read(): AsyncIterable<readonly [segment: number, bytes: Uint8Array]>;
  /** Appends, and resolves when the bytes are safe. Must reject a `(segment, seq)` that is there: then a second engine writes this journal. */
  append(segment: number, seq: number, bytes: Uint8Array): Promise<void>;
  /** Drops the segments below this number. */
  dropBefore(segment: number): Promise<void>;
}

const PIECE = 1 << 20;

/**
 * A journal in a directory, one file a segment, for Node, Deno and Bun. The files are those of every other language's directory journal.
 *
 * @example
 * const journal = await JournalDirectory.open("journal");
 */
export class JournalDirectory implements Journal {
  readonly #folder: string;
  readonly #lock: Server;
  #segment = Number.NEGATIVE_INFINITY;
  #seq = Number.NEGATIVE_INFINITY;
  #file: FileHandle | undefined;

  private constructor(folder: string, lock: Server) {
    this.#folder = folder;
    this.#lock = lock;
  }

  /** Opens `folder`, and makes it when it is missing. Rejects while another process has it open. */
  static async open(folder: string): Promise<JournalDirectory> {
    const path = resolve(folder);
    await mkdir(path, { recursive: true });
    return new JournalDirectory(path, await lock(path));
  }

  async *read(): AsyncGenerator<readonly [segment: number, bytes: Uint8Array]> {
    for (const segment of await this.#segments()) {
      const file = await open(this.#path(segment), "r");
      try {
        for (let first = true; ; first = false) {
          const piece = new Uint8Array(PIECE);
          const { bytesRead } = await file.read(piece, 0, PIECE, null);
          if (bytesRead === 0 && !first) break;
          yield [segment, piece.subarray(0, bytesRead)];
        }
      } finally {
        await file.close();
      }
    }
  }

  async append(segment: number, seq: number, bytes: Uint8Array): Promise<void> {
    if (segment < this.#segment || seq <= this.#seq) throw new Error("this segment and number were written before: two engines must not share a journal");
    if (segment !== this.#segment || !this.#file) {
      await this.#file?.close();
      this.#file = undefined;
      // Exclusive: a file of this number is a second engine's.
      this.#file = await open(this.#path(segment), "ax", 0o600);
      this.#segment = segment;
      await sync(this.#folder);
    }
    this.#seq = seq;
    await this.#file.writeFile(bytes);
    await this.#file.datasync();
  }

  async dropBefore(segment: number): Promise<void> {
    for (const old of await this.#segments()) {
      if (old < segment) await rm(this.#path(old), { force: true });
    }
  }

  /** Closes the file and lets another process open the folder. */
  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
    await new Promise((done) => this.#lock.close(done));
  }

  #path(segment: number): string {
    return join(this.#folder, `${String(segment).padStart(15, "0")}.journal`);
  }

  async #segments(): Promise<number[]> {
    const names = await readdir(this.#folder);
    const numbers = names.flatMap((name) => (/^\d+\.journal$/.test(name) ? [Number.parseInt(name, 10)] : []));
    return numbers.sort((a, b) => a - b);
  }
}

/** A new file is safe only when its name is. Windows has no such call, and keeps names by itself. */
async function sync(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** JavaScript has no file locks that a crash releases. A socket is one: it listens as long as its process lives. */
async function lock(folder: string): Promise<Server> {
  const path = process.platform === "win32" ? `\\\\?\\pipe\\shiming-${createHash("sha256").update(folder).digest("hex")}` : join(folder, "lock.socket");
  if (Buffer.byteLength(path) > 100 && process.platform !== "win32") throw new Error("the path of the journal is too long for its lock: at most 88 bytes");
  try {
    return await listen(path);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "EADDRINUSE") throw error;
  }
  if (await answers(path)) throw new Error("another process has this journal open: one engine, one journal");
  await rm(path, { force: true });
  return listen(path);
}

function listen(path: string): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", fail);
    server.listen(path, () => {
      server.unref();
      done(server);
    });
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });
}
