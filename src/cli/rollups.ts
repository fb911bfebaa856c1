import { createContext } from '../context.ts'
import { counted } from '../lib/counted.ts'
import { checkRollups } from '../metrics/rebuild/check-rollups.ts'
import { rebuildRollups } from '../metrics/rebuild/rebuild-rollups.ts'
import { notOneOf } from './actions.ts'
import { type Call, type Command, JSON_OPTION, UsageError } from './command.ts'
import { organizationsNamed } from './find-organization.ts'
import { Progress } from './progress.ts'

const ACTIONS = ['check', 'rebuild'] as const

export const rollups: Command = {
  summary: 'compare the metrics with a recount from the raw events, or build them anew',
  usage: 'almanac rollups check|rebuild [--organization SLUG] [--json]',
  words: 1,
  actions: ACTIONS,
  options: {
    organization: { type: 'string', help: 'one alone, by its slug; all when left out' },
    json: JSON_OPTION,
  },
  run: runRollups,
}

async function runRollups({ config, words, values }: Call): Promise<number> {
  const [action] = words
  if (action !== 'check' && action !== 'rebuild') throw new UsageError(notOneOf(ACTIONS, action))
  await using context = await createContext(config)
  const organizations = await organizationsNamed(context, values.organization)
  if (organizations.length === 0) console.error('There is no organization yet.')
  let drifts = 0
  for (const organization of organizations) {
    const progress = new Progress()
    const show = (share: number) => progress.show(share, organization.slug)
    if (action === 'rebuild') {
      await rebuildRollups(context, organization.id, show)
      const rebuilt = { kind: 'rollups', verb: 'rebuilt' }
      await context.db.for(organization.id).write(async (tx) => tx.audit(rebuilt))
    }
    const report = await checkRollups(context, organization.id, show)
    drifts += report.drifts
    progress.finish(
      `${organization.slug}: ${counted(report.people, 'person', 'people')}, ${counted(report.rows, 'row')} compared, ${report.drifts.toLocaleString('en')} ${report.drifts === 1 ? 'differs' : 'differ'}`,
    )
    for (const example of report.examples) console.error(`  ${example}`)
    if (values.json) console.log(JSON.stringify({ organization: organization.slug, ...report }))
  }
  if (drifts > 0 && action === 'check') console.error('"almanac rollups rebuild" builds them anew.')
  return drifts > 0 ? 1 : 0
}
