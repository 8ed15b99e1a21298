/**
 * The driver's errors in our words: a table of what Neo4j says and what becomes of it
 */
import { Neo4jError } from 'neo4j-driver'
import { describe, expect, it } from 'vitest'
import { isCollision, translate } from '../../graph/neo4j/errors.ts'
import { CancuError } from '../../ingest/errors.ts'

const CASES: [code: string, message: string, as: string][] = [
  ['ServiceUnavailable', 'Failed to connect to server', 'store_unreachable'],
  ['SessionExpired', 'No longer possible to write to server', 'store_unreachable'],
  // The certificate is named, since the remedy is another.
  ['ServiceUnavailable', 'Failed to connect: self-signed certificate', 'store_unreachable'],
  ['Neo.ClientError.Security.Unauthorized', 'The client is unauthorized', 'store_auth'],
  ['Neo.ClientError.Security.AuthenticationRateLimit', 'Too many tries', 'store_auth'],
  ['Neo.ClientError.Security.Forbidden', 'Write operations are not allowed for user', 'store_auth'],
  ['Neo.ClientError.General.ForbiddenOnReadOnlyDatabase', 'No write operations allowed', 'store_auth'],
  ['Neo.ClientError.Database.DatabaseNotFound', 'Graph not found: x', 'store_unreachable'],
  ['Neo.TransientError.Transaction.DeadlockDetected', 'ForsetiClient…', 'store_busy'],
  ['Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration', 'timed out', 'store_busy'],
  ['Neo.TransientError.General.OutOfMemoryError', 'There is not enough memory', 'store_busy'],
  ['Neo.TransientError.General.DatabaseUnavailable', 'The database is unavailable', 'store_unreachable'],
  // A full disk comes under several general codes.
  [
    'Neo.DatabaseError.Transaction.TransactionCommitFailed',
    'Could not commit: No space left on device',
    'storage_full',
  ],
  ['Neo.TransientError.General.DatabaseUnavailable', 'No space left on device', 'storage_full'],
  ['Neo.ClientError.Schema.IndexWithNameAlreadyExists', 'There already exists an index', 'store_schema'],
]

const newError = (message: string, code: string): Error => new Neo4jError(message, code as never, '', '')

describe('errors of the driver', () => {
  it.each(CASES)('%s, "%s" → %s', (code, message, as) => {
    const cause = newError(message, code)
    const error = translate(cause, 'bolt://host:7687') as CancuError
    expect(error).toBeInstanceOf(CancuError)
    expect(error).toMatchObject({ code: as, exit: 4, cause })
    for (const lang of ['vi', 'en'] as const) expect(error.say(lang)).toContain('bolt://host:7687')
  })

  it('leaves alone what is ours, what is a bug, and what is no error of the driver', () => {
    const bug = newError('Invalid input', 'Neo.ClientError.Statement.SyntaxError')
    for (const error of [bug, new Error('ours'), new TypeError('x'), 'text', undefined]) {
      expect(translate(error, 'bolt://host')).toBe(error)
    }
  })

  it('knows the collisions that are run again', () => {
    expect(isCollision(newError('', 'Neo.ClientError.Schema.ConstraintValidationFailed'))).toBe(true)
    expect(isCollision(newError('', 'Neo.ClientError.Statement.EntityNotFound'))).toBe(true)
    expect(isCollision(newError('', 'Neo.ClientError.Statement.SyntaxError'))).toBe(false)
    expect(isCollision(new Error('Neo.ClientError.Statement.EntityNotFound'))).toBe(false)
  })
})
