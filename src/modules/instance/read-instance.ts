/** What anybody may know of the instance before signing in: what a page of sign-in has to say. */
import { version } from '../../../package.json'
import type { Base } from '../../base.ts'
import { providerOf } from '../../config/env.ts'
import { isUnclaimed } from '../auth/accounts.ts'
import { readDemo } from '../demo/demo.ts'
import type { Instance } from './schema.ts'

export async function readInstance({ db, config }: Pick<Base, 'db' | 'config'>): Promise<Instance> {
  const provider = providerOf(config)
  const [first_run, demo] = await Promise.all([isUnclaimed({ db }), readDemo({ db })])
  return {
    first_run,
    signup: config.signup,
    single_sign_on: provider && { name: provider.name, is_only_way: config.password_sign_in === 'off' },
    version,
    mail: config.smtp_url !== undefined,
    demo: demo.organizations.length > 0,
  }
}
