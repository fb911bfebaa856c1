/** The numbers of a plot as a table, for those who do not see it, and on paper. */
interface Props {
  caption: string
  /** The first names the rows. */
  columns: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

export function ValuesTable({ caption, columns, rows }: Props) {
  return (
    <div class="hidden behind">
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((name, i) => (
              <th key={name} scope="col" class={i > 0 ? 'num' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values], i) => (
            <tr key={`${i}`}>
              <th scope="row">{name}</th>
              {values.map((value, j) => (
                <td key={columns[j + 1]} class="num">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
