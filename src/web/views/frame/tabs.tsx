/** On a phone, the views that one goes to most stand under the thumb. */
import type { Signal } from '@preact/signals'
import { Icon } from '../../parts/icon.tsx'
import { address, addressOnDay, view } from '../../state/route.ts'
import { t } from '../../texts/texts.ts'
import { VIEWS } from '../registry.ts'

const SHOWN = ['', 'explore', 'tasks', 'conversations']

export function Tabs({ isMenuOpen }: { isMenuOpen: Signal<boolean> }) {
  const shown = SHOWN.flatMap((path) => {
    const one = VIEWS[path]
    return one ? [{ path, ...one }] : []
  })
  return (
    <nav class="tabs" aria-label={t.frame.menu}>
      {shown.map(({ path, name, icon, has_days }) => (
        <a
          key={path}
          href={has_days ? addressOnDay(path) : address(path)}
          aria-current={view.value === path ? 'page' : undefined}
        >
          <Icon name={icon} />
          {t.frame.views[name]}
        </a>
      ))}
      <button
        type="button"
        onClick={(event) => {
          event.stopPropagation()
          isMenuOpen.value = !isMenuOpen.value
        }}
      >
        <Icon name="menu" />
        {t.frame.more}
      </button>
    </nav>
  )
}
