import { SubViews } from '../../parts/sub-views.tsx'
import { address, place } from '../../state/route.ts'
import { h } from '../../texts/hiring.ts'

const PARTS = ['', 'candidates', 'companies', 'funnel'] as const

/** Above each of them. */
export function HiringViews() {
  const here = place.value.path[1] ?? ''
  const entries = PARTS.map((part) => ({
    href: address(part ? `hiring/${part}` : 'hiring'),
    label: h[part || 'jobs'],
    isHere: part === here,
  }))
  return <SubViews label={h.subViews} entries={entries} />
}
