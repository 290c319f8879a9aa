"""The queries that read PostgreSQL's catalogue, one for each kind of thing. They only read.

Columns that are newer than PostgreSQL 12 are read through ``to_jsonb``, which gives NULL where a column does not exist.
"""

from __future__ import annotations

OURS = "n.nspname <> 'information_schema' AND left(n.nspname, 3) <> 'pg_'"


def is_free(catalogue: str, oid: str) -> str:
    """SQL for: it belongs to no extension."""
    return f"""NOT EXISTS (SELECT FROM pg_depend e
    WHERE e.classid = '{catalogue}'::regclass AND e.objid = {oid} AND e.deptype = 'e')"""


def of_these(sql: str) -> str:
    """That query, whose first column is a relation's number, for the relations ``:numbers`` only."""
    return f"SELECT * FROM ({sql}) AS one(relation) WHERE relation = ANY (CAST(:numbers AS oid[]))"


SCHEMAS = f"""
SELECT n.nspname, coalesce(n.nspname = current_schema(), false)
FROM pg_namespace n WHERE {OURS}
"""

RELATIONS = f"""
SELECT c.oid, n.nspname, c.relname, c.relkind::text, c.relpersistence::text,
       obj_description(c.oid, 'pg_class'),
       CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END,
       CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
       ARRAY(SELECT p.relname::text FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent
             WHERE h.inhrelid = c.oid ORDER BY h.inhseqno),
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid, true) END,
       c.reloptions, c.relrowsecurity
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND {OURS}
  AND (c.relkind NOT IN ('v', 'm') OR {is_free("pg_class", "c.oid")})
"""

COLUMNS = f"""
SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
       pg_get_expr(d.adbin, d.adrelid, true), a.attidentity::text, a.attgenerated::text,
       CASE WHEN a.attcollation <> t.typcollation THEN l.collname END,
       col_description(a.attrelid, a.attnum)
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_collation l ON l.oid = a.attcollation
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND {OURS}
"""


def columns_of(relation: str, numbers: str) -> str:
    """SQL for the names of a table's columns with these numbers, in that order."""
    return f"""ARRAY(SELECT a.attname::text FROM unnest({numbers}) WITH ORDINALITY AS k(number, place)
             JOIN pg_attribute a ON a.attrelid = {relation} AND a.attnum = k.number ORDER BY k.place)"""


# A foreign key to a partitioned table has copies, one for each partition; they name the key as their parent.
CONSTRAINTS = f"""
SELECT c.conrelid, c.conname, c.contype::text,
       {columns_of("c.conrelid", "c.conkey")},
       fn.nspname, f.relname, {columns_of("c.confrelid", "c.confkey")},
       c.confdeltype::text, c.confupdtype::text, c.condeferrable, c.condeferred, c.convalidated,
       c.confmatchtype::text, c.connoinherit,
       coalesce((to_jsonb(c) ->> 'conenforced')::boolean, true),
       coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false),
       {columns_of("i.indrelid", "(i.indkey::int2[])[i.indnkeyatts : i.indnatts]")},
       CASE c.contype WHEN 'c' THEN pg_get_expr(c.conbin, c.conrelid, true)
                      WHEN 'x' THEN pg_get_constraintdef(c.oid, true) END
FROM pg_constraint c
JOIN pg_namespace n ON n.oid = c.connamespace
LEFT JOIN pg_class f ON f.oid = c.confrelid
LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
LEFT JOIN pg_constraint parent ON parent.oid = c.conparentid
LEFT JOIN pg_index i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u')
WHERE c.conrelid <> 0 AND c.contype IN ('p', 'u', 'f', 'c', 'x')
  AND parent.conrelid IS DISTINCT FROM c.conrelid AND {OURS}
"""

