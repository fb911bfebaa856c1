/** A button that opens a list of things to do. Escape and a click elsewhere close it; arrows move in it. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface Props {
  label: string
  /** Whether what stands on the button says it already. */
  is_labelled?: true
  button: ComponentChildren
  className: string
  side?: 'left' | 'right'
  /** What it holds is no list of things to do, but something to read. */
  isPanel?: boolean
  children: ComponentChildren
}

export function Menu({
  label,
  is_labelled,
  button,
  className,
  side = 'right',
  isPanel = false,
  children,
}: Props) {
  const isOpen = useSignal(false)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isOpen.value) return
    const close = (event: Event) => {
      if (!(event.target instanceof Node && box.current?.contains(event.target))) isOpen.value = false
    }
    addEventListener('pointerdown', close)
    if (!isPanel) itemsOf(box.current)[0]?.focus()
    return () => removeEventListener('pointerdown', close)
  }, [isOpen.value, isOpen, isPanel])
  const onKey = (event: KeyboardEvent) => {
    if (!isOpen.value) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      isOpen.value = false
      box.current?.querySelector('button')?.focus()
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      move(itemsOf(box.current), event.key === 'ArrowDown' ? 1 : -1)
    }
  }
  const onClick = (event: MouseEvent) => {
    if (isPanel || !(event.target instanceof Element && event.target.closest('a, button'))) return
    // What is chosen goes, and a box that opens gives the focus back to where it was before.
    if (box.current?.contains(document.activeElement)) box.current.querySelector('button')?.focus()
    isOpen.value = false
  }
  return (
    <div class={`menu ${side}`} ref={box} onKeyDown={onKey}>
      <button
        type="button"
        class={className}
        aria-label={is_labelled ? undefined : label}
        aria-haspopup={isPanel ? 'dialog' : 'menu'}
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value
        }}
      >
        {button}
      </button>
      {isOpen.value && (
        <div class="list" role={isPanel ? 'dialog' : 'menu'} aria-label={label} onClick={onClick}>
          {children}
        </div>
      )}
    </div>
  )
}

function itemsOf(box: HTMLElement | null): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>('.list a, .list button') ?? [])]
}

function move(items: HTMLElement[], by: number): void {
  const at = items.findIndex((one) => one.contains(document.activeElement))
  items[(at + by + items.length) % items.length]?.focus()
}
