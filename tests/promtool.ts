/** The tool that checks rules and metrics of Prometheus: of this machine, or out of Debian's package. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const FOLDER = join(tmpdir(), 'almanac-promtool')
const TOOL = join(FOLDER, 'usr/bin/promtool')
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
  mkdirSync(FOLDER, { recursive: true })
  run('apt-get', 'download', '-qq', 'prometheus')
  const archive = readdirSync(FOLDER).find((name) => name.endsWith('.deb'))
  if (archive) run('dpkg-deb', '--extract', archive, '.')
  return existsSync(TOOL) ? TOOL : null
}

function run(...words: string[]): void {
  Bun.spawnSync(words, { cwd: FOLDER, timeout: PATIENCE_MS, stdout: 'ignore', stderr: 'ignore' })
}
