/**
 * A password as it is compared, by the profile OpaqueString of RFC 8265: what one keyboard sends in one
 * code point and another in two is the same, and so are the spaces of all scripts. Nothing else is
 * changed: neither case nor width.
 *
 * @returns `null` where it holds what no password may: control characters, or half of a surrogate pair.
 */
export function opaqueString(text: string): string | null {
  if (NOT_ALLOWED.test(text) || !text.isWellFormed()) return null
  return text.replaceAll(/\p{Zs}/gu, ' ').normalize('NFC')
}

const NOT_ALLOWED = /\p{Cc}/u
