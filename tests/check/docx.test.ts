/**
 * The Word file back, with comments
 * =================================
 *
 * What a comment covers is read from the file's XML here by other means than the program's own: tags in order.
 */
import fc from 'fast-check'
import { unzipSync, zipSync } from 'fflate'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { annotateDocx, type AnnotateOptions } from '../../ingest/check/docx.ts'
import type { Finding } from '../../ingest/check/index.ts'
import { closeReaders, readSource } from '../../ingest/read/index.ts'
import { cell, docx, paragraph, table, zip, type DocxParts } from '../read/made.ts'

// Starting the reading process is slow on a machine with other work.
vi.setConfig({ testTimeout: 60_000 })
afterAll(closeReaders)

const DATE = new Date('2026-04-01T08:00:00Z')
const textOf = async (bytes: Uint8Array): Promise<string> => (await readSource(bytes)).text

const run = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
const line = (...runs: string[]): string => `<w:p>${runs.join('')}</w:p>`

const finding = (start: number, end: number, fix?: string, rule = 'N4'): Finding => ({
  rule,
  severity: 'error',
  start,
  end,
  message: `Điều cần xem ${start}-${end}`,
  why: 'Vì hai chỗ nói khác nhau & <thế>',
  evidence: [{ source: 'this', start, end, quote: 'Ban Bí thư' }],
  fixes: fix === undefined ? [] : [{ title: `Sửa thành “${fix}”`, start, end, text: fix }],
})

/** A finding on the nth occurrence of some words. */
function on(text: string, words: string, fix?: string, nth = 0): Finding {
  let at = text.indexOf(words)
  for (let each = 0; each < nth; each++) at = text.indexOf(words, at + 1)
  expect(at, `no “${words}” in “${text}”`).toBeGreaterThanOrEqual(0)
  return finding(at, at + words.length, fix)
}

const part = (bytes: Uint8Array, name: string): string => Buffer.from(unzipSync(bytes)[name] ?? []).toString('utf8')

const unescape = (text: string): string =>
  text.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '')

/** Words that each comment covers, by its id, over all parts of the text. */
function covered(bytes: Uint8Array): Map<string, string> {
  const words = new Map<string, string>()
  const open = new Set<string>()
  for (const name of ['word/document.xml', 'word/footnotes.xml']) {
    const tokens = part(bytes, name).matchAll(
      /<w:commentRange(Start|End) w:id="(\d+)"\/>|<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:noBreakHyphen\/>/g,
    )
    for (const [token, edge, id = '', text] of tokens) {
      if (edge === 'Start') words.set(id, (open.add(id), ''))
      else if (edge === 'End') open.delete(id)
      else for (const each of open) words.set(each, words.get(each) + (text === undefined ? '\u2011' : unescape(text)))
      expect(token).not.toBe('')
    }
  }
  expect([...open], 'comments without an end').toEqual([])
  return words
}

interface Comment {
  id: string
  author: string
  text: string
}

const commentsOf = (bytes: Uint8Array, name = 'word/comments.xml'): Comment[] =>
  [...part(bytes, name).matchAll(/<w:comment ([^>]*)>(.*?)<\/w:comment>/gs)].map(
    ([, attributes = '', content = '']) => ({
      id: /w:id="(\d+)"/.exec(attributes)?.[1] ?? '',
      author: /w:author="([^"]*)"/.exec(attributes)?.[1] ?? '',
      text: [...content.matchAll(/<w:p>(.*?)<\/w:p>/gs)]
        .map(([, inner = '']) =>
          [...inner.matchAll(/<w:t[^>]*>([^<]*)/g)].map(([, text = '']) => unescape(text)).join(''),
        )
        .join('\n'),
    }),
  )

const annotate = (bytes: Uint8Array, findings: Finding[], options: AnnotateOptions = {}): Promise<Uint8Array> =>
  annotateDocx(bytes, findings, { date: DATE, ...options })

/** Annotates the words, and answers what the comments cover, in order. The text must not change. */
async function comment(bytes: Buffer, ...words: string[]): Promise<string[]> {
  const text = await textOf(bytes)
  const out = await annotate(bytes, words.map((each) => on(text, each))) // prettier-ignore
  expect(await textOf(out)).toBe(text)
  const spans = covered(out)
  return commentsOf(out).map(({ id }) => spans.get(id) ?? 'nothing')
}

