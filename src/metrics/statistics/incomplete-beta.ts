/** The regularised incomplete beta function, on which the distributions of t and F stand. */

const TINY = 1e-300
const PRECISION = 1e-15
/** Some hundreds are enough for parameters up to a million. */
const MOST_TERMS = 10_000

/**
 * I_x(a, b), from 0 to 1. Source: Press et al., Numerical Recipes, 3rd edition, 6.4: a continued
 * fraction, evaluated by Lentz's method, on the side of the symmetry I_x(a, b) = 1 - I_1-x(b, a)
 * where it converges fast.
 *
 * @param a above 0, like `b`; both up to a million
 * @param x 0 to 1
 * @param complement 1 - x, to be given where it is known more exactly than the subtraction says
 */
export function incompleteBeta(a: number, b: number, x: number, complement = 1 - x): number {
  if (x <= 0) return 0
  if (complement <= 0) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBetaOfSmall(b, a, complement, x)
  return incompleteBetaOfSmall(a, b, x, complement)
}

function incompleteBetaOfSmall(a: number, b: number, x: number, complement: number): number {
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b)
  return (Math.exp(a * Math.log(x) + b * Math.log(complement) - logBeta) * betaFraction(a, b, x)) / a
}

/** 1 / (1 + d1 / (1 + d2 / (1 + …))). Converges for x < (a + 1) / (a + b + 2). */
function betaFraction(a: number, b: number, x: number): number {
  let numerator = 1
  let denominator = 1 / notZero(1 - ((a + b) * x) / (a + 1))
  let value = denominator
  for (let m = 1; m <= MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let factor = 1
    for (const term of [even, odd]) {
      denominator = 1 / notZero(1 + term * denominator)
      numerator = notZero(1 + term / numerator)
      factor = denominator * numerator
      value *= factor
    }
    if (Math.abs(factor - 1) < PRECISION) break
  }
  return value
}

function notZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}

const LANCZOS_G = 7
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]

/**
 * ln Γ(x) for x > 0, to about 15 digits. Source: Lanczos, "A precision approximation of the gamma
 * function", 1964, with the coefficients of Godfrey for g = 7 and n = 9.
 */
export function logGamma(x: number): number {
  if (x < 0.5) return logGamma(x + 1) - Math.log(x)
  const series = LANCZOS.reduce((total, one, at) => total + one / (x + at), 0.9999999999998099)
  const base = x + LANCZOS_G - 0.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(series)
}
