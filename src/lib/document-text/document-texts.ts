/**
 * Takes the text out of documents, each in a process of its own that is killed when it takes too long, too
 * much memory or says too much: what is in a document harms nobody else. The system ends it after so many
 * seconds of work, too, should whoever started it be gone.
 */
import { setPriority } from 'node:os'
import { join } from 'node:path'
import type { DocumentType } from '../document-type.ts'
import { ROOT } from '../root.ts'

const ENTRY = join(ROOT, 'src/lib/document-text/main.ts')
const LIMIT_MS = 20_000
const LIMIT_CPU_S = 30
const LIMIT_BYTES = 512 * 2 ** 20
const LOOK_MS = 50
const NICE = 10

export interface TextLimits {
  ms: number
  bytes: number
}

/** @returns `null` where it has failed, or was ended. */
export async function textOutOf(
  type: DocumentType,
  content: Uint8Array,
  most: number,
  signal: AbortSignal,
  limits: TextLimits = { ms: LIMIT_MS, bytes: LIMIT_BYTES },
): Promise<string | null> {
  signal.throwIfAborted()
  const limited = ['/bin/sh', '-c', `ulimit -t ${LIMIT_CPU_S}; ulimit -c 0; exec "$@"`, 'sh']
  const child = Bun.spawn([...limited, process.execPath, '--smol', ENTRY, type, `${most}`], {
    cwd: '/',
    env: { BUN_RUNTIME_TRANSPILER_CACHE_PATH: '0' },
    stdin: content,
    stdout: 'pipe',
    stderr: 'ignore',
  })
  const kill = () => child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  const end = setTimeout(kill, limits.ms)
  const watch = setInterval(async () => {
    if ((await bytesOf(child.pid)) > limits.bytes) kill()
  }, LOOK_MS)
  beNice(child.pid)
  try {
    const text = await textWithin(child.stdout, most * 4, kill)
    const code = await child.exited
    signal.throwIfAborted()
    return code === 0 ? text : null
  } finally {
    clearTimeout(end)
    clearInterval(watch)
    signal.removeEventListener('abort', kill)
    kill()
  }
}

/** UTF-8 takes up to four bytes for a character. */
async function textWithin(
  stream: ReadableStream<Uint8Array>,
  most: number,
  stop: () => void,
): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of stream) {
    bytes += part.length
    if (bytes > most) {
      stop()
      break
    }
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** What it has in memory; 0 where the system does not say. */
async function bytesOf(pid: number): Promise<number> {
  const status = await Bun.file(`/proc/${pid}/status`)
    .text()
    .catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024
}

function beNice(pid: number): void {
  try {
    setPriority(pid, NICE)
  } catch {
    // Where that is not allowed, or it has ended already.
  }
}
