import { adoptStyle } from '../../parts/adopt-style.ts'
import { SubViews } from '../../parts/sub-views.tsx'
import { address, view } from '../../state/route.ts'
import editing from '../../styles/editing.css' with { type: 'text' }
import styles from '../../styles/knowledge.css' with { type: 'text' }
import { k } from '../../texts/knowledge.ts'

adoptStyle(editing)
adoptStyle(styles)

const VIEWS = [
  ['content', k.texts],
  ['courses', k.courses],
  ['assessments', k.assessments],
] as const

/** Above each of them. */
export function KnowledgeViews() {
  const entries = VIEWS.map(([path, label]) => ({
    href: address(path),
    label,
    isHere: view.value === path,
  }))
  return <SubViews label={k.subViews} entries={entries} />
}
