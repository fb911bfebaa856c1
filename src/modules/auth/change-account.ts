import { NotSignedInError } from '../../access/errors.ts'
import type { SessionPrincipal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { newsIn } from '../../lib/news.ts'
import { shownOtherwise } from './accounts.ts'
import { preferencesOf } from './preferences.ts'
import { holdUser, listMemberships, updateOwnAccount } from './queries.ts'
import type { Account, ChangeAccount } from './schema.ts'
import { accountWithin } from './sessions.ts'

/** Changes one's own name and how the page is to be; what is not named stays as it is. */
export async function changeAccount(
  { db }: Pick<Base, 'db'>,
  { user_id, organization_id, member_id }: SessionPrincipal,
  { name, preferences }: ChangeAccount,
): Promise<Account> {
  return db.instance.write(async (instance) => {
    const user = await holdUser(instance, user_id)
    if (!user) throw new NotSignedInError()
    const before = { name: user.name, preferences: preferencesOf(user.preferences) }
    const news = newsIn(before, {
      name: name?.trim(),
      preferences: preferences && { ...before.preferences, ...preferences },
    })
    if (news) {
      await updateOwnAccount(instance, { id: user_id, ...before, ...news })
      // A name is shown wherever they are; how their page looks is nobody's business.
      const audited =
        news.name === undefined ? {} : { before: { name: before.name }, after: { name: news.name } }
      for (const one of await listMemberships(instance, user_id)) {
        const change = { kind: 'user', id: user_id, verb: 'changed' }
        const tx = instance.within(one.organization_id)
        await tx.record(change, audited)
        if (news.name !== undefined) await tx.record(shownOtherwise(one.id))
      }
    }
    return accountWithin(instance.within(organization_id), member_id)
  })
}
