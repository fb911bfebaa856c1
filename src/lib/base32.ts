/** Base32 of RFC 4648, without padding. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const BITS = 5

export function toBase32(bytes: Uint8Array): string {
  let text = ''
  let held = 0
  let heldBits = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    heldBits += 8
    while (heldBits >= BITS) {
      heldBits -= BITS
      text += ALPHABET[(held >> heldBits) & 31]
    }
  }
  return heldBits > 0 ? text + ALPHABET[(held << (BITS - heldBits)) & 31] : text
}
