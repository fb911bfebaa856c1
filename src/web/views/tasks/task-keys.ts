/** Single keys in the list and on the board. */
import { useEffect } from 'preact/hooks'
import type { ListedTask } from '../../../../docs/api-types.ts'
import { singleKeys } from '../../state/single-keys.ts'
import { mayChange } from './marks.tsx'
import { QUICK_KEYS, type Quick } from './quick-change.tsx'

interface Targets {
  tasks: readonly ListedTask[]
  quick: { value: Quick | null }
  /** Left out where none are selected. */
  selected?: { value: ReadonlySet<string> }
}

/** J and K go down and up, X selects, C makes one; S, A, P and D change what is selected, or in focus. */
export function useTaskKeys({ tasks, quick, selected }: Targets): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!singleKeys.value || event.defaultPrevented || isTyping(event)) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const links = [...document.querySelectorAll<HTMLElement>('[data-task] .title')]
      const at = links.findIndex((one) => placeOf(one)?.contains(document.activeElement))
      const here = links[at] && placeOf(links[at])?.dataset.task
      const focused = tasks.find(({ id }) => id === here)
      if (event.key === 'j' || event.key === 'k')
        links[Math.max(0, Math.min(links.length - 1, at + (event.key === 'j' ? 1 : -1)))]?.focus()
      else if (event.key === 'x' && selected && focused && mayChange(focused)) {
        selected.value = selected.value.symmetricDifference(new Set([focused.id]))
      } else if (event.key === 'c') document.querySelector<HTMLElement>('.new-task')?.click()
      else if (isQuickKey(event.key)) {
        const some = tasks.filter(({ id }) => selected?.value.has(id))
        const meant = some.length > 0 ? some : focused && mayChange(focused) ? [focused] : []
        if (meant.length === 0) return
        quick.value = { field: QUICK_KEYS[event.key], tasks: meant }
      } else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [tasks, selected, quick])
}

function placeOf(title: HTMLElement): HTMLElement | null {
  return title.closest<HTMLElement>('[data-task]')
}

export function isTyping({ target }: Event): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=checkbox]), textarea, select, dialog[open]') !== null
  )
}

function isQuickKey(key: string): key is keyof typeof QUICK_KEYS {
  return key in QUICK_KEYS
}
