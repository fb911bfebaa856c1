/** The tool that checks rules and metrics of Prometheus: of this machine, or out of Debian's package. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** It stays there: nothing is fetched by the next run. */
const FOLDER = join(import.meta.dir, '../node_modules/.cache/promtool')
const TOOL = join(FOLDER, 'promtool')
const PACKAGE = join(FOLDER, 'package')
const PATIENCE_MS = 30_000

let found: string | null | undefined

/** @returns `null` where it can be had from nowhere. */
export async function promtool(): Promise<string | null> {
  if (found === undefined) found = Bun.which('promtool') ?? (existsSync(TOOL) ? TOOL : unpacked())
  return found
}

/** Nothing is installed: of the package one file is taken out. */
function unpacked(): string | null {
  if (!Bun.which('apt-get') || !Bun.which('dpkg-deb')) return null
  mkdirSync(PACKAGE, { recursive: true })
  run('apt-get', 'download', '-qq', 'prometheus')
  const archive = readdirSync(PACKAGE).find((name) => name.endsWith('.deb'))
  if (archive) run('dpkg-deb', '--extract', archive, '.')
  const tool = join(PACKAGE, 'usr/bin/promtool')
  if (existsSync(tool)) renameSync(tool, TOOL)
  rmSync(PACKAGE, { recursive: true })
  return existsSync(TOOL) ? TOOL : null
}

function run(...words: string[]): void {
  Bun.spawnSync(words, { cwd: PACKAGE, timeout: PATIENCE_MS, stdout: 'ignore', stderr: 'ignore' })
}