INDEXES = f"""
SELECT i.indrelid, x.relname, i.indisunique, m.amname,
       ARRAY(
           SELECT coalesce(a.attname::text, pg_get_indexdef(i.indexrelid, k, true))
               || CASE WHEN i.indcollation[k - 1] NOT IN (0, 100)
                        AND i.indcollation[k - 1] IS DISTINCT FROM a.attcollation
                       THEN ' COLLATE ' || quote_ident(l.collname) ELSE '' END
               || CASE WHEN o.opcdefault THEN '' ELSE ' ' || o.opcname END
               || CASE WHEN m.amname <> 'btree' THEN ''
                       ELSE (ARRAY['', ' DESC NULLS LAST', ' NULLS FIRST', ' DESC'])[i.indoption[k - 1] + 1] END
           FROM generate_series(1, i.indnkeyatts) AS k
           JOIN pg_opclass o ON o.oid = i.indclass[k - 1]
           LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = nullif(i.indkey[k - 1], 0)
           LEFT JOIN pg_collation l ON l.oid = i.indcollation[k - 1]
           ORDER BY k),
       {columns_of("i.indrelid", "(i.indkey::int2[])[i.indnkeyatts : i.indnatts]")},
       pg_get_expr(i.indpred, i.indrelid, true), i.indisvalid,
       coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false), x.reloptions
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_am m ON m.oid = x.relam
WHERE c.relkind IN ('r', 'p', 'm') AND {OURS}
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
"""

TRIGGERS = f"""
SELECT t.tgrelid, t.tgname, pg_get_triggerdef(t.oid, true), t.tgenabled::text
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND {OURS}
"""

PARTS = {
    "relation": RELATIONS,
    "columns": COLUMNS,
    "constraints": CONSTRAINTS,
    "indexes": INDEXES,
    "triggers": TRIGGERS,
}
"""What says something of each relation, whose number comes first."""

ENUMS = f"""
SELECT n.nspname, t.typname,
       ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder)
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'e' AND {OURS} AND {is_free("pg_type", "t.oid")}
"""

SEQUENCES = f"""
SELECT n.nspname, c.relname, format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcycle
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE {OURS} AND NOT EXISTS (
    SELECT FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
      AND (d.deptype = 'e' OR d.refobjsubid > 0 AND d.deptype IN ('a', 'i')))
"""

# One query for four kinds of things: each has its kind, schema and name, then texts and lists of its own.
OBJECTS = f"""
SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, n.nspname::text,
       p.proname || '(' || oidvectortypes(p.proargtypes) || ')',
       ARRAY[l.lanname::text, pg_get_function_result(p.oid),
             CASE p.prokind WHEN 'a' THEN '' ELSE pg_get_functiondef(p.oid) END], NULL::text[], NULL::text[]
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
WHERE {OURS} AND {is_free("pg_proc", "p.oid")}
UNION ALL
SELECT 'extension', n.nspname::text, x.extname::text, ARRAY[x.extversion], NULL, NULL
FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace
WHERE x.extname <> 'plpgsql'
UNION ALL
SELECT 'domain', n.nspname::text, t.typname::text,
       ARRAY[format_type(t.typbasetype, t.typtypmod), (NOT t.typnotnull)::text, t.typdefault,
             CASE WHEN t.typcollation <> b.typcollation THEN l.collname::text END],
       ARRAY(SELECT c.conname::text FROM pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c' ORDER BY c.oid),
       ARRAY(SELECT c.convalidated::text || ' ' || pg_get_expr(c.conbin, 0, true)
             FROM pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c' ORDER BY c.oid)
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_collation l ON l.oid = t.typcollation
WHERE t.typtype = 'd' AND {OURS} AND {is_free("pg_type", "t.oid")}
UNION ALL
SELECT 'statistics', n.nspname::text, s.stxname::text,
       ARRAY[tn.nspname::text, t.relname::text, to_jsonb(s) ->> 'stxstattarget',
             substr(pg_get_statisticsobjdef(s.oid),
                    length('CREATE STATISTICS ' || quote_ident(n.nspname) || '.' || quote_ident(s.stxname)) + 2),
             ' FROM ' || s.stxrelid::regclass::text], NULL, NULL
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
JOIN pg_class t ON t.oid = s.stxrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
WHERE {OURS} AND {is_free("pg_statistic_ext", "s.oid")}
"""
