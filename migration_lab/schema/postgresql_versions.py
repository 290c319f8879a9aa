"""The query that tells, without reading it, what of a PostgreSQL's structure has moved. It only looks."""

from __future__ import annotations


def version_of(row: str) -> str:
    """SQL for a number that says which version of itself a row of the catalogue is in.

    Every change writes a row anew, in another place or in another transaction, and a number of a transaction is never
    given twice; what PostgreSQL changes in place are its own estimates, and nothing that is read here.
    """
    return f"hashtextextended({row}.ctid::text || ' ' || {row}.xmin::text, 0)"


NO_RELATION, SEQUENCE = 0, 1
"""Numbers that no relation of ours has."""


def watched(part: str, row: str, relation: str, source: str) -> str:
    """SQL for the versions of rows that have a say in that part of a relation."""
    return f"SELECT {relation} AS relation, '{part}' AS part, {version_of(row)} AS version, NULL AS name FROM {source}"


RELATION_ROWS = f"""
SELECT c.oid AS relation, 'relation' AS part, {version_of("c")} AS version, c.relnamespace || '.' || c.relname AS name
FROM pg_class c WHERE c.oid >= 16384 AND c.relkind NOT IN ('i', 'I', 't')
"""
# An index has a say in the constraints of its table as well, and the other way round.
WATCHED = (
    RELATION_ROWS,
    watched("relation", "r", "r.ev_class", "pg_rewrite r WHERE r.ev_class >= 16384"),
    watched("relation", "h", "h.inhrelid", "pg_inherits h"),
    watched("relation", "d", "d.objoid", "pg_description d WHERE d.objoid >= 16384 AND d.objsubid = 0"),
    watched("columns", "d", "d.objoid", "pg_description d WHERE d.objoid >= 16384 AND d.objsubid > 0"),
    watched("columns", "a", "a.attrelid", "pg_attribute a WHERE a.attrelid >= 16384 AND a.attnum > 0"),
    watched("columns", "d", "d.adrelid", "pg_attrdef d"),
    watched("keys", "i", "i.indrelid", "pg_index i WHERE i.indrelid >= 16384"),
    watched("keys", "c", "i.indrelid", "pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.oid >= 16384"),
    watched("keys", "c", "c.conrelid", "pg_constraint c WHERE c.oid >= 16384"),
    watched("triggers", "t", "t.tgrelid", "pg_trigger t WHERE NOT t.tgisinternal"),
    watched("", "c", f"{SEQUENCE}", "pg_class c WHERE c.relkind = 'S'"),
    watched("", "s", f"{SEQUENCE}", "pg_sequence s"),
    watched("", "d", f"{SEQUENCE}", "pg_depend d JOIN pg_sequence s ON s.seqrelid = d.objid WHERE d.refobjsubid > 0"),
    watched("", "d", f"{NO_RELATION}", "pg_depend d WHERE d.objid >= 16384 AND d.deptype = 'e'"),
    watched("", "n", f"{NO_RELATION}", "pg_namespace n"),
    watched("", "t", f"{NO_RELATION}", "pg_type t WHERE t.oid >= 16384 AND t.typrelid = 0 AND t.typcategory <> 'A'"),
    watched("", "e", f"{NO_RELATION}", "pg_enum e"),
    watched("", "p", f"{NO_RELATION}", "pg_proc p WHERE p.oid >= 16384"),
    watched("", "o", f"{NO_RELATION}", "pg_operator o WHERE o.oid >= 16384"),
    watched("", "o", f"{NO_RELATION}", "pg_opclass o WHERE o.oid >= 16384"),
    watched("", "l", f"{NO_RELATION}", "pg_collation l WHERE l.oid >= 16384"),
    watched("", "e", f"{NO_RELATION}", "pg_extension e"),
    watched("", "s", f"{NO_RELATION}", "pg_statistic_ext s"),
    f"SELECT {NO_RELATION}, '', hashtextextended(current_schemas(true)::text, 0), NULL",
)
IN_PARTS = {
    "relation": ("relation",),
    "columns": ("columns",),
    "keys": ("constraints", "indexes"),
    "triggers": ("triggers",),
}
"""In which of the ``PARTS`` each of those that are watched is seen."""

# By relation, or for what belongs to none by one of the numbers above: its own name with its schema's number, a number
# for each of IN_PARTS that changes with it, and one for what is in none of them.
SUMS = ", ".join(f"(sum(version) FILTER (WHERE part = '{part}'))::text" for part in (*IN_PARTS, ""))
VERSIONS = f"SELECT relation, max(name), {SUMS} FROM ({' UNION ALL '.join(WATCHED)}) AS watched GROUP BY relation"
