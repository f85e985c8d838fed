// The archive of a workbook: its parts are compressed as they come, by the browser, and are kept as blobs outside of the
// page's memory. `cargo xtask workbook` makes workbook.min.js of this and of what it imports.
import { ZipWriter } from "@zip.js/zip.js/lib/zip-core-writer.js";

// What needs a worker, or WebAssembly of its own, is left out: the browser compresses.
const OPTIONS = { useWebWorkers: false, useCompressionStream: true, extendedTimestamp: false };

export default class Archive {
  #blobs = [];
  #zip = new ZipWriter(new WritableStream({ write: (bytes) => void this.#blobs.push(new Blob([bytes])) }), OPTIONS);
  #part;
  #added;

  // Begins a part; the one before is complete.
  async begin(name) {
    await this.#end();
    const { readable, writable } = new TransformStream();
    const part = (this.#part = writable.getWriter());
    this.#added = this.#zip.add(name, readable);
    // Whoever waits for room in a part that cannot be written learns why.
    this.#added.catch((error) => part.abort(error));
  }

  // Resolves when there is room for more.
  write(bytes) {
    return this.#part.write(bytes);
  }

  async finish(type) {
    await this.#end();
    await this.#zip.close();
    return new Blob(this.#blobs, { type });
  }

  async #end() {
    await this.#part?.close();
    await this.#added;
  }
}
