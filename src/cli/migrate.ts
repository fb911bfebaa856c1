import { createContext } from '../context.ts'
import { MIGRATIONS } from '../db/migration-files.ts'
import { systemClock } from '../lib/time/clock.ts'
import { rehearseUpgrade } from '../operations/upgrading/rehearse-upgrade.ts'
import { textSources } from '../resources/resource.ts'
import { RESOURCES } from '../resources.ts'
import type { Call, Command } from './command.ts'
import { Progress } from './progress.ts'

export const migrate: Command = {
  summary: 'bring the database to the schema of this version',
  usage: 'almanac migrate [--dry-run]',
  options: {
    'dry-run': { type: 'boolean', default: false, help: 'rehearse it on a copy, and change nothing' },
  },
  run: (call) => (call.values['dry-run'] === true ? rehearseOnly(call) : bring(call)),
}

async function bring({ config }: Call): Promise<number> {
  const progress = new Progress()
  const tellUpgrade = {
    show: (share: number, text: string) => progress.show(share, text),
    say: (sentence: string) => console.error(sentence),
  }
  // Opening migrates: the server does the same at its start.
  await using context = await createContext(config, { tellUpgrade })
  console.log(`The ${context.db.engine} database has the schema of this version.`)
  return 0
}

async function rehearseOnly({ config }: Call): Promise<number> {
  const progress = new Progress()
  const needs = { config, clock: systemClock, texts: textSources(RESOURCES), folder: MIGRATIONS }
  const rehearsed = await rehearseUpgrade(needs, (share, text) => progress.show(share, text))
  if (!rehearsed) {
    console.log(
      'There is nothing to be done: no database that is used, or one of the schema of this version.',
    )
    return 0
  }
  const { from, to, seen } = rehearsed
  progress.finish(`from ${from.name} to ${to.name}, on a copy`)
  console.log(`It went well: ${seen}. The database itself was not touched.`)
  return 0
}
