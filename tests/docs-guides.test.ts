/** README.md and the guides can be followed: each of their commands is run as it stands there, and none is refused. */
import { expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MAIN } from './main.ts'
import { startServer } from './server-process.ts'
import { runExamples } from './shell-examples.ts'

const ROOT = join(import.meta.dir, '..')
const GUIDES = ['alerts', 'mcp', 'webhooks', 'live', 'search', 'work', 'import', 'export', 'audit']
/** What begins with one of these is another program, a server, or takes what is not here. */
const NOT_HERE = /^(npx|claude|docker|DATABASE_URL|COMPOSE_PROFILES|OUTBOUND_ALLOW)/m
/** What problem documents and tools say. */
const REFUSED = /"type":"about:blank"|"isError":true/

interface Place {
  folder: string
  /** Of the server. */
  host: string
}

test('README.md, and what it makes serves each guide', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-guides-'))
  try {
    const env = { DATA_DIR: join(folder, 'data'), OUTBOUND_ALLOW: 'localhost' }
    await using server = await startServer({ env })
    const place = { folder, host: new URL(server.url).host }
    const readme = await followed(place, 'README.md', { before: 'true', after: KEEP })
    expect(readme.wrong).toEqual([])
    for (const guide of GUIDES) {
      const { wrong } = await followed(place, `docs/${guide}.md`, { before: TAKE, after: 'true' })
      expect({ guide, wrong }).toEqual({ guide, wrong: [] })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)

/** What the quick start has put into variables, for the guides. */
const KEEP = 'printf "TOKEN=%s KEY=%s\\n" "$TOKEN" "$KEY" > signed-in'
const TAKE = 'source ../README.md/signed-in'

/** Each document in a folder of its own, which has the files that it shows. */
async function followed(
  { folder, host }: Place,
  path: string,
  { before, after }: { before: string; after: string },
) {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const place = join(folder, path.replace('docs/', ''))
  mkdirSync(place, { recursive: true })
  writeShownFiles(place, text)
  const commands = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(({ 1: command = '', index }) => ({
    command: asHere(command, host),
    answer: null,
    line: text.slice(0, index).split('\n').length,
  }))
  const examples = commands.filter(({ command }) => !NOT_HERE.test(command))
  expect(examples.length).toBeGreaterThan(0)
  const own = (command: string) => ({ command, answer: null, line: 0 })
  const all = [own(before), ...examples, own(after)]
  const printed = await runExamples(all, place, { DATA_DIR: join(folder, 'data') })
  const wrong = printed.flatMap((said, i) => (REFUSED.test(said) ? [`line ${all[i]?.line}: ${said}`] : []))
  return { wrong }
}

function asHere(command: string, host: string): string {
  return command
    .replaceAll('localhost:3000', host)
    .replaceAll('https://hooks.example.com', 'http://localhost:9')
    .replaceAll('bun run almanac', `${process.execPath} ${MAIN}`)
    .replace(/^curl -N (.*\/live.*)$/m, 'curl -N --max-time 1 $1 || true')
}

/** The files that docs/import.md shows, which its commands take. */
function writeShownFiles(place: string, text: string): void {
  const shown = (name: string) =>
    new RegExp(`^\`${name}\`[^\\n]*:\\n\\n\`\`\`\\w+\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(text)?.[1]
  const [csv, ndjson] = [shown('history.csv'), shown('history.ndjson')]
  if (csv) writeFileSync(join(place, 'history.csv'), csv)
  if (ndjson) writeFileSync(join(place, 'history.ndjson.gz'), Bun.gzipSync(ndjson))
}
