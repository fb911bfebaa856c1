/** A list that goes on as far as it is asked to. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { goneOn, pagesOf, type ReadPage } from '../state/pages.ts'

export function usePages<T extends { id: string }>(read: ReadPage<T>) {
  const count = useSignal(1)
  const shown = useRef<readonly T[]>([])
  const pages = pagesOf(count.value, read)
  shown.current = goneOn(pages, shown.current)
  return {
    ...pages,
    items: shown.current,
    readMore() {
      if (pages.isWhole && pages.next_cursor) count.value += 1
    },
  }
}
