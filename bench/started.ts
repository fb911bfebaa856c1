/** One start of a server on the server's core, until its first answer and, after a rest, until it is idle. */
import { cpuTime } from './cpu.ts'
import { privateMemory, residentMemory, SERVER_CORE } from './machine.ts'

/** @param words A program for Bun, and its words. It prints its address when it is ready. */
export async function started(words: string[], env: Record<string, string>, rest_ms: number) {
  const begunAt = performance.now()
  const child = Bun.spawn([...SERVER_CORE, process.execPath, ...words], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await addressOf(child.stdout)
  await (await fetch(`${url}/api/v1/health/ready`)).text()
  const ms = performance.now() - begunAt
  const { main, others } = cpuTime(child.pid)
  if (rest_ms > 0) await Bun.sleep(rest_ms)
  const memory = { resident: residentMemory(child.pid), own: privateMemory(child.pid) }
  child.kill('SIGTERM')
  await child.exited
  return { ms, cpu: main + others, ...memory }
}

async function addressOf(output: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of output) {
    text += decoder.decode(piece, { stream: true })
    const [address] = /http:\S+/.exec(text) ?? []
    if (address) return address
  }
  throw new Error(`It is not ready: ${text}`)
}
