/** In the pipeline: arrows go from card to card, with Shift they move it on or back, X rejects. */
import type { Application } from '../../../../../docs/api-types.ts'
import { singleKeys } from '../../../state/single-keys.ts'
import { move } from './move.ts'
import { rejecting } from './reject.tsx'
import { ENDS, WAY } from './shown.ts'

const CARD = '[data-application]'

export function onPipelineKey(
  event: KeyboardEvent,
  manages: boolean,
  find: (id: string) => Application | undefined,
): void {
  const link = event.target instanceof Element ? event.target.closest('.title') : null
  const card = link?.closest<HTMLElement>(CARD)
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  const application = find(card.dataset.application ?? '')
  if (event.shiftKey && by) {
    if (manages && application) moveBy(application, by)
  } else if (by) focusIn(columnBeside(card, by), 0)
  else if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
    focusIn(card.closest('.column'), indexOf(card) + (event.key === 'ArrowDown' ? 1 : -1))
  else if (event.key === 'x' && singleKeys.value && manages && application && !hasEnded(application))
    rejecting.value = application
  else return
  event.preventDefault()
  event.stopPropagation()
}

function hasEnded({ stage }: Application): boolean {
  return ENDS.includes(stage)
}

function moveBy(application: Application, by: number): void {
  const next = WAY[WAY.indexOf(application.stage) + by]
  if (next && !hasEnded(application)) void move(application, next).then(() => focusCard(application.id))
}

/** Where it stands now. */
function focusCard(id: string): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-application="${id}"] .title`)?.focus(),
  )
}

function cardsIn(column: Element | null): HTMLElement[] {
  return [...(column?.querySelectorAll<HTMLElement>(`${CARD} .title`) ?? [])]
}

function indexOf(card: HTMLElement): number {
  return cardsIn(card.closest('.column')).findIndex((one) => card.contains(one))
}

/** The next one in which somebody is. */
function columnBeside(card: HTMLElement, by: number): Element | null {
  const columns = [...document.querySelectorAll('.pipeline .column')]
  const at = columns.findIndex((one) => one.contains(card))
  const beside = by > 0 ? columns.slice(at + 1) : columns.slice(0, at).reverse()
  return beside.find((one) => cardsIn(one).length > 0) ?? null
}

function focusIn(column: Element | null, index: number): void {
  const cards = cardsIn(column)
  cards[Math.max(0, Math.min(cards.length - 1, index))]?.focus()
}
