import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createContext } from '../context.ts'
import { AppError } from '../lib/app-error.ts'
import { counted } from '../lib/counted.ts'
import { StartError } from '../lib/start-error.ts'
import { auditExport } from '../metrics/export/audit-export.ts'
import { exportTexts, type Imported, importText, readText } from '../modules/content/files/content-files.ts'
import { notOneOf } from './actions.ts'
import { type Call, type Command, JSON_OPTION, UsageError } from './command.ts'
import { findOrganization } from './find-organization.ts'
import { Progress } from './progress.ts'

/** Of a file: more than the longest text takes. */
const MOST_BYTES = 1_000_000

const ACTIONS = ['import', 'export'] as const

export const content: Command = {
  summary: 'take a folder of Markdown files into the content of an organization, or write it into one',
  usage: 'almanac content import|export FOLDER --organization SLUG [--json]',
  words: 2,
  actions: ACTIONS,
  options: {
    organization: {
      type: 'string',
      help: 'whose content: its slug, as "almanac organization list" shows it',
    },
    json: JSON_OPTION,
  },
  run: runContent,
}

async function runContent(call: Call): Promise<number> {
  const [action, folder] = call.words
  if (action !== 'import' && action !== 'export') throw new UsageError(notOneOf(ACTIONS, action))
  if (!folder || typeof call.values.organization !== 'string') {
    throw new UsageError('Name the folder and the organization.')
  }
  if (action === 'import' && !isFolder(folder)) throw new UsageError(`There is no folder ${folder}.`)
  await using context = await createContext(call.config)
  const { id } = await findOrganization(context, call.values.organization)
  const work = { context, organizationId: id, folder, isJson: call.values.json === true }
  return await (action === 'import' ? importFolder(work) : exportFolder(work))
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

interface Work {
  context: Awaited<ReturnType<typeof createContext>>
  organizationId: string
  folder: string
  isJson: boolean
}

/** Each file by itself: one that cannot be taken keeps no other out. */
async function importFolder({ context, organizationId, folder, isJson }: Work): Promise<number> {
  const files = markdownIn(folder)
  const counts: Record<Imported | 'refused', number> = { created: 0, changed: 0, unchanged: 0, refused: 0 }
  const progress = new Progress()
  const refusals: { file: string; reason: string }[] = []
  const taken = new Map<string, string>()
  for (const [done, file] of files.entries()) {
    const result = await importOne(context, organizationId, folder, file, taken)
    if ('reason' in result) refusals.push({ file, reason: result.reason })
    counts['reason' in result ? 'refused' : result.outcome] += 1
    progress.show((done + 1) / files.length, inWords(counts))
  }
  progress.finish(inWords(counts))
  if (isJson) console.log(JSON.stringify({ ...counts, refusals }))
  else for (const { file, reason } of refusals) console.error(`${file}: ${reason}`)
  return counts.refused > 0 ? 1 : 0
}

/** @param taken Which file each slug has come from: a second one would take the place of the first. */
async function importOne(
  context: Work['context'],
  organizationId: string,
  folder: string,
  file: string,
  taken: Map<string, string>,
) {
  const path = join(folder, file)
  if (statSync(path).size > MOST_BYTES) return { reason: 'is too large for a text' }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await Bun.file(path).bytes())
    const given = readText(basename(path, '.md'), text)
    const { slug = '' } = given
    const other = taken.get(slug)
    if (other !== undefined) {
      return { reason: `has the slug "${slug}", as ${other} has: name another in its front matter` }
    }
    if (slug !== '') taken.set(slug, file)
    return { outcome: await importText(context, organizationId, given) }
  } catch (error) {
    if (error instanceof AppError) return { reason: error.message }
    if (error instanceof TypeError) return { reason: 'is no UTF-8' }
    throw error
  }
}

/** Those in its folders, too; what a link leads to is not among them. */
function markdownIn(folder: string): string[] {
  const found = [...new Bun.Glob('**/*.md').scanSync({ cwd: folder, followSymlinks: false, onlyFiles: true })]
  if (found.length === 0) throw new UsageError(`There are no Markdown files (*.md) in ${folder}.`)
  return found.sort()
}

function inWords(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([outcome, count]) => `${count.toLocaleString('en')} ${outcome}`)
    .join(', ')
}

async function exportFolder({ context, organizationId, folder, isJson }: Work): Promise<number> {
  mkdirSync(folder, { recursive: true })
  if (readdirSync(folder).length > 0) {
    throw new StartError(`${folder} holds something already: name an empty folder, or a new one.`)
  }
  await auditExport(context, organizationId, 'content', { format: 'md' })
  let written = 0
  for await (const { name, text } of exportTexts(context, organizationId)) {
    await Bun.write(join(folder, name), text)
    written += 1
  }
  if (isJson) console.log(JSON.stringify({ written }))
  else console.error(`${counted(written, 'file')} written into ${folder}`)
  return 0
}
