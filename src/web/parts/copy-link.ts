import { changed } from '../state/route.ts'
import { account } from '../state/session.ts'
import { copyText } from './copy-text.ts'

/** Where one is, with the organization: whoever opens it may be in another one at the moment. */
export async function copyLink(): Promise<void> {
  const here = changed({ org: account.value?.organization.slug ?? null })
  await copyText(`${location.origin}/${here}`)
}
