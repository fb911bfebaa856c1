import { useEffect } from 'preact/hooks'
import { changed, place, replace } from '../../state/route.ts'
import { account, organizations, switchTo } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'

/** A link that somebody copied names its organization; it may be another than one is in. */
export function OfAnother() {
  const slug = place.value.query.get('org')
  const isHere = slug === account.value?.organization.slug
  useEffect(() => {
    if (slug !== null && isHere) replace(changed({ org: null }))
  }, [slug, isHere])
  const meant = organizations.value.find((one) => one.slug === slug)
  if (slug === null || isHere || !meant) return null
  return (
    <div class="band blue">
      <span>{t.frame.linkOf(meant.name)}</span>
      <button type="button" class="btn" onClick={() => void switchTo(meant.id)}>
        {t.frame.switchTo(meant.name)}
      </button>
    </div>
  )
}
