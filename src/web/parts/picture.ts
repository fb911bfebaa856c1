/** A plot as a PNG: its SVG with the colours that it has now, at twice its size, with a line that says what it is. */
import { t } from '../texts/texts.ts'
import { saveFile } from './copy-text.ts'

const SCALE = 2
const MARGIN = 24
const CAPTION_HEIGHT = 34
const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
  'opacity',
] as const

export async function savePicture(svg: SVGSVGElement, name: string, caption: string): Promise<void> {
  const { width, height } = svg.getBoundingClientRect()
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(withStyles(svg, width, height)))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = (width + 2 * MARGIN) * SCALE
  canvas.height = (height + 2 * MARGIN + CAPTION_HEIGHT) * SCALE
  const ink = canvas.getContext('2d')
  if (!ink) return
  const style = getComputedStyle(document.documentElement)
  ink.scale(SCALE, SCALE)
  ink.fillStyle = style.getPropertyValue('--paper')
  ink.fillRect(0, 0, canvas.width, canvas.height)
  ink.fillStyle = style.getPropertyValue('--ink')
  ink.font = `600 14px ${style.getPropertyValue('--font')}`
  ink.fillText(caption, MARGIN, MARGIN + 12, width)
  ink.drawImage(image, MARGIN, MARGIN + CAPTION_HEIGHT, width, height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob) saveFile(`${name} - ${t.almanac}.png`, blob)
}

/** As an image it sees no style sheet of ours. */
function withStyles(svg: SVGSVGElement, width: number, height: number): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const from = svg.querySelectorAll('*')
  copy.querySelectorAll('*').forEach((element, i) => {
    const original = from[i]
    if (!original) return
    const style = getComputedStyle(original)
    for (const name of STYLES) element.setAttribute(name, style.getPropertyValue(name))
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', `${width}`)
  copy.setAttribute('height', `${height}`)
  return copy
}
