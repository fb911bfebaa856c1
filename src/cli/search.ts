import { createContext } from '../context.ts'
import { counted } from '../lib/counted.ts'
import { rebuildSearch } from '../modules/search/index-texts.ts'
import { notOneOf } from './actions.ts'
import { type Call, type Command, JSON_OPTION, UsageError } from './command.ts'
import { organizationsNamed } from './find-organization.ts'
import { Progress } from './progress.ts'

const ACTIONS = ['rebuild'] as const

export const search: Command = {
  summary: 'put all texts into the index of the search once more',
  usage: 'almanac search rebuild [--organization SLUG] [--json]',
  words: 1,
  actions: ACTIONS,
  options: {
    organization: { type: 'string', help: 'one alone, by its slug; all when left out' },
    json: JSON_OPTION,
  },
  run: runSearch,
}

async function runSearch({ config, words, values }: Call): Promise<number> {
  if (words[0] !== 'rebuild') throw new UsageError(notOneOf(ACTIONS, words[0]))
  await using context = await createContext(config)
  const organizations = await organizationsNamed(context, values.organization)
  for (const organization of organizations) {
    const progress = new Progress()
    const texts = await rebuildSearch(context, organization.id, (share) =>
      progress.show(share, organization.slug),
    )
    const rebuilt = { kind: 'search_index', verb: 'rebuilt' }
    await context.db.for(organization.id).write(async (tx) => tx.audit(rebuilt, { after: { texts } }))
    progress.finish(`${organization.slug}: ${counted(texts, 'text')} indexed`)
    if (values.json) console.log(JSON.stringify({ organization: organization.slug, texts }))
  }
  return 0
}
