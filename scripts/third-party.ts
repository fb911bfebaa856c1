/**
 * Writes docs/third-party.md: the packages that come along with Almanac, and their notices. What comes
 * along is what `bun.lock` reaches from the dependencies in package.json; a test says when it is time.
 *
 * Packages that exist for one system alone are parts of another one and have its licence; which of them
 * is installed depends on the machine, so that they are left out.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dir, '..')
const DOCUMENT = join(ROOT, 'docs/third-party.md')
const NOTICE_FILE = /^(licen[cs]e|copying|notice)/i
const COPYRIGHT_LINE = /^\W*(copyright\b|\(c\)|©).*/i

interface LockedPackage {
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  optionalPeers?: string[]
  os?: unknown
  cpu?: unknown
}

interface Lock {
  workspaces: { '': { dependencies: Record<string, string> } }
  packages: Record<string, [name: string, ...rest: unknown[]]>
}

interface Notice {
  name: string
  version: string
  license: string
  texts: string[]
}

if (import.meta.main) await Bun.write(DOCUMENT, thirdPartyNotices())

export function thirdPartyNotices(): string {
  const notices = shippedPlaces().map(noticeOf)
  const table = notices.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`)
  const byText = Map.groupBy(
    notices.flatMap(({ name, texts }) => texts.map((text) => ({ name, ...split(text) }))),
    ({ terms }) => wordsOf(terms),
  )
  const texts = [...byText.values()].map((of) => {
    const holders = of.map(({ name, holders }) => `- ${[name, ...holders].join('; ')}`)
    return `${holders.join('\n')}\n\n\`\`\`\`text\n${of[0]?.terms}\n\`\`\`\``
  })
  return `# What comes along

Almanac is made of its own code, under the [MIT licence](../LICENSE), and of these packages. Made by
\`bun scripts/third-party.ts\` from bun.lock and the packages themselves: what is changed here by hand
will be lost.

| Package | Version | Licence |
|---|---|---|
${table.join('\n')}

The container image holds [Bun](https://bun.sh), too, with the notices of its own image.

## Notices

Each text once, however its lines are broken, after those who grant it. Without a file of notices come
${notices.flatMap(({ name, texts }) => (texts.length === 0 ? name : [])).join(', ')}.

${texts.join('\n\n')}
`
}

/** Where they lie in node_modules, each once. */
function shippedPlaces(): string[] {
  const lock: Lock = JSON.parse(withoutTrailingCommas(readFileSync(join(ROOT, 'bun.lock'), 'utf8')))
  const seen = new Set<string>()
  const visit = (place: string | undefined) => {
    if (place === undefined || seen.has(place)) return
    const found = lockedAt(lock, place)
    if (found.os !== undefined || found.cpu !== undefined) return
    seen.add(place)
    for (const name of namesIn(found)) visit(placeOf(lock, place, name))
  }
  for (const name of Object.keys(lock.workspaces[''].dependencies)) visit(name)
  return [...seen].sort()
}

function lockedAt({ packages }: Lock, place: string): LockedPackage {
  const parts = packages[place] ?? ['']
  return (parts.find((part) => typeof part === 'object' && part !== null) ?? {}) as LockedPackage
}

function namesIn({
  dependencies,
  optionalDependencies,
  peerDependencies = {},
  optionalPeers = [],
}: LockedPackage): string[] {
  const peers = Object.keys(peerDependencies).filter((name) => !optionalPeers.includes(name))
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]
}

/** A package is looked for beside who needs it, and then further out. */
function placeOf({ packages }: Lock, from: string, name: string): string | undefined {
  const inner = from.match(/(@[^/]+\/)?[^/]+/g) ?? []
  for (let depth = inner.length; depth >= 0; depth -= 1) {
    const place = [...inner.slice(0, depth), name].join('/')
    if (packages[place]) return place
  }
  return undefined
}

function noticeOf(place: string): Notice {
  const folder = join(
    ROOT,
    'node_modules',
    ...(place.match(/(@[^/]+\/)?[^/]+/g) ?? []).join('/node_modules/').split('/'),
  )
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (file) => file.isFile() && NOTICE_FILE.test(file.name),
  )
  const texts = files.map((file) => readFileSync(join(folder, file.name), 'utf8')).sort()
  return { name, version, license: typeof license === 'string' ? license : 'as its notice says', texts }
}

/** The lines that say whose it is, and the terms, which many have in common. */
function split(text: string): { holders: string[]; terms: string } {
  const lines = text.replaceAll('\r', '').split('\n')
  const holders = lines.slice(0, 12).filter((line) => COPYRIGHT_LINE.test(line))
  const terms = lines
    .filter((line) => !holders.includes(line))
    .join('\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return { holders: holders.map((line) => line.trim()), terms }
}

/** What two texts have in common that say the same under other titles. */
function wordsOf(terms: string): string {
  const words = terms.toLowerCase().match(/[a-z0-9]+/g) ?? []
  return words.join(' ').replace(/^(the )?(mit|isc) license( mit)? /, '')
}

function withoutTrailingCommas(jsonc: string): string {
  return jsonc.replace(/,(\s*[}\]])/g, '$1')
}
