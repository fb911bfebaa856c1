/** The text of a PDF, page by page, by the reader of Mozilla: without its fonts, pictures and scripts. */
import { getDocumentProxy } from 'unpdf'

const MOST_PAGES = 200

/** @param most How many characters of it are wanted. */
export async function textOfPdf(content: Uint8Array, most: number): Promise<string> {
  const pdf = await getDocumentProxy(content, { disableFontFace: true })
  let text = ''
  for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES) && text.length < most; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    for (const item of items) if ('str' in item) text += item.str + (item.hasEOL ? '\n' : '')
    text += '\n'
  }
  return text
}
