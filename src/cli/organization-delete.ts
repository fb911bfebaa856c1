/** `almanac organization delete`: whoever does it writes its slug once more. */
import { createContext } from '../context.ts'
import { namesOf } from '../operations/organizations/plan-import.ts'
import { type Removed, removeOrganization } from '../operations/organizations/remove-organization.ts'
import { type Call, UsageError } from './command.ts'
import { findOrganization } from './find-organization.ts'
import { Progress } from './progress.ts'
import { answerTo } from './question.ts'
import { refuseTarget } from './target-file.ts'

export async function deleteOne({ config, values }: Call, slug: string): Promise<number> {
  const to = typeof values.to === 'string' ? values.to : null
  const isExported = values['no-export'] !== true
  if (to !== null && !isExported) throw new UsageError('Say --to, or --no-export: not both.')
  if (to !== null) await refuseTarget(to)
  await using context = await createContext(config)
  const found = await findOrganization(context, slug)
  if (!(await isConfirmed(found, values.confirm, isExported))) {
    console.error('Nothing was changed.')
    return 1
  }
  const progress = new Progress()
  const removal = { exportTo: isExported ? { to } : null, withAccounts: values['remove-accounts'] === true }
  const removed = await removeOrganization(context, found, removal, (share, text) =>
    progress.show(share, text),
  )
  progress.finish(`${slug} is deleted`)
  const { id } = found
  if (values.json === true) {
    const file = removed.exported?.path ?? null
    const { rows, accounts } = removed
    console.log(JSON.stringify({ done: true, organization: { id, slug }, file, rows, accounts }))
  } else for (const line of inWords(removed)) console.log(line)
  return 0
}

/** @throws UsageError where another slug is written, or nobody can be asked. */
async function isConfirmed(
  { name, slug }: { name: string; slug: string },
  given: string | boolean | undefined,
  isExported: boolean,
): Promise<boolean> {
  if (typeof given === 'string') {
    if (given === slug) return true
    throw new UsageError(`--confirm says "${given}", and this is "${slug}". Nothing was changed.`)
  }
  const first = isExported ? 'It is written into a file first.' : 'It is written nowhere before.'
  const question = `${name} (${slug}) is deleted for good, with all that it has. ${first}\nWrite its slug to go on: `
  return (await answerTo(question, `--confirm ${slug}`)) === slug
}

function inWords({ exported, accounts }: Removed): string[] {
  const removed = accounts.filter((one) => one.removed).map(({ email }) => email)
  const left = accounts.filter((one) => !one.removed).map(({ email }) => email)
  return [
    ...(exported ? [`What it was: ${exported.path}. "almanac organization import" takes it in again.`] : []),
    ...(removed.length > 0 ? [`Accounts that were removed: ${namesOf(removed)}`] : []),
    ...(left.length > 0 ? [`Accounts that belong to no organization now: ${namesOf(left)}`] : []),
  ]
}
