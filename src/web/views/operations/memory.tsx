/** Answers kept in memory: how much room they take, and how often they are found, by kind. */
import { bytes, count, percent, plain } from '../../format/numbers.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { reading } from '../../state/reading.ts'
import { operations } from '../../texts/operations.ts'

export function MemorySheet() {
  const cache = reading(60_000, 'GET /api/v1/monitoring/metrics/cache').value
  const kept = cache.value
  return (
    <Sheet
      title={operations.memory}
      note={kept && operations.memoryOf(kept.entries, bytes(kept.bytes), bytes(kept.most_bytes))}
      isWide
    >
      <Read from={cache} height={140}>
        {({ prefixes }) =>
          prefixes.length === 0 ? (
            <p class="small dim pad">{operations.nothingKept}</p>
          ) : (
            <table>
              <caption class="hidden">{operations.memory}</caption>
              <thead>
                <tr>
                  <th scope="col">{operations.kindOfAnswer}</th>
                  <th scope="col" class="num">
                    {operations.askedFor}
                  </th>
                  <th scope="col" class="num">
                    {operations.found}
                  </th>
                  <th scope="col" class="num wide">
                    {operations.computing}
                  </th>
                </tr>
              </thead>
              <tbody>
                {prefixes.map(({ prefix, hits, misses, hit_rate, mean_ms }) => (
                  <tr key={prefix} data-prefix={prefix}>
                    <td>{operations.answerKinds[prefix] ?? prefix}</td>
                    <td class="num">{count(hits + misses)}</td>
                    <td class="num">{percent(hit_rate)}</td>
                    <td class="num dim wide">{mean_ms === null ? '–' : `${plain(mean_ms)} ms`}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Read>
    </Sheet>
  )
}
