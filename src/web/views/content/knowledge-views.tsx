import { adoptStyle } from '../../parts/adopt-style.ts'
import { SubViews } from '../../parts/sub-views.tsx'
import { address, view } from '../../state/route.ts'
import editing from '../../styles/editing.css' with { type: 'text' }
import styles from '../../styles/knowledge.css' with { type: 'text' }
import { k } from '../../texts/knowledge.ts'

adoptStyle(editing)
adoptStyle(styles)

const VIEWS = { content: 'texts', courses: 'courses', assessments: 'assessments' } as const

/** Above each of them. */
export function KnowledgeViews() {
  const entries = Object.entries(VIEWS).map(([path, name]) => ({
    href: address(path),
    label: k[name],
    isHere: view.value === path,
  }))
  return <SubViews label={k.subViews} entries={entries} />
}
