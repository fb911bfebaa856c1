/** A QR code, drawn here: what is in it goes nowhere. It comes when somebody sets a second factor up. */
import encodeQR from 'qr'

/** Light modules around it: as many as ISO/IEC 18004 asks for. */
const QUIET_ZONE = 4

/** Dark on light in both themes: not every reader takes the other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE })
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={rows.length} height={rows.length} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
