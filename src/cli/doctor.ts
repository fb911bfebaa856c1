import { existsSync } from 'node:fs'
import { secretPath } from '../config/secret.ts'
import { type Context, createContext } from '../context.ts'
import { type Examined, examine, named } from '../operations/doctor/examine.ts'
import { checked, type Finding, worstOf } from '../operations/health/check.ts'
import { checkBackup } from '../operations/health/checks/backup.ts'
import { checkJobs } from '../operations/health/checks/jobs.ts'
import { isSameSecret } from '../operations/instance-secret.ts'
import { type Call, type Command, JSON_OPTION } from './command.ts'

export const doctor: Command = {
  summary: 'look at all that an instance needs, and say how to mend what is wrong',
  usage: 'almanac doctor [--json]',
  options: { json: JSON_OPTION },
  run: runDoctor,
}

async function runDoctor({ config, values }: Call): Promise<number> {
  const findings = await examine(config, () => examineWithin(config))
  const status = worstOf(findings)
  if (values.json) console.log(JSON.stringify({ status, findings }))
  else for (const finding of findings) console.log(lineOf(finding))
  return status === 'failed' ? 1 : 0
}

/** What only a database of this version can tell. */
async function examineWithin(config: Call['config']): Promise<Examined[]> {
  // It would be made.
  if (config.app_secret === undefined && !existsSync(secretPath(config))) {
    const detail = `${secretPath(config)} is missing. Bring it back, or set APP_SECRET to what it held: without it nobody is signed in any more.`
    return [named('secret', { state: 'failed', detail })]
  }
  // One that is none would be refused, and has been looked at.
  await using context = await createContext({ ...config, database_read_url: undefined })
  const now = context.clock.now()
  const secret = await checked(now, () => examineSecret(context))
  const jobs = await checked(now, () => checkJobs(context))
  const backups = await checked(now, () => checkBackup(context))
  return [named('secret', secret), named('jobs', jobs), named('backups', backups)].map(
    ({ check, state, detail }) => ({ check, state, detail }),
  )
}

async function examineSecret(context: Pick<Context, 'db' | 'config'>): Promise<Finding> {
  const isSame = await isSameSecret(context)
  if (isSame !== false) return { state: 'ok', detail: 'It is the one that this database has been used with.' }
  return {
    state: 'failed',
    detail:
      'It is not the one that this database has been used with, and the server will not start. Bring that one back; to go on with this one on purpose: almanac secret replace.',
  }
}

function lineOf({ check, state, detail }: Examined): string {
  return `${state.padEnd(8)} ${check.padEnd(14)} ${detail}`
}
