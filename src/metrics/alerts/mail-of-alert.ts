import type { Mail } from '../../operations/mailer.ts'
import type { Condition } from './condition.ts'
import type { AlertRow } from './queries.ts'
import type { Judgement } from './schema.ts'

/** What a member is told of an alert that has fired. */
export function mailOfAlert(
  to: string,
  { name, metric, condition }: Pick<AlertRow, 'name' | 'metric' | 'condition'>,
  judgement: Judgement,
  publicUrl: string,
): Mail {
  // A subject is one line.
  const title = name.replaceAll(/\s+/g, ' ')
  const text = [
    `${metric} was ${judgement.value} on ${judgement.date}.`,
    because(condition, judgement),
    `What it watches, and what it has told: ${publicUrl}/#/alerts`,
    'You get no such mails any more once you switch them off among your notifications.',
  ]
  return { to, subject: `Alert: ${title}`, text: `${text.join('\n\n')}\n` }
}

function because(condition: Condition, { expected, deviation, is_level_shift }: Judgement): string {
  if (condition.kind === 'unusual') {
    const what = is_level_shift ? 'The level has shifted' : 'That is unusual'
    return `${what}: such a weekday was expected to have ${expected} (score ${deviation}).`
  }
  if (condition.kind === 'change') {
    return `That is ${deviation} % from ${expected}, ${condition.over_days} days before.`
  }
  const { days } = condition
  const inARow = days > 1 ? `, for ${days} days in a row` : ''
  return `The alert asks for a value ${condition.kind} ${expected}${inARow}.`
}
