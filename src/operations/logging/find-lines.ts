/** Looks for what was logged of a correlation id, in files as long as they may be. */
import { createReadStream, statSync } from 'node:fs'
import { join } from 'node:path'
import { listLogFiles } from './log-file.ts'

const NEWLINE = 10
const CHUNK_BYTES = 2 ** 20
const LONGEST_LINE_BYTES = 2 ** 20

/** The oldest line first. The files are looked through as bytes: few of their lines are ever made a text. */
export async function* linesWith(path: string, id: string): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = bytes.lastIndexOf(NEWLINE) + 1
    yield* linesIn(bytes.subarray(0, end), id)
    rest = bytes.subarray(end)
    // The end of a line that is too long is taken for one.
    if (rest.length > LONGEST_LINE_BYTES) rest = Buffer.alloc(0)
  }
  yield* linesIn(rest, id)
}

/** The newest files that together are no longer, the oldest of them first. */
export function newestFiles(folder: string, mostBytes: number): { paths: string[]; areAll: boolean } {
  const all = listLogFiles(folder).map((name) => join(folder, name))
  const paths: string[] = []
  let bytes = 0
  for (const path of all.toReversed()) {
    bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0
    if (bytes > mostBytes && paths.length > 0) return { paths, areAll: false }
    paths.unshift(path)
  }
  return { paths, areAll: true }
}

function* linesIn(bytes: Buffer, id: string): Generator<string> {
  for (let at = bytes.indexOf(id); at !== -1; ) {
    const start = bytes.lastIndexOf(NEWLINE, at) + 1
    const found = bytes.indexOf(NEWLINE, at)
    const end = found === -1 ? bytes.length : found
    yield bytes.toString('utf8', start, end)
    at = end === bytes.length ? -1 : bytes.indexOf(id, end)
  }
}