describe('a comment stands on the exact words', () => {
  it('in the middle of a run', async () => {
    const bytes = docx(paragraph('Thực hiện Kết luận số 58-KL/TU ngày 23/6/2023 của Ban Bí thư'))
    expect(await comment(bytes, '58-KL/TU')).toEqual(['58-KL/TU'])
  })

  it('over runs that cut a number in two, each keeping its properties', async () => {
    const bytes = docx(line(run('Kết luận số 5', '<w:b/>'), run('8-KL', '<w:i/>'), run('/TU ngày 23/6/2023', '<w:u w:val="single"/>'))) // prettier-ignore
    const text = await textOf(bytes)
    const out = await annotate(bytes, [on(text, '58-KL/TU')])
    expect([...covered(out).values()]).toEqual(['58-KL/TU'])
    const runs = [...part(out, 'word/document.xml').matchAll(/<w:rPr>(.*?)<\/w:rPr><w:t[^>]*>([^<]*)/g)]
    expect(runs.map(([, properties, words]) => [words, properties])).toEqual([
      ['Kết luận số ', '<w:b/>'],
      ['5', '<w:b/>'],
      ['8-KL', '<w:i/>'],
      ['/TU', '<w:u w:val="single"/>'],
      [' ngày 23/6/2023', '<w:u w:val="single"/>'],
    ])
  })

  it('in tables, one line a row and several lines a cell, and in tables within tables', async () => {
    const inner = `<w:tc>${paragraph('trước')}${table([cell('12/KH-UBND'), cell('b')])}${paragraph('sau 13/KH-UBND')}</w:tc>`
    const body =
      table(
        [cell('ỦY BAN NHÂN DÂN', 'XÃ MAI HOA'), cell('CỘNG HÒA', 'Số: 14/KH-UBND')],
        [cell('Số: 15/KH-UBND'), cell('x ')],
      ) + // prettier-ignore
      table([inner, cell('16/KH-UBND')])
    const words = ['12/KH-UBND', '13/KH-UBND', '14/KH-UBND', '15/KH-UBND', '16/KH-UBND', 'XÃ MAI HOA']
    expect(await comment(docx(body), ...words)).toEqual(words)
  })

  it('around the mark of a footnote, and on the mark for words of the note itself', async () => {
    const mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    const body = line(run('Kế hoạch số 265-KH/TU'), mark, run(' ngày 10/8/2023'))
    const footnotes = `<w:footnote w:id="2">${paragraph('Thay Quyết định số 1336/QĐ-TTg')}</w:footnote>`
    const bytes = docx(body, { footnotes })
    expect(await comment(bytes, '265-KH/TU ngày 10/8/2023')).toEqual(['265-KH/TU ngày 10/8/2023'])

    const text = await textOf(bytes)
    const out = await annotate(bytes, [on(text, '1336/QĐ-TTg', '1648/QĐ-TTg')], { fix: true })
    expect(part(out, 'word/document.xml')).toContain(
      `<w:commentRangeStart w:id="0"/>${mark}<w:commentRangeEnd w:id="0"/>`,
    )
    // LibreOffice does not open a file with comments in its notes.
    expect(part(out, 'word/footnotes.xml')).not.toContain('comment')
    expect(await textOf(out)).toBe(text.replace('1336', '1648'))
    expect(commentsOf(out)[0]?.text).toContain('Chữ “1336/QĐ-TTg” ở trong chú thích này')
  })

  it('in a hyperlink, a field, a content control, a smart tag', async () => {
    const link = `<w:hyperlink w:anchor="a">${run('Luật số 39/2009/QH12 ngày')}</w:hyperlink>`
    const field = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('06/2011/NĐ-CP')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
    const control = `<w:sdt><w:sdtPr/><w:sdtContent>${run('số 383/QĐ-TTg')}</w:sdtContent></w:sdt>`
    const tag = `<w:smartTag>${run('25-CT')}</w:smartTag>${run('/TU')}`
    const words = ['39/2009/QH12', '06/2011/NĐ-CP', '383/QĐ-TTg', '25-CT/TU']
    expect(await comment(docx(line(link, field, control, tag)), ...words)).toEqual(words)
  })

  it('beside tracked changes that are already there, a deleted paragraph mark among them', async () => {
    const old = '<w:del w:id="1" w:author="A"><w:r><w:delText>TU</w:delText></w:r></w:del>'
    const fresh = `<w:ins w:id="2" w:author="A">${run('TW ngày')}</w:ins>`
    const joined = `<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="A"/></w:rPr></w:pPr>${run('của Ban ')}</w:p>${paragraph('Bí thư và 1336/QĐ-TTg')}`
    const bytes = docx(line(run('Kết luận 58-KL/'), old, fresh) + joined)
    const words = ['58-KL/TW', '1336/QĐ-TTg', 'Ban Bí thư']
    expect(await comment(bytes, ...words)).toEqual(words)
  })

  it('in text of other forms: decomposed letters, entities, hyphens that do not break, surrogate pairs', async () => {
    const decomposed = 'Quyết định số 1648/QĐ-TTg'.normalize('NFD')
    const hyphen = '<w:r><w:t>25</w:t><w:noBreakHyphen/><w:t>CT/TU</w:t></w:r>'
    const bytes = docx(paragraph(decomposed) + line(run('A &amp; B &lt;số&gt; &#x1F600;&#32;'), hyphen))
    const words = ['số 1648/QĐ-TTg'.normalize('NFD'), 'B <số>', '25\u2011CT/TU']
    expect((await comment(bytes, ...words)).map((each) => each.replace('&#x1F600;&#32;', ''))).toEqual(words)
  })

  it('in lists: neither the number that Word counts nor our bullet is asked for', async () => {
    const item = `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${run('Luật số 39/2009/QH12')}</w:p>`
    const numbering = (format: string): DocxParts => ({
      relationships:
        '<Relationship Id="n2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>',
      extra: [
        {
          name: 'word/numbering.xml',
          data: `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="${format}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
        },
      ],
    })
    expect(await comment(docx(item, numbering('decimal')), '39/2009/QH12')).toEqual(['39/2009/QH12'])
    const bullets = docx(item, numbering('bullet'))
    const text = await textOf(bullets)
    expect(text).toBe('- Luật số 39/2009/QH12\n')
    const out = await annotate(bullets, [finding(0, text.length - 1)])
    expect([...covered(out).values()]).toEqual(['Luật số 39/2009/QH12'])
  })

  it('over paragraphs, and several findings on the same and on overlapping words', async () => {
    const bytes = docx(paragraph('Căn cứ Kết luận số 58-') + paragraph('KL/TU ngày 23/6/2023'))
    const text = await textOf(bytes)
    const out = await annotate(bytes, [
      on(text, '58-\nKL/TU'),
      on(text, '58-\nKL/TU'),
      on(text, 'số 58-'),
      finding(4, 4),
    ])
    const spans = covered(out)
    expect(commentsOf(out).map(({ id }) => spans.get(id))).toEqual(['58-KL/TU', '58-KL/TU', 'số 58-', 'cứ'])
  })
})

describe('where words are no words of a run, the comment stands on their paragraph and says so', () => {
  const place = async (bytes: Buffer, words: string, options: AnnotateOptions = {}) => {
    const text = await textOf(bytes)
    const out = await annotate(bytes, [on(text, words, '1/KH-UBND')], options)
    expect(await textOf(out)).toBe(text)
    return { covers: [...covered(out).values()][0], says: commentsOf(out)[0]?.text }
  }

  it('a text box', async () => {
    const box = `<w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>${paragraph('Số: 139/KHUBND')}</w:txbxContent></v:textbox></w:pict></w:r>`
    const bytes = docx(line(run('Trước '), box, run(' sau')) + paragraph('khác'))
    const { covers, says } = await place(bytes, '139/KHUBND', { fix: true })
    expect(covers).toBe('Trước Số: 139/KHUBND sau')
    expect(says).toContain('Ghi chú cho cả đoạn, vì không đặt được đúng vào chữ “139/KHUBND”.')
    expect(says).toContain('xin sửa tay')
    expect((await place(bytes, '139/KHUBND', { lang: 'en' })).says).toContain('On the whole paragraph')
  })

  it('a character that is no letter of a run', async () => {
    const symbol = '<w:p><w:r><w:t>Mục </w:t><w:sym w:font="Wingdings" w:char="F04A"/></w:r></w:p>'
    const text = await textOf(docx(symbol))
    const { covers, says } = await place(docx(symbol), text.slice(4, 6))
    expect(covers).toBe('Mục ')
    expect(says).toContain('Ghi chú cho cả đoạn')
  })

  it('an offset at either end of the text is no reason to lose a finding', async () => {
    const bytes = docx(paragraph('Kế hoạch'))
    const out = await annotate(bytes, [finding(0, 0), finding(8, 9), finding(9, 9), finding(500, 600)])
    expect(commentsOf(out)).toHaveLength(4)
    expect(covered(out).size).toBe(4)
  })
})

describe('the rest of the file', () => {
  const body = paragraph('Kết luận số 58-KL/TU của Ban Bí thư')
  const custom = { name: 'customXml/item1.xml', data: '<a>\r\n  giữ nguyên</a>' }
  const picture = { name: 'word/media/image1.png', data: Buffer.from([137, 80, 78, 71, 0, 1, 2, 255]) }

  it('parts stay byte for byte and in their order; the comments come last', async () => {
    const bytes = docx(body, { extra: [custom, picture] })
    const out = await annotate(bytes, [on(await textOf(bytes), '58-KL/TU')])
    const [before, after] = [unzipSync(bytes), unzipSync(out)]
    expect(Object.keys(after)).toEqual([...Object.keys(before), 'word/comments.xml'])
    const changed = ['word/document.xml', 'word/_rels/document.xml.rels', '[Content_Types].xml']
    for (const name of Object.keys(before)) if (!changed.includes(name)) expect(after[name]).toEqual(before[name])
    // Without what was put in, the main text is the same XML but for the run that was cut.
    const cut = part(out, 'word/document.xml').replace(/<w:commentRange(Start|End)[^>]*>|<w:r><w:commentReference[^>]*><\/w:r>/g, '') // prettier-ignore
    const glued = cut.replaceAll('</w:t></w:r><w:r><w:t xml:space="preserve">', '')
    expect(glued).toBe(part(bytes, 'word/document.xml'))
  })

  it('is returned as it is where there is nothing to say', async () => {
    const bytes = docx(body)
    expect(Buffer.from(await annotate(bytes, [])).equals(bytes)).toBe(true)
  })

  it('comments that are there stay, and ours have ids of their own', async () => {
    const old = '<w:comment w:id="7" w:author="Chị Hoa"><w:p><w:r><w:t>đã xem</w:t></w:r></w:p></w:comment>'
    const ranged = `<w:p><w:commentRangeStart w:id="7"/>${run('Kết luận số 58-')}<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>${run('KL/TU của')}</w:p>`
    for (const holder of [
      `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${old}</w:comments>`,
      '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
    ]) {
      // prettier-ignore
      const bytes = docx(ranged, {
        relationships:
          '<Relationship Id="c1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="/word/notes.xml"/>',
        extra: [{ name: 'word/notes.xml', data: holder }],
      })
      const text = await textOf(bytes)
      const out = await annotate(bytes, [on(text, '58-KL/TU', '58-KL/TW')], { fix: true })
      expect(await textOf(out)).toBe(text.replace('TU', 'TW'))
      const all = commentsOf(out, 'word/notes.xml')
      expect(all.map(({ id, author }) => [id, author])).toEqual(
        holder.includes('Hoa') ? [['7', 'Chị Hoa'], ['8', 'Căn Cứ']] : [['8', 'Căn Cứ']], // prettier-ignore
      )
      expect(part(out, 'word/document.xml').match(/<w:commentReference w:id="7"\/>/g)).toHaveLength(1)
      expect(unzipSync(out)['word/comments.xml']).toBeUndefined()
    }
  })

  it('is found where the package says, under other names and prefixes, and with a byte order mark', async () => {
    const bytes = zip([
      { name: '[Content_Types].xml', data: '<t:Types xmlns:t="http://schemas.openxmlformats.org/package/2006/content-types"/>' },
      { name: '_rels/.rels', data: '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/doc/main.xml"/></Relationships>' },
      { name: 'doc/main.xml', data: '\uFEFF<x:document xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:body><x:p><x:r><x:t>Số 58-KL/TU</x:t></x:r></x:p></x:body></x:document>' },
      { name: 'word/document.xml', data: '<decoy/>' },
    ]) // prettier-ignore
    const out = await annotate(bytes, [on(await textOf(bytes), '58-KL/TU', '58-KL/TW')], { fix: true })
    expect(await textOf(out)).toBe('Số 58-KL/TW\n')
    expect(part(out, 'doc/main.xml')).toContain('<x:commentRangeStart x:id="0"/>')
    expect(part(out, 'doc/_rels/main.xml.rels')).toContain('Target="comments.xml"')
    expect(part(out, '[Content_Types].xml')).toContain('<t:Override PartName="/doc/comments.xml"')
    expect(commentsOf(out, 'doc/comments.xml')).toHaveLength(1)
  })

  it('a hostile file is refused by name, as by the reader', async () => {
    const bomb = docx(body, { extra: [{ name: 'word/big.xml', data: Buffer.alloc(40_000_000) }] })
    await expect(annotate(bomb, [finding(0, 1)])).rejects.toMatchObject({ code: 'read_limit' })
    const liar = docx(body, { extra: [{ name: 'word/liar.xml', data: Buffer.alloc(5_000_000), claims: 10 }] })
    await expect(annotate(liar, [finding(0, 1)])).rejects.toMatchObject({ code: 'damaged_file' })
    const entity = docx(body, { prologue: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' })
    await expect(annotate(entity, [finding(0, 1)])).rejects.toMatchObject({ code: 'damaged_file' })
  })
})

describe('what a comment says', () => {
  it('rule, severity, message, reason, evidence and suggestion, in the language asked for', async () => {
    const bytes = docx(paragraph('Kết luận số 58-KL/TU của Ban Bí thư'))
    const findings = [on(await textOf(bytes), '58-KL/TU', '58-KL/TW')]
    const [vi] = commentsOf(await annotate(bytes, findings))
    expect(vi).toEqual({
      id: '0',
      author: 'Căn Cứ',
      text: [
        '[N4 · lỗi] Điều cần xem 12-20',
        'Vì sao: Vì hai chỗ nói khác nhau & <thế>',
        'Dẫn chứng (trong dự thảo): “Ban Bí thư”',
        'Gợi ý: Sửa thành “58-KL/TW”',
      ].join('\n'),
    })
    const [en] = commentsOf(await annotate(bytes, findings, { lang: 'en' }))
    expect(en?.text).toMatch(/^\[N4 · error\] .*\nWhy: .*\nEvidence \(in the draft\)/)
  })

  it('words of documents are text in it, never markup', async () => {
    const bytes = docx(paragraph('Kết luận'))
    const hostile = { ...finding(0, 3), message: '</w:t></w:comment><x a="&amp;">\u0000\u0007\uD800' }
    const out = await annotate(bytes, [hostile])
    expect(commentsOf(out)[0]?.text).toContain('</w:t></w:comment><x a="&amp;">')
    expect(await textOf(out)).toBe('Kết luận\n')
  })
})

describe('fixes as tracked changes', () => {
  /** Text with the changes taken, and with them turned down. */
  const both = async (bytes: Uint8Array): Promise<[string, string]> => {
    const entries = unzipSync(bytes)
    const xml = part(bytes, 'word/document.xml')
    const old = xml
      .replace(/<w:ins [^>]*Căn Cứ[^>]*>.*?<\/w:ins>/gs, '')
      .replace(/<w:del [^>]*Căn Cứ[^>]*>(.*?)<\/w:del>/gs, '$1')
      .replaceAll('w:delText', 'w:t')
    return [await textOf(bytes), await textOf(zipSync({ ...entries, 'word/document.xml': Buffer.from(old) }))]
  }
  const fixed = async (bytes: Buffer, ...fixes: [words: string, text: string][]) => {
    const text = await textOf(bytes)
    const findings = fixes.map(([words, fix]) => on(text, words, fix))
    const out = await annotate(bytes, findings, { fix: true })
    const [accepted, rejected] = await both(out)
    expect(rejected).toBe(text)
    return { out, accepted, says: commentsOf(out).map((each) => each.text) }
  }

  it('takes the wrong words out and puts the right ones in, with the look of the wrong ones', async () => {
    const bytes = docx(line(run('số 58-', '<w:b/>'), run('KL/TU ngày 11/01/2011', '<w:i/>')))
    const { out, accepted, says } = await fixed(bytes, ['58-KL/TU', '58-KL/TW'], ['11/01/2011', '14/01/2011'])
    expect(accepted).toBe('số 58-KL/TW ngày 14/01/2011\n')
    expect(part(out, 'word/document.xml')).toMatch(
      /<w:ins [^>]*><w:r><w:rPr><w:i\/><\/w:rPr><w:t xml:space="preserve">58-KL\/TW</,
    )
    for (const text of says) expect(text).toContain('Đã sửa (theo dõi thay đổi)')
    const ids = [...part(out, 'word/document.xml').matchAll(/<w:(?:ins|del) w:id="(\d+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('puts words in, and takes words out', async () => {
    const bytes = docx(paragraph('Căn cứ Luật Người cao tuổi năm 2009') + paragraph('sau'))
    const text = await textOf(bytes)
    const end = text.indexOf('\n')
    const out = await annotate(bytes, [finding(end, end, ';'), finding(end - 9, end, ''), finding(0, 0, 'Nay ')], { fix: true }) // prettier-ignore
    // The second touches the first, so it waits.
    expect(await both(out)).toEqual(['Nay Căn cứ Luật Người cao tuổi năm 2009;\nsau\n', text])
    expect(commentsOf(out).map((each) => each.text.includes('xin sửa tay'))).toEqual([false, true, false])
    const shorter = await annotate(bytes, [finding(end - 9, end, '')], { fix: true })
    expect(await both(shorter)).toEqual(['Căn cứ Luật Người cao tuổi\nsau\n', text])
  })

  it('within what somebody else put in, it is our change and not theirs', async () => {
    const theirs = `<w:ins w:id="4" w:author="A">${run('Kết luận 58-KL/TU của')}</w:ins>`
    const bytes = docx(line(run('Thực hiện '), theirs))
    const { out, accepted } = await fixed(bytes, ['58-KL/TU', '58-KL/TW'])
    expect(accepted).toBe('Thực hiện Kết luận 58-KL/TW của\n')
    expect(part(out, 'word/document.xml')).not.toMatch(/<w:ins [^>]*author="A"[^>]*>(?:(?!<\/w:ins>).)*<w:ins /s)
  })

  it('over another deletion, a reference to a note, a hyphen that does not break, in a link and a cell', async () => {
    const gone = '<w:del w:id="1" w:author="A"><w:r><w:delText>KLX</w:delText></w:r></w:del>'
    const mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    const hyphen = '<w:r><w:t>25</w:t><w:noBreakHyphen/><w:t>CT/TU</w:t></w:r>'
    const link = `<w:hyperlink w:anchor="a">${run('139/KHUBND')}</w:hyperlink>`
    const body =
      line(run('số 58-'), gone, run('KL'), mark, run('/TU')) + line(hyphen) + table([`<w:tc>${line(link)}</w:tc>`])
    const footnotes = `<w:footnote w:id="2">${paragraph('ghi chú')}</w:footnote>`
    const bytes = docx(body, { footnotes })
    const { accepted } = await fixed(bytes, ['58-KL/TU', '58-KL/TW'], ['25\u2011CT/TU', '25-CT/TU'], ['139/KHUBND', '139/KH-UBND']) // prettier-ignore
    expect(accepted).toContain('số 58-KL/TW')
    expect(accepted).toContain('25-CT/TU\n139/KH-UBND\n')
    expect(accepted).toContain('[1] ghi chú')
  })

  it('what cannot be written so is left, and said', async () => {
    const picture = `<w:r><w:t>58-</w:t><w:drawing/><w:t>KL/TU</w:t></w:r>`
    const bytes = docx(line(picture) + paragraph('số 9-') + paragraph('KL/TU'))
    const { accepted, says } = await fixed(bytes, ['58-KL/TU', '58-KL/TW'], ['9-\nKL/TU', '09-KL/TU'])
    expect(accepted).toBe(await textOf(bytes))
    for (const text of says) expect(text).toContain('xin sửa tay')
  })

  it('one correction that several findings ask for is written once', async () => {
    const bytes = docx(paragraph('số 58-KL/TU ngày'))
    const { accepted, says } = await fixed(bytes, ['58-KL/TU', '58-KL/TW'], ['58-KL/TU', '58-KL/TW'])
    expect(accepted).toBe('số 58-KL/TW ngày\n')
    expect(says).toHaveLength(2)
  })
})

describe('any document, any words', () => {
  const word = fc.constantFrom('Căn cứ', 'số 58-KL/TU', 'QĐ-TTg', 'ngày 23/6/2023', 'Ủy ban'.normalize('NFD'), ' ', '&amp;', 'a&lt;b', '\u00A0', 'x') // prettier-ignore
  const texts = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '))
  const runs = texts.map((text) => run(text))
  const special = fc.constantFrom(
    '<w:r><w:tab/></w:r>',
    '<w:r><w:noBreakHyphen/></w:r>',
    '<w:r><w:br/></w:r>',
    '<w:proofErr w:type="spellStart"/>',
    '<w:r><w:footnoteReference w:id="2"/></w:r>',
    '<w:del w:id="90" w:author="A"><w:r><w:delText>xoá</w:delText></w:r></w:del>',
  )
  const wrapped = fc.tuple(runs, fc.constantFrom('ins w:id="91" w:author="A"', 'hyperlink w:anchor="a"', 'smartTag')).map(([inner, tag]) => `<w:${tag}>${inner}</w:${tag.split(' ')[0]}>`) // prettier-ignore
  const paragraphs = fc
    .array(fc.oneof({ weight: 4, arbitrary: runs }, special, wrapped), { maxLength: 6 })
    .map((inner) => `<w:p><w:pPr><w:jc w:val="both"/></w:pPr>${inner.join('')}</w:p>`)
  const cells = fc.array(paragraphs, { minLength: 1, maxLength: 2 }).map((inner) => `<w:tc>${inner.join('')}</w:tc>`)
  const tables = fc.array(fc.array(cells, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }).map((rows) => table(...rows)) // prettier-ignore
  const bodies = fc
    .array(fc.oneof({ weight: 3, arbitrary: paragraphs }, tables), { maxLength: 5 })
    .map((blocks) => paragraph('Số: 12/KH-UBND') + blocks.join(''))
  const letters = (text: string): string => text.replace(/[\s[\]]/g, '')

  it('every comment covers the letters of its finding, the text stays, and a fix does what it says', async () => {
    const spans = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 14 })), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(bodies, spans, async (body, wanted) => {
        const footnotes = `<w:footnote w:id="2">${paragraph('Thay 1336/QĐ-TTg')}</w:footnote>`
        // Word refers to a note once.
        let marks = 0
        const once = body.replace(/<w:footnoteReference w:id="2"\/>/g, (mark) => (marks++ === 0 ? mark : ''))
        const bytes = docx(once, { footnotes })
        const text = await textOf(bytes)
        const findings = wanted.map(([at, length]) => {
          const start = at % text.length
          return finding(start, Math.min(start + length, text.length), 'ĐÚNG')
        })
        const out = await annotate(bytes, findings)
        expect(await textOf(out)).toBe(text)
        const comments = commentsOf(out)
        const spansOf = covered(out)
        for (const [index, { start, end }] of findings.entries()) {
          const { id = '', text: says = '' } = comments[index] ?? {}
          const words = spansOf.get(id)
          expect(words).toBeDefined()
          if (start === end || /[Gg]hi chú/.test(says)) continue
          // What Word counts or we put in has no letters of its own.
          expect(letters(words ?? '')).toBe(letters(text.slice(start, end).replace(/^[\s\u2011]+|[\s\u2011]+$/g, ''))) // prettier-ignore
        }

        const fixedBytes = await annotate(bytes, findings.slice(0, 1), { fix: true })
        const [{ start, end }] = findings as [Finding]
        const done = commentsOf(fixedBytes)[0]?.text.includes('Đã sửa')
        const after = await textOf(fixedBytes)
        expect(after).toBe(done ? text.slice(0, start) + 'ĐÚNG' + text.slice(end) : text)
      }),
      { numRuns: 40 },
    )
  })
})
