import { createContext } from '../context.ts'
import { replaceSecret } from '../operations/instance-secret.ts'
import { notOneOf } from './actions.ts'
import { type Call, type Command, UsageError } from './command.ts'

const ACTIONS = ['replace'] as const

export const secret: Command = {
  summary: 'take the configured secret for the one that all processes need',
  usage: 'almanac secret replace',
  words: 1,
  actions: ACTIONS,
  options: {},
  run: runSecret,
}

async function runSecret({ config, words }: Call): Promise<number> {
  if (words[0] !== 'replace') throw new UsageError(notOneOf(ACTIONS, words[0]))
  await using context = await createContext(config)
  const isAnother = await replaceSecret(context)
  console.log(isAnother ? REPLACED : 'It is the one that this database knows. Nothing has changed.')
  return 0
}

const REPLACED = `The secret is replaced. Start every server on this database again, each with this one.
Access tokens and cursors from before are refused: apps renew them with the next refresh, nobody is
signed out. The answers kept for the Idempotency-Keys of the last day cannot be read any more. Webhooks
are switched off until they have another secret, and codes of authenticator apps are refused: whoever has
a second factor signs in with a recovery code and sets it up again.`
