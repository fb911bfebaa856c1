/** The box of the search, which comes when it is opened. */
import { useEffect, useRef } from 'preact/hooks'
import { lazily } from '../../parts/lazy.tsx'
import { closeSearch, isSearchOpen } from './search-open.ts'

const Box = lazily(async () => (await import('./search-box.tsx')).SearchBox)

export function Search({ name }: { name: string }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isSearchOpen.value) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isSearchOpen.value])
  return (
    <dialog ref={dialog} class="palette" aria-label={name} onClose={closeSearch}>
      {isSearchOpen.value && <Box />}
    </dialog>
  )
}
