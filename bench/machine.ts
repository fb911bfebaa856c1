/** Processes and where they run: the server on one core, what loads it on the other. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../tests/server-process.ts'

export const SERVER_CORE = ['taskset', '-c', '0']
export const LOAD_CORE = ['taskset', '-c', '1']
/**
 * Reads what a server prints through a pipe, as a container's runtime does, and keeps but its address:
 * written to a file, access lines would measure the file system.
 */
const READ_BY_OTHERS = [
  'bash',
  '-c',
  `exec "$@" > >(grep -m1 ready; exec ${LOAD_CORE.join(' ')} cat > /dev/null)`,
  'bash',
]
const AS_SERVER = [...READ_BY_OTHERS, ...SERVER_CORE]

/** Limits are in the way of a measurement, but their work is not left out. */
const ENV = { RATE_LIMITS: '*=1000000000/min', ENVIRONMENT: 'production' }

/**
 * Almanac on the server's core, on SQLite in a folder of its own or on the Postgres of a URL.
 *
 * @param main The program of another version.
 */
export async function startAlmanac(env: Record<string, string> = {}, main?: string) {
  const folder = temporaryFolder()
  const settings = { ...ENV, DATA_DIR: folder.path, ...env }
  const server = await startServer({ prefix: AS_SERVER, env: settings, ...(main && { main }) })
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'almanac-bench-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** Bytes of a process in memory. */
export function residentMemory(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

/** Bytes that the process shares with no other. */
export function privateMemory(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const kilobytes = [...rollup.matchAll(/^Private_(?:Clean|Dirty): +(\d+)/gm)].map(([, text]) => Number(text))
  return kilobytes.reduce((sum, one) => sum + one, 0) * 1024
}

/** Runs a program on a core to its end. @returns What it prints. */
export async function runOn(core: string[], words: string[], env: Record<string, string> = {}) {
  const child = Bun.spawn([...core, ...words], {
    env: { ...process.env, ...env },
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const text = await new Response(child.stdout).text()
  if ((await child.exited) !== 0) throw new Error(`${words.join(' ')} ended with ${child.exitCode}: ${text}`)
  return text
}

/** Runs one of our load scripts on the load's core. @returns The JSON that it prints. */
export async function load<Result>(script: string, options: object): Promise<Result> {
  return runScript(LOAD_CORE, `load/${script}`, options)
}

/** Starts one of our load scripts, which goes on until its input ends or its work is done. */
export function startLoad(script: string, options: object) {
  return Bun.spawn([...LOAD_CORE, process.execPath, scriptPath(`load/${script}`), JSON.stringify(options)], {
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'inherit',
  })
}

/** Runs what is no server on the server's core. */
export async function reference<Result>(script: string, options: object): Promise<Result> {
  return runScript(SERVER_CORE, `references/${script}`, options)
}

async function runScript<Result>(core: string[], script: string, options: object): Promise<Result> {
  return JSON.parse(await runOn(core, [process.execPath, scriptPath(script), JSON.stringify(options)]))
}

function scriptPath(script: string): string {
  return join(import.meta.dir, script)
}

/** A reference that is a server, on the server's core. It says `ready: ADDRESS`. */
export async function startReference(words: string[], env: Record<string, string>) {
  const folder = temporaryFolder()
  const output = join(folder.path, 'output')
  const child = Bun.spawn([...AS_SERVER, ...words], {
    env: { ...process.env, ...env },
    stdout: Bun.file(output),
    stderr: 'inherit',
  })
  return {
    url: await announcedIn(output, child),
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      child.kill()
      await child.exited
      folder[Symbol.dispose]()
    },
  }
}

async function announcedIn(output: string, child: Bun.Subprocess): Promise<string> {
  while (child.exitCode === null) {
    const address = /^ready: (http:\S+)/m.exec(readFileSync(output, 'utf8'))?.[1]
    if (address) return address
    await Bun.sleep(10)
  }
  throw new Error(`The reference ended with ${child.exitCode}.`)
}
