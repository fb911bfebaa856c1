/** Draws marks as SVG, as wide as there is room: texts keep their size on every screen. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Mark } from '../plots/marks.ts'
import { isPrinted } from '../state/printing.ts'

interface Props {
  height: number
  /** What it is, for those who do not see it; without one it is decoration. */
  name?: string
  draw: (width: number) => readonly Mark[]
  class?: string
}

export function Drawing({ height, name, draw, class: className }: Props) {
  const { box, width } = useWidth()
  return (
    <div ref={box} class={className}>
      <Svg width={width} height={height} name={name}>
        {width > 0 && <Marks marks={draw(width)} />}
      </Svg>
    </div>
  )
}

export function Svg({
  width,
  height,
  name,
  children,
}: {
  width: number
  height: number
  name?: string | undefined
  children: ComponentChildren
}) {
  const spoken = name ? { role: 'img' as const, 'aria-label': name } : { 'aria-hidden': 'true' as const }
  return (
    <svg width={width || '100%'} height={height} viewBox={`0 0 ${width || 1} ${height}`} {...spoken}>
      {children}
    </svg>
  )
}

export function Marks({ marks }: { marks: readonly Mark[] }) {
  // Marks are drawn anew as a whole: their place is their identity.
  return (
    <>
      {marks.map(({ tag: Tag, text, ...attributes }, i) => (
        <Tag key={`${i}`} {...attributes}>
          {text}
        </Tag>
      ))}
    </>
  )
}

/** How wide an element is, also once that changes, and on paper. */
export function useWidth() {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const isOnPaper = isPrinted.value
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setWidth(Math.floor(element.clientWidth))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
    // Before paper there is no time for the observer.
  }, [isOnPaper])
  return { box, width }
}
