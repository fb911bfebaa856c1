/** The command line as a process of its own, as people run it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MAIN, SPARING } from './main.ts'

/** Nothing of the tests' own environment gets in but what finds programs. */
function environment(env: Record<string, string>): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...SPARING, ...env }
}

export async function almanac(args: string[], env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-cli-'))
  const child = start(args, { DATA_DIR: folder, ...env }, folder)
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  rmSync(folder, { recursive: true, force: true })
  return { out, err, code }
}

export function start(args: string[], env: Record<string, string>, cwd: string) {
  return Bun.spawn([process.execPath, MAIN, ...args], {
    env: environment(env),
    cwd,
    stdout: 'pipe',
    stderr: 'pipe',
  })
}
