/** What each number means, as the API defines it. */
import { useEffect } from 'preact/hooks'
import type { Definition } from '../../../../docs/api-types.ts'
import { METRICS } from '../../format/metrics.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { reading } from '../../state/reading.ts'
import { address, place } from '../../state/route.ts'
import { analysis } from '../../texts/analysis.ts'
import { definitions as words } from '../../texts/definitions.ts'
import { metrics } from '../../texts/metrics.ts'
import { t } from '../../texts/texts.ts'

export function Definitions() {
  const definitions = reading(null, 'GET /api/v1/metrics/definitions').value
  const of = place.value.query.get('of')
  useEffect(() => {
    if (of) document.getElementById(`definition-${of}`)?.scrollIntoView({ block: 'center' })
  }, [of, definitions.value])
  return (
    <div class="body">
      <p class="small dim">{analysis.definitions.quote}</p>
      <Sheet title={analysis.definitions.title} isWide>
        <Read from={definitions} height={600}>
          {({ items }) => (
            <dl class="definitions">
              {items.map((one) => (
                <One key={one.name} definition={one} isMeant={one.name === of} />
              ))}
            </dl>
          )}
        </Read>
      </Sheet>
    </div>
  )
}

function One({ definition, isMeant }: { definition: Definition; isMeant: boolean }) {
  const { name, version, missing_when } = definition
  const { sentence, formula, window, unit } = words.said(definition)
  return (
    <div id={`definition-${name}`} class={isMeant ? 'meant' : undefined}>
      <dt>
        <b>{metrics.name(name)}</b>
        {METRICS[name] && (
          <a class="note" href={address(`explore/${name}`)}>
            {analysis.definitions.explore}
          </a>
        )}
      </dt>
      <dd>
        <p class="small">{sentence}</p>
        <p class="note">
          {analysis.definitions.formula}: {formula}
        </p>
        {missing_when.length > 0 && (
          <p class="note">
            {words.missing}:{' '}
            {missing_when.map(({ code, reason }) => `${t.reason(reason)} (${code})`).join('; ')}
          </p>
        )}
        <p class="note">
          {analysis.definitions.window}: {window} · {analysis.definitions.unit}: {unit} ·{' '}
          {analysis.definitions.called(name, version)}
        </p>
      </dd>
    </div>
  )
}
