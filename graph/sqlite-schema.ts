/**
 * Schema of the embedded file
 * ===========================
 *
 * One entry a version; `PRAGMA user_version` counts how many have run. An entry that was released is never edited.
 * `fold_number` is `foldNumber`, for these entries alone.
 *
 * Rows refer to each other by small integers; readable ids stand once, in `nodes`. Triggers keep what is derived in
 * line: a claim that moves to another node takes its statements along, a statement that moves takes its source from
 * one edge's support to another's, and an edge counts the sources in its support. So moving one claim costs the same
 * however often its law is cited.
 *
 *   claims.node ─▶ statements.from_node, to_node ─▶ support ─▶ edges
 *             └──▶ tallies (how many sources cite a node)
 */
export const MIGRATIONS: string[] = [
  `
  CREATE TABLE sources (
    n INTEGER PRIMARY KEY, sha TEXT NOT NULL UNIQUE, format TEXT NOT NULL, sample INTEGER NOT NULL,
    citations INTEGER NOT NULL
  );
  CREATE TABLE bodies (source INTEGER PRIMARY KEY, text TEXT NOT NULL, pages TEXT NOT NULL, record TEXT NOT NULL);
  CREATE TABLE names (name TEXT NOT NULL, source INTEGER NOT NULL, PRIMARY KEY (name, source)) WITHOUT ROWID;
  CREATE INDEX names_source ON names (source);

  CREATE TABLE nodes (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT, type TEXT, number_key TEXT, issuer TEXT, level TEXT,
    province TEXT, year INTEGER, status TEXT, held INTEGER, resolution TEXT, doc TEXT
  );
  CREATE INDEX nodes_number ON nodes (number_key) WHERE number_key IS NOT NULL;
  CREATE INDEX nodes_count ON nodes (kind, resolution, held);
  CREATE TABLE titles (key TEXT NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (key, node)) WITHOUT ROWID;
  CREATE INDEX titles_node ON titles (node);
  CREATE TABLE tallies (node INTEGER PRIMARY KEY, cited INTEGER NOT NULL);

  CREATE TABLE groups (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, node INTEGER, claims INTEGER NOT NULL, block TEXT NOT NULL,
    door TEXT, self INTEGER NOT NULL, kind TEXT NOT NULL, type TEXT NOT NULL, number TEXT, date TEXT, issuer TEXT,
    title TEXT, level TEXT, province TEXT, locality TEXT, sample INTEGER NOT NULL
  );
  CREATE INDEX groups_block ON groups (block);
  CREATE INDEX groups_door ON groups (door) WHERE door IS NOT NULL;
  CREATE INDEX groups_node ON groups (node);
  CREATE TABLE claims (
    source INTEGER NOT NULL, key TEXT NOT NULL, grp INTEGER NOT NULL, self INTEGER NOT NULL,
    mentions INTEGER NOT NULL, node INTEGER, PRIMARY KEY (source, key)
  ) WITHOUT ROWID;
  CREATE INDEX claims_group ON claims (grp, node);
  CREATE INDEX claims_node ON claims (node, self, source);

  CREATE TABLE statements (
    source INTEGER NOT NULL, from_key TEXT NOT NULL, to_key TEXT NOT NULL, type TEXT NOT NULL, from_node INTEGER,
    to_node INTEGER, evidence TEXT NOT NULL, PRIMARY KEY (source, from_key, to_key, type)
  ) WITHOUT ROWID;
  CREATE INDEX statements_to ON statements (source, to_key);
  CREATE TABLE support (
    from_node INTEGER NOT NULL, to_node INTEGER NOT NULL, type TEXT NOT NULL, source INTEGER NOT NULL,
    statements INTEGER NOT NULL, PRIMARY KEY (from_node, to_node, type, source)
  ) WITHOUT ROWID;
  CREATE TABLE edges (
    from_node INTEGER NOT NULL, to_node INTEGER NOT NULL, type TEXT NOT NULL, sources INTEGER NOT NULL,
    PRIMARY KEY (from_node, to_node, type)
  ) WITHOUT ROWID;
  CREATE INDEX edges_to ON edges (to_node, from_node, type);

  CREATE TABLE files (path TEXT PRIMARY KEY, sha TEXT NOT NULL, size INTEGER NOT NULL, mtime REAL NOT NULL) WITHOUT ROWID;
  CREATE TABLE stale (id TEXT PRIMARY KEY) WITHOUT ROWID;

  CREATE TRIGGER claim_moved AFTER UPDATE OF node ON claims WHEN NEW.node IS NOT OLD.node BEGIN
    UPDATE statements SET from_node = NEW.node WHERE source = NEW.source AND from_key = NEW.key;
    UPDATE statements SET to_node = NEW.node WHERE source = NEW.source AND to_key = NEW.key;
  END;
  CREATE TRIGGER claim_left AFTER UPDATE OF node ON claims
    WHEN OLD.self = 0 AND OLD.node IS NOT NULL AND NEW.node IS NOT OLD.node BEGIN
    UPDATE tallies SET cited = cited - 1 WHERE node = OLD.node AND NOT EXISTS (
      SELECT 1 FROM claims WHERE node = OLD.node AND self = 0 AND source = NEW.source);
  END;
  CREATE TRIGGER claim_came AFTER UPDATE OF node ON claims
    WHEN NEW.self = 0 AND NEW.node IS NOT NULL AND NEW.node IS NOT OLD.node BEGIN
    INSERT INTO tallies SELECT NEW.node, 1 WHERE NOT EXISTS (
      SELECT 1 FROM claims WHERE node = NEW.node AND self = 0 AND source = NEW.source AND key <> NEW.key)
      ON CONFLICT DO UPDATE SET cited = cited + 1;
  END;
  CREATE TRIGGER claim_gone AFTER DELETE ON claims BEGIN
    UPDATE tallies SET cited = cited - 1 WHERE OLD.self = 0 AND node = OLD.node AND NOT EXISTS (
      SELECT 1 FROM claims WHERE node = OLD.node AND self = 0 AND source = OLD.source);
  END;

  CREATE TRIGGER statement_made AFTER INSERT ON statements
    WHEN NEW.from_node IS NOT NULL AND NEW.to_node IS NOT NULL AND NEW.from_node <> NEW.to_node BEGIN
    INSERT INTO support VALUES (NEW.from_node, NEW.to_node, NEW.type, NEW.source, 1)
      ON CONFLICT DO UPDATE SET statements = statements + 1;
  END;
  CREATE TRIGGER statement_left AFTER UPDATE OF from_node, to_node ON statements
    WHEN OLD.from_node IS NOT NULL AND OLD.to_node IS NOT NULL BEGIN
    UPDATE support SET statements = statements - 1 WHERE from_node = OLD.from_node AND to_node = OLD.to_node
      AND type = OLD.type AND source = OLD.source;
    DELETE FROM support WHERE from_node = OLD.from_node AND to_node = OLD.to_node AND type = OLD.type
      AND source = OLD.source AND statements = 0;
  END;
  CREATE TRIGGER statement_came AFTER UPDATE OF from_node, to_node ON statements
    WHEN NEW.from_node IS NOT NULL AND NEW.to_node IS NOT NULL AND NEW.from_node <> NEW.to_node BEGIN
    INSERT INTO support VALUES (NEW.from_node, NEW.to_node, NEW.type, NEW.source, 1)
      ON CONFLICT DO UPDATE SET statements = statements + 1;
  END;
  CREATE TRIGGER statement_gone AFTER DELETE ON statements BEGIN
    UPDATE support SET statements = statements - 1 WHERE from_node = OLD.from_node AND to_node = OLD.to_node
      AND type = OLD.type AND source = OLD.source;
    DELETE FROM support WHERE from_node = OLD.from_node AND to_node = OLD.to_node AND type = OLD.type
      AND source = OLD.source AND statements = 0;
  END;
  CREATE TRIGGER support_gained AFTER INSERT ON support BEGIN
    INSERT INTO edges VALUES (NEW.from_node, NEW.to_node, NEW.type, 1)
      ON CONFLICT DO UPDATE SET sources = sources + 1;
  END;
  CREATE TRIGGER support_lost AFTER DELETE ON support BEGIN
    UPDATE edges SET sources = sources - 1
      WHERE from_node = OLD.from_node AND to_node = OLD.to_node AND type = OLD.type;
    DELETE FROM edges
      WHERE from_node = OLD.from_node AND to_node = OLD.to_node AND type = OLD.type AND sources = 0;
  END;

  CREATE TABLE search_documents (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, number_key TEXT, cited INTEGER NOT NULL, type TEXT, level TEXT,
    place TEXT, issuer TEXT, year TEXT, status TEXT, held TEXT, doc TEXT NOT NULL, words_hash TEXT NOT NULL
  );
  CREATE INDEX search_number ON search_documents (number_key) WHERE number_key IS NOT NULL;
  CREATE INDEX search_order ON search_documents (cited DESC, id);
  CREATE TABLE search_passages (
    n INTEGER PRIMARY KEY, document INTEGER NOT NULL, source TEXT, start INTEGER, text TEXT NOT NULL
  );
  CREATE INDEX search_passages_document ON search_passages (document);
  CREATE VIRTUAL TABLE search_words USING fts5 (
    head, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
  );
  CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab (search_words, 'row');
  `,
  `
  ALTER TABLE groups ADD COLUMN as_of TEXT;
  ALTER TABLE groups ADD COLUMN home TEXT;
  -- Blocks are cut otherwise since: what was read before is read again.
  UPDATE bodies SET record = json_set(record, '$.version', 0);
  `,
  // Totals are kept, not counted, and files found by their content: one document more costs the same in any store.
  `
  CREATE INDEX files_sha ON files (sha);
  DROP INDEX edges_to;
  CREATE INDEX edges_to ON edges (to_node, type, from_node);
  CREATE INDEX nodes_held ON nodes (held, id) WHERE doc IS NOT NULL;
  CREATE TABLE totals (
    sources INTEGER NOT NULL, instruments INTEGER NOT NULL, programmes INTEGER NOT NULL, held INTEGER NOT NULL,
    citations INTEGER NOT NULL, relations INTEGER NOT NULL, unresolved INTEGER NOT NULL, ambiguous INTEGER NOT NULL
  );
  INSERT INTO totals SELECT
    (SELECT COUNT(*) FROM sources WHERE format <> 'catalogue'), (SELECT COUNT(*) FROM nodes WHERE kind = 'Instrument'),
    (SELECT COUNT(*) FROM nodes WHERE kind = 'Programme'), (SELECT COUNT(*) FROM nodes WHERE held = 1),
    (SELECT COALESCE(SUM(citations), 0) FROM sources), (SELECT COUNT(*) FROM edges),
    (SELECT COUNT(*) FROM nodes WHERE resolution = 'unresolved'),
    (SELECT COUNT(*) FROM nodes WHERE resolution = 'ambiguous');
  CREATE TRIGGER source_counted AFTER INSERT ON sources BEGIN
    UPDATE totals SET sources = sources + (NEW.format <> 'catalogue'), citations = citations + NEW.citations;
  END;
  CREATE TRIGGER source_discounted AFTER DELETE ON sources BEGIN
    UPDATE totals SET sources = sources - (OLD.format <> 'catalogue'), citations = citations - OLD.citations;
  END;
  CREATE TRIGGER edge_counted AFTER INSERT ON edges BEGIN UPDATE totals SET relations = relations + 1; END;
  CREATE TRIGGER edge_discounted AFTER DELETE ON edges BEGIN UPDATE totals SET relations = relations - 1; END;
  CREATE TRIGGER node_counted AFTER INSERT ON nodes WHEN NEW.kind IS NOT NULL BEGIN
    UPDATE totals SET instruments = instruments + (NEW.kind IS 'Instrument'),
      programmes = programmes + (NEW.kind IS 'Programme'), held = held + (NEW.held IS 1),
      unresolved = unresolved + (NEW.resolution IS 'unresolved'), ambiguous = ambiguous + (NEW.resolution IS 'ambiguous');
  END;
  CREATE TRIGGER node_recounted AFTER UPDATE OF kind, held, resolution ON nodes
    WHEN OLD.kind IS NOT NEW.kind OR OLD.held IS NOT NEW.held OR OLD.resolution IS NOT NEW.resolution BEGIN
    UPDATE totals SET instruments = instruments + (NEW.kind IS 'Instrument') - (OLD.kind IS 'Instrument'),
      programmes = programmes + (NEW.kind IS 'Programme') - (OLD.kind IS 'Programme'),
      held = held + (NEW.held IS 1) - (OLD.held IS 1),
      unresolved = unresolved + (NEW.resolution IS 'unresolved') - (OLD.resolution IS 'unresolved'),
      ambiguous = ambiguous + (NEW.resolution IS 'ambiguous') - (OLD.resolution IS 'ambiguous');
  END;
  CREATE TRIGGER node_discounted AFTER DELETE ON nodes WHEN OLD.kind IS NOT NULL BEGIN
    UPDATE totals SET instruments = instruments - (OLD.kind IS 'Instrument'),
      programmes = programmes - (OLD.kind IS 'Programme'), held = held - (OLD.held IS 1),
      unresolved = unresolved - (OLD.resolution IS 'unresolved'), ambiguous = ambiguous - (OLD.resolution IS 'ambiguous');
  END;
  `,
  // Numbers written otherwise are part of what is said: what was read before is read again.
  `
  ALTER TABLE groups ADD COLUMN misprint TEXT;
  UPDATE bodies SET record = json_set(record, '$.version', 0);
  DROP TRIGGER source_counted;
  DROP TRIGGER source_discounted;
  CREATE TRIGGER source_counted AFTER INSERT ON sources BEGIN
    UPDATE totals SET sources = sources + (NEW.format NOT IN ('catalogue', 'correction')),
      citations = citations + NEW.citations;
  END;
  CREATE TRIGGER source_discounted AFTER DELETE ON sources BEGIN
    UPDATE totals SET sources = sources - (OLD.format NOT IN ('catalogue', 'correction')),
      citations = citations - OLD.citations;
  END;
  `,
  'ALTER TABLE groups ADD COLUMN effective_from TEXT',
  // Numbers under which sources cite a node beside its own (`otherNumbers`).
  `
  CREATE TABLE other_numbers (key TEXT NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (key, node)) WITHOUT ROWID;
  CREATE INDEX other_numbers_node ON other_numbers (node);
  INSERT OR IGNORE INTO other_numbers SELECT fold_number(json_extract(said.value, '$.value')), n
    FROM nodes, json_each(doc, '$.variants.number') AS said
    WHERE doc IS NOT NULL AND fold_number(json_extract(said.value, '$.value')) IS NOT number_key;
  INSERT OR IGNORE INTO other_numbers SELECT fold_number(json_extract(reason.value, '$.written')), n
    FROM nodes, json_each(doc, '$.reasons') AS reason
    WHERE doc IS NOT NULL AND json_extract(reason.value, '$.written') IS NOT NULL;
  `,
]
