/** The real server and the real command line, in processes of their own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MAIN, SPARING } from './main.ts'

const READY_WITHIN_MS = 20_000

export interface ProcessOptions {
  /** All that the process sees of the environment, besides the path to its programs. */
  env: Record<string, string>
  /** Words before the command, such as `taskset -c 0`. */
  prefix?: string[]
  /** The program of another version; that of this folder when left out. */
  main?: string
  /** After so long it is killed: 137. */
  kill_after_ms?: number
}

export type ServerProcess = Awaited<ReturnType<typeof startServer>>

/** Starts the server on a free port and waits until it is ready. */
export async function startServer(options: ProcessOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-server-'))
  const output = join(folder, 'output')
  const child = Bun.spawn(command(options, 'serve'), {
    ...surroundings({ ...options, env: { PORT: '0', HOST: '127.0.0.1', ...options.env } }),
    stdout: Bun.file(output),
    stderr: Bun.file(join(folder, 'errors')),
  })
  const readOutput = () => readFileSync(output, 'utf8') + readFileSync(join(folder, 'errors'), 'utf8')
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    return child.exited
  }
  return {
    url: await addressIn(child, readOutput),
    pid: child.pid,
    /** What it has printed until now. */
    output: readOutput,
    /** @returns The exit code; above 128 where a signal ended it. */
    end,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) await end('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Runs one command of the command line to its end. */
export async function runAlmanac(words: string[], options: ProcessOptions) {
  const child = Bun.spawn(command(options, ...words), {
    ...surroundings(options),
    ...(options.kill_after_ms && { timeout: options.kill_after_ms, killSignal: 'SIGKILL' }),
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [stdout, stderr] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ])
  return { exitCode: await child.exited, stdout, stderr }
}

function command({ prefix = [], main = MAIN }: ProcessOptions, ...words: string[]): string[] {
  return [...prefix, process.execPath, main, ...words]
}

/** Not in this folder, whose `.env` would be read. */
function surroundings({ env }: ProcessOptions) {
  return { cwd: tmpdir(), env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), ...SPARING, ...env } }
}

async function addressIn(child: Bun.Subprocess, readOutput: () => string): Promise<string> {
  const givingUpAt = performance.now() + READY_WITHIN_MS
  while (performance.now() < givingUpAt) {
    const address = / is ready on \w+: (http:\S+)/.exec(readOutput())?.[1]
    if (address) return address
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}: ${readOutput()}`)
    await Bun.sleep(10)
  }
  child.kill('SIGKILL')
  throw new Error(`The server is not ready: ${readOutput()}`)
}
