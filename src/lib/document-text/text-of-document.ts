/** The text of a document, for a search: what matters are its words and not their places. */
import type { DocumentType } from '../document-type.ts'
import { unpackedEntry, zipEntries } from '../zip-directory.ts'
import { textOfPdf } from './text-of-pdf.ts'
import { textOfRtf } from './text-of-rtf.ts'
import { DOCX, ODT, textOfXml } from './text-of-xml.ts'

/** Of a part of a document, unpacked. */
const LONGEST_PART = 2 ** 24

/** Runs as long as whoever made it wants: only where that is bounded, see main.ts. */
export async function textOfDocument(type: DocumentType, content: Uint8Array, most: number): Promise<string> {
  return tidied(await textOf(type, content, most)).slice(0, most)
}

async function textOf(type: DocumentType, content: Uint8Array, most: number): Promise<string> {
  switch (type) {
    case 'pdf':
      return textOfPdf(content, most)
    case 'docx':
      return textOfXml(partOf(content, 'word/document.xml'), DOCX, most)
    case 'odt':
      return textOfXml(partOf(content, 'content.xml'), ODT, most)
    case 'rtf':
      return textOfRtf(Buffer.from(content).toString('latin1'), most)
    case 'text':
      return new TextDecoder().decode(content)
  }
}

function partOf(content: Uint8Array, name: string): string {
  const part = unpackedEntry(content, zipEntries(content) ?? [], name, LONGEST_PART)
  if (!part) throw new Error(`There is no ${name}, or it is too long.`)
  return new TextDecoder().decode(part)
}

/** Without what no search looks for, and no database takes. */
function tidied(text: string): string {
  const seen = text.toWellFormed().replaceAll(/(?![\n\t])\p{Cc}/gu, ' ')
  return seen
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n[ \n]*/g, '\n')
    .trim()
}
