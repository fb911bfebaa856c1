/** What anybody may know of the instance before signing in: what a page of sign-in has to say. */
import { version } from '../../../package.json'
import type { Base } from '../../base.ts'
import { isUnclaimed } from '../auth/accounts.ts'
import { readDemo } from '../demo/demo.ts'
import type { Instance } from './schema.ts'

export async function readInstance({ db, config }: Pick<Base, 'db' | 'config'>): Promise<Instance> {
  const [first_run, demo] = await Promise.all([isUnclaimed({ db }), readDemo({ db })])
  return {
    first_run,
    signup: config.signup,
    version,
    mail: config.smtp_url !== undefined,
    demo: demo.organizations.length > 0,
  }
}
