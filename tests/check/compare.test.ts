/** A fix of a title changes the words that differ, and is offered only where that is plain */
import { describe, expect, it } from 'vitest'
import { titleEdit } from '../../ingest/check/compare.ts'

const KNOWN = 'quy định tiêu chuẩn, điều kiện và chế độ đối với giáo viên trường tiểu học'

/** The written title with its fix; null where none is offered. */
function mended(written: string, known = KNOWN): string | null {
  const edit = titleEdit(written, known)
  return edit && written.slice(0, edit.start) + edit.text + written.slice(edit.end)
}

describe('titleEdit', () => {
  it.each([
    ['a word too few', 'quy định tiêu chuẩn và chế độ đối với giáo viên trường tiểu học', KNOWN],
    ['a word too many', 'quy định tiêu chuẩn, điều kiện và chế độ mới đối với giáo viên trường tiểu học', KNOWN],
    ['another word', 'quy định tiêu chí, điều kiện và chế độ đối với giáo viên trường tiểu học', KNOWN],
    [
      'a word too few at the end of a line',
      'quy định tiêu chuẩn\nvà chế độ đối với giáo viên',
      'quy định tiêu chuẩn, điều kiện\nvà chế độ đối với giáo viên',
    ],
    [
      'the writer’s own marks and cut',
      '“*Về việc quy định tiêu chuẩn và chế độ đối với giáo viên*”',
      '“*Về việc quy định tiêu chuẩn, điều kiện và chế độ đối với giáo viên*”',
    ],
    [
      'letters with their marks apart',
      'quy định tiêu chuẩn và chế độ đối với giáo viên'.normalize('NFD'),
      `${'quy định tiêu chuẩn'.normalize('NFD')}, điều kiện${' và chế độ đối với giáo viên'.normalize('NFD')}`,
    ],
  ])('mends %s', (_, written, wanted) => {
    expect(mended(written)).toBe(wanted)
  })

  it.each([
    ['that say the same', 'về việc quy định tiêu chuẩn, điều kiện và chế độ đối với giáo viên trường tiểu học'],
    ['that differ at two places', 'quy định tiêu chuẩn và chế độ đối với giảng viên trường tiểu học'],
    ['whose beginning is another', 'ban hành chế độ đối với giáo viên trường tiểu học'],
    [
      'with emphasis within what differs',
      'quy định tiêu chí *mới, hạn* định và chế độ đối với giáo viên trường tiểu học',
    ],
  ])('offers nothing for titles %s', (_, written) => {
    expect(mended(written)).toBeNull()
  })
})
