/** `almanac organization import`: what would come and what stands in its way, asked before anything is written. */

import { createContext } from '../context.ts'
import { UnfitRowsError } from '../db/rows/row-loader.ts'
import { counted } from '../lib/counted.ts'
import { StartError } from '../lib/start-error.ts'
import { ArchiveError } from '../operations/backups/archive/format.ts'
import { NoRoomError } from '../operations/backups/scratch-file.ts'
import {
  type Imported,
  importOrganization,
  type Proposal,
} from '../operations/organizations/import-organization.ts'
import { namesOf } from '../operations/organizations/plan-import.ts'
import { isSlug } from '../operations/organizations/stage-archive.ts'
import { type Call, UsageError } from './command.ts'
import { Progress } from './progress.ts'
import { answerTo } from './question.ts'
import { refuseSource } from './target-file.ts'

export async function importOne({ config, values }: Call, path: string): Promise<number> {
  await refuseSource(path)
  const as = slugIn(values.as)
  await using context = await createContext(config)
  const progress = new Progress()
  const wanted = {
    path,
    as,
    joinAccounts: values['join-accounts'] === true,
    withPasswords: values['without-passwords'] !== true,
    isDryRun: values['dry-run'] === true,
    confirm: async (proposal: Proposal) => values.yes === true || asked(proposal),
  }
  const imported = await importOrExplain(context, wanted, (share, text) => progress.show(share, text))
  const { outcome } = imported
  progress.finish(outcome ? 'taken in' : wanted.isDryRun ? 'read and checked' : 'Nothing was changed.')
  if (values.json === true) console.log(JSON.stringify(asJson(imported)))
  else for (const line of inWords(imported)) console.log(line)
  for (const note of outcome?.notes ?? []) console.error(note)
  return outcome || (wanted.isDryRun && imported.proposal.plan.conflicts.length === 0) ? 0 : 1
}

function slugIn(as: string | boolean | undefined): string | null {
  if (typeof as !== 'string') return null
  if (isSlug(as)) return as
  throw new UsageError('--as is a slug: small letters a to z, digits, and single hyphens between them.')
}

/** @throws StartError in place of what is wrong with the archive. */
async function importOrExplain(...call: Parameters<typeof importOrganization>): Promise<Imported> {
  try {
    return await importOrganization(...call)
  } catch (error) {
    if (!(error instanceof ArchiveError || error instanceof NoRoomError || error instanceof UnfitRowsError))
      throw error
    throw new StartError(`This archive cannot be taken in, and nothing was changed. ${error.message}`, {
      cause: error,
    })
  }
}

/** @throws UsageError where nobody can be asked. */
async function asked(proposal: Proposal): Promise<boolean> {
  const question = `${describe(proposal).join('\n')}\nTake it in? Say yes: `
  return (await answerTo(question, '--yes')).toLowerCase() === 'yes'
}

function inWords({ proposal, outcome }: Imported): string[] {
  if (outcome) return [...describe(proposal, 'made'), outcome.checked]
  const { conflicts } = proposal.plan
  const end = conflicts.length > 0 ? 'It cannot be taken in like this.' : 'Nothing stands in its way.'
  return [...describe(proposal), ...conflicts.map(({ detail }) => detail), end]
}

function describe({ organization, manifest, rows, plan }: Proposal, made = 'to be made'): string[] {
  const { name, slug, time_zone } = organization
  const [isNew, isHere] = [plan.made, plan.joined].map((accounts) => accounts.map(({ email }) => email))
  return [
    `${printable(name)} (${slug}, ${time_zone}, ${organization.plan}): ${counted(rows, 'row')} of ${manifest.created_at}, from ${manifest.engine}`,
    `Accounts ${made}: ${namesOf(isNew ?? []) || 'none'}`,
    ...(isHere?.length ? [`Accounts that are here: ${namesOf(isHere)}`] : []),
  ]
}

function asJson({ proposal, outcome }: Imported) {
  const { organization, manifest, rows, plan } = proposal
  const made = plan.made.map(({ id, email }) => ({ id, email }))
  const joined = plan.joined.map(({ id, email }) => ({ id, email }))
  const archive = { name: manifest.name, created_at: manifest.created_at, engine: manifest.engine }
  const found = { organization, archive, rows, accounts: { made, joined }, conflicts: plan.conflicts }
  return { done: outcome !== null, ...found, ...outcome }
}

/** Whoever named it may have meant the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '\ufffd')
}
