/** A dialog of the browser's own: it traps the focus, and gives it back. */
import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

export function Dialog({
  isOpen,
  title,
  children,
}: {
  isOpen: Signal<boolean>
  title: string
  children: ComponentChildren
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isOpen.value) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen.value])
  useLayoutEffect(() => {
    const own = dialog.current
    // One that is open when it leaves the page would keep the focus: it is closed while it is still there.
    return () => own?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={() => {
        isOpen.value = false
      }}
    >
      {isOpen.value && (
        <div class="inner">
          <h2>{title}</h2>
          {children}
        </div>
      )}
    </dialog>
  )
}
