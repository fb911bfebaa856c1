/** What plots are made of: elements of SVG with their attributes, as plain values that a test can read. */

export interface Mark {
  tag: 'rect' | 'path' | 'circle' | 'text'
  class?: string
  text?: string
  [attribute: string]: string | number | undefined
}

export function rect(className: string, x: number, y: number, width: number, height: number): Mark {
  return { tag: 'rect', class: className, x: px(x), y: px(y), width: px(width), height: px(height) }
}

export function path(className: string, d: string): Mark {
  return { tag: 'path', class: className, d }
}

export function line(className: string, x1: number, y1: number, x2: number, y2: number): Mark {
  return path(className, `M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}`)
}

export function circle(className: string, cx: number, cy: number, r: number): Mark {
  return { tag: 'circle', class: className, cx: px(cx), cy: px(cy), r }
}

export function text(
  content: string,
  x: number,
  y: number,
  { anchor, class: className }: { anchor?: 'middle' | 'end'; class?: string } = {},
): Mark {
  return {
    tag: 'text',
    text: content,
    x: px(x),
    y: px(y),
    ...(anchor && { 'text-anchor': anchor }),
    ...(className && { class: className }),
  }
}

/** To the hundredth of a pixel: more is only longer. */
export function px(value: number): number {
  return Math.round(value * 100) / 100
}
