/**
 * The colour of an organization as ink: as it is where that can be read, and else nearer to black, or to
 * white, until it can (WCAG 2.2: 4.5 to 1, on the board's paper and below its white or dark words).
 */

interface Accents {
  light: string
  dark: string
}

type Rgb = readonly [red: number, green: number, blue: number]

/** Of relative luminance: what the darkest light ground, and the lightest dark one, leave. */
const MOST_ON_LIGHT = 0.145
const LEAST_ON_DARK = 0.27
const STEPS = 50

/** @param color `#rrggbb` */
export function accentsOf(color: string): Accents {
  const given = rgbOf(color)
  return {
    light: hexOf(nearer(given, [0, 0, 0], (luminance) => luminance <= MOST_ON_LIGHT)),
    dark: hexOf(nearer(given, [255, 255, 255], (luminance) => luminance >= LEAST_ON_DARK)),
  }
}

function nearer(from: Rgb, to: Rgb, isEnough: (luminance: number) => boolean): Rgb {
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = mix(from, to, step / STEPS)
    if (isEnough(luminanceOf(mixed))) return mixed
  }
  return to
}

function mix([r, g, b]: Rgb, to: Rgb, share: number): Rgb {
  const part = (one: number, other: number) => Math.round(one + (other - one) * share)
  return [part(r, to[0]), part(g, to[1]), part(b, to[2])]
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
export function luminanceOf([r, g, b]: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

export function rgbOf(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((one) => one.toString(16).padStart(2, '0')).join('')}`
}
